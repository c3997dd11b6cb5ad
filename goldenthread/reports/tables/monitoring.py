"""Tables of budget monitoring."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.money_monitoring import BEFORE, Before
from goldenthread.core.money_table import Role
from goldenthread.core.money_told import year_named
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import worked_out
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, text
from goldenthread.reports.tables.budgets import money, moved
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
    """Each line's budget, actual, forecast, variance in money and per cent, and movement; and their sums."""
    base = str(read.report.get_base_display())
    columns = (
        Column("Line", width=28), Column("Budget", True, width=13), Column("Actual to date", True, width=13),
        Column("Forecast", True, width=13), Column("Forecast variance", True, width=13),
        Column(f"% of {base}", True, width=10), Column("Moved by", True, width=12),
        Column("Figure before", width=14, is_minor=True),
    )  # fmt: skip
    rows = [Row(tuple(_line(one))) for one in read.lines]
    if len(read.lines) > 1:
        sums = [money(read.sum_of(role)) for role in (Role.BUDGET, Role.ACTUAL, Role.FORECAST)]
        cells = (
            text("Sum of the lines"), *sums, moved(read.sum_of(Role.VARIANCE), "Not said"),
            _percent(read.percent), moved(read.movement), text(""),
        )  # fmt: skip
        rows.append(Row(cells, is_total=True))
    note = f"Where the figure before comes from is said of each line. {start(HOW)}."
    return Grid(f"{read.report}", columns, tuple(rows), "wide", note)


def _line(one: LineRead) -> list[Cell]:
    line = one.line
    link = Link("budget-line", str(line.line_id)) if line.line_id else None
    return [
        text(line.name, link=link, note=line.reason),
        money(line.budget),
        money(line.actual),
        money(line.forecast),
        moved(line.variance, "Not said"),
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
