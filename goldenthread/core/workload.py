"""What a plan asks of services quarter by quarter, and what they can give.

These are the values that the strain, the odds, scenarios and the way out all work from.

Days are decimals with two places. Quarters are numbered from 0 in the order of `Workload.quarters`.
Source: Cheltenham 2012, paragraph 3 (resources checked, services under strain named); York 2008, paragraph 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.periods import Period, next_period, previous
from goldenthread.core.words import number

CENT = Decimal("0.01")
NOUGHT = Decimal(0)


class Estimate(NamedTuple):
    """Days of effort: at the least, likely, and at the most."""

    low: Decimal
    likely: Decimal
    high: Decimal


class Cell(NamedTuple):
    """One service in one quarter: the key of a service, and the number of the quarter."""

    service: int
    quarter: int


class Given(NamedTuple):
    """The days that a service can give the plan in a quarter, and whether its director confirmed that."""

    days: Decimal
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """What one action asks of one service: days by quarter, and whether the service confirmed it.

    `is_spread` says that the quarters were not given: the days were spread evenly between its dates.
    """

    service: int
    by_quarter: Mapping[int, Estimate]
    is_confirmed: bool = False
    is_spread: bool = False

    @property
    def days(self) -> Decimal:
        return sum((one.likely for one in self.by_quarter.values()), NOUGHT)


class Outside(NamedTuple):
    """Likely days that lie before and after the quarters looked at."""

    before: Decimal = NOUGHT
    after: Decimal = NOUGHT


NO_DAYS = Outside()


class Event(NamedTuple):
    """Something outside the council that an action waits for, by the quarters it falls in."""

    name: str
    likely: int
    latest: int


@dataclass(frozen=True, slots=True)
class Work:
    """One action: when it starts and is due, what it asks for, what it waits for, and what it is worth.

    `starts` and `due` are quarter numbers, and may lie outside the workload's quarters; an action without a
    date is due in its last quarter of effort. `value` is 0 to 100. `groups` are the keys of the elements
    above it, nearest first. `money` is pounds by the year a financial year begins in, of what the council
    pays itself.
    """

    key: int
    title: str
    starts: int
    due: int
    asks: tuple[Ask, ...] = ()
    is_fixed: bool = False
    latest: int | None = None
    may_drop: bool = True
    value: int = 0
    rank: int | None = None
    waits_for: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()
    groups: tuple[int, ...] = ()
    money: Mapping[int, Decimal] = field(default_factory=dict)
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Workload:
    """A plan's actions beside what services can give, over a run of quarters.

    A cell without an entry in `given` has no capacity on record: its strain isn't known, which is not nought.
    Effort and capacity may reach beyond the quarters, where somebody asked for that.
    `purse` is the pounds there are by year; a year that isn't there has no limit on record. `outside` is what
    actions that aren't done ask for in other quarters: it is in none of the works.
    """

    quarters: tuple[Period, ...]
    services: Mapping[int, str]
    given: Mapping[Cell, Given]
    works: tuple[Work, ...]
    purse: Mapping[int, Decimal] = field(default_factory=dict)
    outside: Outside = NO_DAYS

    def work(self, key: int) -> Work:
        """One action by its key. Raises KeyError."""
        for one in self.works:
            if one.key == key:
                return one
        raise KeyError(key)

    def quarter(self, number: int) -> Period:
        """A quarter by its number; below 0 before the first of the run, and beyond its last after it."""
        if 0 <= number < len(self.quarters):
            return self.quarters[number]
        found = self.quarters[0 if number < 0 else -1]
        for _ in range(-number if number < 0 else number - len(self.quarters) + 1):
            found = previous(found) if number < 0 else next_period(found)
        return found


def load(workload: Workload) -> dict[Cell, Decimal]:
    """The likely days asked of each service in each quarter, exactly."""
    found: dict[Cell, Decimal] = defaultdict(Decimal)
    for work in workload.works:
        for ask in work.asks:
            for quarter, days in ask.by_quarter.items():
                found[Cell(ask.service, quarter)] += days.likely
    return dict(found)


def spread(total: Estimate, days_in: Mapping[int, int]) -> dict[int, Estimate]:
    """Effort spread over quarters in proportion to the days of each; the parts sum exactly to the whole.

    `days_in` holds the days of the action that fall in each quarter, in order. What the likely effort has
    above the least, and the most above the likely, are shared apart, so that each part keeps that order.
    Raises ValueError if no day falls in any quarter.
    """
    weights = list(days_in.values())
    low = shared(total.low, weights)
    likely = [a + b for a, b in zip(low, shared(total.likely - total.low, weights), strict=True)]
    high = [a + b for a, b in zip(likely, shared(total.high - total.likely, weights), strict=True)]
    return {quarter: Estimate(*parts) for quarter, *parts in zip(days_in, low, likely, high, strict=True)}


def days_shown(days: Decimal) -> str:
    """Days as people write them: 12, 12.5, 1,200."""
    return number(days.normalize() + 0)


def shared(whole: Decimal, weights: Sequence[int | Decimal], unit: Decimal = CENT) -> list[Decimal]:
    """A whole shared in proportion to weights, in units of a hundredth: no unit is lost or made up.

    Each part is its exact share rounded down, and the units left over go one each to those that lost most by
    it; of two that lost the same, the earlier. Raises ValueError unless some weight is above nought and none
    is below.
    """
    total = sum(weights, NOUGHT)
    if total <= 0 or min(weights) < 0:
        raise ValueError(
            "A whole is shared in proportion to weights that are not below nought, some above it."
        )
    units = int(whole / unit)
    exact = [Decimal(units) * weight / total for weight in weights]
    parts = [int(one) for one in exact]
    left = units - sum(parts)
    step = 1 if left >= 0 else -1
    by_loss = sorted(range(len(parts)), key=lambda place: (-step * (exact[place] - parts[place]), place))
    for place in by_loss[: abs(left)]:
        parts[place] += step
    return [part * unit for part in parts]


def worth(value: int | None, rank: int | None, ranks: Iterable[int]) -> int:
    """What an action is worth, 0 to 100: as said; by its rank among the plan's; 50 where neither is known.

    The first of the ranks is worth 100, the last 10, and those between lie on a straight line.
    """
    if value is not None:
        return value
    held = sorted(set(ranks))
    if rank is None or rank not in held:
        return 50
    if len(held) == 1:
        return 100
    return 100 - round(90 * held.index(rank) / (len(held) - 1))
