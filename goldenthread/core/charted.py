"""Which of a measure's results a control chart is of: one kind of period, each counted by itself.

A chart needs figures that stand beside each other: months with months. A measure that adds up through the
year is first parted into what each period added, or its chart would only show the year going by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.kinds import Frequency, Kind
from goldenthread.core.periods import (
    COUNCIL_YEAR,
    Period,
    YearStart,
    financial_year_of,
    previous,
)
from goldenthread.core.spc import Chart, Wanted, chart
from goldenthread.core.standing import KIND_OF, Aim, Result, Sheet, is_across
from goldenthread.core.travel import Polarity

HALF_A_YEAR = range(181, 186)  # days, both ends included, whichever half


class NotCharted(StrEnum):
    """Why there is no chart at all."""

    NOT_COUNTED = "NOT_COUNTED"  # yes or no, days, levels and words can't be averaged
    NOTHING_HELD = "NOTHING_HELD"


class Redefined(NamedTuple):
    """A day from which a measure counts by another definition."""

    on: date
    is_comparable: bool  # whether figures before and after may be set against each other

    def parts(self, before: Period, after: Period) -> bool:
        """True where the figures of two periods can't be set against each other for it."""
        return not self.is_comparable and is_across(self.on, before, after)


def first_since(changes: Sequence[Redefined], periods: Iterable[Period]) -> dict[Period, list[Redefined]]:
    """The changes of definition at the first period that each holds for, where one before is held too."""
    held = sorted(set(periods), key=lambda one: (one.ends_on, one.starts_on))
    found: dict[Period, list[Redefined]] = {}
    for change in changes:
        since = [one for one in held if one.ends_on >= change.on]
        if since and held[0].starts_on < change.on:
            found.setdefault(since[0], []).append(change)
    return found


class Figure(NamedTuple):
    """What was counted in one period by itself."""

    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Charted:
    """The figures of a chart in order of time, its targets, and what had to be left out.

    `unparted` are the periods of a measure that adds up whose own part can't be told, because the period
    before is not held.
    """

    figures: tuple[Figure, ...] = ()
    aims: tuple[Figure, ...] = ()
    unparted: tuple[Period, ...] = ()
    why_not: NotCharted | None = None

    @property
    def values(self) -> list[Decimal]:
        return [one.value for one in self.figures]

    @property
    def target(self) -> Decimal | None:
        """The target of the latest figure's period, or else the latest set for a period like it before."""
        until = self.figures[-1].period if self.figures else None
        past = [one.value for one in self.aims if until is not None and one.period <= until]
        return past[-1] if past else None

    def starts(self, days: Sequence[date]) -> list[int]:
        """The places from which limits are worked out afresh: of the first figure from each day on."""
        found = {
            next((place for place, one in enumerate(self.figures) if one.period.starts_on >= day), None)
            for day in days
        }
        return sorted(place for place in found if place)


def charted(
    results: Sequence[Result],
    aims: Sequence[Aim],
    *,
    kind: Kind,
    frequency: str,
    is_cumulative: bool,
    year_start: YearStart = COUNCIL_YEAR,
) -> Charted:
    """What a measure's chart is of. Figures in question, and those missing, are left out."""
    if not kind.is_counted:
        return Charted(why_not=NotCharted.NOT_COUNTED)
    held = of_frequency(results, frequency)
    if not held:
        return Charted(why_not=NotCharted.NOTHING_HELD)
    wanted = sorted(
        (
            Figure(one.period, one.value)
            for one in aims
            if one.value is not None and _fits(one.period, frequency)
        ),
        key=lambda one: one.period,
    )
    if not is_cumulative:
        return Charted(tuple(held), tuple(wanted))
    parted, unparted = in_period(held, year_start)
    return Charted(tuple(parted), tuple(in_period(wanted, year_start)[0]), tuple(unparted))


def chart_of(found: Charted, sheet: Sheet, fresh_from: Sequence[date] = ()) -> Chart:
    """The control chart; a range of good figures is for the year, so a measure that adds up has none.

    Limits start afresh from each day given, and from each that figures can't be set against those before.
    """
    is_whole = not (sheet.is_cumulative and sheet.polarity is Polarity.RANGE)
    wanted = Wanted(
        sheet.polarity, found.target, sheet.low if is_whole else None, sheet.high if is_whole else None
    )
    return chart(found.values, wanted, starts=found.starts([*fresh_from, *sheet.breaks]))


def of_frequency(results: Sequence[Result], frequency: str) -> list[Figure]:
    """The figures of results collected as often as a measure is, in order of time; none in question."""
    held = [
        Figure(one.period, one.value)
        for one in results
        if one.value is not None and not one.is_questioned and _fits(one.period, frequency)
    ]
    return sorted(held, key=lambda one: one.period)


def in_period(
    figures: Sequence[Figure], year_start: YearStart = COUNCIL_YEAR
) -> tuple[list[Figure], list[Period]]:
    """What each period added to a figure that adds up through the year, which starts again with each year.

    The second list has the periods whose part can't be told: the period before them, in the same year, is
    not held.
    """
    held = {one.period: one.value for one in figures}
    parted, unparted = [], []
    for period, value in figures:
        if financial_year_of(period.starts_on, year_start).starts_on == period.starts_on:
            parted.append(Figure(period, value))
        elif (before := previous(period)) in held:
            parted.append(Figure(period, value - held[before]))
        else:
            unparted.append(period)
    return parted, unparted


def _fits(period: Period, frequency: str) -> bool:
    if period.kind is not KIND_OF[frequency]:
        return False
    days = (period.ends_on - period.starts_on).days + 1
    return frequency != Frequency.HALF_YEARLY or days in HALF_A_YEAR
