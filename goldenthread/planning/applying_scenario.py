"""Making of a scenario what it tried: outright in a draft, by requests for change in an adopted edition.

Effort that was said by quarter goes along with a date; effort that is spread between an action's dates
follows them by itself. In an adopted edition effort and staff follow once every request is decided; where no
date and no withdrawal need be asked for, at once. Money is not made here: it is asked for as a bid. What a
scenario came to is kept as it was when it was applied, for the plan moves on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AnySet
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from goldenthread.core.amending import WAITING
from goldenthread.core.periods import Period, next_period, quarter_of
from goldenthread.core.refused import Refused, refuse_if
from goldenthread.core.scenario import Kind, applied, later, reasons_not
from goldenthread.core.scenario_effect import effect_of, kept
from goldenthread.core.sentences import counted, start
from goldenthread.core.workload import Ask, Work, Workload
from goldenthread.governance.amending_elements import ask_for_withdrawal
from goldenthread.governance.models import ChangeRequest
from goldenthread.governance.moving_dates import ask_for_dates
from goldenthread.governance.tied_to_scenarios import tie_to_scenario
from goldenthread.people.officers import Officer
from goldenthread.plans.editing import amend_element
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.origins import Why
from goldenthread.plans.reshaping import retire_element
from goldenthread.resources.models import Effort, Scenario, ScenarioChange
from goldenthread.resources.reprofiling import add_staff, put_effort
from goldenthread.resources.scenario_queries import changes_of, with_changes
from goldenthread.resources.scenarios import move_scenario
from goldenthread.resources.tried import rule_of, tried_of
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of, year_start_of

MARGIN = 40  # quarters at the least, so that what moves still lies in the run
Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who applies which scenario, and when; `on` is the council's day."""

    scenario: Scenario
    changes: Sequence[ScenarioChange]
    quarters: tuple[Period, ...]
    before: Workload
    after: Workload
    on: date
    by: Officer
    at: datetime

    @property
    def reason(self) -> str:
        return f"Scenario “{self.scenario}”: {self.scenario.why or 'applied'}"

    def reason_of(self, element: int) -> str:
        """Why an element is changed: as its changes say, or as the scenario does."""
        said = [one.because for one in self.changes if one.element_id == element and one.because]
        return f"Scenario “{self.scenario}”: {' '.join(said)}" if said else self.reason

    def first_day(self, number: int) -> date:
        """The first day of a quarter by its number."""
        return later(self.quarters[0].starts_on, number)

    def of_kind(self, *kinds: Kind) -> set[int]:
        """The elements that changes of these kinds name."""
        return {one.element_id for one in self.changes if one.kind in kinds and one.element_id}


def _deed(scenario: Scenario, on: date, by: Officer, at: datetime) -> _Deed:
    quarters = _every_quarter(scenario.edition, on)
    before = workload_of(scenario.edition, quarters, on, by)
    changes = changes_of(scenario)
    return _Deed(scenario, changes, quarters, before, with_changes(before, changes), on, by, at)


def _every_quarter(edition: Edition, on: date) -> tuple[Period, ...]:
    """A run of quarters that holds every date and every effort of an edition, with room to move them."""
    lines = Element.objects.filter(edition=edition)
    efforts = Effort.objects.filter(need__element__edition=edition)
    days = [edition.starts_on, edition.ends_on, on]
    days += lines.aggregate(a=Min("starts_on"), b=Min("due_on"), c=Max("starts_on"), d=Max("due_on")).values()
    days += efforts.aggregate(a=Min("quarter_on"), b=Max("quarter_on")).values()
    held = [day for day in days if day is not None]
    first = quarter_of(min(held), year_start_of(edition.plan.council))
    found = [first]
    while found[-1].ends_on < max(held) or len(found) < MARGIN:
        found.append(next_period(found[-1]))
    return tuple(found)


@transaction.atomic
def apply_scenario(*, scenario: Scenario, version: int, on: date, by: Officer, at: datetime) -> None:
    """Make a scenario's changes in a draft, or ask for them in an adopted edition.

    All or nothing: raises `Refused` with every reason why some change can't be made, and `Stale`.
    """
    is_draft = scenario.edition.state == Edition.State.DRAFT
    move = "apply" if is_draft else "ask"
    held = move_scenario(scenario=scenario, move=move, version=version, on=on, by=by, at=at)
    deed = _deed(held, on, by, at)
    refuse_if([] if deed.changes else ["This scenario changes nothing yet. Add a change first."])
    refuse_if(_reasons_gone(deed))
    _keep_effect(deed)
    if is_draft:
        refuse_if(_reasons_of(chain(_efforts(deed), _staff(deed), _draft(deed))))
        return
    refuse_if(_reasons_of(_asked(deed)))
    if not held.change_requests.exists():
        refuse_if(_reasons_of(chain(_efforts(deed), _staff(deed))))
        move_scenario(scenario=held, move="finish", version=held.version, on=on, by=by, at=at)


def _keep_effect(deed: _Deed) -> None:
    """Keep what a scenario comes to, over the quarters that its page shows."""
    edition = deed.scenario.edition
    quarters = quarters_of_edition(edition, deed.on)
    before = workload_of(edition, quarters, deed.on, deed.by)
    effect = kept(effect_of(before, with_changes(before, deed.changes)), quarters)
    Scenario.objects.filter(pk=deed.scenario.pk).update(effect=effect)


@transaction.atomic
def finish_scenario(*, scenario: Scenario, version: int, on: date, by: Officer, at: datetime) -> None:
    """Take effort and staff along, once every request of a scenario is decided.

    Effort of an action whose new date was refused stays. Raises `Refused` while one waits, and `Stale`.
    """
    waiting = scenario.change_requests.filter(state__in=WAITING)
    if waiting:
        said = counted(len(waiting), "request of this scenario is", "requests of this scenario are")
        refuse_if([f"{start(said)} still to be decided."])
    held = move_scenario(scenario=scenario, move="finish", version=version, on=on, by=by, at=at)
    deed = _deed(held, on, by, at)
    asked = held.change_requests.filter(kind=ChangeRequest.Kind.DATE)
    granted = asked.filter(state=ChangeRequest.State.APPROVED)
    requested, moved = (set(rows.values_list("element_id", flat=True)) for rows in (asked, granted))
    steps = chain(_efforts(deed, requested), _said_by_quarter(deed, moved), _staff(deed))
    refuse_if(_reasons_of(steps))


def _reasons_of(steps: Iterable[Step]) -> list[str]:
    """Take every step, and find every reason why one could not be taken."""
    reasons: list[str] = []
    for step in steps:
        try:
            with transaction.atomic():
                step()
        except Refused as refusal:
            reasons += refusal.reasons
    return reasons


def _reasons_gone(deed: _Deed) -> list[str]:
    """Why changes can't be made any more: what they change left the plan meanwhile, or became fixed."""
    tried, found = deed.before, []
    for one in deed.changes:
        rule = rule_of(tried_of(one), deed.quarters)
        if rule.kind not in (Kind.MONEY, Kind.STAFF):
            found += reasons_not(rule, tried)
        tried = applied(tried, [rule])
    return found


def _works(deed: _Deed, keys: Iterable[int]) -> Iterator[tuple[Element, Work, Work]]:
    """Elements that stay in the plan, before and after, in the plan's order."""
    before, after = ({work.key: work for work in one.works} for one in (deed.before, deed.after))
    held = Element.objects.select_related("edition__plan__service", "level", "council").in_bulk(list(keys))
    for key, element in sorted(held.items()):
        if key in before and key in after:
            yield element, before[key], after[key]


def _efforts(deed: _Deed, but: AnySet[int] = frozenset()) -> Iterator[Step]:
    """Steps that put effort into other quarters, but for elements whose dates others decide on."""
    parted = deed.of_kind(Kind.MOVE, Kind.SPLIT)
    for element, _, after in _works(deed, parted - but):
        yield from (_put(deed, element, ask) for ask in after.asks)
    yield from _said_by_quarter(deed, deed.of_kind(Kind.DEFER) - parted - but)


def _said_by_quarter(deed: _Deed, keys: Iterable[int]) -> Iterator[Step]:
    """Steps for effort that was said by quarter; what is spread between dates has followed them already."""
    for element, before, after in _works(deed, keys):
        for was, ask in zip(before.asks, after.asks, strict=True):
            if not was.is_spread:
                yield _put(deed, element, ask)


def _put(deed: _Deed, element: Element, ask: Ask) -> Step:
    by_quarter = {deed.first_day(number): days for number, days in ask.by_quarter.items()}
    return partial(
        put_effort, element=element, service=ask.service, by_quarter=by_quarter,
        reason=deed.reason_of(element.pk), by=deed.by, at=deed.at,
    )  # fmt: skip


def _staff(deed: _Deed) -> Iterator[Step]:
    for one in deed.changes:
        if one.kind == Kind.STAFF and one.service and one.quarter_on:
            yield partial(
                add_staff, service=one.service, quarter_on=one.quarter_on, days=one.days,
                reason=one.because or deed.reason, by=deed.by, at=deed.at,
            )  # fmt: skip


def _dates(element: Element, before: Work, after: Work) -> dict[str, date | None]:
    """An element's dates as they would be; one that it doesn't have stays so."""
    moved = {"starts_on": after.starts - before.starts, "due_on": after.due - before.due}
    held = {name: getattr(element, name) for name in moved}
    return {name: later(day, moved[name]) if day and moved[name] else day for name, day in held.items()}


def _redated(deed: _Deed) -> Iterator[tuple[Element, dict[str, date | None]]]:
    """Elements whose dates would be others, with those."""
    for element, before, after in _works(deed, deed.of_kind(Kind.DEFER, Kind.SPLIT)):
        dates = _dates(element, before, after)
        if any(getattr(element, name) != day for name, day in dates.items()):
            yield element, dates


def _draft(deed: _Deed) -> Iterator[Step]:
    """Steps that change a draft outright."""
    who: dict[str, Any] = {"by": deed.by, "at": deed.at}
    for element, dates in _redated(deed):
        why = Why(deed.reason_of(element.pk))
        yield partial(amend_element, element=element, version=element.version, changes=dates, why=why, **who)
    for element in _dropped(deed):
        why = Why(deed.reason_of(element.pk))
        yield partial(
            retire_element, element=element, version=element.version, under=element.parent, why=why, **who
        )


def _asked(deed: _Deed) -> Iterator[Step]:
    """Steps that ask for what an adopted edition would change."""
    for element, dates in _redated(deed):
        yield partial(_ask, deed, ask_for_dates, element, dates=dates)
    for element in _dropped(deed):
        yield partial(_ask, deed, ask_for_withdrawal, element)


def _ask(deed: _Deed, ask: Callable[..., ChangeRequest], element: Element, **asked: Any) -> None:
    reason = deed.reason_of(element.pk)
    made = ask(element=element, reason=reason, on=deed.on, by=deed.by, at=deed.at, **asked)
    tie_to_scenario(made, deed.scenario)


def _dropped(deed: _Deed) -> list[Element]:
    rows = Element.objects.select_related("edition__plan__service", "level", "council", "parent")
    return list(rows.filter(pk__in=deed.of_kind(Kind.DROP)).order_by("pk"))
