"""How a project stands, worked out from its dates, its money and its benefits by a published rule.

Each of the three is a signal of its own with its reasons; the project stands as the worst of those that can
be rated. The owner's own view is another thing: it is kept apart, and a disagreement is said.
The rule's limits are data that a council may amend (`policies/project_status`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.projects import Sums
from goldenthread.core.rating import Status
from goldenthread.core.sentences import counted, on_day


class Of(StrEnum):
    """What a signal is of."""

    TIME = "TIME"
    MONEY = "MONEY"
    BENEFIT = "BENEFIT"


@dataclass(frozen=True, slots=True)
class ProjectRule:
    """The limits of a rule, with the council's own words for each status.

    Days late count calendar days. The money limits are percent of what was agreed. A benefit is the percent
    of the way from its baseline to what is expected.
    """

    code: str
    name: str
    near_after_days: int
    off_after_days: int
    near_above_percent: Decimal
    off_above_percent: Decimal
    unfunded: Status
    benefit_on_percent: Decimal
    benefit_near_percent: Decimal
    words: tuple[str, str, str]  # on, near and off target in the council's own words
    source: str = ""
    note: str = ""

    def said(self, status: Status) -> str:
        """A status in the council's own words."""
        order = (Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET)
        return self.words[order.index(status)] if status in order else "Not rated"


class Dated(NamedTuple):
    """A stage or milestone: when it was planned to be done, when it is expected, and when it was done."""

    name: str
    planned_on: date | None
    forecast_on: date | None = None
    done_on: date | None = None


class Expected(NamedTuple):
    """A benefit: the measure's name, where it began, what is expected by when, and the latest result."""

    name: str
    baseline: Decimal | None
    expected: Decimal
    due_on: date | None
    latest: Decimal | None = None
    latest_on: date | None = None


class Signal(NamedTuple):
    """One signal: of what, how it stands, and the reasons in words."""

    of: Of
    status: Status
    reasons: tuple[str, ...]


class Stands(NamedTuple):
    """How a project stands: the worst of its signals, and the three of them."""

    status: Status
    signals: tuple[Signal, ...]

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons of the signals that made it what it is; of all where none can be rated."""
        return tuple(why for one in self.signals if one.status is self.status for why in one.reasons)


_WORST = (Status.NOT_RATED, Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET)


def worst(statuses: Sequence[Status]) -> Status:
    """The worst of those that are rated; not rated where none is."""
    return max(statuses, key=_WORST.index, default=Status.NOT_RATED)


def stands(
    rule: ProjectRule, dates: Sequence[Dated], money: Sums | None, benefits: Sequence[Expected], on: date
) -> Stands:
    """How a project stands on a day."""
    signals = (of_time(rule, dates, on), of_money(rule, money), of_benefits(rule, benefits, on))
    return Stands(worst([one.status for one in signals]), signals)


def lateness(one: Dated, on: date) -> int:
    """Days between the plan and what is now expected of something undone, on a day; below nought is early.

    What is undone can't be expected before today.
    """
    assert one.planned_on is not None
    return (max(one.forecast_on or one.planned_on, on) - one.planned_on).days


def of_time(rule: ProjectRule, dates: Sequence[Dated], on: date) -> Signal:
    """Time: the latest of what is still to be done decides. What is done is late no more."""
    planned = [one for one in dates if one.planned_on]
    if not planned:
        return Signal(Of.TIME, Status.NOT_RATED, ("No stage or milestone has a planned day.",))
    left = [one for one in planned if one.done_on is None]
    if not left:
        return Signal(Of.TIME, Status.ON_TARGET, ("Everything that was planned is done.",))
    late = sorted(((lateness(one, on), one) for one in left), key=lambda pair: -pair[0])
    behind = [(days, one) for days, one in late if days > rule.near_after_days]
    if not behind:
        first = min(left, key=lambda one: one.forecast_on or one.planned_on or on)
        due = max(first.forecast_on or first.planned_on or on, on)
        return Signal(Of.TIME, Status.ON_TARGET, (f"Next is “{first.name}”, on {on_day(due)} as planned.",))
    status = Status.OFF_TARGET if behind[0][0] > rule.off_after_days else Status.NEAR_TARGET
    return Signal(Of.TIME, status, tuple(_late(days, one, on) for days, one in behind))


def _late(days: int, one: Dated, on: date) -> str:
    assert one.planned_on is not None
    if one.forecast_on and one.forecast_on > on:
        expected = f"and is expected on {on_day(one.forecast_on)}"
    else:
        expected = "and is not done"
    late = f"{counted(days, 'day')} late"
    return f"“{one.name}” was planned for {on_day(one.planned_on)} {expected}: {late}."


def of_money(rule: ProjectRule, money: Sums | None) -> Signal:
    """Money: the forecast against what was agreed, whether it is spent beyond, and whether somebody pays.

    What is spent beyond its forecast is never on target, however the whole compares with what was agreed.
    """
    if money is None or not money.agreed:
        return Signal(Of.MONEY, Status.NOT_RATED, ("No investment is on record.",))
    above = (money.forecast - money.agreed) * 100 / money.agreed
    status = (
        Status.OFF_TARGET
        if above > rule.off_above_percent
        else Status.NEAR_TARGET
        if above > rule.near_above_percent
        else Status.ON_TARGET
    )
    said = [f"£{money.forecast:,.0f} is forecast against £{money.agreed:,.0f} agreed."]
    if above > 0:
        said = [f"{said[0][:-1]}: {above:.1f}% above it."]
    if money.beyond:
        said.append(f"£{money.beyond:,.0f} is spent beyond what was forecast, and counts as forecast.")
        status = worst([status, Status.NEAR_TARGET])
    if money.unfunded:
        said.append(f"Nobody pays yet for £{money.unfunded:,.0f} of it.")
        status = worst([status, rule.unfunded])
    return Signal(Of.MONEY, status, tuple(said))


def way(one: Expected) -> Decimal | None:
    """How far a benefit's latest result has come from its baseline to what is expected, in percent."""
    if one.latest is None or one.baseline is None or one.expected == one.baseline:
        return None
    return (one.latest - one.baseline) * 100 / (one.expected - one.baseline)


def of_benefits(rule: ProjectRule, benefits: Sequence[Expected], on: date) -> Signal:
    """Benefits: those that are due by now decide, and each is judged by how far it has come."""
    if not benefits:
        return Signal(Of.BENEFIT, Status.NOT_RATED, ("No benefit is tied to a measure.",))
    found = [_benefit(rule, one, on) for one in benefits]
    status = worst([one[0] for one in found])
    rated = [words for state, words in found if state is status]
    return Signal(Of.BENEFIT, status, tuple(rated))


def _benefit(rule: ProjectRule, one: Expected, on: date) -> tuple[Status, str]:
    come = way(one)
    far = f"{come:.0f}% of the way" if come is not None else ""
    if one.latest is None:
        return Status.NOT_RATED, f"“{one.name}” has no result yet."
    if come is None:
        return Status.NOT_RATED, f"“{one.name}” has no baseline to set its result against."
    if one.due_on is None:
        return Status.NOT_RATED, f"“{one.name}” is {far}; by when it is expected is not said."
    if one.due_on > on:
        return Status.NOT_RATED, f"“{one.name}” is {far} and due by {on_day(one.due_on)}."
    said = f"“{one.name}” was due by {on_day(one.due_on)} and is {far}."
    if come >= rule.benefit_on_percent:
        return Status.ON_TARGET, said
    return (Status.NEAR_TARGET if come >= rule.benefit_near_percent else Status.OFF_TARGET), said


def disagreement(worked: Status, view: Status | None) -> str:
    """How the owner's own view differs from what the rule says; empty where it doesn't or can't be told."""
    if view is None or Status.NOT_RATED in (worked, view) or worked is view:
        return ""
    better = _WORST.index(view) < _WORST.index(worked)
    return f"Its owner sees it {'better' if better else 'worse'} than the rule does. Both are shown."
