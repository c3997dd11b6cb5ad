"""Tables of Word templates, of the places that can be marked in one, and of a report's words."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.sentences import counted, on_day, start
from goldenthread.reports.figures.words import WordsPage
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.models import Template
from goldenthread.reports.templating import EITHER, HEADING, INLINE, PLACES


def templates(found: Sequence[Template]) -> Grid:
    """The council's templates: how many places each marks, and who brought it."""
    columns = (
        Column("Template", width=40),
        Column("Places", is_number=True, width=12),
        Column("Brought", width=28),
        Column("State", width=20),
    )
    return grid("Templates", columns, (_row(one) for one in found))


def _row(one: Template) -> list[Cell]:
    return [
        text(one.name, link=Link("template", str(one.pk))),
        Cell(str(len(one.places))),
        text(on_day(one.brought_at.date()), note=one.brought_by),
        blank("Out of use") if one.is_retired else text("In use"),
    ]


def of_templates(found: Sequence[Template]) -> str:
    """How many templates the council has, in a sentence."""
    used = sum(not one.is_retired for one in found)
    if not found:
        return "The council has no template of its own yet, so reports are in the house look."
    out = len(found) - used
    more = f", and {counted(out, 'is', 'are')} out of use" if out else ""
    return f"{start(counted(used, 'template is', 'templates are'))} in use{more}."


def marks(places: Sequence[str] | None = None) -> Grid:
    """The places that can be marked, or those that are: how each is written, and what stands there."""
    every = {**INLINE, **EITHER, **PLACES}
    named = every if places is None else places
    columns = (Column("Mark", width=26), Column("What stands there", width=44), Column("Where", width=30))
    return grid("Marks in a template", columns, (_mark(one, every) for one in named))


def _mark(name: str, every: dict[str, str]) -> list[Cell]:
    plain = name.removesuffix(HEADING)
    about = every.get(plain, "")
    if name.endswith(HEADING):
        about, where = f"the heading of {about}", "Anywhere"
    elif name in INLINE:
        where = "Anywhere, also in headers and footers"
    elif name in EITHER:
        where = "Anywhere, or in a paragraph of its own"
    else:
        where = "In a paragraph of its own"
    return [text(f"{{{{{name}}}}}", strong=True), text(start(about)), text(where)]


def of_words(page: WordsPage) -> str:
    """How many places hold a person's words, and under how many the figures moved."""
    whole, edited, moved = len(page.places), len(page.edited), len(page.moved)
    if not whole:
        return "This document has no place for words."
    if not edited:
        return f"Nobody has written in it yet: all {counted(whole, 'place')} say what the figures say."
    opening = f"{edited} of {counted(whole, 'place')} {'holds' if edited == 1 else 'hold'} a person’s words"
    if not moved:
        return f"{opening}, and no figures moved beneath them."
    beneath = "it" if moved == edited == 1 else "them" if moved == edited else f"{moved} of them"
    return f"{opening}; the figures moved beneath {beneath} since."
