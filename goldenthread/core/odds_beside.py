"""The odds of a scenario beside those of its plan: what chance in the runs can't have made, and what it may.

Both are simulated from the same seed, with as many runs, of the same plan on the same day, so that they
differ by the scenario's changes and by nothing else. Source: Cheltenham 2012, paragraph 3 (R112).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from goldenthread.core.chance import NORMAL_95, error_of_difference, error_of_mean
from goldenthread.core.odds import Odds, OfGroup, OfWork


class Side(NamedTuple):
    """In how many runs something was on time, and how many actions that took."""

    on_time: int
    works: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """One element's odds as planned and with the changes; a side is None where none of it is left to do.

    `points` and `error` are percentage points; `error` is the standard error of the difference.
    """

    key: int
    planned: Side | None
    changed: Side | None
    runs: int

    @property
    def counts(self) -> tuple[int, int] | None:
        """Runs on time as planned and with the changes, where both are known."""
        if self.planned is None or self.changed is None:
            return None
        return self.planned.on_time, self.changed.on_time

    @property
    def points(self) -> float | None:
        return None if self.counts is None else 100 * (self.counts[1] - self.counts[0]) / self.runs

    @property
    def error(self) -> float:
        return 0.0 if self.counts is None else 100 * error_of_difference(*self.counts, self.runs)

    @property
    def margin(self) -> float:
        """How far chance in the runs moves the difference at most, 95 times in 100."""
        return NORMAL_95 * self.error

    @property
    def is_seen(self) -> bool:
        """True where it differs by more than its standard error, or a side is gone."""
        return self.points is None or abs(self.points) > self.error

    @property
    def is_sure(self) -> bool:
        """True where chance in the runs can't have made the difference, 95 times in 100."""
        return self.points is not None and abs(self.points) > self.margin


class Average(NamedTuple):
    """How many actions were on time on average, of how many, with the standard error."""

    on_time: float
    works: int
    error: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Two simulations beside each other; `dropped` and `put_off` count actions."""

    runs: int
    whole: Pair
    groups: tuple[Pair, ...]
    works: tuple[Pair, ...]
    planned: Average
    changed: Average
    dropped: int
    put_off: int

    @property
    def seen(self) -> tuple[Pair, ...]:
        """The actions whose odds differ by more than their standard error, or that are dropped."""
        return tuple(one for one in self.works if one.is_seen)

    @property
    def is_average_sure(self) -> bool:
        """True where the averages differ by more than chance in the runs makes, 95 times in 100."""
        error = hypot(self.planned.error, self.changed.error)
        return abs(self.changed.on_time - self.planned.on_time) > NORMAL_95 * error


def beside(planned: Odds, changed: Odds) -> Compared:
    """Put a scenario's odds beside the plan's. Raises `ValueError` where they weren't drawn alike."""
    how = [(one.seed, one.runs, one.method) for one in (planned, changed)]
    if how[0] != how[1]:
        raise ValueError("odds are compared that were not drawn alike")
    before, after = _by_key(planned.of_works), _by_key(changed.of_works)
    return Compared(
        runs=planned.runs,
        whole=Pair(0, _whole(planned), _whole(changed), planned.runs),
        groups=_pairs(_groups(planned.of_groups), _groups(changed.of_groups), planned.runs),
        works=_pairs(
            {key: Side(one.on_time) for key, one in before.items()},
            {key: Side(one.on_time) for key, one in after.items()},
            planned.runs,
        ),
        planned=_average(planned), changed=_average(changed),
        dropped=sum(key not in after for key in before),
        put_off=sum(key in before and one.due > before[key].due for key, one in after.items()),
    )  # fmt: skip


def _whole(found: Odds) -> Side:
    return Side(found.all_on_time, found.works)


def _by_key(works: tuple[OfWork, ...]) -> dict[int, OfWork]:
    return {one.key: one for one in works}


def _groups(groups: tuple[OfGroup, ...]) -> dict[int, Side]:
    return {one.key: Side(one.on_time, one.works) for one in groups}


def _pairs(before: dict[int, Side], after: dict[int, Side], runs: int) -> tuple[Pair, ...]:
    return tuple(Pair(key, before.get(key), after.get(key), runs) for key in {**before, **after})


def _average(found: Odds) -> Average:
    squares = sum(count * count * runs for count, runs in enumerate(found.how_many))
    return Average(found.total / found.runs, found.works, error_of_mean(found.total, squares, found.runs))
