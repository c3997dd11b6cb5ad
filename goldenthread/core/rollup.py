"""Counts that add up: every part, the total, and percentages that say what they are a percentage of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.core.rating import Status
from goldenthread.core.travel import Direction


def percent(part: int, whole: int, places: int = 1) -> Decimal | None:
    """`part` as a percentage of `whole`, rounded half up; None where there is nothing to divide by."""
    if whole == 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class RollUp:
    """How many measures stand at each status. `total` is always the sum of the four parts."""

    on_target: int = 0
    near_target: int = 0
    off_target: int = 0
    not_rated: int = 0

    @property
    def rated(self) -> int:
        return self.on_target + self.near_target + self.off_target

    @property
    def total(self) -> int:
        return self.rated + self.not_rated

    @property
    def on_target_of_rated(self) -> Decimal | None:
        return percent(self.on_target, self.rated)

    @property
    def on_target_of_all(self) -> Decimal | None:
        return percent(self.on_target, self.total)

    def count(self, status: Status) -> int:
        return {
            Status.ON_TARGET: self.on_target,
            Status.NEAR_TARGET: self.near_target,
            Status.OFF_TARGET: self.off_target,
            Status.NOT_RATED: self.not_rated,
        }[status]

    def __add__(self, other: RollUp) -> RollUp:
        return RollUp(
            self.on_target + other.on_target,
            self.near_target + other.near_target,
            self.off_target + other.off_target,
            self.not_rated + other.not_rated,
        )


def roll_up(statuses: Iterable[Status]) -> RollUp:
    """Count statuses; every one given is counted once."""
    counts = Counter(statuses)
    return RollUp(
        counts[Status.ON_TARGET],
        counts[Status.NEAR_TARGET],
        counts[Status.OFF_TARGET],
        counts[Status.NOT_RATED],
    )


@dataclass(frozen=True, slots=True)
class TravelRollUp:
    """How many measures improved, stayed or got worse, and how many can't be compared."""

    improved: int = 0
    same: int = 0
    worse: int = 0
    not_compared: int = 0

    @property
    def compared(self) -> int:
        return self.improved + self.same + self.worse

    @property
    def total(self) -> int:
        return self.compared + self.not_compared

    def count(self, direction: Direction) -> int:
        return {
            Direction.IMPROVED: self.improved,
            Direction.SAME: self.same,
            Direction.WORSE: self.worse,
            Direction.CANNOT_COMPARE: self.not_compared,
        }[direction]

    @property
    def improved_of_compared(self) -> Decimal | None:
        return percent(self.improved, self.compared)


def roll_up_travel(directions: Iterable[Direction]) -> TravelRollUp:
    """Count directions of travel; every one given is counted once."""
    counts = Counter(directions)
    return TravelRollUp(
        counts[Direction.IMPROVED],
        counts[Direction.SAME],
        counts[Direction.WORSE],
        counts[Direction.CANNOT_COMPARE],
    )


@dataclass(frozen=True, slots=True)
class PublishedRollUp:
    """Counts as a council printed them, and whether the parts make the total it printed beside them."""

    parts: tuple[Decimal, ...]
    stated_total: Decimal | None
    is_percent: bool = False

    @property
    def sum(self) -> Decimal:
        return sum(self.parts, Decimal(0))

    @property
    def adds_up(self) -> bool | None:
        """None when it can't be tested: one part, or no stated total."""
        if self.stated_total is None or len(self.parts) < 2:
            return None
        return self.sum == self.stated_total

    @property
    def is_rounding(self) -> bool:
        """Whole percentages may miss 100 by rounding: by no more than half a point for each part."""
        return self.is_percent and abs(self.sum - 100) <= Decimal(len(self.parts)) / 2


_ASIDE = re.compile(r"\([^)]*\)")
_COUNT = re.compile(r"(\d+(?:\.\d+)?)(%?)")


def read_published(parts: str, stated_total: str) -> PublishedRollUp:
    """Read “38 green, 2 amber, 6 red” and “46 of 50 rated”.

    Asides in brackets are left out: a part of a part is not one more part.
    """
    found = [_COUNT.search(piece) for piece in _ASIDE.sub("", parts).split(",")]
    counts = [match for match in found if match]
    total = _COUNT.search(_ASIDE.sub("", stated_total))
    return PublishedRollUp(
        parts=tuple(Decimal(match[1]) for match in counts),
        stated_total=Decimal(total[1]) if total else None,
        is_percent=any(match[2] for match in counts),
    )
