"""What a council's plans ask of services together: within the limit by each, it may be too much by all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.periods import Period, in_words
from goldenthread.core.prepared import listed
from goldenthread.core.sentences import Sentence, Span, counted, plain
from goldenthread.core.strain import Limits, Load
from goldenthread.core.workload import NOUGHT, Cell, days_shown
from goldenthread.plans.models import Contribution, Edition
from goldenthread.reports.figures.strain import Strained
from goldenthread.resources.policies import limits

MOST_NAMED = 3


class Both(NamedTuple):
    """A service's quarter that several plans ask for, with the days that each asks."""

    service: str
    quarter: Period
    load: Load
    by_plan: tuple[tuple[Edition, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """The plans counted, where they are too much together, and lines that may be the same work."""

    editions: tuple[Edition, ...]
    beyond: tuple[Both, ...]
    same: tuple[tuple[str, str], ...]
    limits: Limits

    @property
    def services(self) -> list[str]:
        """The services asked for too much by the plans together, each once."""
        return list(dict.fromkeys(one.service for one in self.beyond))

    @property
    def sentences(self) -> list[Sentence]:
        """Where the plans together ask for too much; and what may be counted twice in that."""
        if len(self.editions) < 2:
            return []
        plans = counted(len(self.editions), "plan")
        if not self.beyond:
            return [plain(f"Together, too, the {plans} ask no service for more than it can give.")]
        named = [self._said(one) for one in self.beyond[:MOST_NAMED]]
        more = len(self.beyond) - MOST_NAMED
        last = [f"more than can be given in {counted(more, 'more quarter')}"] if more > 0 else []
        said: list[Sentence] = [(Span("Together", True), Span(f" they ask {listed([*named, *last])}."))]
        return [*said, *(plain(_may_be_same(*one)) for one in self.same[:MOST_NAMED])]

    @staticmethod
    def _said(one: Both) -> str:
        given = one.load.given
        assert given is not None
        days = f"{days_shown(one.load.asked)} of {days_shown(given.days)} days"
        return f"{one.service} for {days} in {in_words(one.quarter)}"


def _may_be_same(giver: str, taker: str) -> str:
    return (
        f"“{giver}” contributes to “{taker}”, and both ask for time there: if that is the same work, it is "
        "counted twice. Say it at one of them."
    )


def plans_in_use(found: Sequence[tuple[Edition, Strained]]) -> list[tuple[Edition, Strained]]:
    """One edition of each plan: that in use, or else its first draft. None counts beside its successor."""
    held: dict[int, tuple[Edition, Strained]] = {}
    for one in found:
        if one[0].plan_id not in held or one[0].is_current:
            held[one[0].plan_id] = one
    return list(held.values())


def together(found: Sequence[tuple[Edition, Strained]]) -> Together:
    """The load of the plans in use by service and quarter, added up: one query more."""
    plans, policy = plans_in_use(found), limits()
    asked: dict[tuple[int, date], list[tuple[Edition, Strained, Cell]]] = defaultdict(list)
    for edition, strained in plans:
        for cell, load in strained.strain.loads.items():
            if load.asked:
                asked[cell.service, strained.quarters[cell.quarter].starts_on].append(
                    (edition, strained, cell)
                )
    beyond, keys = [], set()
    for _, held in sorted(asked.items(), key=lambda one: one[0][1]):
        both = _both(held)
        if len(held) > 1 and both.load.is_beyond(policy.limit):
            beyond.append(both)
            keys |= {(cell.service, work.key) for _, one, cell in held for work, *_ in one.asking(cell)}
    return Together(tuple(edition for edition, _ in plans), tuple(beyond), _same(keys), policy)


def _both(held: Sequence[tuple[Edition, Strained, Cell]]) -> Both:
    loads = [strained.strain.loads[cell] for _, strained, cell in held]
    _, strained, cell = held[0]
    load = Load(
        sum((one.asked for one in loads), NOUGHT),
        sum((one.unconfirmed for one in loads), NOUGHT),
        loads[0].given,
    )
    by_plan = tuple((edition, one.asked) for (edition, *_), one in zip(held, loads, strict=True))
    return Both(strained.workload.services[cell.service], strained.quarters[cell.quarter], load, by_plan)


def _same(keys: set[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    """Lines of two plans that ask the same service and are joined in the thread."""
    services: dict[int, set[int]] = defaultdict(set)
    for service, work in keys:
        services[work].add(service)
    if not services:
        return ()
    rows = Contribution.objects.filter(giver__in=services, taker__in=services).order_by("pk")
    named = rows.values_list("giver_id", "taker_id", "giver__title", "taker__title")
    return tuple((giver, taker) for a, b, giver, taker in named if services[a] & services[b])
