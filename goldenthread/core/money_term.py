"""The medium term: what is released and what is allocated in each year, by priority.

Every figure is a level: the pounds of that year, not the change from the year before. Revenue and capital
stand apart, each with its own `Term`. The rule, for one of them and one year:

- released: approved savings, at the level of the year;
- allocated: approved bids, at the level of the year, and what budgets are said to pay of elements' costs
  beyond what those bids give the same elements;
- left: released less allocated.

What goes on (a bid's recurring money) stays at the level last written until a later year says another; what
is for one year counts in that year only, and so needs no release when it ends. A recurring cost counts in
its year and in each one after. What ended, what grants, reserves and borrowing pay, and what nobody pays yet
are told beside these and added to nothing. Source: York 2008, paragraph 14.3: the financial strategy will
create capacity to invest (R054).
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
    """What the money is: the first is released, the next two are allocated, the others are told beside."""

    SAVING = "SAVING"
    GROWTH = "GROWTH"
    COST = "COST"
    ONCE = "ONCE"  # what of the bids is for that year only
    ENDED = "ENDED"  # what bids took in the year before, for that year only, and no longer take
    ELSEWHERE = "ELSEWHERE"
    NOBODY = "NOBODY"


RELEASED = (What.SAVING,)
ALLOCATED = (What.GROWTH, What.COST)


class Entry(NamedTuple):
    """So many pounds for a priority (None: tied to none) in a year."""

    priority: int | None
    year: int
    what: What
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Term:
    """The years of a medium term, with the pounds of each kind, of revenue or of capital."""

    years: tuple[int, ...]
    cells: Mapping[tuple[int | None, int, What], Decimal] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.cells)

    def amount(self, priority: int | None, year: int, what: What) -> Decimal:
        return self.cells.get((priority, year, what), NOUGHT)

    def released(self, priority: int | None, year: int) -> Decimal:
        return sum((self.amount(priority, year, what) for what in RELEASED), NOUGHT)

    def allocated(self, priority: int | None, year: int) -> Decimal:
        return sum((self.amount(priority, year, what) for what in ALLOCATED), NOUGHT)

    def in_all(self, year: int, *what: What) -> Decimal:
        """Of every priority, and of none."""
        return sum(
            (amount for (_, at, kind), amount in self.cells.items() if at == year and kind in what), NOUGHT
        )

    def left(self, year: int) -> Decimal:
        """What is released and not allocated in a year; below nought, more is allocated than released."""
        return self.in_all(year, *RELEASED) - self.in_all(year, *ALLOCATED)


def medium_term(years: Sequence[int], entries: Iterable[Entry]) -> Term:
    """The entries of these years summed by priority, year and kind."""
    cells: dict[tuple[int | None, int, What], Decimal] = defaultdict(lambda: NOUGHT)
    for one in entries:
        if one.year in years:
            cells[one.priority, one.year, one.what] += one.amount
    return Term(tuple(years), {key: amount for key, amount in cells.items() if amount})


def going_on(written: Mapping[int, Decimal], year: int) -> Decimal:
    """The level in a year of money that goes on: that of the latest year, up to this one, that says any."""
    latest = max((one for one, amount in written.items() if one <= year and amount), default=None)
    return NOUGHT if latest is None else written[latest]


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
