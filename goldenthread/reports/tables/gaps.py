"""Tables of what is missing: how much of each kind, the register, and the gaps of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from goldenthread.core.findings import NAMES, Gap, GapState
from goldenthread.core.sentences import on_day
from goldenthread.reports.figures.overview import GapRow
from goldenthread.reports.figures.register import Register
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, gap_state, grid, number, text
from goldenthread.reports.grids import on_day as day_cell


class KindRow(NamedTuple):
    """One kind of gap counted: of how many asked, how many late, and how many left on purpose."""

    code: str
    gaps: int
    asked: int
    overdue: int
    accepted: int


_COUNTS = (
    Column("Gaps", True, width=9),
    Column("Of", True, width=9),
    Column("Overdue", True, width=11),
    Column("Accepted", True, is_minor=True, width=11),
)


def gap_link(gap: Gap) -> Link:
    return Link("gap", f"{gap.kind}/{gap.subject}/{gap.code}")


def subject_link(gap: Gap) -> Link:
    return Link("element" if gap.kind == "element" else "measure-id", str(gap.subject))


def gaps_by_kind(rows: Sequence[GapRow], query: str = "") -> Grid:
    """How many of each kind of gap, of how many asked, how many past their day, and what is filled next.

    `query` is added to each link, to name the plan.
    """
    columns = (Column("What is missing", width=26), *_COUNTS)
    counted = [KindRow(row.code, len(row.gaps), row.asked, row.overdue, row.accepted) for row in rows]
    lines = [
        Row((*_kind_cells(kind, query), _next_cell(row.next)))
        for kind, row in zip(counted, rows, strict=True)
    ]
    last = Row((*_total_cells(counted), text("")), is_total=True)
    next_one = Column("Next to be filled", is_minor=True, width=34)
    return Grid("Gaps by kind", (*columns, next_one), (*lines, last), "keep")


def kinds_of(register: Register) -> list[KindRow]:
    """The kinds of gap that a register's rules ask about, most gaps first."""
    late, left = register.by_kind_in(GapState.OVERDUE), register.by_kind_in(GapState.ACCEPTED)
    rows = [
        KindRow(code, register.by_kind[code], register.asked[code], late[code], left[code])
        for code in NAMES
        if register.by_kind[code]
    ]
    return sorted(rows, key=lambda row: -row.gaps)


def gap_kinds(rows: Sequence[KindRow], query: str) -> Grid:
    """How many of each kind of gap, each leading to its part of the register."""
    columns = (Column("What is missing", width=40), *_COUNTS)
    lines = [Row(tuple(_kind_cells(row, query))) for row in rows]
    return Grid("Gaps by kind", columns, (*lines, Row(tuple(_total_cells(rows)), is_total=True)), "keep")


def _kind_cells(row: KindRow, query: str = "") -> list[Cell]:
    counts = (row.gaps, row.asked, row.overdue, row.accepted)
    key = f"{row.code}&{query}" if query else row.code
    return [
        text(NAMES[row.code], link=Link("gaps", key), note=row.code),
        *(number(f"{count:,}") for count in counts),
    ]


def _total_cells(rows: Sequence[KindRow]) -> list[Cell]:
    """The sums; “of” has none, for one element is asked by many rules."""
    return [
        text("All gaps"),
        number(f"{sum(row.gaps for row in rows):,}"),
        text(""),
        number(f"{sum(row.overdue for row in rows):,}"),
        number(f"{sum(row.accepted for row in rows):,}"),
    ]


def _next_cell(gap: Gap | None) -> Cell:
    if gap is None or not gap.owner:
        return blank("Nobody is named yet")
    return text(gap.owner + (f", due {on_day(gap.due_on)}" if gap.due_on else ", no date given"))


def gap_register(gaps: Iterable[Gap], on: date, of: Mapping[Gap, str] | None = None) -> Grid:
    """Every gap with what it is of, why it is there, who fills it, by when, and its state.

    `of` says more of what some are of: the level and the plan.
    """
    columns = (
        Column("What is missing", width=17),
        Column("Of", width=29),
        Column("Why", is_minor=True, width=20),
        Column("Who fills it", width=12),
        Column("Due", width=10),
        Column("State", width=12),
    )
    more = of or {}
    return grid(
        "Gap register",
        columns,
        (
            [
                text(NAMES[gap.code], link=gap_link(gap), note=gap.code),
                text(gap.title, link=subject_link(gap), note=more.get(gap, "")),
                *gap_cells(gap, on),
            ]
            for gap in gaps
        ),
    )


def gap_cells(gap: Gap, on: date) -> list[Cell]:
    """Why a gap is there, who fills it, by when, and its state on a day."""
    return [
        text(gap.reason) if gap.reason else blank("Not stated"),
        text(gap.owner) if gap.owner else blank("Nobody named"),
        day_cell(gap.due_on, "No date"),
        gap_state(gap.state(on)),
    ]


def gaps_of_one(gaps: Sequence[Gap], on: date) -> Grid:
    """The gaps of one element or measure."""
    heads = ("What is missing", "Why", "Who fills it", "Due", "State")
    rows = ([text(NAMES[gap.code], link=gap_link(gap), note=gap.code), *gap_cells(gap, on)] for gap in gaps)
    return grid("Gaps", [Column(head) for head in heads], rows)


def gap_count_cell(count: int, key: str) -> Cell:
    """How many gaps one element has, leading to them; none is said in a word."""
    return number(f"{count:,}", link=Link("element-gaps", key)) if count else blank("None")
