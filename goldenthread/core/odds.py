"""The odds that a plan is delivered on time, by simulation over effort, waits, outside events and capacity.

Everything counted is a whole number of runs. One seed gives the same counts to the last, however many runs
are worked at once; docs/explanation/odds.md says the method in words. Source: Cheltenham 2012, paragraph 3
(checks of resources gave a degree of confidence).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from goldenthread.core.odds_causes import Blames, Cause, Kind, blame
from goldenthread.core.odds_draws import Draws
from goldenthread.core.odds_plan import NO_LIMIT, Ready, Task, made_ready
from goldenthread.core.odds_run import Finished, Quarters, Truth, worked
from goldenthread.core.workload import Workload

METHOD = 1  # the version of the method: raise it where the same plan and seed would count otherwise
RUNS = 10_000
LOOKED_AT = (1_000, 2_000, 5_000, 10_000)
AT_ONCE = 5_000
MOST_ROOMS = 3
Told = Callable[[int, int], None]


class Blame(NamedTuple):
    """A cause, the late finishes that it made, and in how many actions."""

    cause: Cause
    late: int
    works: int


class OfWork(NamedTuple):
    """One action: in how many runs it finished on time, and in each quarter; the last count is of never."""

    key: int
    due: int
    on_time: int
    finishes: tuple[int, ...]
    blames: tuple[Blame, ...]
    has_effort: bool
    is_limited: bool


class OfGroup(NamedTuple):
    """An element above actions: how many are to be finished, and the runs in which all were on time."""

    key: int
    works: int
    on_time: int


class Checkpoint(NamedTuple):
    """The first so many runs: all on time, by action, and the `total` and `squares` of how many were."""

    runs: int
    all_on_time: int
    total: int
    squares: int
    by_work: tuple[int, ...]


class Room(NamedTuple):
    """What the same draws come to if one service had room without end."""

    service: int
    all_on_time: int
    total: int


@dataclass(frozen=True, slots=True)
class Odds:
    """What a simulation came to. `how_many` counts the runs in which 0, 1, 2… actions finished on time."""

    runs: int
    seed: int
    quarters: int
    horizon: int
    how_many: tuple[int, ...]
    of_works: tuple[OfWork, ...]
    of_groups: tuple[OfGroup, ...]
    drivers: tuple[Blame, ...]
    checkpoints: tuple[Checkpoint, ...]
    rooms: tuple[Room, ...]
    done: int
    asks: int
    certain_asks: int
    waits_unseen: int
    method: int = METHOD

    @property
    def works(self) -> int:
        return len(self.of_works)

    @property
    def all_on_time(self) -> int:
        return self.how_many[-1]

    @property
    def total(self) -> int:
        """Actions on time, summed over runs."""
        return sum(count * runs for count, runs in enumerate(self.how_many))


class _How(NamedTuple):
    """With which seed, how many runs, and how many of them at once."""

    seed: int
    runs: int
    at_once: int


@dataclass(slots=True)
class _Counts:
    """What is counted while runs are worked."""

    finishes: list[Quarters]
    on_time: list[int]
    how_many: Quarters
    groups: dict[int, int]


def odds(
    workload: Workload, *, seed: int, runs: int = RUNS, at_once: int = AT_ONCE, rooms: int = MOST_ROOMS,
    told: Told = lambda done, of: None,
) -> Odds:  # fmt: skip
    """Work the odds out, then again with room in each of the few fullest services, as many as `rooms`.

    `told` is called as it goes with how much is done and of how much, and may raise.
    """
    ready = made_ready(workload)
    blames, checkpoints = Blames(), list[Checkpoint]()
    steps = runs * (1 + rooms)
    how = _How(seed, runs, at_once)
    counts = _counted(ready, how, lambda done: told(done, steps), blames, checkpoints)
    drivers = _drivers(blames)
    roomy: list[Room] = []
    for service in _fullest(drivers)[:rooms]:
        before = runs * (len(roomy) + 1)
        roomy.append(_room(workload, service, how, partial(_told_after, told, before, steps)))
    told(steps, steps)
    parts = [part for task in ready.tasks for part in task.parts]
    return Odds(
        runs=runs, seed=seed, quarters=ready.quarters, horizon=ready.horizon,
        how_many=_ints(counts.how_many),
        of_works=tuple(_of_work(ready, place, counts, blames) for place in range(len(ready.tasks))),
        of_groups=tuple(OfGroup(key, _size(ready, key), count) for key, count in counts.groups.items()),
        drivers=drivers, checkpoints=tuple(checkpoints), rooms=tuple(roomy),
        done=len(ready.done), asks=len(parts), certain_asks=sum(one.is_certain for one in parts),
        waits_unseen=_unseen(workload),
    )  # fmt: skip


def _unseen(workload: Workload) -> int:
    """How many waits are for what isn't in the workload, so that nothing is known of when it finishes."""
    keys = {one.key for one in workload.works}
    return sum(key not in keys for one in workload.works if not one.is_done for key in one.waits_for)


def _told_after(told: Told, before: int, steps: int, done: int) -> None:
    told(before + done, steps)


def _counted(
    ready: Ready, how: _How, told: Callable[[int], None],
    blames: Blames | None = None, checkpoints: list[Checkpoint] | None = None,
) -> _Counts:  # fmt: skip
    """Work so many runs, some at once, and count."""
    draws, size = Draws(ready, how.seed), len(ready.tasks)
    counts = _Counts(
        [np.zeros(ready.horizon + 1, dtype=np.int64) for _ in ready.tasks], [0] * size,
        np.zeros(size + 1, dtype=np.int64), {key: 0 for task in ready.tasks for key in task.groups},
    )  # fmt: skip
    done = 0
    for until in _stops(how.runs, how.at_once):
        found = worked(ready, draws, until - done)
        _count(ready, found, counts, until - done)
        if blames is not None:
            blame(ready, draws, found, blames)
        done = until
        if checkpoints is not None and (done in LOOKED_AT or done == how.runs):
            checkpoints.append(_checkpoint(done, counts))
        told(done)
    return counts


def _stops(runs: int, at_once: int) -> list[int]:
    """Where to pause: after every so many runs, and where it is looked at how far it has settled."""
    every = range(at_once, runs, at_once)
    return sorted({*every, *(one for one in LOOKED_AT if one < runs), runs})


def _count(ready: Ready, found: Sequence[Finished], counts: _Counts, runs: int) -> None:
    how_many = np.zeros(runs, dtype=np.int64)
    whole: dict[int, Truth] = {}
    for place, (task, one) in enumerate(zip(ready.tasks, found, strict=True)):
        on_time = one.finish <= task.due
        counts.finishes[place] += np.bincount(one.finish, minlength=ready.horizon + 1)
        counts.on_time[place] += int(on_time.sum())
        how_many += on_time
        for key in task.groups:
            whole[key] = whole[key] & on_time if key in whole else on_time
    for key, all_on_time in whole.items():
        counts.groups[key] += int(all_on_time.sum())
    counts.how_many += np.bincount(how_many, minlength=len(counts.how_many))


def _checkpoint(runs: int, counts: _Counts) -> Checkpoint:
    how_many = _ints(counts.how_many)
    total = sum(count * times for count, times in enumerate(how_many))
    squares = sum(count * count * times for count, times in enumerate(how_many))
    return Checkpoint(runs, how_many[-1], total, squares, tuple(counts.on_time))


def _of_work(ready: Ready, place: int, counts: _Counts, blames: Blames) -> OfWork:
    task = ready.tasks[place]
    direct = blames.direct.get(task.key, Counter())
    return OfWork(
        key=task.key, due=task.due, on_time=counts.on_time[place], finishes=_ints(counts.finishes[place]),
        blames=_largest([Blame(blames.cause(code), late, 1) for code, late in direct.items()]),
        has_effort=bool(task.parts), is_limited=_is_limited(ready, task),
    )  # fmt: skip


def _is_limited(ready: Ready, task: Task) -> bool:
    """True where some quarter of some service that an action asks has a capacity on record."""
    return any(given < NO_LIMIT for part in task.parts for given in ready.given[part.service])


def _size(ready: Ready, key: int) -> int:
    return sum(key in task.groups for task in ready.tasks)


def _drivers(blames: Blames) -> tuple[Blame, ...]:
    """The first causes of every late finish, the largest first."""
    late, works = Counter[int](), Counter[int]()
    for counter in blames.first.values():
        late += counter
        works.update(counter.keys())
    return _largest([Blame(blames.cause(code), count, works[code]) for code, count in late.items()])


def _largest(found: list[Blame]) -> tuple[Blame, ...]:
    return tuple(sorted(found, key=lambda one: (-one.late, one.cause)))


def _fullest(drivers: Sequence[Blame]) -> list[int]:
    """The services behind late finishes, being full or asked for more than they have, the worst first."""
    late = Counter[int]()
    for one in drivers:
        if one.cause.kind in (Kind.FULL, Kind.EFFORT):
            late[one.cause.about] += one.late
    return sorted(late, key=lambda service: (-late[service], service))


def _room(workload: Workload, service: int, how: _How, told: Callable[[int], None]) -> Room:
    """The same draws once more, with room without end in one service."""
    counts = _counted(made_ready(workload, room_in=service), how, told)
    how_many = _ints(counts.how_many)
    return Room(service, how_many[-1], sum(count * times for count, times in enumerate(how_many)))


def _ints(found: Quarters) -> tuple[int, ...]:
    return tuple(int(one) for one in found)
