"""Tables of work and of what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from goldenthread.core.doing import Doing, DoingRollUp
from goldenthread.core.findings import NAMES, Gap
from goldenthread.core.sentences import counted, on_day
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.overview import GapRow
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


def element_link(line: ElementRow) -> Link:
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


def overdue(lines: Iterable[ElementRow], on: date, what: str) -> Grid:
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


def _overdue_row(line: ElementRow, on: date) -> list[Cell]:
    days = (on - line.due_on).days if line.due_on else 0
    return [
        text(line.title, link=element_link(line)),
        text(line.service) if line.service else blank("Not stated"),
        text(line.owner) if line.owner else blank("None named"),
        day_cell(line.due_on, "No date"),
        doing(Doing.OVERDUE, f"Overdue by {counted(days, 'day')}"),
    ]


def gaps_by_kind(rows: Sequence[GapRow]) -> Grid:
    """How many of each kind of gap, how many past their day, and the next to be filled."""
    columns = (
        Column("What is missing", width=34),
        Column("Gaps", True, width=9),
        Column("Overdue", True, width=12),
        Column("Next to be filled", is_minor=True, width=46),
    )
    lines = [
        Row(
            (
                text(row.name, link=Link("gaps", row.code)),
                number(str(len(row.gaps))),
                number(str(row.overdue)),
                _next_cell(row.next),
            )
        )
        for row in rows
    ]
    whole = sum(len(row.gaps) for row in rows)
    late = sum(row.overdue for row in rows)
    last = Row((text("All gaps"), number(str(whole)), number(str(late)), text("")), is_total=True)
    return Grid("Gaps by kind", columns, (*lines, last), "keep")


def _next_cell(gap: Gap | None) -> Cell:
    if gap is None or not gap.owner:
        return blank("Nobody is named yet")
    return text(gap.owner + (f", due {on_day(gap.due_on)}" if gap.due_on else ", no date given"))


def gap_register(gaps: Sequence[Gap]) -> Grid:
    """Every gap with why it is there, who fills it and by when."""
    columns = (
        Column("What is missing", width=18),
        Column("Of", width=34),
        Column("Why", width=24),
        Column("Who fills it", width=14),
        Column("Due", width=10),
    )
    return grid("Gap register", columns, (_gap_row(gap) for gap in gaps))


def gap_cells(gap: Gap) -> list[Cell]:
    """Why a gap is there, who fills it and by when."""
    return [
        text(gap.reason) if gap.reason else blank("Not stated"),
        text(gap.owner) if gap.owner else blank("Nobody named"),
        day_cell(gap.due_on, "No date"),
    ]


def _gap_row(gap: Gap) -> list[Cell]:
    link = Link(gap.kind, str(gap.subject)) if gap.kind == "element" else Link("measure-id", str(gap.subject))
    return [text(NAMES[gap.code], note=gap.code), text(gap.title, link=link), *gap_cells(gap)]


def gaps_of_one(gaps: Sequence[Gap]) -> Grid:
    """The gaps of one element or measure."""
    columns = (Column("What is missing"), Column("Why"), Column("Who fills it"), Column("Due"))
    return grid("Gaps", columns, ([text(NAMES[gap.code], note=gap.code), *gap_cells(gap)] for gap in gaps))
