"""What actions ask of one service by quarter, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from goldenthread.core.periods import in_words, quarter_of
from goldenthread.core.sentences import start
from goldenthread.core.workload import Estimate, days_shown
from goldenthread.reports.figures.service_effort import asked_in
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.reports.tables.quarters import ByYear, by_year
from goldenthread.resources.models import Capacity
from goldenthread.resources.service_effort import Change
from goldenthread.resources.service_effort_queries import Asked, ServiceEffort
from goldenthread.resources.workload_queries import year_start_of


def by_quarter(effort: ServiceEffort, given: Mapping[tuple[int, int], Capacity]) -> Grid:
    """Each action with its days by quarter, what they come to, and what the service can give."""
    columns = (
        Column("Action", width=44),
        *(Column(start(in_words(one)), True, width=16) for one in effort.quarters),
        Column("Its answer", width=24),
    )
    rows = [Row(tuple(_cells(one, effort))) for one in effort.asked]
    sums = [number(days_shown(one), value=one) for one in asked_in(effort)]
    if rows:
        rows.append(Row((text("In all"), *sums, text("")), is_total=True))
        rows.append(Row((text("Can give"), *_given(effort, given), text("")), is_total=True))
    return Grid(f"What is asked of {effort.service}", columns, tuple(rows), "wide", "Likely days")


def years_of(effort: ServiceEffort, given: Mapping[tuple[int, int], Capacity]) -> ByYear:
    """The same, a table for each financial year; the service's answer stands under the action."""
    grid = by_quarter(effort, given)
    rows = tuple(row if row.is_total else _with_answer(row) for row in grid.rows)
    return by_year(replace(grid, rows=rows), effort.quarters, effort.service.council.year_start)


def _with_answer(row: Row) -> Row:
    first, answer = row.cells[0], row.cells[-1]
    note = ". ".join(filter(None, (answer.text, first.note)))
    return replace(row, cells=(replace(first, note=note), *row.cells[1:]))


def _cells(one: Asked, effort: ServiceEffort) -> list[Cell]:
    assert one.need is not None
    note = "Spread evenly between its dates" if one.is_spread and one.by_quarter else ""
    answer = str(one.need.get_answer_display())
    return [
        text(one.element.title, link=Link("need", f"{one.element.pk}/{one.need.pk}"), note=note),
        *(_days(one.by_quarter.get(quarter.starts_on)) for quarter in effort.quarters),
        text(start(answer)) if one.need.answer else blank("Not answered"),
    ]


def _days(held: Estimate | None) -> Cell:
    if held is None:
        return blank("None")
    note = "" if held.low == held.high else f"{days_shown(held.low)} to {days_shown(held.high)}"
    return replace(number(days_shown(held.likely), value=held.likely), note=note)


def _given(effort: ServiceEffort, given: Mapping[tuple[int, int], Capacity]) -> list[Cell]:
    found = []
    for place in range(len(effort.quarters)):
        held = given.get((effort.service.pk, place))
        found.append(blank("Not on record") if held is None else number(days_shown(held.net), value=held.net))
    return found


def changes(found: Sequence[Change], effort: ServiceEffort) -> Grid:
    """What would change: each action and quarter, with its days before and after."""
    start_of = year_start_of(effort.service.council)
    rows = []
    for one in found:
        for on in sorted({*one.before, *one.after}):
            before, after = one.before.get(on), one.after.get(on)
            if before != after:
                quarter = start(in_words(quarter_of(on, start_of)))
                rows.append(
                    Row((text(one.asked.element.title), text(quarter), _range(before), _range(after)))
                )
    columns = (Column("Action", width=48), Column("Quarter", width=26), Column("Now"), Column("Then"))
    return Grid("What changes", columns, tuple(rows))


def _range(held: Estimate | None) -> Cell:
    if held is None or not held.high:
        return blank("None")
    note = "" if held.low == held.high else f"{days_shown(held.low)} to {days_shown(held.high)}"
    return text(f"{days_shown(held.likely)} days", note=note)
