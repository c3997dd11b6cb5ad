"""Where a measure stands on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.rating import Status
from goldenthread.core.rulebook import Comparison, short_rule
from goldenthread.core.standing import Aim, Result, Sheet, Standing, aim_for, is_overdue, latest, stand
from goldenthread.core.travel import Against, Direction

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
