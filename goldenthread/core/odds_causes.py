"""Why an action finished late in a run: one cause each, by a published rule.

1. It was due before the quarters looked at, or its own plan has it begin or work after it is due.
2. It could not begin by its due quarter: the event or the action that it waited for longest.
3. It began, and one of its services finished last. Had it had that service's time all to itself and still
   not finished, its own effort was too much; or the wait was, if that time would do from its planned start.
4. Otherwise others before it in the order had taken that service's time: the service was full.

The first cause behind a wait for an action that was late itself is that action's own first cause in that run.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from goldenthread.core.odds_draws import Draws, Vector
from goldenthread.core.odds_plan import Ready, Task
from goldenthread.core.odds_run import Finished, Quarters, Truth


class Kind(StrEnum):
    """What made an action late."""

    OVERDUE = "OVERDUE"
    PLANNED = "PLANNED"
    CIRCLE = "CIRCLE"
    EVENT = "EVENT"
    WAIT = "WAIT"
    EFFORT = "EFFORT"
    FULL = "FULL"


class Cause(NamedTuple):
    """A cause: of which kind, and the service, the action (by key) or the event (by name) that it is about.

    `quarter` is the one that a service was full in.
    """

    kind: Kind
    about: int = 0
    name: str = ""
    quarter: int = 0


@dataclass(slots=True)
class Blames:
    """The causes of late finishes counted: by action at first sight, and in all by first cause.

    Codes of causes are numbers for arrays; they mean nothing outside.
    """

    codes: dict[Cause, int] = field(default_factory=dict)
    direct: dict[int, Counter[int]] = field(default_factory=dict)
    first: dict[int, Counter[int]] = field(default_factory=dict)

    def code(self, cause: Cause) -> int:
        return self.codes.setdefault(cause, len(self.codes))

    def cause(self, code: int) -> Cause:
        return list(self.codes)[code]

    def count(self, key: int, direct: Quarters, first: Quarters) -> None:
        """Add the causes of one action's late runs."""
        for held, codes in ((self.direct, direct), (self.first, first)):
            counter = held.setdefault(key, Counter())
            for code, count in enumerate(np.bincount(codes)):
                if count:
                    counter[code] += int(count)


def blame(ready: Ready, draws: Draws, found: list[Finished], blames: Blames) -> None:
    """Find and count the cause of every late finish in some runs; `draws` are as they were in these runs."""
    firsts: list[Quarters] = []
    for task, one in zip(ready.tasks, found, strict=True):
        late = one.finish > task.due
        first = np.zeros(len(late), dtype=np.int64)
        if late.any():
            direct, first = _causes(ready, task, found, firsts, draws, blames, one)
            blames.count(task.key, direct[late], first[late])
        firsts.append(first)


def _causes(
    ready: Ready, task: Task, found: list[Finished], firsts: list[Quarters], draws: Draws,
    blames: Blames, one: Finished,
) -> tuple[Quarters, Quarters]:  # fmt: skip
    """The cause of each run at first sight, and the first cause; of use where the run was late."""
    runs = len(one.finish)
    if (fixed := _of_plan(task)) is not None:
        same = np.full(runs, blames.code(fixed))
        return same, same
    waited, behind = _waits(task, found, firsts, draws, blames, runs, ready)
    direct, first = waited.copy(), behind.copy()
    began = one.release <= task.due
    if began.any() and task.parts:
        own, is_wait = _of_services(ready, task, one, blames)
        direct = np.where(began & ~is_wait, own, direct)
        first = np.where(began & ~is_wait, own, first)
    return direct, first


def _of_plan(task: Task) -> Cause | None:
    """The cause that chance has no part in."""
    if task.in_circle:
        return Cause(Kind.CIRCLE)
    if task.due < 0:
        return Cause(Kind.OVERDUE)
    return Cause(Kind.PLANNED) if task.last > task.due else None


def _waits(
    task: Task, found: list[Finished], firsts: list[Quarters], draws: Draws, blames: Blames, runs: int,
    ready: Ready,
) -> tuple[Quarters, Quarters]:  # fmt: skip
    """What each run waited for longest, and the first cause behind it; of equals the earlier, events last."""
    longest = np.full(runs, -1)
    direct, first = np.zeros(runs, dtype=np.int64), np.zeros(runs, dtype=np.int64)
    for place in task.waits:
        other = ready.tasks[place]
        code = blames.code(Cause(Kind.WAIT, other.key))
        longer = found[place].finish > longest
        was_late = found[place].finish > other.due
        direct = np.where(longer, code, direct)
        first = np.where(longer, np.where(was_late, firsts[place], code), first)
        longest = np.where(longer, found[place].finish, longest)
    for event in task.events:
        code = blames.code(Cause(Kind.EVENT, name=event.name))
        falls = np.asarray(draws.event(event)).astype(np.int64)
        longer = falls > longest
        direct, first = np.where(longer, code, direct), np.where(longer, code, first)
        longest = np.where(longer, falls, longest)
    return direct, first


def _of_services(ready: Ready, task: Task, one: Finished, blames: Blames) -> tuple[Quarters, Truth]:
    """The cause by the part that finished last, and where it was the wait that left too little time."""
    runs = len(one.finish)
    latest = np.full(runs, -1)
    cause, is_wait = np.zeros(runs, dtype=np.int64), np.zeros(runs, dtype=np.bool_)
    for part, effort, finish in zip(task.parts, one.efforts, one.by_part, strict=True):
        alone = _alone(ready, task, part.service)
        too_much = effort > alone[np.minimum(one.release, task.due + 1)]
        waits = too_much & (one.release > task.start) & (effort <= alone[task.start])
        effort_code = blames.code(Cause(Kind.EFFORT, part.service))
        full_code = blames.code(Cause(Kind.FULL, part.service, quarter=task.due))
        later = finish > latest
        cause = np.where(later, np.where(too_much, effort_code, full_code), cause)
        is_wait = np.where(later, waits, is_wait)
        latest = np.where(later, finish, latest)
    return cause, is_wait


def _alone(ready: Ready, task: Task, service: int) -> Vector:
    """All that a service can give from each quarter up to the one an action is due in; nought after it."""
    row = ready.given[service][: task.due + 1]
    found = np.zeros(task.due + 2)
    found[: len(row)] = np.cumsum(np.array(row)[::-1])[::-1]
    return found
