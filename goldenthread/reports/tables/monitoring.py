"""Tables of budget monitoring."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.money_monitoring import BEFORE, Before, sum_of
from goldenthread.core.money_table import Role
from goldenthread.core.money_told import year_named
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import worked_out
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, text
from goldenthread.reports.tables.budgets import filed, money, moved
from goldenthread.resources.models import MonitoringLine, MonitoringReport
from goldenthread.resources.monitoring_queries import LineRead, ReportRead

_BASIS = {
    Before.HELD: text("As held"),
    Before.STATED: text("As stated"),
    Before.VARIANCE: text("Variance stated"),
    Before.NONE: blank("Not known"),
}
HOW = "; ".join(
    f"{_BASIS[one].text.lower()}: {words}" for one, words in BEFORE.items() if one is not Before.NONE
)


def reports(found: Sequence[MonitoringReport]) -> Grid:
    """Every period's report, with the base that it takes percentages of."""
    columns = (
        Column("Report", width=34), Column("Year", width=10), Column("Counted to", width=18),
        Column("Percentages are of", width=18), Column("Source", width=30),
    )  # fmt: skip
    rows = [
        [
            text(one.name, link=Link("monitoring-report", str(one.pk))), text(year_named(one.year)),
            text(on_day(one.ends_on)), text(str(one.get_base_display())),
            text(one.source) if one.source else blank("Not stated"),
        ]
        for one in found
    ]  # fmt: skip
    return grid("Monitoring by period", columns, rows)


def report(read: ReportRead) -> Grid:
    """Each line's budget, actual, forecast, variance in money and per cent, and movement; and their sums.

    Where what percentages are of is not the budget printed beside it, it has a column of its own.
    """
    base = str(read.report.get_base_display())
    columns = (
        Column("Line", width=28), Column("Budget", True, width=13), Column("Actual to date", True, width=13),
        Column("Forecast", True, width=13), Column("Forecast variance", True, width=13),
        *((Column(start(base), True, width=13),) if read.shows_base else ()),
        Column(f"% of {base}", True, width=10), Column("Moved by", True, width=12),
        Column("Figure before", width=14, is_minor=True),
    )  # fmt: skip
    rows = [Row(tuple(_line(one, shows_base=read.shows_base))) for one in read.lines]
    if len(read.lines) > 1:
        rows.append(Row(tuple(_sums(read)), is_total=True))
        if read.without_base and read.percent is not None:
            rows.append(Row(tuple(_based(read)), is_total=True))
    note = f"Where the figure before comes from is said of each line. {start(HOW)}."
    return Grid(f"{read.report}", columns, tuple(rows), "wide", note)


def report_filed(read: ReportRead) -> Grid:
    """A report as a file holds it, in the columns that a file of monitoring is brought in with."""
    base = str(read.report.get_base_display())
    amounts = ("Budget", "Actual to date", "Forecast", "Forecast variance")
    columns = (
        *(Column(head) for head in ("Code", "Line", "Directorate")),
        *(Column(head, True) for head in amounts),
        Column(start(base), True), Column(f"% of {base}", True),
        Column("Forecast in the report before", True), Column("Moved by", True), Column("Reason"),
    )  # fmt: skip
    rows = [Row(tuple(_line_filed(one))) for one in read.lines]
    if len(read.lines) > 1:
        sums = [filed(read.sum_of(role)) for role in _SUMMED]
        percent = None if read.without_base else read.percent
        cells = (
            text(""), text("Sum of the lines"), text(""), *sums, filed(read.base), _percent_filed(percent),
            text(""), filed(read.movement), text(""),
        )  # fmt: skip
        rows.append(Row(cells, is_total=True))
    return Grid(str(read.report), columns, tuple(rows))


_SUMMED = (Role.BUDGET, Role.ACTUAL, Role.FORECAST, Role.VARIANCE)


def _line_filed(one: LineRead) -> list[Cell]:
    line, is_known = one.line, one.moved.basis in (Before.HELD, Before.STATED)
    before = one.moved.before if is_known and line.forecast is not None else None
    return [
        text(line.line.code if line.line else ""), text(line.name), text(str(line.directorate or "")),
        *map(filed, (line.budget, line.actual, line.forecast, line.variance, one.base)),
        _percent_filed(one.percent), filed(before), filed(one.moved.by), text(line.reason),
    ]  # fmt: skip


def _percent_filed(value: Decimal | None) -> Cell:
    return text("") if value is None else number(worked_out(value), value=value)


def _sums(read: ReportRead) -> list[Cell]:
    sums = [money(read.sum_of(role)) for role in (Role.BUDGET, Role.ACTUAL, Role.FORECAST)]
    percent = blank("Not of all") if read.without_base else _percent(read.percent)
    return [
        text("Sum of the lines"), *sums, moved(read.sum_of(Role.VARIANCE), "Not said"),
        *([money(read.base)] if read.shows_base else []), percent, moved(read.movement), text(""),
    ]  # fmt: skip


def _based(read: ReportRead) -> list[Cell]:
    """The sums of the lines whose base is known, which the percentage is of."""
    base = str(read.report.get_base_display())
    sums = [
        money(sum_of(getattr(one.followed, role.value.lower()) for one in read.based))
        for role in (Role.BUDGET, Role.ACTUAL, Role.FORECAST)
    ]
    return [
        text(f"Of these, with a {base} on record"), *sums, moved(read.variance_of_based, "Not said"),
        *([money(read.base)] if read.shows_base else []), _percent(read.percent), text(""), text(""),
    ]  # fmt: skip


def _line(one: LineRead, *, shows_base: bool) -> list[Cell]:
    line = one.line
    link = Link("budget-line", str(line.line_id)) if line.line_id else None
    return [
        text(line.name, link=link, note=line.reason),
        money(line.budget),
        money(line.actual),
        money(line.forecast),
        moved(line.variance, "Not said"),
        *([money(one.base, "Not known")] if shows_base else []),
        _percent(one.percent),
        moved(one.moved.by),
        _BASIS[one.moved.basis],
    ]


def _percent(value: Decimal | None) -> Cell:
    return blank("No base") if value is None else number(f"{worked_out(value)}%", value=value)


def line_history(found: Sequence[MonitoringLine]) -> Grid:
    """What monitoring says of one budget line, the latest period first."""
    columns = (
        Column("Report", width=30), Column("Budget", True, width=13),
        Column("Actual to date", True, width=13),
        Column("Forecast", True, width=13), Column("Variance", True, width=13),
    )  # fmt: skip
    rows = [
        [
            text(one.report.name, link=Link("monitoring-report", str(one.report_id))), money(one.budget),
            money(one.actual), money(one.forecast), moved(one.variance, "Not said"),
        ]
        for one in found
    ]  # fmt: skip
    return grid("Monitoring", columns, rows)
