"""Three signals side by side: what each says, and every way in which they disagree, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import financial_year, quarter
from goldenthread.core.rating import Status
from goldenthread.core.signals import (
    Clash,
    Forecast,
    Interval,
    Outlook,
    Signals,
    disagreements,
    outlook_of,
    year_ahead,
    year_target,
)
from goldenthread.core.signals_told import all_told, forecast_said, told
from goldenthread.core.spc import Assurance, Variation, Wanted
from goldenthread.core.standing import Aim, Result, Sheet
from goldenthread.core.travel import Direction, Polarity

YEAR = financial_year(2014)
PERCENT = Shape(Kind.PERCENTAGE, "%")
Q1 = Result(quarter(2014, 1), Decimal("78.5"), State.REPORTED)
QUIET = Signals(Status.ON_TARGET, YEAR, Wanted(target=Decimal(80)), result=Q1)


def expects(value: str, on: date = date(2014, 7, 14)) -> Forecast:
    return Forecast(YEAR, Decimal(value), on, "Head of Streets")


def between(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("changes", "clashes"),
    [
        ({}, []),
        ({"status": Status.NEAR_TARGET, "forecast": expects("80")}, [Clash.SHORT_BUT_FORECAST_MET]),
        ({"forecast": expects("79")}, [Clash.ON_BUT_FORECAST_MISSED]),
        ({"status": Status.NOT_RATED, "forecast": expects("79")}, []),
        ({"assurance": Assurance.HIT_AND_MISS}, [Clash.ON_BUT_HIT_AND_MISS]),
        ({"assurance": Assurance.FAILS}, [Clash.ON_BUT_FAILS]),
        ({"status": Status.OFF_TARGET, "assurance": Assurance.PASSES}, [Clash.SHORT_BUT_PASSES]),
        (
            {
                "status": Status.OFF_TARGET,
                "assurance": Assurance.HIT_AND_MISS,
                "variation": Variation.COMMON_CAUSE,
            },
            [Clash.SHORT_BY_CHANCE],
        ),
        ({"variation": Variation.CONCERN, "direction": Direction.WORSE}, [Clash.ON_BUT_CONCERN]),
        (
            {"status": Status.OFF_TARGET, "variation": Variation.IMPROVEMENT},
            [Clash.SHORT_BUT_IMPROVEMENT],
        ),
        ({"projection": between("70", "79")}, [Clash.ON_BUT_PROJECTION_MISSES]),
        (
            {"status": Status.OFF_TARGET, "projection": between("80", "90")},
            [Clash.SHORT_BUT_PROJECTION_MEETS],
        ),
        (
            {"status": Status.NOT_RATED, "forecast": expects("80"), "projection": between("70", "79")},
            [Clash.FORECAST_MET_PROJECTION_MISSES],
        ),
        (
            {"status": Status.NOT_RATED, "forecast": expects("79"), "projection": between("80", "90")},
            [Clash.FORECAST_MISSED_PROJECTION_MEETS],
        ),
        (
            {"forecast": expects("95"), "projection": between("70", "90")},
            [Clash.FORECAST_OUTSIDE_PROJECTION],
        ),
        ({"forecast": expects("80", date(2014, 6, 30))}, [Clash.FORECAST_IS_OLDER]),
        (
            {"variation": Variation.COMMON_CAUSE, "direction": Direction.WORSE},
            [Clash.MOVED_WITHIN_CHANCE],
        ),
        ({"direction": Direction.WORSE}, [Clash.ON_BUT_WORSE]),
        ({"status": Status.OFF_TARGET, "direction": Direction.IMPROVED}, [Clash.SHORT_BUT_BETTER]),
    ],
)
def test_each_disagreement_is_found_and_told(changes, clashes) -> None:
    """R047: a green forecast never hides an amber quarter: both are named, in full sentences."""
    signals = replace(QUIET, **changes)
    assert disagreements(signals) == clashes
    for one in all_told(signals, PERCENT):
        assert one.head and one.rest.endswith(".") and "None" not in one.rest


def test_a_disagreement_reads_as_in_the_design() -> None:
    signals = replace(QUIET, status=Status.NEAR_TARGET, forecast=expects("80"))
    assert told(Clash.SHORT_BUT_FORECAST_MET, signals, PERCENT).whole == (
        "Status and forecast disagree: the latest result is near target; the owner expects 80% by March "
        "2015, which meets the target of 80%. Both are shown; neither corrects the other."
    )
    assert forecast_said(signals, PERCENT).word == "Will meet 80%"
    assert forecast_said(QUIET, PERCENT).word == "None given"


def test_an_interval_about_a_range_is_open_though_both_ends_miss() -> None:
    wanted = Wanted(Polarity.RANGE, None, Decimal(40), Decimal(60))
    assert outlook_of(between("30", "70"), wanted) is Outlook.OPEN
    assert outlook_of(between("61", "70"), wanted) is Outlook.MISSED
    assert outlook_of(between("40", "60"), wanted) is Outlook.MET


@pytest.mark.parametrize(
    ("latest", "on", "year"),
    [
        (None, date(2014, 9, 2), 2014),
        (quarter(2014, 1), date(2014, 9, 2), 2014),
        (quarter(2013, 3), date(2014, 5, 1), 2013),  # the last quarter of last year is still to come
        (quarter(2013, 4), date(2014, 5, 1), 2014),
        (quarter(2013, 3), date(2014, 9, 2), 2014),  # and now it is overdue
    ],
)
def test_which_years_end_is_still_open(latest, on, year) -> None:
    result = Result(latest, Decimal(1), State.REPORTED) if latest else None
    assert year_ahead(result, on, Sheet()) == financial_year(year)


def test_a_measure_known_late_keeps_its_year_open_for_longer() -> None:
    held = Result(quarter(2013, 3), Decimal(1), State.REPORTED)
    assert year_ahead(held, date(2014, 9, 2), Sheet(lag=timedelta(days=270))) == financial_year(2013)


def test_a_quarters_target_never_stands_for_a_years_sum() -> None:
    aims = [Aim(quarter(2014, 1), Decimal(20), TargetState.SET)]
    assert year_target(aims, YEAR, Sheet()) == 20
    assert year_target(aims, YEAR, Sheet(), "SUM") is None
    assert year_target(aims, YEAR, Sheet(is_cumulative=True)) is None
    last = Aim(quarter(2014, 4), Decimal(80), TargetState.SET)
    assert year_target([*aims, last], YEAR, Sheet(is_cumulative=True)) == 80
    own = Aim(YEAR, Decimal(75), TargetState.SET)
    assert year_target([*aims, last, own], YEAR, Sheet(), "SUM") == 75
