"""The list of measures: what can be asked of it, and its columns."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.periods import YearStart, label
from goldenthread.core.sentences import start
from goldenthread.core.sheet_words import FREQUENCY, KIND, QUALITY, STAGE
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


def _named_by(words: Mapping[str, str], code: str) -> list[Value]:
    return [Value(code.lower().replace("_", "-"), start(words[code]))] if code in words else []


def _followed(one: MeasureAt) -> Value:
    is_retired = one.measure.retired_on is not None
    return Value("retired", "Retired") if is_retired else Value("yes", "Followed")


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
        Filter("kind", "Kind of figure", lambda one: _named_by(KIND, one.measure.kind), groups=True),
        Filter(
            "collected", "Collected", lambda one: _named_by(FREQUENCY, one.measure.frequency), groups=True
        ),
        Filter(
            "updater", "Figures typed by", lambda one: _who(one.measure.updater), "The owner", groups=True
        ),
        Filter("stage", "Looks at", lambda one: _named_by(STAGE, one.measure.stage), "Not said", groups=True),
        Filter(
            "quality",
            "Quality of figures",
            lambda one: _named_by(QUALITY, one.measure.quality),
            "Not rated",
            groups=True,
        ),
        Filter("followed", "Followed", lambda one: [_followed(one)], keeps_order=True, groups=True),
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
        (
            one.measure.code,
            one.measure.title,
            one.measure.question,
            one.measure.others_codes,
            str(one.measure.owner or ""),
            str(one.measure.service or ""),
        )
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
