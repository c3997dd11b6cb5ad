"""What a plan asks of services by quarter: shares that sum, estimates in order, and worth by rank."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import quarter
from goldenthread.core.workload import Ask, Cell, Estimate, Work, Workload, load, shared, spread, worth

DAYS = st.decimals(0, 10_000, places=2)
WEIGHTS = st.lists(st.integers(0, 92), min_size=1, max_size=12).filter(any)


@given(DAYS, WEIGHTS)
def test_shares_sum_exactly_and_none_is_further_than_a_cent_from_its_due(
    whole: Decimal, weights: list[int]
) -> None:
    """R104: what is shared out is never more or less than the whole."""
    parts = shared(whole, weights)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - whole * weight / sum(weights)) < Decimal("0.01") + Decimal("1e-20")


@given(st.decimals(-10_000, 0, places=2), WEIGHTS)
def test_what_is_below_nought_is_shared_as_exactly(whole: Decimal, weights: list[int]) -> None:
    """R045: a saving is money below nought, and none of it is lost either."""
    parts = shared(whole, weights)
    assert sum(parts) == whole
    assert all(part <= 0 for part in parts)


def test_of_two_that_lose_the_same_the_earlier_gets_the_unit() -> None:
    assert shared(Decimal("0.01"), [1, 1]) == [Decimal("0.01"), Decimal(0)]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_nothing_is_shared_without_a_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        shared(Decimal(1), weights)


@given(DAYS, DAYS, DAYS, WEIGHTS)
def test_each_part_of_a_spread_keeps_the_order_of_the_whole(
    a: Decimal, b: Decimal, c: Decimal, weights: list[int]
) -> None:
    whole = Estimate(*sorted((a, b, c)))
    parts = spread(whole, dict(enumerate(weights)))
    assert all(one.low <= one.likely <= one.high for one in parts.values())
    for place in range(3):
        assert sum(one[place] for one in parts.values()) == whole[place]


@pytest.mark.parametrize(
    ("value", "rank", "ranks", "found"),
    [
        (70, 3, [1, 2, 3], 70),
        (None, None, [1, 2], 50),
        (None, 1, [1, 2, 3], 100),
        (None, 2, [1, 2, 3], 55),
        (None, 3, [1, 2, 3], 10),
        (None, 4, [4], 100),
        (None, 9, [1, 2], 50),
        (0, None, [], 0),
    ],
)
def test_what_an_action_is_worth(value: int | None, rank: int | None, ranks: list[int], found: int) -> None:
    """R111: a rank says what comes first; a value, where somebody said one, goes before it."""
    assert worth(value, rank, ranks) == found


def test_the_load_of_a_cell_is_what_every_action_asks_of_it() -> None:
    """R105: load by service across all actions."""
    half = Decimal("0.5")
    two = {0: Estimate(Decimal(1), Decimal(2), Decimal(5)), 1: Estimate(Decimal(0), half, Decimal(1))}
    also = (Ask(7, two | {1: Estimate(Decimal(0), Decimal(0), half)}), Ask(8, {0: two[1]}))
    works = (Work(1, "a", 0, 1, (Ask(7, {0: two[0], 1: two[1]}),)), Work(2, "b", 0, 0, also))
    held = Workload((quarter(2012, 1), quarter(2012, 2)), {7: "HR", 8: "IT"}, {}, works)
    assert load(held) == {Cell(7, 0): 4, Cell(7, 1): half, Cell(8, 0): half}
    assert held.work(2).title == "b"
    with pytest.raises(KeyError):
        held.work(3)
