"""Tables of a plan that is being brought in: how many lines at each level, and what to look at."""

from __future__ import annotations

from goldenthread.core.plan_table import FaultKind, PlanTree
from goldenthread.reports.grids import Column, Grid, Row, blank, grid, number, text

_MOST_ROWS_NAMED = 12
_COLUMNS = (
    Column("Where", width=13),
    Column("Column", width=16),
    Column("What is wrong"),
    Column("What to do"),
)


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
        _COLUMNS,
        (
            (
                text(_where(one.rows)),
                text(one.column) if one.column else blank("No one column"),
                text(one.sentence, note=_kind(one.kind)),
                text(one.remedy),
            )
            for one in tree.troubles()
        ),
    )


def _kind(kind: FaultKind) -> str:
    return "Not brought in" if kind.is_left_out else ""


def _where(rows: tuple[int, ...]) -> str:
    if rows == (0,):
        return "The table"
    shown = ", ".join(str(row) for row in rows[:_MOST_ROWS_NAMED])
    more = len(rows) - _MOST_ROWS_NAMED
    named = "Row" if len(rows) == 1 else "Rows"
    # A row's number stays beside its word, however narrow the column.
    return f"{named}\u00a0{shown} and {more} more" if more > 0 else f"{named}\u00a0{shown}"
