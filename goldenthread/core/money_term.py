"""The medium term: what savings release and what bids and costs take, by priority and year.

Amounts are pounds in the year, not changes from the year before. Money is released by a saving, and by what
was paid for once and is not paid again; it is taken by what was approved and by what elements cost beyond
that. Source: York 2008, paragraph 14.3: the financial strategy will create capacity to invest (R054).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

NOUGHT = Decimal(0)


class What(StrEnum):
    """What moved the money; the first two release it, the others take it."""

    SAVING = "SAVING"
    ENDED = "ENDED"
    GROWTH = "GROWTH"
    COST = "COST"

    @property
    def is_released(self) -> bool:
        return self in (What.SAVING, What.ENDED)


class Entry(NamedTuple):
    """So many pounds for a priority (None: tied to none) in a year."""

    priority: int | None
    year: int
    what: What
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Term:
    """The years and priorities of a medium term, with the pounds of each kind."""

    years: tuple[int, ...]
    cells: Mapping[tuple[int | None, int, What], Decimal] = field(default_factory=dict)

    def amount(self, priority: int | None, year: int, what: What) -> Decimal:
        return self.cells.get((priority, year, what), NOUGHT)

    def released(self, priority: int | None, year: int) -> Decimal:
        return self.amount(priority, year, What.SAVING) + self.amount(priority, year, What.ENDED)

    def taken(self, priority: int | None, year: int) -> Decimal:
        return self.amount(priority, year, What.GROWTH) + self.amount(priority, year, What.COST)

    def in_all(self, year: int, what: What) -> Decimal:
        """Of every priority, and of none."""
        return sum(
            (amount for (_, at, kind), amount in self.cells.items() if (at, kind) == (year, what)), NOUGHT
        )

    def left(self, year: int) -> Decimal:
        """What is released and not taken in a year; below nought, more is taken than is released."""
        return sum((self.in_all(year, what) * (1 if what.is_released else -1) for what in What), NOUGHT)


def medium_term(years: Sequence[int], entries: Iterable[Entry]) -> Term:
    """The entries of these years summed by priority, year and kind."""
    cells: dict[tuple[int | None, int, What], Decimal] = defaultdict(lambda: NOUGHT)
    for one in entries:
        if one.year in years:
            cells[one.priority, one.year, one.what] += one.amount
    return Term(tuple(years), {key: amount for key, amount in cells.items() if amount})


def ended(one_off: Mapping[int, Decimal], years: Iterable[int]) -> dict[int, Decimal]:
    """What is no longer paid in each year: how far the money for one year only falls from the year before."""
    found = {}
    for year in years:
        fall = one_off.get(year - 1, NOUGHT) - one_off.get(year, NOUGHT)
        if fall > 0:
            found[year] = fall
    return found


def beyond(cost: Decimal, bid: Decimal) -> Decimal:
    """What an element costs beyond what an approved bid gives it: what the bid pays is counted as the bid."""
    return max(cost - bid, NOUGHT)
