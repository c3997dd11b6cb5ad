"""The odds of delivery: the simulation beside a floor that makes the same draws and only adds them up.

The floor draws every effort from the same streams and asks in how many runs each service's quarter holds what
was drawn for it: no order, no waits, no carrying over, no causes. `python -m bench.odds` runs this alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bench.made_up_workload import made_up_workload
from bench.stopwatch import Times, turn_about
from goldenthread.core.odds import RUNS, Odds, odds
from goldenthread.core.odds_draws import Draws
from goldenthread.core.odds_plan import Ready, made_ready
from goldenthread.core.workload import Workload

SEED = 1
SERVICES, QUARTERS = 40, 8
SIZES = (100, 300, 1_000)


class Compared(NamedTuple):
    """Both sides over one plan, and what a whole answer takes at several sizes."""

    actions: int
    runs: int
    floor: Times
    simulation: Times
    whole: Times
    found: Odds
    growth: Sequence[tuple[int, float]]

    @property
    def agree(self) -> bool:
        """Whether the same seed came to the same counts whatever was worked at once."""
        plan = made_up_workload(self.actions, SERVICES, QUARTERS, SEED)
        return self.found == odds(plan, seed=SEED, runs=self.runs, at_once=1_000)


def compare(actions: int, runs: int, rounds: int, sizes: Sequence[int] = SIZES) -> Compared:
    """Simulate a made-up plan beside the floor, turn about, then once at each size."""
    plan = made_up_workload(actions, SERVICES, QUARTERS, SEED)
    floor, simulation, whole = turn_about(
        rounds,
        lambda: added_up(plan, runs),
        lambda: odds(plan, seed=SEED, runs=runs, rooms=0),
        lambda: odds(plan, seed=SEED, runs=runs),
    )
    found = odds(plan, seed=SEED, runs=runs)
    return Compared(actions, runs, floor, simulation, whole, found, growth(sizes, runs))


def growth(sizes: Sequence[int], runs: int = RUNS) -> list[tuple[int, float]]:
    """Seconds that the processor works for a whole answer of plans of so many actions."""
    found = []
    for size in sizes:
        plan = made_up_workload(size, SERVICES, QUARTERS, SEED)
        (taken,) = turn_about(1, lambda plan=plan: odds(plan, seed=SEED, runs=runs))  # type: ignore[misc]
        found.append((size, taken.of_processor))
    return found


def added_up(workload: Workload, runs: int) -> dict[tuple[int, int], int]:
    """By service and quarter, the runs in which what was drawn for it fits: a floor in plain numpy."""
    ready = made_ready(workload)
    draws, asked = Draws(ready, SEED), _nothing(ready, runs)
    for task in ready.tasks:
        for part, effort in zip(task.parts, draws.efforts(task, runs), strict=True):
            for quarter in range(part.first, part.last + 1):
                before = part.share_by(quarter - 1)
                asked[part.service, quarter] += effort * (part.share_by(quarter) - before)
    return {
        (service, quarter): int((days <= ready.given[service][quarter]).sum())
        for (service, quarter), days in asked.items()
    }


def _nothing(ready: Ready, runs: int) -> dict[tuple[int, int], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    cells = ((service, quarter) for service in ready.given for quarter in range(ready.quarters))
    return {cell: np.zeros(runs) for cell in cells}


def told(done: Compared) -> str:
    """What was measured, as printed."""
    ways = (
        ("The same draws, only added up", done.floor),
        ("The simulation, with its causes", done.simulation),
        ("And again with room in three services", done.whole),
    )
    lines = [
        f"\nOdds of a plan of {done.actions:,} actions, {SERVICES} services and {QUARTERS} quarters, "
        f"{done.runs:,} runs, {len(done.floor.seconds)} rounds turn about"
        f"\n{'':40}{'median':>10}{'processor':>11}{'ratio':>8}"
    ]
    for name, times in ways:
        ratio = times.of_processor / done.floor.of_processor
        lines.append(f"{name:40}{times.median:9.3f}s{times.of_processor:10.3f}s{ratio:8.2f}")
    grown = ", ".join(f"{size:,} actions {seconds:.2f} s" for size, seconds in done.growth)
    same = "agree" if done.agree else "DIFFER"
    return "\n".join([*lines, f"The last by size, processor: {grown}.\nCounts {same}. Aim: 2 s for 300."])


if __name__ == "__main__":
    print(told(compare(300, RUNS, 3)))
