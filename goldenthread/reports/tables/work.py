"""Tables of work and of what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from goldenthread.core.doing import Doing, DoingRollUp
from goldenthread.core.sentences import counted
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.facts import WorkFact
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Link,
    Row,
    blank,
    doing,
    grid,
    number,
    text,
)
from goldenthread.reports.grids import on_day as day_cell

DOING = {
    Doing.DONE: "Done",
    Doing.DUE_LATER: "Due later",
    Doing.OVERDUE: "Overdue",
    Doing.NO_DATE: "No date",
}


AnyLine = ElementRow | WorkFact  # as it stands now, or as it was frozen


def element_link(line: AnyLine) -> Link:
    return Link("element", str(line.id))


_WORK = (
    Column("Done", True),
    Column("Due later", True),
    Column("Overdue", True),
    Column("No date", True),
    Column("All", True),
)


def _work_cells(counts: DoingRollUp) -> list[Cell]:
    parts = (counts.done, counts.due_later, counts.overdue, counts.no_date, counts.total)
    return [number(str(count)) for count in parts]


def work(rows: Sequence[tuple[Cell, DoingRollUp]], total: DoingRollUp, first: str, what: str) -> Grid:
    """How work stands: every part, and the whole they sum to."""
    apart = total - sum((counts for _, counts in rows), DoingRollUp())
    shown = [*rows, (text(f"Under no {first.lower()}"), apart)]
    lines = [Row((name, *_work_cells(counts))) for name, counts in shown if counts.total]
    lines.append(Row((text(f"All {what.lower()}"), *_work_cells(total)), is_total=True))
    return Grid(f"{what} by {first.lower()}", (Column(first, width=40), *_WORK), tuple(lines), "keepall")


def overdue(lines: Iterable[AnyLine], on: date, what: str) -> Grid:
    """Work past its date, longest first."""
    columns = (
        Column(what, width=36),
        Column("Service", width=18),
        Column("Owner", width=13),
        Column("Due", width=15),
        Column("Where it stands", width=18),
    )
    late = sorted(lines, key=lambda line: line.due_on or on)
    return grid(f"Overdue: {what.lower()}", columns, (_overdue_row(line, on) for line in late))


def _overdue_row(line: AnyLine, on: date) -> list[Cell]:
    days = (on - line.due_on).days if line.due_on else 0
    return [
        text(line.title, link=element_link(line)),
        text(line.service) if line.service else blank("Not stated"),
        text(line.owner) if line.owner else blank("None named"),
        day_cell(line.due_on, "No date"),
        doing(Doing.OVERDUE, f"Overdue by {counted(days, 'day')}"),
    ]
