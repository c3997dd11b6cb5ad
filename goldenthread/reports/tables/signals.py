"""Tables of signals: the points of a control chart, a back-test, and the forecasts that were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goldenthread.core.chart_told import causes_told, redefined_in_short
from goldenthread.core.charted import Redefined, first_since
from goldenthread.core.figures import Shape, shown
from goldenthread.core.periods import Period, YearStart, label
from goldenthread.core.projection import Projection
from goldenthread.core.signals_told import VARIATION, month_of
from goldenthread.core.spc import Stretch, said_by
from goldenthread.core.words import number as plain_number
from goldenthread.measures.models import Forecast
from goldenthread.measures.queries import plain
from goldenthread.reports.facts import MeasureFact, SignalFact
from goldenthread.reports.grids import Cell, Column, Grid, blank, grid, number, on_day, text
from goldenthread.reports.spc_chart import Drawing
from goldenthread.reports.tables.measures import measure_link, period_words, status_cell

__all__ = ["back_test", "disagreements", "forecasts", "points", "three_signals"]


def points(drawing: Drawing, year_start: YearStart) -> Grid:
    """Each point of a control chart, latest first: its limits, what it says, and which rules it broke."""
    columns = (
        Column("Period", width=24),
        Column("Result", True, width=12),
        Column("Mean", True, width=10),
        Column("Limits", True, width=16),
        Column("What it says", width=16),
        Column("Because it is", width=22),
    )
    since = first_since(drawing.changes, (one.period for one in drawing.charted.figures))
    rows = [
        _point_row(drawing, stretch, place, year_start, since)
        for stretch in reversed(drawing.chart.stretches)
        for place in reversed(range(len(stretch.points)))
    ]
    return grid("Points of the control chart", columns, rows, "wide")


def _point_row(
    drawing: Drawing,
    stretch: Stretch,
    place: int,
    year_start: YearStart,
    since: Mapping[Period, Sequence[Redefined]],
) -> list[Cell]:
    figure, point = drawing.charted.figures[stretch.start + place], stretch.points[place]
    changed = redefined_in_short(since.get(figure.period, ()))
    cells = [text(period_words(figure.period, year_start), note=changed), number(drawing.print(figure.value))]
    if stretch.limits is None:
        return [*cells, blank("Too few"), blank("Too few"), blank("Cannot say yet"), blank("Not asked")]
    lower, mean, upper = drawing.limits(stretch)
    said = VARIATION[said_by(point, drawing.polarity)].word
    return [
        *cells,
        number(mean),
        number(f"{lower} to {upper}"),
        text(said, strong=bool(point.causes)),
        text(causes_told(point)) if point.causes else blank("Within what chance makes"),
    ]


def back_test(found: Projection, shape: Shape, year_start: YearStart) -> Grid:
    """What the method would have said at the same point of past years, and what they came to."""
    columns = (
        Column("Year"),
        Column("Projected at this point", True),
        Column("Came to", True),
        Column("Missed by", True),
        Column("Within an interval as wide as this year's"),
    )
    rows = (
        [
            text(label(one.year, year_start)),
            number(shown(one.projected, shape)),
            number(shown(one.came_to, shape)),
            number(plain_number(one.missed_by)),
            text("Yes" if one.is_within else "No"),
        ]
        for one in reversed(found.tried)
    )
    return grid("Back-test of the projection", columns, rows, "wide")


def forecasts(rows: Sequence[Forecast], shape: Shape) -> Grid:
    """Every forecast the owner has given, latest first; a later one supersedes it and it stays."""
    columns = (
        Column("For the year to"),
        Column("Expected", True),
        Column("Said on"),
        Column("By"),
        Column("Why"),
        Column("Still held"),
    )
    return grid("Forecasts given", columns, _forecast_rows(rows, shape), "wide")


def _forecast_rows(rows: Iterable[Forecast], shape: Shape) -> Iterable[list[Cell]]:
    for one in rows:
        value = plain(one.value)
        assert value is not None
        yield [
            text(month_of(one.ends_on)),
            number(shown(value, shape)),
            on_day(one.made_at.date(), "Not known"),
            text(one.made_by),
            text(one.words) if one.words else blank("Not said"),
            text("Yes") if one.is_current else blank("Replaced by a later one"),
        ]


def three_signals(rows: Iterable[MeasureFact]) -> Grid:
    """Measures with status, the owner's forecast and variation side by side."""
    columns = (
        Column("Measure", width=28),
        Column("Status", width=16),
        Column("Owner’s forecast", width=28),
        Column("Variation", width=28),
    )
    cells = (_signals_row(row, row.signals) for row in rows if row.signals)
    return grid("Three signals of each measure", columns, cells, "wide")


def _signals_row(row: MeasureFact, signals: SignalFact) -> list[Cell]:
    forecast, variation = signals.forecast, signals.variation
    return [
        text(row.measure.title, link=measure_link(row), note=row.measure.code),
        status_cell(row.standing.status),
        text(forecast.word, note=forecast.meaning) if signals.has_forecast else blank(forecast.word),
        text(variation.word, note=variation.meaning),
    ]


def disagreements(rows: Iterable[MeasureFact]) -> Grid:
    """Each disagreement between the signals of a measure, in words."""
    columns = (Column("Measure", width=30), Column("What disagrees", width=26), Column("How", width=44))
    cells = (
        [
            text(row.measure.title, link=measure_link(row), note=row.measure.code),
            text(one.head),
            text(one.rest),
        ]
        for row in rows
        for one in (row.signals.told if row.signals else ())
    )
    return grid("Where signals disagree", columns, cells, "wide")
