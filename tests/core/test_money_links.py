"""Money in shares: no penny is lost or made up, and each is counted once along the thread."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.money_failing import Fate, Given, fate_of, year_without
from goldenthread.core.money_links import Stops, share_out, up_the_thread, what_stops

amounts = st.decimals(min_value=-(10**11), max_value=10**11, places=2)


@st.composite
def several_shares(draw: st.DrawFn) -> list[Fraction]:
    """Shares of one whole, which they may come short of."""
    parts = draw(st.lists(st.integers(1, 10**6), max_size=8))
    left = draw(st.integers(0, 10**6))
    whole = sum(parts) + left
    return [Fraction(part, whole) for part in parts]


@given(amounts, several_shares())
def test_links_in_shares_never_lose_or_invent_a_penny(amount: Decimal, shares: list[Fraction]) -> None:
    """R045: the proof that the issue asks for."""
    parts, left = share_out(amount, shares)
    assert sum(parts, left) == amount
    for share, part in zip(shares, parts, strict=True):
        assert part == part.quantize(Decimal("0.01"))
        assert abs(Fraction(part) - Fraction(amount) * share) < Fraction(1, 100)
    if sum(shares) == 1:
        assert left == 0


def test_three_thirds_of_a_pound_are_a_pound() -> None:
    parts, left = share_out(Decimal("1.00"), [Fraction(1, 3)] * 3)
    assert parts == (Decimal("0.34"), Decimal("0.33"), Decimal("0.33"))
    assert left == 0


def test_what_is_not_linked_is_told_and_more_than_the_whole_is_refused() -> None:
    assert share_out(Decimal(100), []) == ((), Decimal(100))
    with pytest.raises(ValueError, match="no more than the whole"):
        share_out(Decimal(100), [Fraction(2, 3), Fraction(1, 2)])


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int | None]:
    """Lines with parents that come before them."""
    size = draw(st.integers(1, 12))
    return {line: draw(st.sampled_from([None, *range(line)])) for line in range(size)}


@given(trees(), st.lists(st.tuples(st.integers(0, 11), amounts), max_size=20))
def test_each_penny_counts_once_at_the_top(
    parent_of: dict[int, int | None], money: list[tuple[int, Decimal]]
) -> None:
    """R045: the totals of what has no parent come to what is linked."""
    linked = [(line, amount) for line, amount in money if line in parent_of]
    found = up_the_thread(linked, parent_of)
    tops = [line for line, parent in parent_of.items() if parent is None]
    assert sum((found.get(line, Decimal(0)) for line in tops), Decimal(0)) == sum(
        (amount for _, amount in linked), Decimal(0)
    )


def test_what_stops_names_each_element_once() -> None:
    """R045: one element stops, one in part, one is covered; what is below and what waits is held up."""
    found = what_stops(
        {1: Fate.STOPS, 2: Fate.COVERED, 10: Fate.IN_PART},
        below={1: [3], 3: [4], 2: [5], 10: [11]},
        waits_for={6: [4], 7: [6], 8: [2], 1: [7], 12: [11]},
    )
    assert found == Stops(stopped=(1,), partly=(10,), lessened=(2,), below=(3, 11, 4), waiting=(12, 6, 7))
    assert found.all == (1, 10, 2, 3, 11, 4, 12, 6, 7)


def test_nothing_stops_of_a_bid_that_pays_for_nothing() -> None:
    assert what_stops({}, {}, {}) == Stops((), (), (), (), ())


@pytest.mark.parametrize(
    ("given", "cost", "short", "fate"),
    [
        ("0", "20000", "30000", Fate.STOPS),  # it takes at least what the bid would give
        ("9999", "0", "20001", Fate.IN_PART),
        ("30000", "0", "0", Fate.COVERED),
        ("50000", "100000", "30000", Fate.IN_PART),  # no more is short for want of the bid than it gives
    ],
)
def test_what_else_pays_has_to_cover_the_bid_s_share(given: str, cost: str, short: str, fate: Fate) -> None:
    """R045."""
    others = (Given("Other", Decimal(given)),) if given != "0" else ()
    year = year_without(2009, Decimal(30_000), others, Decimal(cost))
    assert (year.short, fate_of([year])) == (Decimal(short), fate)


def test_a_bid_without_amounts_is_covered_by_nothing() -> None:
    assert fate_of([]) is Fate.STOPS
