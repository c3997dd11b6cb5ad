"""Three signals of a measure on a day, its control chart, and the projection of its year's end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goldenthread.core.chart_told import NO_PROJECTION, NOT_CHARTED, heading, limits_told, projection_told
from goldenthread.core.charted import Charted, Redefined, chart_of, charted
from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Kind
from goldenthread.core.periods import Period, YearStart
from goldenthread.core.projection import NoProjection, Projection, project
from goldenthread.core.sentences import on_day
from goldenthread.core.signals import Forecast as Said
from goldenthread.core.signals import Signals, signals_of, year_ahead, year_target
from goldenthread.core.signals_told import (
    ASSURANCE,
    VARIATION,
    Told,
    all_told,
    forecast_said,
    month_of,
    target_words,
)
from goldenthread.core.signals_told import Said as Words
from goldenthread.core.spc import Chart, Variation
from goldenthread.core.standing import Aim, Result, Sheet, Standing
from goldenthread.core.travel import Polarity
from goldenthread.measures.models import Forecast, Measure, Rebase
from goldenthread.measures.queries import shape_of, sheet_of
from goldenthread.measures.signal_queries import forecasts_of, rebases_of, said_of
from goldenthread.reports.spc_chart import Drawing, changes_told, limits_in_print, scale_note

__all__ = ["MeasureSignals", "read_signals", "signals_on"]


@dataclass(frozen=True, slots=True)
class Read:
    """The signals of one measure, with the chart and the projection they were read from."""

    signals: Signals
    charted: Charted
    chart: Chart | None
    projection: Projection | NoProjection

    @property
    def variation_words(self) -> Words:
        """Variation as a signal; a kind that can't be charted says so."""
        if self.charted.why_not:
            return Words("Not charted", NOT_CHARTED[self.charted.why_not].rstrip("."))
        said = VARIATION[self.signals.variation]
        if self.signals.variation is not Variation.TOO_FEW:
            return said
        held = len(self.charted.figures)
        return said._replace(meaning=f"{said.meaning}: {held} held, six needed for limits on trial")


class Start(NamedTuple):
    """A day from which limits are worked out afresh, in words."""

    rebase: Rebase
    words: str


@dataclass(frozen=True, slots=True)
class MeasureSignals:
    """Everything that a page shows of a measure's signals."""

    measure: Measure
    read: Read
    shape: Shape
    forecast: Forecast | None
    forecasts: Sequence[Forecast]
    rebases: Sequence[Rebase]
    year_start: YearStart
    changes: Sequence[Redefined] = ()

    @property
    def signals(self) -> Signals:
        return self.read.signals

    @property
    def year(self) -> Period:
        return self.signals.year

    @property
    def year_end(self) -> str:
        return month_of(self.year.ends_on)

    @property
    def aim_words(self) -> str:
        """The year's target in words; nothing where none is held."""
        wanted = self.signals.wanted
        edges = (wanted.low, wanted.high) if wanted.polarity is Polarity.RANGE else (wanted.target,)
        return target_words(self.signals, self.shape) if any(one is not None for one in edges) else ""

    @property
    def forecast_words(self) -> Words:
        return forecast_said(self.signals, self.shape)

    @property
    def variation_words(self) -> Words:
        return self.read.variation_words

    @property
    def assurance_words(self) -> str:
        return "" if self.read.charted.why_not else ASSURANCE[self.signals.assurance]

    @property
    def told(self) -> list[Told]:
        return all_told(self.signals, self.shape)

    @property
    def drawing(self) -> Drawing | None:
        """What the control chart draws; None where there is nothing to draw."""
        chart, found = self.read.chart, self.read.charted
        if chart is None or not found.figures:
            return None
        polarity = self.signals.wanted.polarity
        title = f"{self.measure.title}: control chart"
        return Drawing(title, found, chart, polarity, self.shape, self.year_start, self.changes)

    @property
    def has_limits(self) -> bool:
        """Whether any stretch of the chart has limits; without, it shows no more than the results do."""
        return self.read.chart is not None and any(one.limits for one in self.read.chart.stretches)

    @property
    def scale_note(self) -> str:
        return scale_note(self.drawing) if self.drawing else ""

    @property
    def heading(self) -> str:
        return heading(self.read.charted, self.read.chart)

    @property
    def chart_notes(self) -> list[str]:
        """What is charted and how firm its limits are, in sentences."""
        if self.read.charted.why_not:
            return [NOT_CHARTED[self.read.charted.why_not]]
        assert self.read.chart is not None
        return [*self._of_limits(), *limits_told(self.read.charted, self.read.chart)]

    def _of_limits(self) -> list[str]:
        latest = self.read.chart.latest if self.read.chart else None
        what = "What each period added, as the measure adds up through the year. "
        said = what if self.measure.is_cumulative else ""
        if latest is None or latest.limits is None:
            return [said] if said else []
        lower, mean, upper = limits_in_print(latest, self.shape)
        return [f"{said}The mean is {mean}; chance alone keeps results between {lower} and {upper}."]

    @property
    def changes_told(self) -> list[str]:
        """Each new definition within the chart, in a sentence."""
        return changes_told(self.drawing) if self.drawing else []

    @property
    def starts(self) -> list[Start]:
        """Where limits start afresh, and why."""
        return [
            Start(one, f"From {on_day(one.from_on)} limits are worked out afresh: {one.reason.rstrip('.')}.")
            for one in self.rebases
        ]

    @property
    def projected(self) -> Projection | None:
        return self.read.projection if isinstance(self.read.projection, Projection) else None

    @property
    def projection_words(self) -> list[str]:
        found = self.read.projection
        return (
            [NO_PROJECTION[found]] if isinstance(found, NoProjection) else projection_told(found, self.shape)
        )


def signals_on(
    measure: Measure,
    standing: Standing,
    results: Sequence[Result],
    aims: Sequence[Aim],
    on: date,
    changes: Sequence[Redefined] = (),
) -> MeasureSignals:
    """A measure's signals on a day, from its results and aims, in two queries of their own."""
    forecasts, rebases = forecasts_of(measure), rebases_of(measure)
    current = {one.period: one for one in forecasts if one.is_current}
    year_start = measure.council.year_start
    read = read_signals(
        measure,
        standing,
        results,
        aims,
        on=on,
        forecasts={year: said for year, one in current.items() if (said := said_of(one))},
        fresh_from=[one.from_on for one in rebases],
        breaks=[one.on for one in changes if not one.is_comparable],
        year_start=year_start,
    )
    return MeasureSignals(
        measure=measure,
        read=read,
        shape=shape_of(measure),
        forecast=current.get(read.signals.year),
        forecasts=forecasts,
        rebases=rebases,
        year_start=year_start,
        changes=changes,
    )


def read_signals(
    measure: Measure,
    standing: Standing,
    results: Sequence[Result],
    aims: Sequence[Aim],
    *,
    on: date,
    forecasts: Mapping[Period, Said],
    fresh_from: Sequence[date],
    year_start: YearStart,
    breaks: Iterable[date] = (),
) -> Read:
    """Status, forecast, variation and projection, as rules read them from what was held by a day.

    `breaks` as `measures.queries.sheet_of` takes them.
    """
    sheet, kind = sheet_of(measure, breaks), Kind(measure.kind)
    past = [one for one in results if one.period.ends_on <= on]
    found = charted(
        past,
        aims,
        kind=kind,
        frequency=measure.frequency,
        is_cumulative=measure.is_cumulative,
        year_start=year_start,
    )
    chart = None if found.why_not else chart_of(found, sheet, fresh_from)
    year = year_ahead(standing.result, on, sheet, year_start)
    projection = _project(measure, sheet, past, year, year_start)
    signals = signals_of(
        standing,
        sheet,
        year=year,
        year_target=year_target(aims, year, sheet, measure.derivation),
        chart=chart,
        forecast=forecasts.get(year),
        projection=projection.interval if isinstance(projection, Projection) else None,
    )
    return Read(signals, found, chart, projection)


def _project(
    measure: Measure, sheet: Sheet, results: Sequence[Result], year: Period, year_start: YearStart
) -> Projection | NoProjection:
    return project(
        results,
        sheet,
        year,
        kind=Kind.PERCENTAGE if shape_of(measure).is_percentage else Kind(measure.kind),
        derivation=measure.derivation,
        year_start=year_start,
        places=measure.decimals,
    )
