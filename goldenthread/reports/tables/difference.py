"""Tables of doing against difference: each element's work beside its measures, and the box it falls in."""

from __future__ import annotations

from goldenthread.core.difference import BOXES, FOUR, LACKING, Box, Verdict
from goldenthread.core.doing import Doing, DoingRollUp
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.sentences import start
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.difference import Difference, DifferenceRow
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, on_day, text
from goldenthread.reports.grids import doing as doing_cell
from goldenthread.reports.tables.measures import direction_cell, measure_cell, result_cell, status_cell
from goldenthread.reports.tables.work import DOING, element_link


def elements(found: Difference) -> Grid:
    """Every element of the level with its counts, each with its base, and the whole plan."""
    name = found.level.name if found.level else "Element"
    columns = (
        Column(name, width=24),
        Column("Box", width=22),
        Column("On time", True, width=9),
        Column("Overdue", True, width=8),
        Column("No date", True, width=8),
        Column("Improved", True, width=10),
        Column("Worse", True, width=9),
        Column("On target", True, width=10),
    )
    lines = [Row(tuple(_cells(place, row))) for place, row in enumerate(found.rows, start=1)]
    whole = found.position
    counts = counts_cells(whole.doing_in_all, whole.status, whole.travel)
    lines.append(Row((text("The whole plan"), _box(found.whole), *counts), is_total=True))
    return Grid(f"Doing against difference by {name.lower()}", columns, tuple(lines), "wide")


def _cells(place: int, row: DifferenceRow) -> list[Cell]:
    name = text(f"{place}. {row.line.title}", link=Link("difference", str(row.line.id)))
    return [name, _box(row.verdict), *counts_cells(row.doing, row.status, row.travel)]


def _box(found: Verdict) -> Cell:
    if found.box is Box.CANNOT_SAY:
        why = "; ".join(LACKING[one] for one in found.lacking)
        return text("Cannot be said", note=start(why))
    return text(start(BOXES[found.box]))


def counts_cells(doing: DoingRollUp, status: RollUp, travel: TravelRollUp) -> list[Cell]:
    """Work on time, overdue and undated; measures improved, worse and on target; each with its base."""
    return [
        number(f"{doing.on_time} of {doing.dated}") if doing.dated else blank("None dated"),
        number(str(doing.overdue)) if doing.total else blank("No work"),
        number(str(doing.no_date)) if doing.total else blank("No work"),
        number(f"{travel.improved} of {travel.compared}") if travel.compared else blank("None compared"),
        number(str(travel.worse)) if travel.compared else blank("None compared"),
        number(f"{status.on_target} of {status.rated}") if status.rated else blank("None rated"),
    ]


def boxes(found: Difference) -> Grid:
    """How many elements are in each box and in none: they add up to all."""
    counts = found.boxes
    lines = [Row((text(start(BOXES[box])), number(str(counts.count(box))))) for box in FOUR]
    lines.append(Row((text("Cannot be said"), number(str(counts.count(Box.CANNOT_SAY))))))
    plural = found.level.plural if found.level else "Elements"
    lines.append(Row((text(f"All {plural.lower()}"), number(str(counts.total))), is_total=True))
    return Grid("The four boxes", (Column("Box", width=60), Column(plural, True)), tuple(lines), "keep")


def work_of(row: DifferenceRow, what: str) -> Grid:
    """The work under one element, overdue first."""
    columns = (
        Column(what, width=46),
        Column("Owner", width=20),
        Column("Due", width=16),
        Column("Where it stands", width=18),
    )
    order = list(DOING)
    late = sorted(row.work, key=lambda pair: (pair[1].value != "OVERDUE", order.index(pair[1])))
    return grid(f"{what} under it", columns, (_work_row(*pair) for pair in late))


def _work_row(line: ElementRow, stands: Doing) -> list[Cell]:
    return [
        text(line.title, link=element_link(line)),
        text(line.owner) if line.owner else blank("None named"),
        on_day(line.due_on, "No date"),
        doing_cell(stands, DOING[stands]),
    ]


def measures_of(row: DifferenceRow) -> Grid:
    """The measures of one element and of all below it: movement first, then against target."""
    columns = (
        Column("Measure", width=40),
        Column("Result", True, width=12),
        Column("Direction of travel", width=20),
        Column("Status", width=20),
    )
    return grid(
        "Its measures and those of what is below it",
        columns,
        (
            [
                measure_cell(one),
                result_cell(one),
                direction_cell(one.standing.direction),
                status_cell(one.standing.status),
            ]
            for one in row.measures
        ),
        "wide",
    )
