"""Tables of a plan that is being brought in: how many lines at each level, and what to look at."""

from __future__ import annotations

from goldenthread.core.plan_table import FaultKind, PlanTree
from goldenthread.reports.grids import Column, Grid, Row, blank, grid, number, text

_MOST_ROWS_NAMED = 12


def levels(tree: PlanTree) -> Grid:
    """How many lines there are at each level, with their sum."""
    rows = [Row((text(name), number(f"{count:,}"))) for name, count in tree.counts()]
    total = Row((text("All"), number(f"{len(tree.lines):,}", strong=True)), is_total=True)
    columns = (Column("Level"), Column("Lines", True))
    return Grid("Lines at each level", columns, (*rows, total), "keep")


def problems(tree: PlanTree) -> Grid:
    """What to look at: where, what is wrong and what to do; what would be left out comes first."""
    return grid(
        "What to look at",
        [Column("Row", width=12), Column("Column", width=16), Column("What is wrong"), Column("What to do")],
        (
            (
                text(_rows(one.rows)) if one.rows != (0,) else text("The table"),
                text(one.column) if one.column else blank("The row"),
                text(one.sentence, note=_kind(one.kind)),
                text(one.remedy),
            )
            for one in tree.troubles()
        ),
    )


def _kind(kind: FaultKind) -> str:
    return "Not brought in" if kind.is_left_out else ""


def _rows(rows: tuple[int, ...]) -> str:
    shown = ", ".join(str(row) for row in rows[:_MOST_ROWS_NAMED])
    more = len(rows) - _MOST_ROWS_NAMED
    return f"{shown} and {more} more" if more > 0 else shown
