"""Three signals of one measure side by side: status by rule, the owner's forecast, and variation.

They answer different questions (did it meet its target; will it by the year's end; is a change more than
chance), so they may disagree. Which do is worked out here; `core.signals_told` has the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.kinds import Derivation
from goldenthread.core.periods import (
    COUNCIL_YEAR,
    Period,
    YearStart,
    financial_year_of,
    is_within,
    previous,
)
from goldenthread.core.rating import Status
from goldenthread.core.spc import Assurance, Chart, Variation, Wanted
from goldenthread.core.standing import Aim, Result, Sheet, Standing
from goldenthread.core.travel import Direction, Polarity, distance_outside


class Outlook(StrEnum):
    """Whether a figure for the year's end, or a whole interval of them, would meet the year's target."""

    MET = "MET"
    MISSED = "MISSED"
    OPEN = "OPEN"  # an interval that holds figures of both kinds
    NO_TARGET = "NO_TARGET"
    NOT_GIVEN = "NOT_GIVEN"


class Forecast(NamedTuple):
    """What the owner expects the year to end at, and when that was said."""

    period: Period
    value: Decimal
    made_on: date
    made_by: str = ""
    words: str = ""


class Interval(NamedTuple):
    """A projected figure between the lowest and the highest that the method's own errors make likely."""

    low: Decimal
    value: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Signals:
    """All that is said of one measure on a day: three signals, the direction and the projection.

    `target` is the year's; a measure within a range has `wanted.low` and `wanted.high` instead.
    """

    status: Status
    year: Period
    wanted: Wanted
    variation: Variation = Variation.TOO_FEW
    assurance: Assurance = Assurance.TOO_FEW
    forecast: Forecast | None = None
    projection: Interval | None = None
    direction: Direction = Direction.CANNOT_COMPARE
    result: Result | None = None

    @property
    def target(self) -> Decimal | None:
        return self.wanted.target

    @property
    def outlook(self) -> Outlook:
        """Whether the owner expects the year's target to be met."""
        return outlook(self.forecast.value, self.wanted) if self.forecast else Outlook.NOT_GIVEN

    @property
    def projected(self) -> Outlook:
        """Whether all of the projection's interval meets the year's target, none of it, or a part."""
        return outlook_of(self.projection, self.wanted) if self.projection else Outlook.NOT_GIVEN

    @property
    def is_forecast_older(self) -> bool:
        """True where a result has been counted since the owner's forecast: its period ended after."""
        if self.forecast is None or self.result is None or self.result.value is None:
            return False
        return self.forecast.made_on <= self.result.period.ends_on


class Clash(StrEnum):
    """Which signals disagree, and how. Listed in this order."""

    SHORT_BUT_FORECAST_MET = "SHORT_BUT_FORECAST_MET"
    ON_BUT_FORECAST_MISSED = "ON_BUT_FORECAST_MISSED"
    ON_BUT_FAILS = "ON_BUT_FAILS"
    ON_BUT_HIT_AND_MISS = "ON_BUT_HIT_AND_MISS"
    SHORT_BUT_PASSES = "SHORT_BUT_PASSES"
    SHORT_BY_CHANCE = "SHORT_BY_CHANCE"
    ON_BUT_CONCERN = "ON_BUT_CONCERN"
    SHORT_BUT_IMPROVEMENT = "SHORT_BUT_IMPROVEMENT"
    ON_BUT_PROJECTION_MISSES = "ON_BUT_PROJECTION_MISSES"
    SHORT_BUT_PROJECTION_MEETS = "SHORT_BUT_PROJECTION_MEETS"
    FORECAST_MET_PROJECTION_MISSES = "FORECAST_MET_PROJECTION_MISSES"
    FORECAST_MISSED_PROJECTION_MEETS = "FORECAST_MISSED_PROJECTION_MEETS"
    FORECAST_OUTSIDE_PROJECTION = "FORECAST_OUTSIDE_PROJECTION"
    FORECAST_IS_OLDER = "FORECAST_IS_OLDER"
    MOVED_WITHIN_CHANCE = "MOVED_WITHIN_CHANCE"
    ON_BUT_WORSE = "ON_BUT_WORSE"
    SHORT_BUT_BETTER = "SHORT_BUT_BETTER"


def outlook(value: Decimal, wanted: Wanted) -> Outlook:
    """Whether one figure would meet a target, or lie within its range."""
    low, high = wanted.low, wanted.high
    if wanted.polarity is not Polarity.RANGE:
        is_higher = wanted.polarity is Polarity.HIGHER
        low, high = (wanted.target, None) if is_higher else (None, wanted.target)
    outside = distance_outside(value, low, high)
    if outside is None:
        return Outlook.NO_TARGET
    return Outlook.MET if outside <= 0 else Outlook.MISSED


def outlook_of(interval: Interval, wanted: Wanted) -> Outlook:
    """Whether a whole interval would meet a target, none of it would, or a part."""
    ends = {outlook(one, wanted) for one in (interval.low, interval.high)}
    if ends == {Outlook.MISSED} and _straddles(interval, wanted):
        return Outlook.OPEN
    return ends.pop() if len(ends) == 1 else Outlook.OPEN


def _straddles(interval: Interval, wanted: Wanted) -> bool:
    """True where an interval goes beyond both edges of a range, so that the middle of it would do."""
    if wanted.polarity is not Polarity.RANGE or wanted.low is None or wanted.high is None:
        return False
    return interval.low < wanted.low and interval.high > wanted.high


def signals_of(
    standing: Standing,
    sheet: Sheet,
    *,
    year: Period,
    year_target: Decimal | None,
    chart: Chart | None = None,
    forecast: Forecast | None = None,
    projection: Interval | None = None,
) -> Signals:
    """The signals of a measure; `chart` is None where its figures are of a kind that can't be charted."""
    return Signals(
        status=standing.status,
        year=year,
        wanted=Wanted(sheet.polarity, year_target, sheet.low, sheet.high),
        variation=chart.variation if chart else Variation.TOO_FEW,
        assurance=chart.assurance if chart else Assurance.TOO_FEW,
        forecast=forecast,
        projection=projection,
        direction=standing.direction,
        result=standing.result,
    )


def year_ahead(result: Result | None, on: date, sheet: Sheet, year_start: YearStart = COUNCIL_YEAR) -> Period:
    """The year whose end is still open: this one, or last year while its end is within grace and not held.

    `result` is the latest.
    """
    now = financial_year_of(on, year_start)
    last = previous(now)
    if result is None or result.period.ends_on >= last.ends_on or on - last.ends_on > sheet.grace:
        return now
    return last


def adds_up(sheet: Sheet, derivation: str) -> bool:
    """True where the year's figure is all of its periods' together, and not one of them or their average."""
    return sheet.is_cumulative or derivation in (Derivation.SUM, Derivation.YEAR_TO_DATE)


def year_target(aims: Sequence[Aim], year: Period, sheet: Sheet, derivation: str = "") -> Decimal | None:
    """The target for a year's end: the year's own, or that of its last period.

    Where figures don't add up, the latest target set within the year stands for its end. A quarter's target
    never stands for a whole year's sum.
    """
    own = next((aim.value for aim in aims if aim.period == year and aim.value is not None), None)
    if own is not None:
        return own
    within = [aim for aim in aims if aim.value is not None and is_within(aim.period, year)]
    within.sort(key=lambda aim: aim.period)
    if not within or (adds_up(sheet, derivation) and not sheet.is_cumulative):
        return None
    if sheet.is_cumulative and within[-1].period.ends_on != year.ends_on:
        return None
    return within[-1].value


_SHORT = (Status.NEAR_TARGET, Status.OFF_TARGET)
_MOVED = (Direction.IMPROVED, Direction.WORSE)


def _is_on(one: Signals) -> bool:
    return one.status is Status.ON_TARGET


def _is_short(one: Signals) -> bool:
    return one.status in _SHORT


def _is_noise(one: Signals) -> bool:
    return one.variation is Variation.COMMON_CAUSE


def _lies_outside(one: Signals) -> bool:
    """True where the forecast lies outside the projection's interval, though both say met, or both missed."""
    if one.forecast is None or one.projection is None:
        return False
    is_inside = one.projection.low <= one.forecast.value <= one.projection.high
    return not is_inside and {one.outlook, one.projected} != {Outlook.MET, Outlook.MISSED}


_ASKED: Mapping[Clash, Callable[[Signals], bool]] = {
    Clash.SHORT_BUT_FORECAST_MET: lambda one: _is_short(one) and one.outlook is Outlook.MET,
    Clash.ON_BUT_FORECAST_MISSED: lambda one: _is_on(one) and one.outlook is Outlook.MISSED,
    Clash.ON_BUT_FAILS: lambda one: _is_on(one) and one.assurance is Assurance.FAILS,
    Clash.ON_BUT_HIT_AND_MISS: lambda one: _is_on(one) and one.assurance is Assurance.HIT_AND_MISS,
    Clash.SHORT_BUT_PASSES: lambda one: _is_short(one) and one.assurance is Assurance.PASSES,
    Clash.SHORT_BY_CHANCE: lambda one: (
        _is_short(one) and _is_noise(one) and one.assurance is Assurance.HIT_AND_MISS
    ),
    Clash.ON_BUT_CONCERN: lambda one: _is_on(one) and one.variation is Variation.CONCERN,
    Clash.SHORT_BUT_IMPROVEMENT: lambda one: _is_short(one) and one.variation is Variation.IMPROVEMENT,
    Clash.ON_BUT_PROJECTION_MISSES: lambda one: _is_on(one) and one.projected is Outlook.MISSED,
    Clash.SHORT_BUT_PROJECTION_MEETS: lambda one: _is_short(one) and one.projected is Outlook.MET,
    Clash.FORECAST_MET_PROJECTION_MISSES: lambda one: (
        one.outlook is Outlook.MET and one.projected is Outlook.MISSED
    ),
    Clash.FORECAST_MISSED_PROJECTION_MEETS: lambda one: (
        one.outlook is Outlook.MISSED and one.projected is Outlook.MET
    ),
    Clash.FORECAST_OUTSIDE_PROJECTION: _lies_outside,
    Clash.FORECAST_IS_OLDER: lambda one: one.is_forecast_older,
    Clash.MOVED_WITHIN_CHANCE: lambda one: _is_noise(one) and one.direction in _MOVED,
    Clash.ON_BUT_WORSE: lambda one: (
        _is_on(one)
        and one.direction is Direction.WORSE
        and one.variation not in (Variation.COMMON_CAUSE, Variation.CONCERN)
    ),
    Clash.SHORT_BUT_BETTER: lambda one: (
        _is_short(one)
        and one.direction is Direction.IMPROVED
        and one.variation not in (Variation.COMMON_CAUSE, Variation.IMPROVEMENT)
    ),
}


def disagreements(signals: Signals) -> list[Clash]:
    """How the signals of one measure disagree, in a fixed order; what each is about is in the signals."""
    return [clash for clash in Clash if _ASKED[clash](signals)]
