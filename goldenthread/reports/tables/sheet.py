"""Tables of a measure's sheet: its parts beside the total."""

from __future__ import annotations

from goldenthread.reports.figures.sheet import SheetShown
from goldenthread.reports.grids import Column, Grid, blank, grid, number, text

_MISSING = "None held"


def parts_of(shown: SheetShown) -> Grid | None:
    """The parts with their latest figures beside the total's; None where it has no parts."""
    if not shown.parts:
        return None
    columns = (
        Column("Part"),
        Column("Parted by"),
        Column("Figure", is_number=True),
        Column("Total", is_number=True),
    )
    when = f", {shown.parts_period}" if shown.parts_period else ""
    rows = (
        [
            text(one.name),
            text(one.by),
            number(one.figure) if one.figure else blank(_MISSING),
            number(one.total) if one.total else blank(_MISSING),
        ]
        for one in shown.parts
    )
    return grid(f"Parts beside the total{when}", columns, rows, "keep")
