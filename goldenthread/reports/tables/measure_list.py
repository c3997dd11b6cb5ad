"""The list of measures: what can be asked of it, and its columns."""

from __future__ import annotations

from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.periods import YearStart, label
from goldenthread.core.sentences import start
from goldenthread.core.words import DIRECTION, STATUS
from goldenthread.people.models import Post, Service
from goldenthread.reports.figures.overview import ORDER
from goldenthread.reports.figures.position import MeasureAt
from goldenthread.reports.grids import Cell, Column, blank, text
from goldenthread.reports.tables.lists import ListColumn, ListTable
from goldenthread.reports.tables.measures import (
    direction_cell,
    measure_cell,
    note_on_status,
    result_cell,
    status_cell,
    target_cell,
)


def _status(one: MeasureAt) -> Value:
    code = one.standing.status
    return Value(code.value.lower().replace("_", "-"), start(STATUS[code]))


def _direction(one: MeasureAt) -> Value:
    code = one.standing.direction
    return Value(code.value.lower().replace("_", "-"), start(DIRECTION[code]))


def _moved(one: MeasureAt) -> int:
    return list(DIRECTION).index(one.standing.direction)


def _who(held: Post | Service | None) -> list[Value]:
    return [Value(str(held.pk), str(held))] if held else []


LISTING: Listing[MeasureAt] = Listing(
    filters=(
        Filter("status", "Status", lambda one: [_status(one)], keeps_order=True, groups=True),
        Filter("direction", "Direction of travel", lambda one: [_direction(one)], groups=True),
        Filter("owner", "Owner", lambda one: _who(one.measure.owner), groups=True),
        Filter("service", "Service", lambda one: _who(one.measure.service), "Not stated", groups=True),
        Filter(
            "control",
            "Control",
            lambda one: [Value(one.measure.control.lower(), start(str(one.measure.get_control_display())))],
            groups=True,
        ),
    ),
    orders=(
        Order("title", "Measure", lambda one: one.measure.title, "A to Z", "Z to A"),
        Order("code", "Code", lambda one: one.measure.code, "A to Z", "Z to A"),
        Order("status", "Status", lambda one: ORDER.index(one.standing.status), "best first", "worst first"),
        Order("direction", "Direction of travel", _moved, "best first", "worst first"),
        Order(
            "period",
            "Period",
            lambda one: one.standing.result.period.ends_on if one.standing.result else None,
            "oldest first",
            "newest first",
        ),
    ),
    words=lambda one: " ".join(
        (one.measure.code, one.measure.title, str(one.measure.owner or ""), str(one.measure.service or ""))
    ),
)


def measure_table(year_start: YearStart) -> ListTable[MeasureAt]:
    """The list of measures as a table."""

    def period(one: MeasureAt) -> Cell:
        held = one.standing.result
        return text(label(held.period, year_start)) if held else blank("None yet")

    columns: tuple[ListColumn[MeasureAt], ...] = (
        ListColumn(Column("Code", width=12), lambda one: text(one.measure.code), is_for_files=True),
        ListColumn(Column("Measure", width=34), measure_cell, "title"),
        ListColumn(Column("Period", width=12), period, "period"),
        ListColumn(Column("Result", True, width=10), result_cell),
        ListColumn(Column("Target", True, width=11), target_cell),
        ListColumn(Column("Status", width=18), _status_cell, "status"),
        ListColumn(
            Column("Direction of travel", width=15),
            lambda one: direction_cell(one.standing.direction),
            "direction",
        ),
        ListColumn(Column("Owner", width=18), lambda one: _named(one.measure.owner), is_for_files=True),
        ListColumn(Column("Service", width=18), lambda one: _named(one.measure.service), is_for_files=True),
    )
    return ListTable("Measures", LISTING, columns, "measure", "measures", "wide")


def _named(held: Post | Service | None) -> Cell:
    return text(str(held)) if held else blank("None named")


def _status_cell(one: MeasureAt) -> Cell:
    return status_cell(one.standing.status, note_on_status(one))
