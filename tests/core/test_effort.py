"""Days and full-time equivalents, and effort scaled and rewritten (R104)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.effort import (
    FTE,
    Percents,
    around,
    days_from,
    percents,
    rewritten,
    said_in,
    scaled,
    whole,
)
from goldenthread.core.workload import Estimate

DAYS = st.decimals(0, 5000, places=2)
ESTIMATES = st.tuples(DAYS, DAYS, DAYS).map(lambda parts: Estimate(*sorted(parts)))
QUARTERS = st.dictionaries(st.integers(0, 11), ESTIMATES, min_size=1, max_size=8)


def estimate(low: int, likely: int, high: int) -> Estimate:
    return Estimate(Decimal(low), Decimal(likely), Decimal(high))


@given(days=DAYS, full_time=st.integers(1, 92).map(Decimal))
def test_days_said_in_full_time_equivalents_come_back_the_same(days: Decimal, full_time: Decimal) -> None:
    """R104: days are kept, whatever they are said in."""
    assert days_from(said_in(days, FTE, full_time), FTE, full_time) == days


def test_a_full_time_equivalent_is_as_many_days_as_the_policy_says() -> None:
    assert days_from(Decimal("1.5"), FTE, Decimal(63)) == Decimal("94.50")
    assert said_in(Decimal("94.50"), FTE, Decimal(63)) == Decimal("1.5")
    assert said_in(Decimal("12.50"), "DAYS", Decimal(63)) == Decimal("12.5")


@given(quarters=QUARTERS, likely=st.decimals(0, 5000, places=2))
def test_scaled_effort_sums_to_the_hundredth_and_keeps_its_order(
    quarters: dict[int, Estimate], likely: Decimal
) -> None:
    """R104: no day is lost or made up."""
    found = scaled(quarters, likely)
    assert whole(found).likely == likely
    assert list(found) == list(quarters)
    assert all(0 <= one.low <= one.likely <= one.high for one in found.values())


def test_scaled_effort_keeps_its_proportions() -> None:
    found = scaled({1: estimate(5, 10, 20), 2: estimate(15, 30, 60)}, Decimal(20))
    assert found == {
        1: Estimate(Decimal("2.5"), Decimal(5), Decimal(10)),
        2: Estimate(*map(Decimal, ("7.5", 15, 30))),
    }


def test_percents_are_of_what_is_likely_in_all() -> None:
    assert percents({1: estimate(8, 10, 15), 2: estimate(12, 15, 20)}) == (80, 140)
    assert percents({}) == (100, 100)


@given(likely=DAYS, low=st.integers(0, 100), high=st.integers(100, 400))
def test_an_estimate_lies_around_what_is_likely(likely: Decimal, low: int, high: int) -> None:
    found = around(likely, Percents(Decimal(low), Decimal(high)))
    assert 0 <= found.low <= found.likely == likely <= found.high


def test_only_the_quarters_written_anew_are_rewritten() -> None:
    held = {1: estimate(5, 10, 20), 2: estimate(1, 2, 3), 9: estimate(4, 4, 4)}
    by = Percents(Decimal(50), Decimal(200))
    found = rewritten(held, {1: Decimal(10), 2: Decimal(4), 3: Decimal(0)}, by, is_all=False)
    assert found == {1: estimate(5, 10, 20), 2: estimate(2, 4, 8), 9: estimate(4, 4, 4)}
    assert rewritten(held, {1: Decimal(10)}, by, is_all=True)[9] == estimate(2, 4, 8)
    assert 2 not in rewritten(held, {2: Decimal(0)}, by, is_all=False)


@given(quarters=QUARTERS, low=st.integers(0, 100))
def test_what_is_left_as_it_was_stays(quarters: dict[int, Estimate], low: int) -> None:
    likely = {key: one.likely for key, one in quarters.items()}
    by = Percents(Decimal(low), Decimal(100))
    kept = {key: one for key, one in quarters.items() if one.high}
    assert rewritten(quarters, likely, by, is_all=False) == kept
