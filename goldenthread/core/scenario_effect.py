"""What a scenario would do: services relieved and strained, value given up, days put outside the quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import msgspec

from goldenthread.core.periods import Period
from goldenthread.core.workload import NOUGHT, Cell, Given, Outside, Workload, load

WHOLE = Decimal(100)


class Side(NamedTuple):
    """What is asked of a service in a quarter, in days, and what it can give; None where not on record."""

    asked: Decimal
    given: Given | None

    def is_over(self, limit: Decimal) -> bool:
        """True where more is asked than `limit` percent of what can be given; unknown is not over."""
        return self.given is not None and self.asked * WHOLE > self.given.days * limit


class Difference(NamedTuple):
    """One service in one quarter, before and after."""

    cell: Cell
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Effect:
    """What a scenario changes. Values are those of the actions, 0 to 100 each; money is pounds by year."""

    differences: tuple[Difference, ...]
    over_before: int
    over_after: int
    dropped: tuple[int, ...]
    later: Mapping[int, int]
    value: int
    value_dropped: int
    outside: Outside
    freed: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An effect as it was when its scenario was applied, over the quarters that were looked at then."""

    quarters: tuple[Period, ...]
    effect: Effect


def kept(effect: Effect, quarters: Sequence[Period]) -> str:
    """An effect as text, so that it can be read when the plan has moved on."""
    return msgspec.json.encode(Recorded(tuple(quarters), effect)).decode()


def read(text: str) -> Recorded:
    """The effect that `kept` wrote."""
    return msgspec.json.decode(text, type=Recorded)


def effect_of(before: Workload, after: Workload, limit: Decimal = WHOLE) -> Effect:
    """Compare a plan's workload with what a scenario makes of it; cells are in the order of the services."""
    order = {service: place for place, service in enumerate(before.services)}
    sides = [_sides(one) for one in (before, after)]
    cells = sorted(
        {*sides[0], *sides[1]}, key=lambda cell: (order.get(cell.service, len(order)), cell.quarter)
    )
    nothing = Side(NOUGHT, None)
    found = (Difference(cell, *(one.get(cell, nothing) for one in sides)) for cell in cells)
    kept = {work.key: work for work in after.works}
    dropped = [work for work in before.works if work.key not in kept]
    later = {work.key: kept[work.key].due - work.due for work in before.works if work.key in kept}
    freed: dict[int, Decimal] = defaultdict(Decimal)
    for work in dropped:
        for year, amount in work.money.items():
            freed[year] += amount
    return Effect(
        differences=tuple(one for one in found if one.before != one.after),
        over_before=sum(side.is_over(limit) for side in sides[0].values()),
        over_after=sum(side.is_over(limit) for side in sides[1].values()),
        dropped=tuple(work.key for work in dropped),
        later={key: quarters for key, quarters in later.items() if quarters},
        value=sum(work.value for work in before.works),
        value_dropped=sum(work.value for work in dropped),
        outside=Outside(*(now - was for now, was in zip(_outside(after), _outside(before), strict=True))),
        freed=dict(sorted(freed.items())),
    )


def _sides(workload: Workload) -> dict[Cell, Side]:
    """Every cell inside the run that is asked for anything, or on record."""
    asked = {cell: days for cell, days in _asked(workload) if 0 <= cell.quarter < len(workload.quarters)}
    cells = {*asked, *workload.given}
    return {cell: Side(asked.get(cell, NOUGHT), workload.given.get(cell)) for cell in cells}


def _asked(workload: Workload) -> Iterable[tuple[Cell, Decimal]]:
    """What is asked for by actions that aren't done."""
    return load(replace(workload, works=tuple(one for one in workload.works if not one.is_done))).items()


def _outside(workload: Workload) -> Outside:
    """The days that a scenario's actions came to ask for before and after the run."""
    last = len(workload.quarters)
    return Outside(
        sum((days for cell, days in _asked(workload) if cell.quarter < 0), NOUGHT),
        sum((days for cell, days in _asked(workload) if cell.quarter >= last), NOUGHT),
    )
