"""Tables of what a search found."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.sentences import start
from goldenthread.reports.figures.search import MANY, ONE, Hit, Kind
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text

_LINKS = {
    Kind.ELEMENT: "element",
    Kind.MEASURE: "measure",
    Kind.PAPER: "paper",
    Kind.POST: "elements-of-post",
    Kind.PARTNER: "partner",
    Kind.BODY: "body",
}


def title_cell(hit: Hit) -> Cell:
    """What was found, leading to its page where it has one."""
    link = Link(_LINKS[hit.kind], hit.key) if hit.kind in _LINKS else None
    return text(hit.title, link=link, note=hit.note)


def found_of_a_kind(kind: Kind, hits: Iterable[Hit]) -> Grid:
    """The hits of one kind."""
    first = Column(start(ONE[kind]), width=46)
    if kind is Kind.ELEMENT:
        columns = (first, Column("Level", width=14), Column("Edition", width=22), Column("Owner", width=18))
        rows = ([title_cell(hit), text(hit.level), text(hit.edition), _owner(hit)] for hit in hits)
        return grid(_caption(kind), columns, rows)
    if kind in (Kind.MEASURE, Kind.PAPER):
        head = "Owner" if kind is Kind.MEASURE else "Report of"
        return grid(
            _caption(kind), (first, Column(head, width=30)), ([title_cell(h), _owner(h)] for h in hits)
        )
    return grid(_caption(kind), (first,), ([title_cell(hit)] for hit in hits), "keep")


def _caption(kind: Kind) -> str:
    return f"{start(MANY[kind])} found"


def _owner(hit: Hit) -> Cell:
    return text(hit.owner) if hit.owner else blank("None named")


def found_of_all_kinds(hits: Iterable[Hit], query: str) -> Grid:
    """Every hit in one table, to take away."""
    columns = (
        Column("Kind", width=10),
        Column("Title", width=60),
        Column("More", width=40),
        Column("Level", width=14),
        Column("Edition", width=30),
        Column("Owner", width=30),
    )
    rows = (
        [
            *(text(w) for w in (start(ONE[hit.kind]), hit.title, hit.note, hit.level, hit.edition)),
            _owner(hit) if hit.kind in (Kind.ELEMENT, Kind.MEASURE, Kind.PAPER) else text(""),
        ]
        for hit in hits
    )
    return grid(f"Search for {query}", columns, rows)
