"""Timing two sides turn about, so that whatever else a machine does falls on both alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import NamedTuple


class Times(NamedTuple):
    """What one side took, in seconds, a round each: on the clock, and of this process's processor."""

    seconds: list[float]
    processor: Sequence[float] = ()

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def of_processor(self) -> float:
        """The median of what this process itself worked, whatever else the machine did meanwhile."""
        return median(self.processor)

    @property
    def p95(self) -> float:
        """The time that 19 rounds in 20 keep within; of few rounds, near the longest."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1]


def turn_about(
    rounds: int, *sides: Callable[[], object], before: Callable[[], object] = lambda: None
) -> list[Times]:
    """Run every side once in each round, after one round that isn't counted.

    `before` makes each side start from the same, and isn't counted either.
    """
    taken: list[tuple[list[float], list[float]]] = [([], []) for _ in sides]
    for counted in range(rounds + 1):
        for side, (seconds, processor) in zip(sides, taken, strict=True):
            before()
            started, worked = perf_counter(), process_time()
            side()
            if counted:
                seconds.append(perf_counter() - started)
                processor.append(process_time() - worked)
    return [Times(*both) for both in taken]


def peak_megabytes() -> int:
    """The most memory that this process has taken since it was started (Linux).

    Not `getrusage`, which counts what the process that started this one had taken.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) // 1024
