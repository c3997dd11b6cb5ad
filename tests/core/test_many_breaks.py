"""Breaks, lags and the kind of period reported, at once or one at a time: where each is close to an edge."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core import many
from goldenthread.core.observed import State
from goldenthread.core.periods import PeriodKind, span
from goldenthread.core.rating import Allowance, Band, Condition, Question, Rule, Status
from goldenthread.core.rulebook import Comparison, Rulebook
from goldenthread.core.standing import LONGEST, Result, Sheet
from goldenthread.core.travel import Against, DeadBand, Direction, Polarity
from tests.core.test_many import MONTHS, QUARTERS, TOLD, assert_as_pages_say, frames, standing, told

ONE = timedelta(days=1)
UP_BY_TWO = Condition(Question.IMPROVES_BY_AT_LEAST, Allowance(Decimal(2)))
BETTER = Condition(Question.DIRECTION, directions=frozenset({Direction.IMPROVED}))
BY_DIRECTION = Rule(
    "direction",
    "By direction",
    (
        Band("Better", Status.ON_TARGET, (UP_BY_TWO,)),
        Band("A little", Status.NEAR_TARGET, (BETTER,)),
        Band("No better", Status.OFF_TARGET),
    ),
)
RULEBOOKS = [
    Rulebook(BY_DIRECTION, Comparison(against, DeadBand(Decimal(dead))))
    for against in Against
    for dead in (0, 1)
]
TOO_WIDE = Allowance(Decimal(10**13), is_percent=True)  # this measure is worked out one result at a time

rare = st.integers(0, 9).map(lambda one: one == 0)
few = st.integers(0, 6).map(Decimal)
EDGES = [on for one in MONTHS[6:] for on in (one.starts_on, one.starts_on + ONE, one.ends_on)]
# Two that end with a month, and two with a quarter.
SPANS = [
    span(starts_on, ends_on)
    for starts_on in (date(2013, 1, 8), date(2013, 2, 1))
    for ends_on in (date(2013, 5, 31), date(2013, 6, 30))
]


@st.composite
def measured(draw: st.DrawFn):
    """Months and quarters in a row but for a few, with breaks on their first and last days."""
    sheet = Sheet(
        draw(st.sampled_from(Polarity)),
        low=Decimal(2),
        high=Decimal(4),
        frequency=draw(st.sampled_from(sorted(LONGEST))),
        kind=draw(st.sampled_from([None, PeriodKind.MONTH, PeriodKind.QUARTER])),
        is_cumulative=draw(rare),
        tolerance=draw(st.sampled_from([None, None, TOO_WIDE])),
        breaks=tuple(draw(st.lists(st.sampled_from(EDGES), max_size=2))),
        lag=draw(st.none() | st.integers(0, 200).map(lambda number: timedelta(days=number))),
    )
    last = draw(st.sampled_from(MONTHS[8:])).ends_on
    periods = sorted(one for one in [*MONTHS, *QUARTERS, *SPANS] if one.ends_on <= last)
    values = draw(st.lists(few, min_size=len(periods), max_size=len(periods)))
    missing = draw(st.sets(st.sampled_from(periods), max_size=4))
    results = [
        Result(one, None if one in missing else value, State.REPORTED)
        for one, value in zip(periods, values, strict=True)
    ]
    return sheet, results, []


several = st.lists(measured(), min_size=2, max_size=4)


@settings(max_examples=60, deadline=None)
@given(several, st.sampled_from(RULEBOOKS))
def test_a_break_parts_figures_as_it_does_one_at_a_time(held, rulebook: Rulebook) -> None:
    """R140: on the first day of a period, on the day after, on its last; one and more at once."""
    rows, aims, about, breaks = frames(held)
    found = many.stood(rows, aims, about, rulebook, breaks)
    assert found.select(TOLD).rows() == [
        told(standing(one, rulebook, period=result.period)) for one in held for result in one[1]
    ]


@st.composite
def on_a_day_near_the_last(draw: st.DrawFn):
    """Measures and a day within one of that on which the first of them is overdue."""
    held = draw(several)
    sheet, results, _ = held[0]
    past = [one for one in results if sheet.kind in (None, one.period.kind)]
    due = max(one.period.ends_on for one in past) + LONGEST[sheet.frequency] + sheet.grace
    return held, due + draw(st.integers(-1, 2)) * ONE


@settings(max_examples=60, deadline=None)
@given(on_a_day_near_the_last(), st.sampled_from(RULEBOOKS))
def test_a_result_is_overdue_on_the_day_that_it_is_one_at_a_time(asked, rulebook: Rulebook) -> None:
    """R138: by the usual grace or by a lag of its own, of the kind of period that it is reported for."""
    held, on = asked
    rows, aims, about, breaks = frames(held)
    found = many.standing_on(many.stood(rows, aims, about, rulebook, breaks), about, on)
    assert_as_pages_say(held, rulebook, on, found)
