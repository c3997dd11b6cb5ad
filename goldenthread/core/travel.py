"""Which way is it going? The direction of travel between results, read with the measure's polarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

ZERO = Decimal(0)
EXACT = Context(prec=80)  # for products: of two stored figures, of 20 digits each, none is rounded


class Polarity(StrEnum):
    """What counts as better. A plan date (days ahead or behind) is HIGHER with a target of 0."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    RANGE = "RANGE"


class Direction(StrEnum):
    """The direction of travel, in terms of better and worse, not of up and down."""

    IMPROVED = "IMPROVED"
    SAME = "SAME"
    WORSE = "WORSE"
    CANNOT_COMPARE = "CANNOT_COMPARE"


class Against(StrEnum):
    """What the latest result is set against."""

    PREVIOUS_PERIOD = "PREVIOUS_PERIOD"
    SAME_PERIOD_LAST_YEAR = "SAME_PERIOD_LAST_YEAR"
    LATEST_THREE = "LATEST_THREE"


@dataclass(frozen=True, slots=True)
class DeadBand:
    """A change no larger than this counts as “same”: in units, or as a percentage of the earlier figure."""

    amount: Decimal = ZERO
    is_percent: bool = False

    def covers(self, change: Decimal, before: Decimal) -> bool:
        if self.is_percent:
            return abs(change) * 100 <= EXACT.multiply(self.amount, abs(before))
        return abs(change) <= self.amount


NO_DEAD_BAND = DeadBand()


def distance_outside(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """How far a value lies outside a range; 0 or less inside it, None for a range without edges."""
    beyond = []
    if low is not None:
        beyond.append(low - value)
    if high is not None:
        beyond.append(value - high)
    return max(beyond) if beyond else None


def movement(
    now: Decimal,
    before: Decimal,
    polarity: Polarity,
    low: Decimal | None = None,
    high: Decimal | None = None,
    dead_band: DeadBand = NO_DEAD_BAND,
) -> Direction:
    """Compare two figures of one measure.

    Within a range, what is compared is how far each lies outside it, so two figures inside are the same.
    """
    better_by = now - before
    if polarity is Polarity.LOWER:
        better_by = -better_by
    if polarity is Polarity.RANGE:
        outside_now, outside_before = distance_outside(now, low, high), distance_outside(before, low, high)
        if outside_now is None or outside_before is None:
            return Direction.CANNOT_COMPARE
        better_by = max(outside_before, ZERO) - max(outside_now, ZERO)
    if better_by == 0 or dead_band.covers(better_by, before):
        return Direction.SAME
    return Direction.IMPROVED if better_by > 0 else Direction.WORSE


def movement_of_three(
    results: Sequence[Decimal],
    polarity: Polarity,
    low: Decimal | None = None,
    high: Decimal | None = None,
    dead_band: DeadBand = NO_DEAD_BAND,
) -> Direction:
    """The direction of the latest three results, oldest first (City of York, 2021-22).

    Improved when no step went back and the three together moved for the better; worse likewise; anything
    else, such as up and down again, is the same. Fewer than three can't be compared.
    """
    if len(results) < 3:
        return Direction.CANNOT_COMPARE
    first, middle, last = results[-3:]
    steps = {
        movement(middle, first, polarity, low, high, dead_band),
        movement(last, middle, polarity, low, high, dead_band),
    }
    whole = movement(last, first, polarity, low, high, dead_band)
    against = {Direction.IMPROVED: Direction.WORSE, Direction.WORSE: Direction.IMPROVED}.get(whole)
    return Direction.SAME if against is None or against in steps else whole
