"""How one element goes, for its page: the rule's verdict, what its owner said, help, and its dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.action_status import ActionRule
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, spell, start
from goldenthread.governance.change_permissions import reasons_not_to_ask_of_element
from goldenthread.governance.change_queries import requests_of_element
from goldenthread.governance.models import ChangeRequest
from goldenthread.people.officers import Officer
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.help_queries import help_of
from goldenthread.plans.models import Edition, Element, Help, Update
from goldenthread.plans.update_queries import updates_until
from goldenthread.plans.updating import reasons_not_to_update
from goldenthread.reports.figures.position import Position
from goldenthread.reports.figures.work_status import Held, WorkStatus, milestones_below, status_of_line


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything that a page says of how an element goes."""

    element: Element
    on: date
    rule: ActionRule
    status: WorkStatus | None
    updates: Sequence[Update]
    requests: Sequence[ChangeRequest]
    help: Sequence[Help]
    cannot_update: list[str]
    cannot_ask: list[str]
    milestones_below: tuple[int, int] | None = None  # counted from what hangs from it

    @property
    def is_draft(self) -> bool:
        return self.element.edition.state == Edition.State.DRAFT

    @property
    def is_adopted(self) -> bool:
        """True where a date moves by a request only."""
        return self.element.edition.state == Edition.State.ADOPTED

    @property
    def latest(self) -> Update | None:
        return self.updates[0] if self.updates else None

    @property
    def waiting(self) -> ChangeRequest | None:
        """The request for another date that waits, if one does."""
        return self.waiting_for(ChangeRequest.Kind.DATE)

    def waiting_for(self, kind: str) -> ChangeRequest | None:
        """The request of a kind that waits, if one does."""
        return next((one for one in self.requests if one.is_waiting and one.kind == kind), None)

    @property
    def is_worth_showing(self) -> bool:
        """True where something was said or decided, or this person may say it."""
        return bool(self.status and (self.updates or self.help or self.requests or not self.cannot_update))

    @property
    def sentences(self) -> list[Sentence]:
        """What was last said and when, before somebody says how it goes now."""
        due = f"It is due on {on_day(self.element.due_on)}" if self.element.due_on else "It has no date"
        if self.latest is None:
            return [(Span(f"{due}; "), Span("nobody has said how it goes yet", True), Span("."))]
        assert self.status is not None
        said = f"{due}; on {on_day(self.latest.made_on)} it stood at "
        return [(Span(said), Span(f"“{self.status.verdict.words}”", True), Span("."))]


def work_page(position: Position, element: Element, viewer: Officer) -> WorkPage:
    """Gather how one element goes; `position` is of its own edition. Four queries."""
    on, rule = position.on, action_rule_of(position.council)
    updates = updates_until(element, on)
    requests, wanted = requests_of_element(element), help_of(element)
    held = Held(
        rule=rule,
        updates={element.pk: updates[:2]},
        first=_first_stated(element, updates),
        original=_original(element, requests),
        help={element.pk: wanted},
    )
    is_followed = element.level.is_monitored and element.pk in position.lines
    return WorkPage(
        element=element,
        on=on,
        rule=rule,
        status=status_of_line(position, element.pk, held) if is_followed else None,
        updates=updates,
        requests=requests,
        help=wanted,
        cannot_update=reasons_not_to_update(element, viewer),
        cannot_ask=reasons_not_to_ask_of_element(element, viewer),
        milestones_below=milestones_below(position, element.pk),
    )


def _first_stated(element: Element, updates: Sequence[Update]) -> dict[int, date]:
    """As `plans.update_queries.dates_first_stated`, of the updates that are read already."""
    edition = element.edition
    if edition.state == Edition.State.DRAFT:
        return {}
    adopted_on = edition.adopted_on or date.min
    stated = [one.due_on for one in reversed(updates) if one.due_on and one.made_on >= adopted_on]
    return {element.pk: stated[0]} if stated else {}


def _original(element: Element, requests: Sequence[ChangeRequest]) -> dict[int, date]:
    dates = [one for one in requests if one.kind == ChangeRequest.Kind.DATE]
    approved = [one for one in dates if one.state == ChangeRequest.State.APPROVED and one.decided_at]
    first = min(approved, key=lambda one: (one.decided_at, one.pk), default=None)
    before = first.before.get("due_on") if first else None
    return {element.pk: date.fromisoformat(before)} if before else {}


def said_in_words(update: Update, rule: ActionRule) -> str:
    """What an update says beside its words: “Not done, 40% complete, expected 30 November 2014”."""
    done, of = update.milestones_done, update.milestones
    is_done = {True: "done", False: "not done"}.get(update.is_done) if update.is_done is not None else ""
    parts = (
        rule.words(update.state) if update.state else "",
        is_done,
        "" if update.percent_complete is None else f"{update.percent_complete}% complete",
        "" if of is None else f"{done} of {counted(of, 'milestone')} done",
        f"stated as {update.stated}" if update.stated else "",
        f"due {on_day(update.due_on)}" if update.due_on else "",
        f"expected {on_day(update.expected_on)}" if update.expected_on else "",
        f"its owner would say “{rule.words(update.view)}”: {update.view_reason}" if update.view else "",
    )
    return start(", ".join(part for part in parts if part)) or "In words only"


def of_help(found: Sequence[Help]) -> list[Sentence]:
    """“Two wishes for help wait for an answer, one is accepted.”"""
    if not found:
        return [plain("No service has been asked for help.")]
    counts = {state: sum(one.state == state for one in found) for state in Help.State.values}
    parts = [
        f"{spell(counts[state])} {words}"
        for state, words in (
            ("ASKED", "waiting for an answer"),
            ("ACCEPTED", "accepted"),
            ("DECLINED", "declined"),
            ("WITHDRAWN", "no longer wanted"),
        )
        if counts[state]
    ]
    wishes = start(counted(len(found), "wish", "wishes"))
    return [(Span(wishes, True), Span(f" for another service’s help: {', '.join(parts)}."))]
