"""The annexes of a paper that are made from the plan, as blocks of a document.

A paper that anybody may read prints only what anybody may read of the plan: exempt lines stay out, and a
closed draft has to be opened first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from goldenthread.core.changes_told import in_words
from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.core.thread import children_of, descendants
from goldenthread.governance.comment_queries import register_of
from goldenthread.governance.models import Annex, Comment, Paper
from goldenthread.governance.queries import route_of
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.plans.models import Edition, Level
from goldenthread.plans.queries import ElementRow, elements_of, levels_of
from goldenthread.reports.blocks import Block, Bullets, Heading, Lead, Table, Text
from goldenthread.reports.figures.changes import changes_to
from goldenthread.reports.figures.picture import Pane, Picture, picture_of
from goldenthread.reports.grids import Cell, Column, Grid, blank, grid, text
from goldenthread.reports.grids import on_day as day_cell
from goldenthread.reports.outlines.comment_register import comment_register
from goldenthread.reports.paper_facts import AnnexFact
from goldenthread.reports.tables.changes import before_and_after, crosswalk
from goldenthread.reports.tables.comments import became

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MADE = frozenset(kind.value for kind in Annex.Kind) - {Annex.Kind.NAMED.value}


def reader_of(paper: Paper) -> Officer:
    """For whose eyes a paper's annexes are made: an exempt paper's readers may see what is exempt."""
    return OPERATOR if paper.is_exempt else VISITOR


def annexes_of(paper: Paper) -> tuple[AnnexFact, ...]:
    """Every annex with its letter; those made from the plan with their content."""
    return tuple(
        AnnexFact(letter_of(place), one.title, tuple(_made(one.kind, paper)))
        for place, one in enumerate(paper.annexes.all())
    )


def letter_of(place: int) -> str:
    """The letter of an annex, counted from 0: A to Z, then AA, AB and so on."""
    first, last = divmod(place, len(LETTERS))
    return (LETTERS[first - 1] if first else "") + LETTERS[last]


def reasons_not_to_print(paper: Paper) -> list[str]:
    """Why annexes can't go out with the paper: what they are made from is missing, or closed."""
    kinds = {one.kind for one in paper.annexes.all()} & MADE
    if not kinds:
        return []
    if paper.edition is None:
        return ["An annex is made from the plan, and the paper names no edition. Name it on its front."]
    if not paper.is_exempt and not paper.edition.is_open:
        return [
            f"An annex is made from {paper.edition}, a draft that is closed. Open the draft before its paper "
            "goes out, or take the annex off."
        ]
    return []


def _made(kind: str, paper: Paper) -> list[Block]:
    if kind not in MADE:
        return []
    if paper.edition is None:
        return [Text("No edition is named on the paper, so nothing can be shown here.", is_quiet=True)]
    return _MAKERS[kind](paper.edition, reader_of(paper))


# The strategy on a page


def _picture(edition: Edition, reader: Officer) -> list[Block]:
    return _drawn(picture_of(edition, reader))


def _example(edition: Edition, reader: Officer) -> list[Block]:
    """What is held of vision, values and themes, with examples for what is not written yet (R033)."""
    held = picture_of(edition, reader)
    if held.is_example:
        return _drawn(held)
    timed = [level for level in held.levels if level.years] or held.levels[-1:]
    lines = [f"Example {level.name[:1].lower()}{level.name[1:]}" for level in timed]

    def as_example(pane: Pane) -> Pane:
        return replace(pane, lines=lines, more=0, counts=[])

    panes = [as_example(one) for one in held.panes]
    under = [as_example(one) for one in held.under]
    return [
        Text("An example of the form: what stands under each theme is still to be written.", is_quiet=True),
        *_drawn(replace(held, panes=panes, under=under)),
    ]


def _drawn(picture: Picture) -> list[Block]:
    found: list[Block] = []
    if picture.vision:
        found += [Heading("Vision"), Text(picture.vision)]
    if picture.values:
        found += [Heading("Values"), Bullets(tuple(picture.values))]
    if picture.panes:
        found += [Heading(start(picture.top_plural or "Themes")), Table(_panes(picture.panes, "Themes"))]
    if picture.under:
        found += [Heading("Across and under all of them"), Table(_panes(picture.under, "Across"))]
    return found or [Text("Nothing is written in this edition yet.", is_quiet=True)]


def _panes(panes: list[Pane], caption: str) -> Grid:
    columns = (Column("Name", width=26), Column("What stands under it", width=74))
    return grid(caption, columns, ([text(one.title, strong=True), _under(one)] for one in panes))


def _under(pane: Pane) -> Cell:
    lines = [*pane.lines, *([f"and {pane.more} more"] if pane.more else [])]
    note = f"With {' and '.join(pane.counts)}" if pane.counts else ""
    return text("; ".join(lines), note=note) if lines else blank("Nothing yet")


# The action plan


def _actions(edition: Edition, reader: Officer) -> list[Block]:
    rows = elements_of(edition, reader)
    levels = {level.pk: level for level in levels_of(edition)}
    by_id = {row.id: row for row in rows}
    below = children_of({row.id: row.parent_id for row in rows})
    found: list[Block] = []
    followed = 0
    for top in (one for one in rows if one.parent_id is None or one.parent_id not in by_id):
        lines = [by_id[pk] for pk, _ in descendants(top.id, below) if levels[by_id[pk].level_id].is_monitored]
        if lines:
            followed += len(lines)
            found += [Heading(top.title), Table(_lines(top.title, lines, levels))]
    opening = f"{start(counted(followed, 'line'))} of {edition.name} {_is(followed)} followed."
    return [Text(opening), *found] if found else [Text("Nothing in it is followed yet.", is_quiet=True)]


def _lines(caption: str, lines: Sequence[ElementRow], levels: Mapping[int, Level]) -> Grid:
    columns = (
        Column("Line", width=46),
        Column("Owner", width=22),
        Column("Service", width=16),
        Column("Due", width=16),
    )
    rows = (
        [
            text(one.title, note=levels[one.level_id].name),
            text(one.owner) if one.owner else blank("None named"),
            text(one.service) if one.service else blank("Not stated"),
            day_cell(one.due_on, "No date"),
        ]
        for one in lines
    )
    return grid(caption, columns, rows)


# What changed, what was said, and who considered it


def _changes(edition: Edition, reader: Officer) -> list[Block]:
    found = changes_to(edition, "members", reader)
    if found is None:
        return [Text("This edition replaces none that is held.", is_quiet=True)]
    told = tuple(in_words(one, found.audience) for one in found.told)
    blocks: list[Block] = [Lead((found.opening,)), *(Text(line) for line in found.levels)]
    blocks += [Bullets(told)] if told else []
    blocks += [Heading("Before and after"), Table(before_and_after(found))]
    return [*blocks, Heading("From old to new"), Table(crosswalk(found))]


def _comments(edition: Edition, reader: Officer) -> list[Block]:
    return list(comment_register(edition, reader))


def comments_blocks(edition: Edition, reader: Officer) -> list[Block]:
    """Every comment with its answer and what was decided about it, and how many are open, in one table."""
    found = register_of(edition, reader)
    if not found:
        return [Text("No comment is on record.", is_quiet=True)]
    waiting = sum(one.disposition == Comment.Disposition.OPEN for one in found)
    said = f"{start(counted(len(found), 'comment'))}, {spell(waiting) if waiting else 'none'} of them open."
    columns = (
        Column("What was raised", width=32),
        Column("Answer", width=46),
        Column("What was decided", width=22),
    )
    rows = (
        [
            text(one.text, note=f"On “{one.element}”" if one.element else ""),
            text(one.response) if one.response else blank("Not answered yet"),
            text(start(str(one.get_disposition_display())), note=became(one)),
        ]
        for one in found
    )
    return [Text(said), Table(grid("Comments and answers", columns, rows))]


def _route(edition: Edition, reader: Officer) -> list[Block]:
    return route_blocks(edition)


def route_blocks(edition: Edition) -> list[Block]:
    """Who considers the plan, in order."""
    steps = route_of(edition)
    if not steps:
        return [Text("No route is on record.", is_quiet=True)]
    columns = (Column("Body", width=30), Column("When", width=20), Column("What", width=50))
    rows = (
        [
            text(str(one.body)) if one.body else blank("No one body"),
            text(on_day(one.day) if one.day else start(one.when)),
            text(one.what, note="" if one.basis == "STATED" else start(str(one.get_basis_display()))),
        ]
        for one in steps
    )
    return [Table(grid("The route", columns, rows))]


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


_MAKERS: dict[str, Callable[[Edition, Officer], list[Block]]] = {
    "PICTURE": _picture,
    "EXAMPLE": _example,
    "ACTIONS": _actions,
    "CHANGES": _changes,
    "COMMENTS": _comments,
    "ROUTE": _route,
}
