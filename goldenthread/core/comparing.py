"""Where one council lies among others on a measure: median, quartiles, words, and rank only where asked.

Whole nations and regions are lines to compare with: they are never counted among councils nor ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple, TypeVar

from goldenthread.core.travel import Polarity, distance_outside

__all__ = [
    "FEWEST",
    "Among",
    "Better",
    "Placed",
    "Quarter",
    "Ranked",
    "Spread",
    "newest_common",
    "place_among",
    "quantile",
    "ranks",
    "spread_of",
]

Of = TypeVar("Of")
FEWEST = 4  # of fewer figures a quarter says nothing
ZERO = Decimal(0)


class Placed(NamedTuple):
    """One place's figure in a period; `is_whole` marks a nation or region."""

    place: str
    value: Decimal
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Better:
    """Which way is better; `polarity` is None where nothing is called better."""

    polarity: Polarity | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_told(self) -> bool:
        """True where figures can be put in order of better and worse."""
        if self.polarity is Polarity.RANGE:
            return self.low is not None or self.high is not None
        return self.polarity is not None

    def score(self, value: Decimal) -> Decimal:
        """A figure turned so that more is better; two figures within a range are the same."""
        if self.polarity is Polarity.LOWER:
            return -value
        if self.polarity is Polarity.RANGE:
            return -max(distance_outside(value, self.low, self.high) or ZERO, ZERO)
        return value


class Quarter(IntEnum):
    """A quarter of the councils, best first; where nothing is called better, highest first."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    LAST = 4


@dataclass(frozen=True, slots=True)
class Spread:
    """Lowest figure, quartiles, median and highest of so many councils."""

    count: int
    lowest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class Among:
    """Where a council lies among the others with a figure: how many it betters, equals and is bettered by.

    Where nothing is called better, `better_than` counts those whose figures are lower. `quarter` is None for
    too few figures, or where all are the same.
    """

    value: Decimal
    better_than: int
    same_as: int
    worse_than: int
    quarter: Quarter | None
    is_told: bool

    @property
    def others(self) -> int:
        return self.better_than + self.same_as + self.worse_than


class Ranked(NamedTuple):
    """A place with its rank, 1 being the best; places with the same figure share a rank."""

    place: str
    value: Decimal
    rank: int
    is_shared: bool


def quantile(ordered: Sequence[Decimal], quarters: int) -> Decimal:
    """The figure a number of quarters of the way through figures in order, by the inclusive method.

    The first figure is at 0 quarters and the last at 4; between two figures it lies as far along as its
    share. This is “type 7” of Hyndman and Fan (1996) and a spreadsheet's QUARTILE.INC. Exact. Raises
    IndexError for no figures.
    """
    whole, rest = divmod((len(ordered) - 1) * quarters, 4)
    if rest == 0:
        return ordered[whole]
    return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * rest / 4


def spread_of(values: Iterable[Decimal]) -> Spread | None:
    """The spread of councils' figures; None where there are none."""
    ordered = sorted(values)
    if not ordered:
        return None
    return Spread(len(ordered), *(quantile(ordered, quarters) for quarters in range(5)))


def place_among(value: Decimal, others: Iterable[Decimal], better: Better) -> Among:
    """Where a figure lies among those of the other councils."""
    mine = better.score(value)
    scores = [better.score(other) for other in others]
    return Among(
        value=value,
        better_than=sum(score < mine for score in scores),
        same_as=sum(score == mine for score in scores),
        worse_than=sum(score > mine for score in scores),
        quarter=_quarter(mine, [*scores, mine]),
        is_told=better.is_told,
    )


def _quarter(mine: Decimal, scores: Sequence[Decimal]) -> Quarter | None:
    ordered = sorted(scores)
    if len(ordered) < FEWEST or ordered[0] == ordered[-1]:
        return None
    for quarters, quarter in ((3, Quarter.FIRST), (2, Quarter.SECOND), (1, Quarter.THIRD)):
        if mine >= quantile(ordered, quarters):
            return quarter
    return Quarter.LAST


def ranks(figures: Iterable[Placed], better: Better) -> list[Ranked]:
    """Every council with its rank, best first; none where nothing is called better. Wholes have no rank."""
    if not better.is_told:
        return []
    councils = [one for one in figures if not one.is_whole]
    scores = [better.score(one.value) for one in councils]
    found = [
        Ranked(
            one.place,
            one.value,
            1 + sum(score > better.score(one.value) for score in scores),
            scores.count(better.score(one.value)) > 1,
        )
        for one in councils
    ]
    return sorted(found, key=lambda one: (one.rank, one.place))


def newest_common(counts: Mapping[Of, int], order: Sequence[Of]) -> Of | None:
    """The newest period that most councils have; of periods that none have so, the newest of the fullest.

    `counts` are councils with a figure by period, `order` the periods from old to new. “Most” is more than
    half of the fullest period.
    """
    fullest = max(counts.values(), default=0)
    return next((period for period in reversed(order) if counts.get(period, 0) * 2 > fullest), None)
