"""Bids scored on weighted criteria, ranked, and how far the ranking hangs on the weights.

Scores are whole numbers from 0 to 5 and weights are above nought. All arithmetic is exact, in fractions, so
that two bids tie only when they do. Source: York 2008, paragraph 14.1 (R051).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

MOST_SCORE = 5
Weights = Sequence[Fraction]


@dataclass(frozen=True, slots=True)
class Scored:
    """One bid with its score on each criterion, in the criteria's order; None where it isn't scored yet."""

    key: int
    name: str
    scores: tuple[int | None, ...]

    @property
    def is_complete(self) -> bool:
        return all(one is not None for one in self.scores)


class Ranked(NamedTuple):
    """A bid with its points out of 100 and its place; bids with the same points share the place."""

    bid: Scored
    points: Fraction
    place: int


def as_weights(given: Sequence[Decimal]) -> tuple[Fraction, ...]:
    """Weights as exact fractions. Raises ValueError unless each is above nought."""
    found = tuple(Fraction(one) for one in given)
    if not found or min(found) <= 0:
        raise ValueError("Each criterion weighs more than nought.")
    return found


def points_of(bid: Scored, weights: Weights) -> Fraction:
    """The weighted mean of a bid's scores, out of 100; a criterion not scored counts as 0."""
    whole = sum(weights, Fraction(0)) * MOST_SCORE
    return sum((w * (s or 0) for w, s in zip(weights, bid.scores, strict=True)), Fraction(0)) * 100 / whole


def ranked(bids: Sequence[Scored], weights: Weights) -> list[Ranked]:
    """The bids by their points, most first; those with the same points by name, and in the same place."""
    points = {bid.key: points_of(bid, weights) for bid in bids}
    inorder = sorted(bids, key=lambda bid: (-points[bid.key], bid.name, bid.key))
    return [
        Ranked(bid, points[bid.key], 1 + sum(other > points[bid.key] for other in points.values()))
        for bid in inorder
    ]


class Range(NamedTuple):
    """From and up to which weight something holds; no `most` is no limit. At an end, two bids tie."""

    least: Fraction
    most: Fraction | None


def range_of_ranking(bids: Sequence[Scored], weights: Weights, criterion: int) -> Range:
    """Over which weights of one criterion, the others as they are, the whole order stays as it is."""
    order = [one.bid for one in ranked(bids, weights)]
    return _range(list(pairwise(order)), weights, criterion)


def range_of_top(bids: Sequence[Scored], weights: Weights, criterion: int, most: int) -> Range:
    """Over which weights of one criterion the same bids are the first `most`, in whatever order."""
    order = [one.bid for one in ranked(bids, weights)]
    return _range([(a, b) for a in order[:most] for b in order[most:]], weights, criterion)


def _range(pairs: Sequence[tuple[Scored, Scored]], weights: Weights, criterion: int) -> Range:
    """Where the first of each pair has no fewer points than the second: each pair gives one bound at most.

    The lead of one over another is a straight line in the weight: `rest` and so much more for each unit.
    """
    least, most = Fraction(0), None
    for above, below in pairs:
        leads = _leads(above, below)
        slope = leads[criterion]
        rest = sum((w * d for w, d in zip(weights, leads, strict=True)), Fraction(0))
        rest -= weights[criterion] * slope
        if slope > 0:
            least = max(least, -rest / slope)
        elif slope < 0:
            bound = rest / -slope
            most = bound if most is None else min(most, bound)
    return Range(least, most)


def _leads(above: Scored, below: Scored) -> list[int]:
    return [(a or 0) - (b or 0) for a, b in zip(above.scores, below.scores, strict=True)]


class Places(NamedTuple):
    """The best and the worst place that a bid can come to."""

    best: int
    worst: int


def places_within(bids: Sequence[Scored], weights: Weights, percent: int) -> Mapping[int, Places]:
    """Each bid's best and worst place when every weight may be up to so many per cent more or less.

    A bid is never better placed than after all that stay ahead of it whatever the weights, nor worse than
    after all that can get ahead of it; each of the two is exact for any pair of bids.
    """
    low = [w * (100 - percent) / 100 for w in weights]
    high = [w * (100 + percent) / 100 for w in weights]
    found = {}
    for bid in bids:
        always = could = 0
        for other in bids:
            if other.key == bid.key:
                continue
            lead = _leads(other, bid)
            least = sum(
                (d * (lo if d > 0 else hi) for d, lo, hi in zip(lead, low, high, strict=True)), Fraction(0)
            )
            most = sum(
                (d * (hi if d > 0 else lo) for d, lo, hi in zip(lead, low, high, strict=True)), Fraction(0)
            )
            always += least > 0
            could += most > 0
        found[bid.key] = Places(1 + always, 1 + could)
    return found
