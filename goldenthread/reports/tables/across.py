"""The outcomes that an objective runs across, with counts that sum."""

from __future__ import annotations

from goldenthread.core.doing import DoingRollUp
from goldenthread.core.rollup import RollUp
from goldenthread.reports.figures.across import Across
from goldenthread.reports.grids import Cell, Column, Grid, Row, number, text
from goldenthread.reports.tables.work import element_link

_COLUMNS = (
    Column("On target", True),
    Column("Near", True),
    Column("Off", True),
    Column("Not rated", True),
    Column("Measures", True),
    Column("Done", True),
    Column("Overdue", True),
    Column("All work", True),
)


def outcomes(found: Across) -> Grid:
    """On + near + off + not rated = measures; in all, each measure and each piece of work is counted once."""
    rows = [
        Row((text(row.line.title, link=element_link(row.line)), *_cells(row.status, row.doing)))
        for row in found.rows
    ]
    total = Row((text("In all, each once"), *_cells(found.status, found.doing)), is_total=True)
    caption = f"What {found.objective.title} {found.verb}"
    return Grid(caption, (Column("Outcome", width=30), *_COLUMNS), (*rows, total))


def _cells(status: RollUp, doing: DoingRollUp) -> list[Cell]:
    counts = (status.on_target, status.near_target, status.off_target, status.not_rated, status.total)
    work = (doing.done, doing.overdue, doing.total)
    return [number(str(count)) for count in (*counts, *work)]
