"""What is short where a bid fails, or a saving is not made: by element, and by year.

What else pays covers an element only with the same kind of money, revenue or capital, and only in its own
year.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

NOUGHT = Decimal(0)


class Given(NamedTuple):
    """Something else that pays, and how many pounds."""

    name: str
    amount: Decimal
    is_line: bool = False


class Year(NamedTuple):
    """One year of an element that a bid pays for: the bid's share, what else pays, and what is short."""

    year: int
    share: Decimal
    others: tuple[Given, ...]
    short: Decimal

    @property
    def given(self) -> Decimal:
        return sum((one.amount for one in self.others), NOUGHT)


class Fate(StrEnum):
    """What becomes of an element without the bid."""

    STOPS = "STOPS"
    IN_PART = "IN_PART"
    COVERED = "COVERED"


def year_without(year: int, share: Decimal, others: tuple[Given, ...], cost: Decimal) -> Year:
    """A year without the bid: what it takes (its costs, at least the bid's share) less what else pays.

    No more is short for want of the bid than the bid would give.
    """
    given = sum((one.amount for one in others), NOUGHT)
    return Year(year, share, others, min(share, max(max(cost, share) - given, NOUGHT)))


def fate_of(years: Iterable[Year]) -> Fate:
    """What becomes of an element: it stops where in some year nothing else pays; in part where too little.

    Without any amount on record nobody can say that it is covered.
    """
    held = list(years)
    if not held or any(one.short and not one.given for one in held):
        return Fate.STOPS
    return Fate.IN_PART if any(one.short for one in held) else Fate.COVERED
