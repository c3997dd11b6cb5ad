"""Bids scored and ranked, against a twin that tries everything."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.money_scoring import (
    Places,
    Range,
    Scored,
    as_weights,
    places_within,
    points_of,
    range_of_ranking,
    range_of_top,
    ranked,
)

CRITERIA = 3
TINY = Fraction(1, 10**6)


@st.composite
def some_bids(draw: st.DrawFn) -> list[Scored]:
    """A few bids with scores on three criteria."""
    scores = st.tuples(*[st.integers(0, 5)] * CRITERIA)
    return [
        Scored(key, f"Bid {key}", one)
        for key, one in enumerate(draw(st.lists(scores, min_size=2, max_size=5)))
    ]


some_weights = st.tuples(*[st.integers(1, 20)] * CRITERIA).map(lambda found: tuple(map(Fraction, found)))


def order(bids: list[Scored], weights: tuple[Fraction, ...]) -> list[int]:
    return [one.bid.key for one in ranked(bids, weights)]


def with_weight(weights: tuple[Fraction, ...], at: int, weight: Fraction) -> tuple[Fraction, ...]:
    return (*weights[:at], weight, *weights[at + 1 :])


def test_points_are_out_of_100_and_ties_share_a_place() -> None:
    """R051."""
    weights = as_weights([Decimal(3), Decimal(1)])
    bids = [Scored(1, "B", (5, 5)), Scored(2, "A", (5, 5)), Scored(3, "C", (5, 1)), Scored(4, "D", (None, 5))]
    assert [(one.bid.name, one.points, one.place) for one in ranked(bids, weights)] == [
        ("A", 100, 1), ("B", 100, 1), ("C", 80, 3), ("D", 25, 4),
    ]  # fmt: skip
    assert [bid.is_complete for bid in bids] == [True, True, True, False]


def test_weights_are_above_nought() -> None:
    for wrong in ([], [Decimal(1), Decimal(0)]):
        with pytest.raises(ValueError, match="more than nought"):
            as_weights(wrong)


def test_the_range_of_a_weight_in_a_case_worked_by_hand() -> None:
    """A leads by 2w − 3: above a weight of 1.5 the order holds, however heavy it gets."""
    bids = [Scored(1, "A", (5, 1)), Scored(2, "B", (3, 4))]
    weights = as_weights([Decimal(2), Decimal(1)])
    assert range_of_ranking(bids, weights, 0) == Range(Fraction(3, 2), None)
    assert range_of_ranking(bids, weights, 1) == Range(Fraction(0), Fraction(4, 3))


@given(some_bids(), some_weights, st.integers(0, CRITERIA - 1))
@settings(max_examples=150)
def test_the_order_holds_inside_its_range_and_not_outside(
    bids: list[Scored], weights: tuple[Fraction, ...], at: int
) -> None:
    """The twin ranks anew at every weight where any two bids cross, between these, and beyond them."""
    least, most = range_of_ranking(bids, weights, at)
    now = order(bids, weights)
    assert least <= weights[at] and (most is None or weights[at] <= most)
    for weight in every_weight(bids, weights, at):
        changed = order(bids, with_weight(weights, at, weight)) != now
        if least < weight and (most is None or weight < most):
            assert not changed
        elif weight < least or (most is not None and weight > most):
            assert changed


def every_weight(bids: list[Scored], weights: tuple[Fraction, ...], at: int) -> list[Fraction]:
    """One weight in each stretch between two crossings, and one beyond the last."""
    crossings = {Fraction(0)}
    for one, other in product(bids, bids):
        lead = [(a or 0) - (b or 0) for a, b in zip(one.scores, other.scores, strict=True)]
        rest = sum((w * d for w, d in zip(weights, lead, strict=True)), Fraction(0)) - weights[at] * lead[at]
        if lead[at]:
            crossings.add(max(-rest / lead[at], Fraction(0)))
    inorder = sorted(crossings)
    between = [(a + b) / 2 for a, b in pairwise(inorder)]
    return [one for one in [*between, inorder[-1] + 1] if one > 0]


@given(some_bids(), some_weights, st.integers(0, CRITERIA - 1), st.integers(1, 4))
def test_the_first_few_stay_the_same_inside_their_range(
    bids: list[Scored], weights: tuple[Fraction, ...], at: int, most: int
) -> None:
    found = range_of_top(bids, weights, at, most)
    first = set(order(bids, weights)[:most])
    for weight in every_weight(bids, weights, at):
        if found.least < weight and (found.most is None or weight < found.most):
            assert set(order(bids, with_weight(weights, at, weight))[:most]) == first


@given(some_bids(), some_weights, st.integers(1, 60))
@settings(max_examples=100)
def test_places_hold_at_every_corner_and_pairs_cross_at_one(
    bids: list[Scored], weights: tuple[Fraction, ...], percent: int
) -> None:
    """The twin ranks at every corner of the box of weights, where each pair's lead is least and most."""
    corners = list(product(*[(w * (100 - percent) / 100, w, w * (100 + percent) / 100) for w in weights]))
    places = places_within(bids, weights, percent)
    for bid in bids:
        seen = [next(one.place for one in ranked(bids, corner) if one.bid is bid) for corner in corners]
        assert places[bid.key].best <= min(seen) <= max(seen) <= places[bid.key].worst
        leads = [
            [points_of(other, w) - points_of(bid, w) for w in corners] for other in bids if other is not bid
        ]
        always, could = (sum(how(one > 0 for one in lead) for lead in leads) for how in (all, any))
        assert places[bid.key] == Places(1 + always, 1 + could)
