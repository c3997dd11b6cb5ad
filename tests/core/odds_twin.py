"""A slow, obvious twin of the simulation: one run at a time, quarter by quarter, over the same draws."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from goldenthread.core.odds_draws import Draws
from goldenthread.core.odds_plan import Part, Ready, Task


@dataclass(slots=True)
class Action:
    """One action in one run."""

    task: Task
    efforts: list[float]
    events: list[int]
    done: list[float] = field(default_factory=list)
    begun_at: int | None = None
    finished_at: int | None = None

    def __post_init__(self) -> None:
        self.done = [0.0 for _ in self.efforts]


def finishes(ready: Ready, seed: int, runs: int) -> list[list[int | None]]:
    """By run, the quarter that each action finished in; None where it never did."""
    draws = Draws(ready, seed)
    draws.begin(runs)
    efforts = [draws.efforts(task, runs) for task in ready.tasks]
    found = []
    for run in range(runs):
        actions = []
        for task, own in zip(ready.tasks, efforts, strict=True):
            events = []
            for event in task.events:
                fallen = draws.event(event)
                events.append(int(fallen if isinstance(fallen, float) else fallen[run]))
            actions.append(Action(task, [float(part[run]) for part in own], events))
        found.append(one_run(ready, actions))
    return found


def one_run(ready: Ready, actions: list[Action]) -> list[int | None]:
    for quarter in range(ready.horizon):
        left = {service: given[quarter] for service, given in ready.given.items()}
        for action in actions:
            if action.finished_at is None and may_work(action, actions, quarter):
                work(action, left, quarter)
    return [action.finished_at for action in actions]


def may_work(action: Action, actions: list[Action], quarter: int) -> bool:
    task = action.task
    if task.in_circle or quarter < task.start or any(event > quarter for event in action.events):
        return False
    return all(actions[place].finished_at is not None for place in task.waits)


def work(action: Action, left: dict[int, float], quarter: int) -> None:
    task = action.task
    for place, part in enumerate(task.parts):
        wanted = wanted_by(part, action.efforts[place], quarter) - action.done[place]
        got = min(wanted, left[part.service])
        left[part.service] -= got
        action.done[place] += got
    if quarter >= task.last and action.done == action.efforts:
        action.finished_at = quarter


def wanted_by(part: Part, effort: float, quarter: int) -> int:
    if quarter < part.first:
        return 0
    return math.floor(effort if quarter >= part.last else effort * part.by[quarter - part.first])


def counted(ready: Ready, seed: int, runs: int) -> tuple[dict[int, Counter[int | None]], Counter[int]]:
    """By action, how many runs finished in each quarter; and how many runs had so many on time."""
    by_action: dict[int, Counter[int | None]] = {task.key: Counter() for task in ready.tasks}
    how_many: Counter[int] = Counter()
    for run in finishes(ready, seed, runs):
        for task, quarter in zip(ready.tasks, run, strict=True):
            by_action[task.key][quarter] += 1
        how_many[sum(q is not None and q <= task.due for task, q in zip(ready.tasks, run, strict=True))] += 1
    return by_action, how_many
