"""Where a year will end: worked by hand, and properties of any projection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.charted import Figure, chart_of, charted, in_period
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import State
from goldenthread.core.periods import Period, financial_year, next_period, quarter
from goldenthread.core.projection import NoProjection, Projection, Spread, project
from goldenthread.core.standing import Result, Sheet
from goldenthread.core.year_ends import Method

YEAR = financial_year(2014)
SUMMED = Sheet(frequency="QUARTERLY")


def quarters(first: int, count: int) -> list[Period]:
    found = [quarter(first, 1)]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return found


def results(first: int, values: list[int]) -> list[Result]:
    return [
        Result(period, Decimal(value), State.REPORTED)
        for period, value in zip(quarters(first, len(values)), values, strict=True)
    ]


def test_a_sum_worked_by_hand() -> None:
    """Half a year's 20 + 20 where earlier halves were 40 of 100: 40 / 0.4 = 100, as they all came to."""
    found = project(results(2012, [20, 20, 30, 30] * 2 + [20, 20]), SUMMED, YEAR, derivation="SUM")
    assert isinstance(found, Projection)
    assert (found.method, found.interval.value, found.known) == (Method.SHARE, Decimal(100), 2)
    assert found.spread is Spread.MOVING_RANGE
    assert [(one.projected, one.came_to, one.missed_by) for one in found.tried] == [(100, 100, 0)]
    # The moving ranges 0 10 0 10 0 10 0 10 0 average 40/9; 2.66 × 40/9 × √2 is 16.7: outwards, 83 to 117.
    assert (found.interval.low, found.interval.high) == (83, 117)


def test_why_there_is_none() -> None:
    assert project(results(2014, [1, 2]), SUMMED, YEAR) is NoProjection.TOO_FEW
    assert project(results(2013, [1] * 8), SUMMED, YEAR) is NoProjection.YEAR_IS_OVER
    assert project(results(2012, [1] * 7), SUMMED, YEAR) is NoProjection.OUT_OF_DATE
    gap = results(2013, [1] * 7)
    del gap[5]
    assert project(gap, SUMMED, YEAR, derivation="SUM") is NoProjection.GAP_THIS_YEAR
    assert project(gap, SUMMED, YEAR, kind=Kind.YES_NO) is NoProjection.NOT_COUNTED


def test_figures_of_another_definition_say_nothing_of_the_year() -> None:
    values = [20, 20, 30, 30] * 2 + [20, 20]
    since = replace(SUMMED, breaks=(date(2013, 4, 1),))
    assert project(results(2011, [*values, 30, 30, 20, 20]), since, YEAR, derivation="SUM") == project(
        results(2013, [20, 20, 30, 30, 20, 20]), SUMMED, YEAR, derivation="SUM"
    )
    late = replace(SUMMED, breaks=(date(2014, 7, 1),))
    assert project(results(2012, values), late, YEAR, derivation="SUM") is NoProjection.REDEFINED


figures = st.lists(st.integers(0, 500), min_size=14, max_size=50)


@given(figures, st.sampled_from(["SUM", "AVERAGE", "LAST", ""]))
def test_an_interval_holds_its_projection(values, derivation) -> None:
    first = 2014 - (len(values) - 1) // 4
    found = project(results(first, values), SUMMED, YEAR, derivation=derivation)
    if isinstance(found, Projection):
        assert found.interval.low <= found.interval.value <= found.interval.high
        assert all(value == value.to_integral_value() for value in found.interval)
        assert 0 <= found.held_within <= len(found.tried)


@given(figures, st.randoms(use_true_random=False), st.sampled_from(["SUM", "LAST"]))
def test_what_comes_later_changes_nothing(values, random, derivation) -> None:
    """No peeking: results after the year's end, however shuffled, and unknown later, leave it as it was."""
    first = 2014 - (len(values) - 1) // 4
    past = results(first, values)
    later = [Result(period, Decimal(random.randint(0, 999)), State.REPORTED) for period in quarters(2015, 4)]
    random.shuffle(later)
    assert project([*later, *past], SUMMED, YEAR, derivation=derivation) == project(
        past, SUMMED, YEAR, derivation=derivation
    )


@given(st.lists(st.integers(0, 500), min_size=26, max_size=26), st.integers(0, 500))
def test_a_back_test_sees_only_what_was_known_then(values, other) -> None:
    """How a past year ended changes what it came to, and never what had been projected for it."""
    changed = [*values[:19], other, *values[20:]]  # the last quarter of 2012/13; the point is two quarters in
    one = project(results(2008, values), SUMMED, YEAR, derivation="SUM")
    two = project(results(2008, changed), SUMMED, YEAR, derivation="SUM")
    assert isinstance(one, Projection) and isinstance(two, Projection)
    if one.method is two.method:
        until = financial_year(2012)
        assert [t.projected for t in one.tried if t.year <= until] == [
            t.projected for t in two.tried if t.year <= until
        ]


def test_what_adds_up_is_parted_into_what_each_period_added() -> None:
    held = [Figure(one.period, one.value or Decimal(0)) for one in results(2013, [10, 25, 30, 50, 5, 9])]
    parted, unparted = in_period(held)
    assert [one.value for one in parted] == [10, 15, 5, 20, 5, 4]
    assert unparted == []
    del held[1]
    parted, unparted = in_period(held)
    assert [one.value for one in parted] == [10, 20, 5, 4]
    assert unparted == [quarter(2013, 3)]


def test_a_chart_is_of_one_kind_of_period_and_of_what_is_counted() -> None:
    mixed = [*results(2013, [1, 2, 3]), Result(financial_year(2013), Decimal(9), State.REPORTED)]
    more = {"frequency": "QUARTERLY", "is_cumulative": False}
    found = charted(mixed, [], kind=Kind.NUMBER, **more)
    assert found.values == [1, 2, 3]
    assert found.starts([date(2013, 7, 1), date(2020, 1, 1), date(2000, 1, 1)]) == [1]
    assert charted(mixed, [], kind=Kind.LEVEL, **more).why_not == "NOT_COUNTED"
    assert charted([], [], kind=Kind.NUMBER, **more).why_not == "NOTHING_HELD"


def test_limits_start_afresh_where_figures_count_another_way() -> None:
    found = charted(
        results(2010, [20] * 20), [], kind=Kind.NUMBER, frequency="QUARTERLY", is_cumulative=False
    )
    chart = chart_of(found, replace(SUMMED, breaks=(date(2012, 4, 1),)), [date(2013, 4, 1)])
    assert chart.latest is not None and chart.latest.start == 12
    assert [one.start for one in chart.stretches] == [0, 8, 12]
