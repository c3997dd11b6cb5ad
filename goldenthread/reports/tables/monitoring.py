"""Tables of budget monitoring and of the medium term."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from goldenthread.core.money_monitoring import BEFORE, Before
from goldenthread.core.money_table import Role
from goldenthread.core.money_term import What
from goldenthread.core.money_told import year_named
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import number as figure
from goldenthread.core.words import worked_out
from goldenthread.reports.figures.money_term import MediumTerm
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, group_row, number, text
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


def term(found: MediumTerm) -> Grid:
    """Year by year and priority by priority: what is released, what is taken, and what that leaves."""
    columns = (
        Column("Priority", width=34), Column("Savings", True, width=12),
        Column("One-offs ended", True, width=12),
        Column("Released", True, width=12), Column("Approved bids", True, width=12),
        Column("Costs beyond bids", True, width=12), Column("Taken", True, width=12),
        Column("Released less taken", True, width=13),
    )  # fmt: skip
    rows: list[Row] = []
    for year in found.term.years:
        rows.append(group_row(year_named(year), "", columns))
        told = [
            one for one in found.rows if found.term.released(one[0], year) or found.term.taken(one[0], year)
        ]
        rows += [Row(tuple(_priority(found, key, title, year))) for key, title in told]
        if not told:
            nothing = (blank("Nothing is released or taken"), *(money(Decimal(0)) for _ in columns[1:]))
            rows.append(Row(nothing))
        rows.append(Row(tuple(_year(found, year)), is_total=True))
    return Grid("Money released and taken", columns, tuple(rows), "wide")


def _priority(found: MediumTerm, key: int | None, title: str, year: int) -> list[Cell]:
    held = {what: found.term.amount(key, year, what) for what in What}
    link = Link("element-money", str(key)) if key is not None else None
    return [text(title, link=link), *_amounts(held)]


def _year(found: MediumTerm, year: int) -> list[Cell]:
    return [
        text(f"All of {year_named(year)}"),
        *_amounts({what: found.term.in_all(year, what) for what in What}),
    ]


def _amounts(held: dict[What, Decimal]) -> list[Cell]:
    released = held[What.SAVING] + held[What.ENDED]
    taken = held[What.GROWTH] + held[What.COST]
    amounts = (held[What.SAVING], held[What.ENDED], released, held[What.GROWTH], held[What.COST], taken)
    return [*map(money, amounts), moved(released - taken)]


def days(found: MediumTerm) -> Grid:
    """Days of work asked for by priority and year, beside the days that services can give."""
    years = found.term.years[:3]
    columns = (
        Column("Days of work", width=40),
        *(Column(year_named(year), True, width=14) for year in years),
    )
    if not found.asked and not found.given:
        return Grid("Capacity released and taken", columns, ())
    asking = {key for key, _ in found.asked}
    left = [found.given[year] - found.asked_in(year) if year in found.given else None for year in years]
    lines = [
        *(
            (title, [_days(found.asked.get((key, y))) for y in years])
            for key, title in found.rows
            if key in asking
        ),
        ("All that is asked for", [_days(found.asked_in(year)) for year in years]),
        ("What services can give", [_days(found.given.get(year), "Not on record") for year in years]),
        ("Left over; below 0, too few", [_days(one, "Not known") for one in left]),
        ("Released since the year before", _since(found.freed, years)),
        ("Newly taken since the year before", _since(found.taken, years)),
    ]
    return grid("Capacity released and taken", columns, ([text(words), *cells] for words, cells in lines))


def _since(how: Callable[[int], Decimal], years: Sequence[int]) -> list[Cell]:
    return [blank("First year"), *(_days(how(year)) for year in years[1:])]


def _days(value: Decimal | None, otherwise: str = "None") -> Cell:
    return blank(otherwise) if value is None else number(figure(value.normalize() + 0), value=value)
