"""Where a measure stands on a day: its latest result, what that is rated, and which way it is going.

Everything that a page or a report says of a measure comes from here, so they can't disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, PeriodKind, is_within, previous, same_last_year
from goldenthread.core.rating import Allowance, Figure, Rating, Rule, Status, rate
from goldenthread.core.rulebook import Comparison
from goldenthread.core.travel import Against, Direction, Polarity, movement, movement_of_three

# How long after a period's end a result may take before it counts as overdue: a quarter's grace.
GRACE = timedelta(days=92)
# Half years are spans of six months: no period of ours is called a half.
KIND_OF = {
    "MONTHLY": PeriodKind.MONTH,
    "QUARTERLY": PeriodKind.QUARTER,
    "HALF_YEARLY": PeriodKind.SPAN,
    "YEARLY": PeriodKind.YEAR,
}
LONGEST = {
    "MONTHLY": timedelta(days=31),
    "QUARTERLY": timedelta(days=92),
    "HALF_YEARLY": timedelta(days=184),
    "YEARLY": timedelta(days=366),
}


class Result(NamedTuple):
    """One current observation of a measure's total."""

    period: Period
    value: Decimal | None
    state: State
    is_questioned: bool = False
    note: str = ""
    published_status: str = ""


class Aim(NamedTuple):
    """The target for a period, or why there is none and who sets it by when."""

    period: Period
    value: Decimal | None
    state: TargetState
    reason: str = ""
    owner: str = ""
    due_on: date | None = None
    stretch: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The part of a measure's definition that decides where it stands."""

    polarity: Polarity = Polarity.HIGHER
    low: Decimal | None = None
    high: Decimal | None = None
    frequency: str = "QUARTERLY"  # how often it is reported
    kind: PeriodKind | None = None  # of the periods it is reported for, where it is collected for others too
    is_cumulative: bool = False
    is_data_only: bool = False
    tolerance: Allowance | None = None
    floor: Decimal | None = None
    breaks: tuple[date, ...] = ()  # days from which figures can't be set against those before
    lag: timedelta | None = None  # its own days until a figure can be known, in place of the usual grace

    @property
    def grace(self) -> timedelta:
        return GRACE if self.lag is None else self.lag

    def can_be_compared(self, before: Period, after: Period) -> bool:
        """False where another definition, whose figures count otherwise, began between two periods."""
        return not any(is_across(day, before, after) for day in self.breaks)


def is_across(day: date, before: Period, after: Period) -> bool:
    """Whether what began on a day parts two periods: the first began before it, the second ends after."""
    return before.starts_on < day <= after.ends_on


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a measure stands: result, aim, rating, direction, and what the result was set against.

    `state` is the state of the result: OVERDUE where it is older than the measure's frequency allows,
    AWAITED where nothing has ever come in.
    """

    result: Result | None
    aim: Aim | None
    rating: Rating
    direction: Direction
    compared_with: Result | None
    state: State

    @property
    def value(self) -> Decimal | None:
        return self.result.value if self.result else None

    @property
    def status(self) -> Status:
        return self.rating.status


def latest(results: Sequence[Result], on: date) -> Result | None:
    """The newest result for a period that ended by `on`; of two that end together, the shorter period."""
    past = [result for result in results if result.period.ends_on <= on]
    return max(past, key=lambda r: (r.period.ends_on, r.period.starts_on), default=None)


def is_overdue(result: Result, frequency: str, on: date, grace: timedelta = GRACE) -> bool:
    """True when the result after this one has had its period and its grace, and has not come."""
    return result.period.ends_on + LONGEST[frequency] + grace < on


def aim_for(period: Period, aims: Sequence[Aim]) -> Aim | None:
    """The aim set for exactly this period, or else for a longer one that holds it and has no value to misuse.

    A year's target is never held against one quarter of it: only its blank state and reason carry over.
    """
    exact = next((aim for aim in aims if aim.period == period), None)
    if exact:
        return exact
    around = (aim for aim in aims if is_within(period, aim.period))
    return next((aim for aim in around if aim.value is None), None)


def compare(
    result: Result, results: Sequence[Result], sheet: Sheet, how: Comparison
) -> tuple[Direction, Result | None]:
    """The direction of travel to `result`, and the earlier result it was set against.

    A cumulative measure starts again each year, so it is only ever set against the same period last year.
    """
    if result.value is None or result.is_questioned:
        return Direction.CANNOT_COMPARE, None
    by_period = {r.period: r for r in results if r.value is not None and not r.is_questioned}
    if how.against is Against.LATEST_THREE and not sheet.is_cumulative:
        return _of_three(result, by_period, sheet, how)
    step = same_last_year if _needs_same_period(sheet, how) else previous
    before = by_period.get(step(result.period))
    if before is None or before.value is None or not sheet.can_be_compared(before.period, result.period):
        return Direction.CANNOT_COMPARE, None
    moved = movement(result.value, before.value, sheet.polarity, sheet.low, sheet.high, how.dead_band)
    return moved, None if moved is Direction.CANNOT_COMPARE else before


def _needs_same_period(sheet: Sheet, how: Comparison) -> bool:
    return sheet.is_cumulative or how.against is Against.SAME_PERIOD_LAST_YEAR


def _of_three(
    result: Result, by_period: Mapping[Period, Result], sheet: Sheet, how: Comparison
) -> tuple[Direction, Result | None]:
    """The direction over the latest three of one kind of period, set against the first of them."""
    kind, ends_on = result.period.kind, result.period.ends_on
    past = sorted(
        (r for r in by_period.values() if r.period.kind is kind and r.period.ends_on <= ends_on),
        key=lambda r: r.period,
    )[-3:]
    if past and not sheet.can_be_compared(past[0].period, result.period):
        return Direction.CANNOT_COMPARE, None
    values = [r.value for r in past if r.value is not None]
    moved = movement_of_three(values, sheet.polarity, sheet.low, sheet.high, how.dead_band)
    return moved, None if moved is Direction.CANNOT_COMPARE else past[0]


def stand(
    sheet: Sheet,
    results: Sequence[Result],
    aims: Sequence[Aim],
    *,
    rule: Rule,
    on: date,
    comparison: Comparison | None = None,
    period: Period | None = None,
) -> Standing:
    """Where a measure stands on a day, or in one period if `period` is given.

    A result that is overdue, questioned or without a figure is never rated; nor is a data-only measure. Where
    months are collected and quarters reported, a measure stands where its quarters stand.
    """
    comparison = comparison or Comparison()
    if sheet.kind is not None:
        results = [result for result in results if result.period.kind is sheet.kind]
    if period is not None:
        result = next((r for r in results if r.period == period), None)
    else:
        result = latest(results, on)
    if result is None:
        missing = State.AWAITED if period is None or period.ends_on >= on - sheet.grace else State.OVERDUE
        aim = aim_for(period, aims) if period else (aims[-1] if aims else None)
        return Standing(None, aim, _unrated("no_figure"), Direction.CANNOT_COMPARE, None, missing)
    aim = aim_for(result.period, aims)
    direction, before = compare(result, results, sheet, comparison)
    state = result.state
    if period is None and is_overdue(result, sheet.frequency, on, sheet.grace):
        return Standing(result, aim, _unrated("overdue"), Direction.CANNOT_COMPARE, None, State.OVERDUE)
    return Standing(
        result, aim, _rating(sheet, result, aim, rule, before, direction), direction, before, state
    )


def _rating(
    sheet: Sheet, result: Result, aim: Aim | None, rule: Rule, before: Result | None, direction: Direction
) -> Rating:
    if result.is_questioned:
        return _unrated("questioned")
    if sheet.is_data_only or (aim and aim.state is TargetState.DATA_ONLY):
        return _unrated("data_only")
    return rate(rule, figure_of(sheet, result, aim, before, direction))


def figure_of(
    sheet: Sheet, result: Result | None, aim: Aim | None, before: Result | None, direction: Direction
) -> Figure:
    """What a rule sees of a result."""
    return Figure(
        actual=result.value if result else None,
        target=aim.value if aim else None,
        polarity=sheet.polarity,
        low=sheet.low,
        high=sheet.high,
        tolerance=sheet.tolerance,
        floor=sheet.floor,
        previous=before.value if before else None,
        direction=direction,
    )


def _unrated(reason: str) -> Rating:
    return Rating(Status.NOT_RATED, "", reason)
