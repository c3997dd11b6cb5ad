"""Saying how an element goes: one dated statement a day, which the same day changes and the ledger keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from goldenthread.core.action_status import ActionRule
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.ledger.one import change, make
from goldenthread.ledger.recording import reasons_too_long
from goldenthread.people.models import Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.models import Element, Update


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of how an element goes; what they leave out is not said.

    `state` is one of the council's own where its rule asks for one; `view` is the status that the owner
    would give where they disagree with the rule's, and `view_reason` says why.
    """

    text: str = ""
    is_done: bool | None = None
    percent_complete: int | None = None
    milestones_done: int | None = None
    milestones: int | None = None
    expected_on: date | None = None
    in_the_way: str = ""
    corrective: str = ""
    state: str = ""
    view: str = ""
    view_reason: str = ""


@transaction.atomic
def give_update(
    *,
    element: Element,
    said: Said,
    on: date,
    by: Officer,
    at: datetime,
    seen: int | None = None,
    asked: Post | None = None,
) -> Update:
    """Record what is said of an element on a day; said again that day, it takes the place of the first.

    `seen` is the version of that day's update as the person saw it, 0 where there was none, None where it
    does not matter. `asked` is the post that a round asks in the owner's place. Raises `Refused`, or `Stale`
    where somebody else said something meanwhile.
    """
    rows = Element.objects.select_for_update(of=("self",)).select_related(
        "council", "level", "edition__plan__service__directorate", "owner", "service__directorate"
    )
    held = rows.get(pk=element.pk)
    refuse_if(reasons_not_to_update(held, by, *([asked] if asked else [])))
    rule = action_rule_of(held.council)
    said = completed(said, rule)
    today = localdate(at)
    refuse_if(reasons_not_to_say(said, rule, on, today))
    before = Update.objects.select_for_update(of=("self",)).filter(element=held, made_on=on).first()
    if seen is not None:
        refuse_if_stale(seen, before.version if before else 0, f"the update of “{held}”")
    row = {**_row(said), "due_on": held.due_on, "made_by": by.post}
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at}
    if before is None:
        new = {"council_id": held.council_id, "element_id": held.pk, "made_on": on, **row}
        return make(Update, new, verb="gave an update", **who)
    change(before, row, verb="changed an update", **who)
    return before


def _row(said: Said) -> dict[str, Any]:
    return {one.name: getattr(said, one.name) for one in fields(Said)}


def completed(said: Said, rule: ActionRule) -> Said:
    """What is said, trimmed, with what follows from it: a state of done work is done, and done is 100%."""
    texts = {one.name: getattr(said, one.name).strip() for one in fields(Said) if one.type == "str"}
    said = replace(said, **texts)
    if said.is_done is None and rule.is_over(said.state):
        said = replace(said, is_done=True)
    if said.is_done and said.percent_complete is None:
        said = replace(said, percent_complete=100)
    return said


def reasons_not_to_update(element: Element, by: Officer, *asked: Post) -> list[str]:
    """Why this person may not say how an element goes; a partner's people may where it has a part.

    `asked` are posts that are asked in the owner's place.
    """
    service = element.service or element.edition.plan.service
    subject = subject_of(service, element.owner, *asked)
    if by.partner and element.involvements.filter(partner__slug=by.partner).exists():
        subject = subject._replace(posts=(*subject.posts, by.post))
    found = reasons_of_duty(element.council, "answer_asks", by, subject)
    if not found and element.state == Element.State.RETIRED:
        found = ["This line is retired: nothing more is said of how it goes."]
    if not found and not element.level.is_monitored:
        found = [f"Nobody reports on lines of the level “{element.level.name}”: report on what is below it."]
    return found


def reasons_not_to_say(said: Said, rule: ActionRule, on: date, today: date) -> list[str]:
    """Why this can't be recorded as said on a day, whoever says it; sentences that say what to do."""
    checks = (_nothing(said), _days(said, on, today), _counts(said), _states(said, rule), _views(said, rule))
    return [
        *(reason for check in checks for reason in check),
        *reasons_too_long(Update, {"state": said.state, "view": said.view}),
    ]


def _nothing(said: Said) -> Iterator[str]:
    if said == Said():
        yield "Say how it goes: whether it is done, how far it is, or what happened."


def _days(said: Said, on: date, today: date) -> Iterator[str]:
    if on > today:
        yield f"An update is of today or of an earlier day; {on_day(on)} is still to come."
    if said.expected_on and not said.is_done and said.expected_on < on:
        yield (
            f"It is not done, so it can’t be expected on {on_day(said.expected_on)}, which is past. "
            "Say when it is expected now, or that it is done."
        )


def _counts(said: Said) -> Iterator[str]:
    percent, done, of = said.percent_complete, said.milestones_done, said.milestones
    if percent is not None and not 0 <= percent <= 100:
        yield "How much is complete is a percentage from 0 to 100."
    if said.is_done and percent not in (None, 100):
        yield f"What is done is 100% complete, not {percent}%. Change one of them."
    if said.is_done is False and percent == 100:
        yield "It is 100% complete but not done. Change one of them."
    if (done is None) != (of is None):
        yield "Say how many milestones are done and how many there are, or neither."
    elif done is not None and of is not None and not 0 <= done <= of <= 1000:
        yield f"{done} milestones can’t be done of {of}. Change one of them."


def _states(said: Said, rule: ActionRule) -> Iterator[str]:
    if said.state and not rule.is_stated:
        yield "Where an action stands is worked out from its dates here: say when you expect it to end."
    elif said.state and said.state not in rule.names:
        yield f"“{said.state}” is no state of this council. Choose one of: {', '.join(rule.names.values())}."
    elif said.is_done is False and rule.is_over(said.state):
        yield f"“{rule.words(said.state)}” is done, but it is said not to be. Change one of them."


def _views(said: Said, rule: ActionRule) -> Iterator[str]:
    if said.view and said.view not in rule.names:
        yield f"“{said.view}” is no status of this council. Choose one of: {', '.join(rule.names.values())}."
    if said.view and not said.view_reason:
        yield "Say why you see it otherwise: both are shown, and readers will ask."
    if said.view_reason and not said.view:
        yield "Say which status you would give, or leave the reason out."
