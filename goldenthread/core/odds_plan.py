"""A workload made ready for simulation: whole hundredths of days, quarters, and the order work is served in.

The order is published: by rank (those without one last), then due quarter, then key; but an action never
comes before one that it waits for. What waits in a circle comes last and never begins.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goldenthread.core.workload import Ask, Cell, Event, Work, Workload

QUARTERS_AFTER = 8  # simulated after the plan's own, with what its last quarter can give where none is said
MOST_QUARTERS_AFTER = 40  # where an action is due later still
HUNDREDTHS = 100
NO_LIMIT = math.inf


class Part(NamedTuple):
    """What an action asks of one service, in whole hundredths of a day, and what share by each quarter.

    `by` holds, from `first` to `last`, the share of the whole that the plan has done by the end of a quarter.
    """

    service: int
    low: int
    likely: int
    high: int
    first: int
    last: int
    by: tuple[float, ...]

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    def share_by(self, quarter: int) -> float:
        """The share of the whole that may be done by the end of a quarter."""
        if quarter < self.first:
            return 0.0
        return 1.0 if quarter >= self.last else self.by[quarter - self.first]


class Task(NamedTuple):
    """One action that is not done: where it stands, what it waits for (places in the order) and its parts."""

    key: int
    start: int
    due: int
    parts: tuple[Part, ...]
    waits: tuple[int, ...]
    events: tuple[Event, ...]
    groups: tuple[int, ...]
    in_circle: bool

    @property
    def last(self) -> int:
        """The quarter that the plan has its last effort in; its due quarter where nobody said its effort."""
        planned = max((one.last for one in self.parts), default=self.due)
        return max(planned, self.start, 0)


@dataclass(frozen=True, slots=True)
class Ready:
    """A workload ready to be simulated: its tasks in order, and what each service can give in each quarter.

    `given` has a row for each service: hundredths of a day by quarter, without end where none is on record.
    """

    quarters: int
    horizon: int
    tasks: tuple[Task, ...]
    given: Mapping[int, tuple[float, ...]]
    done: tuple[int, ...]


def made_ready(workload: Workload, room_in: int | None = None) -> Ready:
    """Make a workload ready; `room_in` names a service that is given room without end."""
    horizon = _horizon(workload)
    works = [one for one in workload.works if not one.is_done]
    free, circled = sorted_out(works)
    order = [*free, *circled]
    place_of = {one.key: place for place, one in enumerate(order)}
    tasks = tuple(
        Task(
            key=one.key, start=max(one.starts, 0), due=one.due,
            parts=tuple(filter(None, map(_part, one.asks))),
            waits=tuple(place_of[key] for key in one.waits_for if key in place_of),
            events=one.events, groups=one.groups, in_circle=place_of[one.key] >= len(free),
        )
        for one in order
    )  # fmt: skip
    services = sorted({part.service for task in tasks for part in task.parts})
    given = {one: _given(workload, one, horizon) for one in services}
    if room_in is not None:
        given[room_in] = (NO_LIMIT,) * horizon
    done = tuple(one.key for one in workload.works if one.is_done)
    return Ready(len(workload.quarters), horizon, tasks, given, done)


def in_order(works: Sequence[Work]) -> list[Work]:
    """Actions in the order that services serve them in: by rank, due, key; none before what it waits for."""
    free, circled = sorted_out(works)
    return [*free, *circled]


def sorted_out(works: Sequence[Work]) -> tuple[list[Work], list[Work]]:
    """Actions in order, and apart from them those that wait in a circle or for one that does."""
    by_key = {one.key: one for one in works}
    waiting = {one.key: len({key for key in one.waits_for if key in by_key}) for one in works}
    leads_to: dict[int, list[int]] = {}
    for one in works:
        for key in set(one.waits_for):
            leads_to.setdefault(key, []).append(one.key)
    free = [_precedence(by_key[key]) for key, count in waiting.items() if not count]
    heapq.heapify(free)
    found: list[Work] = []
    while free:
        found.append(by_key[heapq.heappop(free)[-1]])
        for key in leads_to.get(found[-1].key, ()):
            waiting[key] -= 1
            if not waiting[key]:
                heapq.heappush(free, _precedence(by_key[key]))
    held = {one.key for one in found}
    return found, sorted((one for one in works if one.key not in held), key=_precedence)


def _precedence(work: Work) -> tuple[float, int, int]:
    return (math.inf if work.rank is None else work.rank, work.due, work.key)


def _horizon(workload: Workload) -> int:
    own = len(workload.quarters)
    due = max((one.due for one in workload.works if not one.is_done), default=0)
    return max(own + QUARTERS_AFTER, min(due + 1, own + MOST_QUARTERS_AFTER))


def _part(ask: Ask) -> Part | None:
    """An ask in whole hundredths; None where it comes to no days."""
    effort = {quarter: one for quarter, one in sorted(ask.by_quarter.items()) if one.high > 0}
    if not effort:
        return None
    low, likely, high = (int(sum(one[place] for one in effort.values()) * HUNDREDTHS) for place in range(3))
    weights = {quarter: one.likely for quarter, one in effort.items() if one.likely > 0}
    weights = weights or {quarter: one.high for quarter, one in effort.items()}
    first, last = min(weights), max(weights)
    whole, so_far, by = sum(weights.values()), 0.0, []
    for quarter in range(first, last + 1):
        so_far += float(weights.get(quarter, 0))
        by.append(min(so_far / float(whole), 1.0))
    return Part(ask.service, low, likely, high, first, last, (*by[:-1], 1.0))


def _given(workload: Workload, service: int, horizon: int) -> tuple[float, ...]:
    """What a service can give by quarter; after the plan's end, where none is on record, as in its last."""
    last = len(workload.quarters) - 1
    found = []
    for quarter in range(horizon):
        on_record = workload.given.get(Cell(service, quarter))
        cell = on_record or workload.given.get(Cell(service, min(quarter, last)))
        found.append(NO_LIMIT if cell is None else float(int(cell.days * HUNDREDTHS)))
    return tuple(found)
