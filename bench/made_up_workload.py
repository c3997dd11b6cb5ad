"""A made-up workload: actions that ask services for days, wait for each other and for events outside."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from goldenthread.core.periods import Period, next_period, quarter_of
from goldenthread.core.workload import Ask, Cell, Estimate, Event, Given, Work, Workload

CENT = Decimal("0.01")


def made_up_workload(actions: int, services: int, quarters: int, seed: int) -> Workload:
    """So many actions over so many services and quarters, nine tenths full; the same for a seed."""
    chance = random.Random(seed)
    works = tuple(_work(key, services, quarters, chance) for key in range(1, actions + 1))
    return Workload(
        quarters=_quarters(quarters),
        services={number: f"Service {number}" for number in range(1, services + 1)},
        given=_given(works, services, quarters),
        works=works,
    )


def _quarters(count: int) -> tuple[Period, ...]:
    found = [quarter_of(date(2014, 4, 1))]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return tuple(found)


def _work(key: int, services: int, quarters: int, chance: random.Random) -> Work:
    starts = chance.randrange(quarters)
    due = chance.randrange(starts, quarters)
    asked = chance.sample(range(1, services + 1), k=min(services, chance.choice((1, 1, 2, 3))))
    before = [one for one in range(max(1, key - 20), key)]
    return Work(
        key=key, title=f"Action {key}", starts=starts, due=due,
        asks=tuple(_ask(service, starts, due, chance) for service in asked),
        rank=key if chance.random() < 0.5 else None,
        value=chance.randrange(101),
        waits_for=(chance.choice(before),) if before and chance.random() < 0.1 else (),
        events=(Event("A grant", starts, due),) if chance.random() < 0.05 else (),
        groups=(100_000 + key % 30, 200_000 + key % 7),
    )  # fmt: skip


def _ask(service: int, starts: int, due: int, chance: random.Random) -> Ask:
    def days() -> Estimate:
        likely = Decimal(chance.randrange(100, 4000)) * CENT
        return Estimate((likely * Decimal("0.8")).quantize(CENT), likely, likely * Decimal("1.5"))

    return Ask(service, {quarter: days()._replace() for quarter in range(starts, due + 1)})


def _given(works: tuple[Work, ...], services: int, quarters: int) -> dict[Cell, Given]:
    asked: dict[Cell, Decimal] = {}
    for ask in (ask for work in works for ask in work.asks):
        for quarter, one in ask.by_quarter.items():
            cell = Cell(ask.service, quarter)
            asked[cell] = asked.get(cell, Decimal(0)) + one.likely
    cells = (Cell(service, quarter) for service in range(1, services + 1) for quarter in range(quarters))
    even = max(sum(asked.values(), Decimal(0)) / max(1, services * quarters), Decimal(1))
    return {
        cell: Given(((asked.get(cell, even) + even) / 2 / Decimal("0.9")).quantize(CENT), is_confirmed=True)
        for cell in cells
    }
