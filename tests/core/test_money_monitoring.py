"""Variance, movement and percentages, and what doesn't fit in what was printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.money_monitoring import (
    Before,
    Followed,
    Moved,
    checked_total,
    misfit,
    moved,
    percent_of,
)
from goldenthread.core.money_told import of_misfit, of_uneven

K = Decimal(1000)
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(amounts, amounts)
def test_two_of_budget_forecast_and_variance_give_the_third(budget: Decimal, forecast: Decimal) -> None:
    """R029."""
    variance = forecast - budget
    whole = Followed("Streets", budget=budget, forecast=forecast, variance=variance)
    assert Followed("Streets", budget=budget, forecast=forecast).completed() == whole
    assert Followed("Streets", budget=budget, variance=variance).completed() == whole
    assert Followed("Streets", forecast=forecast, variance=variance).completed() == whole


def test_one_alone_gives_no_other() -> None:
    only = Followed("Savings to be found", variance=Decimal(-356_000))
    assert only.completed() == only


def test_movement_is_worked_out_from_the_report_before_where_it_is_held() -> None:
    """R029: what the report itself states comes second, and it is said which it was."""
    line = Followed(
        "Streets", budget=9 * K, forecast=10 * K, variance=K, previous_forecast=8 * K, previous_variance=-K
    )
    assert moved(line, Followed("Streets", forecast=7 * K)) == Moved(3 * K, 7 * K, Before.HELD)
    assert moved(line, None) == Moved(2 * K, 8 * K, Before.STATED)
    no_forecast = Followed("Streets", variance=K, previous_variance=-K)
    assert moved(no_forecast, None) == Moved(2 * K, -K, Before.VARIANCE)
    assert moved(no_forecast, Followed("Streets", variance=4 * K)) == Moved(-3 * K, 4 * K, Before.HELD)
    assert moved(Followed("Streets"), None) == Moved(None, None, Before.NONE)


def test_a_percentage_needs_a_base_and_keeps_the_sign_of_the_variance() -> None:
    assert percent_of(-505 * K, 65_198 * K) == Decimal("-0.8")
    assert percent_of(K, -10 * K) == Decimal("10.0")
    assert percent_of(K, Decimal(0)) is None
    assert percent_of(K, None) is None


@pytest.mark.parametrize(
    ("variance", "base", "printed"),
    [(21, 426, "5"), (-108, 19549, "-1"), (878, 37590, "2"), (-365, 1870, "-20"), (0, -15493, "0")],
)
def test_the_county_s_own_percentages_fit(variance: int, base: int, printed: str) -> None:
    line = Followed("Line", variance=variance * K, stated_percent=Decimal(printed))
    assert misfit(line, base * K, K) is None


def test_a_percentage_that_does_not_fit_is_told() -> None:
    """R029: York printed 0.8% for an underspend, without its sign; the county 0% of no budget."""
    york = misfit(Followed("Resources", variance=-505 * K, stated_percent=Decimal("0.8")), 65_198 * K, K)
    assert york is not None
    assert york.is_sign
    assert of_misfit(york, "gross budget") == (
        "Resources: 0.8% is printed without its sign: the variance is −0.8% of the gross budget."
    )
    savings = misfit(Followed("Savings", variance=-356 * K, stated_percent=Decimal(0)), None, K, row=8)
    assert savings is not None
    assert of_misfit(savings, "net budget") == (
        "Savings (row 8): 0% is printed, but there is no net budget to take a percentage of."
    )
    wrong = misfit(Followed("Streets", variance=100 * K, stated_percent=Decimal(5)), 1000 * K, K)
    assert wrong is not None
    assert of_misfit(wrong, "net budget") == (
        "Streets: 5% is printed, but the variance is 10% of the net budget."
    )


@given(st.lists(amounts, min_size=1, max_size=10))
def test_a_total_that_its_lines_come_to_is_not_told_of(values: list[Decimal]) -> None:
    lines = [{"Budget": value} for value in values]
    whole = sum(values, Decimal(0))
    assert checked_total("Total", {"Budget": whole}, lines, Decimal("0.01")) == []
    found = checked_total("Total", {"Budget": whole + 60}, lines, Decimal("0.01"))
    assert [(one.summed, one.difference, one.is_rounding) for one in found] == [(whole, 60, False)]


def test_a_difference_that_rounding_could_make_is_told_as_such() -> None:
    found = checked_total("Total", {"Actual": 3 * K}, [{"Actual": K}, {"Actual": K}], K, row=9)
    assert [of_uneven(one) for one in found] == [
        "Total (row 9), Actual: £3,000 is printed, but the 2 lines with a figure come to £2,000. "
        "The difference is +£1,000. Rounding of the lines could make it."
    ]
