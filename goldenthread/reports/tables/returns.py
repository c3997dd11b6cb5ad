"""Tables of a workbook that came back: what changes, what stays, and what was stored of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.rounds.models import Ask

Changed = tuple[str, str, str]  # the field's heading, what it was, what it will be
_CHANGES = (Column("Line", width=30), Column("What", width=20), Column("Was"), Column("Will be"))


class Told(NamedTuple):
    """One line by name: its title, its code, and the kind and key of what it is about."""

    title: str
    code: str
    link: tuple[str, str]


def _named(line: Told) -> Cell:
    kind, key = line.link
    return text(line.title, link=Link(kind, key) if kind else None, note=line.code)


def _said(words: str, otherwise: str) -> Cell:
    return text(words) if words else blank(otherwise)


def changes(lines: Iterable[tuple[Told, Sequence[Changed]]]) -> Grid:
    """Each field that will change, under its line's name."""
    rows = [
        (_named(line) if place == 0 else text(""), text(what), _said(was, "None"), _said(becomes, "Cleared"))
        for line, found in lines
        for place, (what, was, becomes) in enumerate(found)
    ]
    return grid("What will change", _CHANGES, rows)


def unchanged(lines: Iterable[tuple[Told, str]]) -> Grid:
    """The lines that stay as they are, and why."""
    columns = (Column("Line", width=40), Column("Why"))
    return grid("What stays as it is", columns, ((_named(line), text(why)) for line, why in lines))


def stored(asks: Iterable[Ask], states: dict[str, str]) -> Grid:
    """The lines that were stored of a workbook, and where each stands now."""
    columns = (Column("Line", width=40), Column("Now"))
    return grid(
        "What was stored", columns, ((_named(told_of(one)), text(_state(one, states))) for one in asks)
    )


def _state(one: Ask, states: dict[str, str]) -> str:
    words = states.get(one.state, one.state)
    return words[:1].upper() + words[1:]


def told_of(ask: Ask) -> Told:
    """A line by name."""
    if ask.measure:
        return Told(ask.measure.title, ask.measure.code, ("measure", ask.measure.code))
    return Told(str(ask.element), ask.element.code if ask.element else "", ("element", str(ask.element_id)))
