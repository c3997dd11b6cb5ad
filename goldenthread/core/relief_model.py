"""A way out as columns and rows, for a solver.

One column says for each action and each thing that may be done with it whether it is done. An order between
two actions is said once for each delay of the later, over all delays at once, which binds fractions tighter
than pair by pair.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goldenthread.core.relief import DROPPED, Candidate, Choice, Problem, passed


class Line(NamedTuple):
    """One row of a model: amounts of columns by their numbers, and the most (and least) that they come to."""

    columns: Sequence[int]
    amounts: Sequence[float]
    most: float
    least: float = -math.inf


class Model:
    """A problem as columns and rows: a column for each thing that may be done with each action."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.columns = [(each, option) for each in problem.candidates for option in each.options]
        self.at = {(each.key, option.delay): place for place, (each, option) in enumerate(self.columns)}
        self.lines = [*self._one_each(), *self._orders(), *self._limits()]

    def _one_each(self) -> Iterator[Line]:
        for each in self.problem.candidates:
            columns = [self.at[each.key, option.delay] for option in each.options]
            yield Line(columns, [1.0] * len(columns), 1.0, 1.0)

    def _orders(self) -> Iterator[Line]:
        by_key = {one.key: one for one in self.problem.candidates}
        for wait in self.problem.waits:
            one, on = by_key[wait.key], by_key[wait.on]
            held: set[int] = set()
            for option in sorted(one.options, key=lambda option: -option.delay):
                if option.delay == DROPPED:
                    continue
                barred = {
                    self.at[on.key, other.delay]
                    for other in on.options
                    if not wait.is_kept(option.delay, other.delay)
                }
                if barred and barred != held:
                    held = barred
                    columns = [*self._up_to(one, option.delay), *sorted(barred)]
                    yield Line(columns, [1.0] * len(columns), 1.0)

    def _up_to(self, each: Candidate, delay: int) -> list[int]:
        return [self.at[each.key, one.delay] for one in each.options if one.delay <= delay]

    def _limits(self) -> Iterator[Line]:
        for number, limit in self.problem.limits.items():
            uses = [
                (place, option.uses[number])
                for place, (_, option) in enumerate(self.columns)
                if option.uses.get(number)
            ]
            if uses:
                scale = math.gcd(*(amount for _, amount in uses))
                yield Line(
                    [place for place, _ in uses],
                    [amount // scale for _, amount in uses],
                    limit.room // scale,
                )

    def ranks(self) -> list[int]:
        """What each column adds to the second thing that counts: actions changed first, then quarters."""
        step = DROPPED * len(self.problem.candidates) + 1
        return [step + abs(option.delay) if option.delay else 0 for _, option in self.columns]

    def losses(self) -> list[int]:
        return [option.loss for _, option in self.columns]

    def choice(self, values: Sequence[float]) -> dict[int, int]:
        """The choice that a solution's values stand for."""
        found: dict[int, tuple[float, int]] = {}
        for (each, option), value in zip(self.columns, values, strict=True):
            if value > found.get(each.key, (0.5, 0))[0] or each.key not in found:
                found[each.key] = (max(value, 0.5), option.delay)
        return {key: delay for key, (_, delay) in found.items()}

    def values(self, choice: Choice) -> list[float]:
        return [float(choice[each.key] == option.delay) for each, option in self.columns]

    def passed(self, choice: Choice) -> Iterator[Line]:
        """A row against each limit that a choice passes by less than the solver could see."""
        for number in passed(self.problem, choice):
            columns = [
                self.at[each.key, choice[each.key]]
                for each in self.problem.candidates
                if each.option(choice[each.key]).uses.get(number)
            ]
            yield Line(columns, [1.0] * len(columns), len(columns) - 1.0)
