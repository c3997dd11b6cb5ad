"""Some runs of a plan at once: services' quarters are shared out in order, and each action finishes or not.

An action works from its start, and not before what it waits for is finished: what finishes in a quarter
leaves the rest of that quarter to those that wait. In each quarter it may do what the plan has it do by then
and has not been done; it gets as much of that as those before it in the order left of the service's quarter.
What is not done is carried over.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goldenthread.core.odds_draws import Draws, Vector
from goldenthread.core.odds_plan import NO_LIMIT, Part, Ready, Task

Quarters = NDArray[np.int64]
Truth = NDArray[np.bool_]


@dataclass(slots=True)
class Finished:
    """What became of one action in each run: the quarter it could begin and the quarter it finished.

    `by_part` is the quarter that each part finished in, and `efforts` what each took. The number of the
    horizon stands for never.
    """

    release: Quarters
    finish: Quarters
    by_part: list[Quarters]
    efforts: list[Vector]


@dataclass(slots=True)
class Left:
    """What is left of each service's quarters in each of some runs; a row is made when it is first used."""

    ready: Ready
    runs: int
    rows: dict[tuple[int, int], Vector] = field(default_factory=dict)

    def row(self, service: int, quarter: int) -> Vector | None:
        """What is left; None where nothing limits it."""
        held = self.rows.get((service, quarter))
        if held is None:
            given = self.ready.given[service][quarter]
            if given == NO_LIMIT:
                return None
            held = self.rows[service, quarter] = np.full(self.runs, given)
        return held


def worked(ready: Ready, draws: Draws, runs: int) -> list[Finished]:
    """What became of every action, in the order of `ready`, in each of so many runs."""
    left, found = Left(ready, runs), list[Finished]()
    draws.begin(runs)
    for task in ready.tasks:
        release = _release(ready, task, found, draws, runs)
        efforts = draws.efforts(task, runs)
        by_part = [
            _finish(ready, part, effort, release, left)
            for part, effort in zip(task.parts, efforts, strict=True)
        ]
        finish = _whole(ready, task, release, by_part)
        found.append(Finished(release, finish, by_part, efforts))
    return found


def _release(ready: Ready, task: Task, found: list[Finished], draws: Draws, runs: int) -> Quarters:
    """The quarter from which an action can work; the horizon where it never can."""
    if task.in_circle:
        return np.full(runs, ready.horizon)
    release: Quarters = np.full(runs, min(task.start, ready.horizon))
    for place in task.waits:
        release = np.maximum(release, found[place].finish)
    for event in task.events:
        release = np.maximum(release, np.asarray(draws.event(event)).astype(np.int64))
    return np.minimum(release, ready.horizon)


def _whole(ready: Ready, task: Task, release: Quarters, by_part: list[Quarters]) -> Quarters:
    """The quarter that the whole finishes in; without effort, the one it is due in, if it could begin."""
    finish = np.maximum(release, min(task.last, ready.horizon))
    for one in by_part:
        finish = np.maximum(finish, one)
    return finish


def _finish(ready: Ready, part: Part, effort: Vector, release: Quarters, left: Left) -> Quarters:
    """Do one part's work, taking it from what is left; gives the quarter that it finished in."""
    runs, horizon = left.runs, ready.horizon
    begins, latest = int(release.min()), int(release.max())
    finish = np.maximum(release, min(part.last, horizon))
    done = np.zeros(runs)
    for quarter in range(max(begins, part.first), horizon):
        want = _allowed(part, effort, quarter) - done
        if quarter < latest:
            want *= release <= quarter
        row = left.row(part.service, quarter)
        if row is not None:
            np.minimum(want, row, out=want)
            row -= want
        done += want
        if quarter >= part.last:
            short: Truth = done < effort
            if not short.any() and quarter >= latest:
                break
            finish += short & (release <= quarter)
    return np.minimum(finish, horizon)


def _allowed(part: Part, effort: Vector, quarter: int) -> Vector:
    """What the plan has done of an effort by the end of a quarter, in whole hundredths rounded down."""
    share = part.share_by(quarter)
    return effort if share == 1.0 else np.floor(effort * share)
