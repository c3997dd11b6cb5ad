"""A measure's figures laid out once in order of time and of size, so that many can be set beside them.

Looked at one at a time, each figure coming in would sort all the others again; a file brings a hundred for
every measure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from goldenthread.core.periods import Period, PeriodKind


class Past(NamedTuple):
    """A figure held for another period, and what it was counted out of, if that is held."""

    period: Period
    value: Decimal
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """The other figures that one is set beside: in order of time, and their values in order of size.

    `values` and `sizes` (without signs, noughts left out) are those that tell what is usual.
    """

    like: Sequence[Past]
    before: Sequence[Past]
    values: Sequence[Decimal]
    sizes: Sequence[Decimal]


class History:
    """A measure's figures, one a period at most, in any order."""

    def __init__(self, figures: Iterable[Past] = ()) -> None:
        self._runs: dict[tuple[PeriodKind, int], _Run] = {}
        self._figures: dict[PeriodKind, list[Past]] = defaultdict(list)
        for one in figures:
            self._figures[one.period.kind].append(one)

    def beside(self, period: Period, *, in_its_months: bool = False) -> Beside:
        """The figures of periods of this kind, without its own.

        With `in_its_months` only those of the same months of other years tell what is usual, as for figures
        that count from a year's start.
        """
        run = self._run(period.kind)
        like, before = run.without(period), run.before(period)
        usual = self._run(period.kind, period.starts_on.month) if in_its_months else run
        own = usual.place.get(period)
        if own is None:
            return Beside(like, before, usual.values, usual.sizes)
        value = usual.figures[own].value
        sizes = _less(usual.sizes, abs(value)) if value else usual.sizes
        return Beside(like, before, _less(usual.values, value), sizes)

    def _run(self, kind: PeriodKind, month: int = 0) -> _Run:
        """The figures of one kind of period, of those that start in one month only if one is given."""
        run = self._runs.get((kind, month))
        if run is None:
            held = self._figures.get(kind, ())
            run = _Run(held if not month else [one for one in held if one.period.starts_on.month == month])
            self._runs[kind, month] = run
        return run


class _Run:
    """Figures of one kind of period in order of time."""

    def __init__(self, figures: Iterable[Past]) -> None:
        self.figures = sorted(figures, key=lambda one: (one.period.ends_on, one.period.starts_on))
        self.place = {one.period: place for place, one in enumerate(self.figures)}

    @cached_property
    def ends(self) -> list[date]:
        return [one.period.ends_on for one in self.figures]

    @cached_property
    def values(self) -> list[Decimal]:
        return sorted(one.value for one in self.figures)

    @cached_property
    def sizes(self) -> list[Decimal]:
        return sorted(abs(one) for one in self.values if one)

    def without(self, period: Period) -> Sequence[Past]:
        own = self.place.get(period)
        return self.figures if own is None else self.figures[:own] + self.figures[own + 1 :]

    def before(self, period: Period) -> Sequence[Past]:
        """Those that ended before this period did."""
        return self.figures[: bisect_left(self.ends, period.ends_on)]


def _less(ordered: Sequence[Decimal], value: Decimal) -> Sequence[Decimal]:
    """Ordered figures without one that is this much."""
    place = bisect_left(ordered, value)
    return [*ordered[:place], *ordered[place + 1 :]]
