"""Where a measure stands on a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.rating import Rating, Status
from goldenthread.core.rulebook import Comparison, short_rule
from goldenthread.core.standing import (
    Aim,
    Result,
    Sheet,
    Standing,
    aim_for,
    compare,
    is_overdue,
    latest,
    stand,
)
from goldenthread.core.travel import Against, Direction, Polarity

MET = short_rule("met").rule
ON = date(2014, 9, 2)


def result(period: str, value: str | None, **more: object) -> Result:
    number = None if value is None else Decimal(value)
    state = State.REPORTED if value is not None else State.AWAITED
    return Result(parse_period(period), number, **{"state": state, **more})  # type: ignore[arg-type]


def aim(period: str, value: str | None) -> Aim:
    number = None if value is None else Decimal(value)
    return Aim(parse_period(period), number, TargetState.SET if value else TargetState.TO_BE_SET)


def standing(*results: Result, aims: tuple[Aim, ...] = (), on: date = ON, **sheet: object) -> Standing:
    return stand(Sheet(**sheet), results, aims, rule=MET, on=on)  # type: ignore[arg-type]


def test_the_latest_result_that_has_ended_is_the_one_that_counts() -> None:
    found = latest([result("2014/15 Q1", "2"), result("2013/14", "1"), result("2014/15 Q2", "3")], ON)
    assert found == result("2014/15 Q1", "2")


def test_of_two_that_end_together_the_shorter_period_is_the_later_news() -> None:
    pair = [result("2013/14", "77.1"), result("2013/14 Q4", "79.6")]
    assert latest(pair, ON) == latest(pair[::-1], ON) == result("2013/14 Q4", "79.6")


@pytest.mark.parametrize(
    ("frequency", "period", "last_good_day"),
    [
        ("QUARTERLY", "2014/15 Q1", date(2014, 12, 31)),
        ("MONTHLY", "June 2014", date(2014, 10, 31)),
        ("YEARLY", "2013/14", date(2015, 7, 2)),
    ],
)
def test_a_result_is_overdue_when_the_next_has_had_its_period_and_its_grace(
    frequency: str, period: str, last_good_day: date
) -> None:
    """R138: overdue, the last available result older than its frequency allows."""
    one = result(period, "1")
    after = date.fromordinal(last_good_day.toordinal() + 1)
    assert [is_overdue(one, frequency, day) for day in (last_good_day, after)] == [False, True]


def test_nothing_ever_reported_is_awaited_and_not_rated() -> None:
    found = standing(aims=(aim("2014/15 Q1", "80"),))
    assert (found.value, found.state, found.status) == (None, State.AWAITED, Status.NOT_RATED)


def test_a_years_target_is_not_held_against_one_quarter() -> None:
    """R140: a target profile by quarter; a whole year's target says nothing of one of them."""
    assert aim_for(parse_period("2014/15 Q1"), [aim("2014/15", "320")]) is None


def test_a_blank_target_for_the_year_carries_its_reason_to_the_quarter() -> None:
    """R127."""
    blank = aim("2014/15", None)
    assert aim_for(parse_period("2014/15 Q1"), [blank]) == blank


@pytest.mark.parametrize(
    ("sheet", "more", "reason"),
    [
        ({"is_data_only": True}, {}, "data_only"),
        ({}, {"is_questioned": True}, "questioned"),
    ],
)
def test_what_is_not_for_rating_is_shown_and_not_rated(
    sheet: dict[str, object], more: dict[str, object], reason: str
) -> None:
    found = standing(result("2014/15 Q1", "0", **more), aims=(aim("2014/15 Q1", "40"),), **sheet)
    assert (found.value, found.rating.reason, found.status) == (Decimal(0), reason, Status.NOT_RATED)


def test_a_figure_in_question_is_compared_with_nothing_and_nothing_with_it() -> None:
    before = result("2013/14 Q4", "0", is_questioned=True)
    assert standing(before, result("2014/15 Q1", "5")).direction is Direction.CANNOT_COMPARE


@pytest.mark.parametrize(
    ("is_cumulative", "direction"), [(False, Direction.WORSE), (True, Direction.IMPROVED)]
)
def test_a_cumulative_measure_is_set_against_the_same_quarter_last_year(
    is_cumulative: bool, direction: Direction
) -> None:
    """R140."""
    results = [result("2013/14 Q1", "28"), result("2013/14 Q4", "98"), result("2014/15 Q1", "30")]
    assert standing(*results, is_cumulative=is_cumulative).direction is direction


def test_the_latest_three_are_read_in_order() -> None:
    how = Comparison(Against.LATEST_THREE)
    results = [result(f"{year}/{year + 1 - 2000:02}", str(year)) for year in (2011, 2012, 2013)]
    found = stand(Sheet(frequency="YEARLY"), results[::-1], [], rule=MET, on=ON, comparison=how)
    assert found.direction is Direction.IMPROVED


def test_in_a_period_only_that_periods_result_counts() -> None:
    """R027: a report of a period is of that period."""
    results = [result("2013/14 Q4", "1"), result("2014/15 Q1", "2")]
    period = parse_period("2013/14 Q4")
    assert stand(Sheet(), results, [], rule=MET, on=ON, period=period).value == 1
    missing = parse_period("2013/14 Q3")
    assert stand(Sheet(), results, [], rule=MET, on=ON, period=missing).state is State.OVERDUE


THREE = Comparison(Against.LATEST_THREE)


def compared(*results: Result, how: Comparison = THREE, **sheet: object) -> tuple[str, str]:
    """The direction, and the first day of the period that the latest result was set against."""
    found = stand(Sheet(**sheet), results, [], rule=MET, on=ON, comparison=how)  # type: ignore[arg-type]
    before = found.compared_with
    return found.direction.value, str(before.period.starts_on) if before else ""


def test_the_latest_three_are_set_against_the_first_of_them() -> None:
    """So that “better than” is true of the two figures it is said of: 12 is better than 10, not than 12."""
    steps = [result("2013/14 Q3", "10"), result("2013/14 Q4", "12"), result("2014/15 Q1", "12")]
    assert compared(*steps) == ("IMPROVED", "2013-10-01")


def test_two_of_the_latest_three_can_be_compared_with_nothing() -> None:
    assert compared(result("2013/14 Q4", "12"), result("2014/15 Q1", "13")) == ("CANNOT_COMPARE", "")


def test_a_whole_year_is_never_one_of_three_quarters() -> None:
    quarters = [result("2013/14 Q3", "10"), result("2013/14 Q4", "11"), result("2014/15 Q1", "12")]
    assert compared(*quarters, result("2013/14", "99")) == ("IMPROVED", "2013-10-01")


def test_a_cumulative_measure_is_set_against_last_year_whatever_the_rule_compares() -> None:
    """R140: its three latest quarters rise by themselves."""
    rising = [result("2013/14 Q2", "20"), result("2013/14 Q3", "30"), result("2013/14 Q4", "40")]
    last_year = result("2012/13 Q4", "45")
    assert compared(*rising, is_cumulative=True) == ("CANNOT_COMPARE", "")
    assert compared(*rising, last_year, is_cumulative=True) == ("WORSE", "2013-01-01")


def test_a_range_without_edges_is_compared_with_nothing() -> None:
    pair = [result("2013/14 Q4", "1"), result("2014/15 Q1", "2")]
    assert compared(*pair, how=Comparison(), polarity=Polarity.RANGE) == ("CANNOT_COMPARE", "")


def test_an_aim_for_the_very_period_comes_before_a_blank_one_around_it() -> None:
    exact, blank = aim("2014/15 Q1", "80"), aim("2014/15", None)
    assert aim_for(exact.period, [blank, exact]) == exact
    assert aim_for(parse_period("2013/14 Q1"), [blank]) is None


def test_what_has_an_aim_for_information_only_is_not_rated() -> None:
    """R138."""
    for_information = Aim(parse_period("2014/15 Q1"), None, TargetState.DATA_ONLY)
    found = standing(result("2014/15 Q1", "5"), aims=(for_information,))
    assert (found.rating.reason, found.status) == ("data_only", Status.NOT_RATED)


def test_a_result_that_is_due_and_blank_is_awaited_and_no_zero() -> None:
    """R138."""
    found = standing(result("2013/14 Q4", "5"), result("2014/15 Q1", None), aims=(aim("2014/15 Q1", "40"),))
    assert (found.value, found.state, found.rating.reason, found.direction) == (
        None, State.AWAITED, "no_figure", Direction.CANNOT_COMPARE,
    )  # fmt: skip


def test_what_is_overdue_keeps_its_result_and_its_aim_and_has_no_status_and_no_direction() -> None:
    old, target = result("2012/13 Q1", "90"), aim("2012/13 Q1", "80")
    assert standing(old, result("2011/12 Q4", "80"), aims=(target,)) == Standing(
        old, target, Rating(Status.NOT_RATED, "", "overdue"), Direction.CANNOT_COMPARE, None, State.OVERDUE
    )


@pytest.mark.parametrize(
    ("on", "state"), [(date(2014, 9, 30), State.AWAITED), (date(2014, 10, 1), State.OVERDUE)]
)
def test_a_period_without_a_result_is_awaited_for_a_quarter_and_then_overdue(on: date, state: State) -> None:
    period = parse_period("2014/15 Q1")
    assert stand(Sheet(), [], [], rule=MET, on=on, period=period).state is state


def test_figures_of_another_definition_are_not_compared():
    """R047: across the day on which a definition began that counts otherwise, no direction is told."""
    before, after = parse_period("2013/14 Q4"), parse_period("2014/15 Q1")
    results = [Result(before, Decimal(50), State.REPORTED), Result(after, Decimal(60), State.REPORTED)]
    for day, is_compared in ((date(2014, 1, 1), True), (date(2014, 4, 1), False), (date(2014, 7, 1), True)):
        direction, against = compare(results[1], results, Sheet(breaks=(day,)), Comparison())
        assert (against is not None, direction is not Direction.CANNOT_COMPARE) == (is_compared, is_compared)


def test_a_measures_own_days_say_when_it_is_late():
    """R048: a figure known five days after its period is late on the sixth, not after a quarter's grace."""
    result = Result(parse_period("2013/14 Q4"), Decimal(50), State.REPORTED)
    late = date(2014, 7, 8)
    assert not is_overdue(result, "QUARTERLY", late)
    assert is_overdue(result, "QUARTERLY", late, Sheet(lag=timedelta(days=5)).grace)
    assert not is_overdue(result, "QUARTERLY", date(2014, 7, 6), Sheet(lag=timedelta(days=5)).grace)
