"""A made-up plan that asks more of its services than they can give, the same for a seed each time."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from decimal import Decimal

from goldenthread.core.periods import Period, next_period, quarter_of
from goldenthread.core.workload import NOUGHT, Ask, Estimate, Given, Work, Workload, load

CENT = Decimal("0.01")


def made_up_overload(actions: int, services: int, quarters: int, seed: int = 1) -> Workload:
    """A plan whose load is 115% to 125% of capacity in a third of its cells, below it in the others.

    One action in ten has a fixed date, one in eight may not be dropped, one in five has a latest quarter, one
    in seven waits for another. What may not be dropped fits as planned. Money passes its purse by one pound
    in a hundred.
    """
    dice = random.Random(seed)
    works = [_work(key, actions, services, quarters, dice) for key in range(1, actions + 1)]
    asked = load(Workload((), {}, {}, tuple(works)))
    promised = load(Workload((), {}, {}, tuple(work for work in works if not work.may_drop)))
    given = {
        cell: Given(max(_capacity(days, dice), promised.get(cell, NOUGHT)), True)
        for cell, days in sorted(asked.items())
    }
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for work in works:
        for year, pounds in work.money.items():
            spent[year] += pounds
    return Workload(
        _quarters(quarters),
        {number: f"Service {number:02}" for number in range(1, services + 1)},
        given,
        tuple(works),
        {year: (pounds * Decimal("0.99")).quantize(CENT) for year, pounds in sorted(spent.items())},
    )


def _quarters(count: int) -> tuple[Period, ...]:
    found = [quarter_of(date(2012, 4, 1))]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return tuple(found)


def _capacity(days: Decimal, dice: random.Random) -> Decimal:
    share = dice.uniform(1.15, 1.25) if dice.random() < 1 / 3 else dice.uniform(0.6, 0.95)
    return (days / Decimal(share)).quantize(CENT)


def _work(key: int, actions: int, services: int, quarters: int, dice: random.Random) -> Work:
    starts = dice.randrange(quarters)
    due = min(starts + dice.randrange(4), quarters - 1)
    asks = tuple(
        Ask(service, {quarter: _days(dice) for quarter in range(starts, due + 1)}, True)
        for service in sorted(dice.sample(range(1, services + 1), dice.choice((1, 1, 2, 2, 3))))
    )
    is_fixed = dice.random() < 0.1
    waits = dice.randrange(1, key) if key > 1 and dice.random() < 1 / 7 else 0
    return Work(
        key=key, title=f"Action {key}", starts=starts, due=due, asks=asks, is_fixed=is_fixed,
        latest=due + dice.randrange(1, 3) if dice.random() < 0.2 else None,
        may_drop=is_fixed or dice.random() > 0.125,
        value=dice.randrange(10, 101),
        waits_for=(waits,) if waits else (),
        money={2012 + starts // 4: Decimal(dice.randrange(0, 200)) * 500},
    )  # fmt: skip


def _days(dice: random.Random) -> Estimate:
    likely = Decimal(dice.randrange(200, 2001)) * CENT
    return Estimate(
        (likely * Decimal("0.8")).quantize(CENT), likely, (likely * Decimal("1.4")).quantize(CENT)
    )
