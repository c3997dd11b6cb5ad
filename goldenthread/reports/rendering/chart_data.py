"""The figures that a workbook's charts are drawn from, as one table that anybody can draw again from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from goldenthread.core.periods import Period, PeriodKind, next_period
from goldenthread.core.standing import Result
from goldenthread.reports import charts
from goldenthread.reports.charts import Series
from goldenthread.reports.rendering.figured import Form, Held, bare, figure
from goldenthread.reports.rendering.spreadsheet import BACK, ONE_TABLE, Page

NAME = "Chart data"
MOST_PERIODS = 200
HEADS = ("Chart", "Period", "Result", "What stands there", "Target")
EMPTY = (
    "A cell without a result or a target is left empty, so that a chart shows a gap and not a nought; "
    "the column beside the result says what stands there."
)
_STEPPED = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


class Line(NamedTuple):
    """One period of a chart: its result and its target, and whether a line leads to it."""

    period: Period
    result: Result | None
    target: Decimal | None
    is_joined: bool


class Charted(NamedTuple):
    """A chart and where its rows stand, from the first to the last, counted from nought."""

    title: str
    description: str
    lines: tuple[Line, ...]
    first: int
    form: Form
    series: Series
    sheet: str = NAME

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1

    @property
    def joined(self) -> list[bool]:
        return [line.is_joined for line in self.lines]

    @property
    def has_target(self) -> bool:
        return any(line.target is not None for line in self.lines)


def charted(pages: Sequence[tuple[str, Series | None]]) -> dict[str, Charted]:
    """Each page's chart by the page's name, where there is a line to draw."""
    found: dict[str, Charted] = {}
    row = _head_at() + 1
    for name, series in pages:
        lines = _lines(series) if series else ()
        if series is None or not lines:
            continue
        described = f"Line chart. {series.title}. {charts.description(series)}"
        form = Form(is_percent=series.unit == "%", has_commas=True)
        found[name] = Charted(bare(series.title), bare(described), lines, row, form, series)
        row += len(lines)
    return found


def page_of(drawn: dict[str, Charted]) -> Page:
    """The page that holds the figures of every chart."""
    rows = tuple(_row(one, line) for one in drawn.values() for line in one.lines)
    return Page(
        NAME, "The figures that the charts are drawn from", _notes(), HEADS, rows, widths=(44, 20, 14, 24, 14)
    )


def _notes() -> tuple[Held, ...]:
    return (Held(EMPTY), Held(ONE_TABLE), BACK)


def _head_at() -> int:
    return Page(NAME, "", _notes()).head_at


def _lines(series: Series) -> tuple[Line, ...]:
    """Every period from the first result to the last, so that a missing one leaves a gap."""
    points = {one.period: one for one in series.points}
    aims = dict(series.targets)
    periods = _between(sorted(points))
    joined = {after.period for before, after in pairwise(series.points) if series.are_joined(before, after)}
    return tuple(Line(one, points.get(one), aims.get(one), one in joined) for one in periods)


def _between(held: Sequence[Period]) -> list[Period]:
    if not held or held[0].kind not in _STEPPED or len({one.kind for one in held}) > 1:
        return list(held)
    found = [held[0]]
    while found[-1] < held[-1] and len(found) < MOST_PERIODS:
        found.append(next_period(found[-1]))
    return found


def _row(one: Charted, line: Line) -> tuple[Held, ...]:
    state = line.result.state.value.replace("_", " ").capitalize() if line.result else "Not held"
    return (
        Held(one.title),
        Held(charts.short(line.period, with_year=True)),
        _figure(one.series, line.result.value if line.result else None),
        Held(state, is_blank=line.result is None),
        _figure(one.series, line.target),
    )


def _figure(series: Series, value: Decimal | None) -> Held:
    """A figure as the chart prints it, or its bare number where that has a unit in words."""
    if value is None:
        return Held("")
    printed = figure(bare(series.print(value)), value)
    return printed if printed.value is not None else figure(f"{value:,f}".replace("-", "\u2212"), value)
