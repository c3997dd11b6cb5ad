"""Keeping the route of an edition: its steps, and the edition as each body saw it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.route_states import STEP, reasons_not_to_become
from goldenthread.core.sentences import on_day
from goldenthread.governance.keeping import change_seen, locked, reasons_across, reasons_of_address, row_of
from goldenthread.governance.models import Body, Meeting, Step
from goldenthread.governance.seeing import keep_seen
from goldenthread.governance.work_programmes import reasons_not_this_body, reasons_not_to_keep_route
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import bring_up_to_date
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.overload import reasons_of_overload

TO_COME, HELD, PASSED_OVER = "TO_COME", "HELD", "PASSED_OVER"


class Stepped(NamedTuple):
    """A step as somebody writes it: who considers the edition, when, what for, what can still change."""

    body: Body | None = None
    meeting: Meeting | None = None
    when: str = ""
    what: str = ""
    purpose: str = ""
    influence: str = ""
    comments_until: date | None = None
    address: str = ""
    source: str = ""


def reasons_not_this_step(edition: Edition, said: Stepped, held: Step | None = None) -> list[str]:
    """Why a step can't be so, whoever writes it."""
    council = edition.plan.council
    found = [*reasons_across(council, said), *reasons_of_address(said.address)]
    is_new_body = said.body is not None and (held is None or held.body_id != said.body.pk)
    if not found and said.body is not None and is_new_body:
        found += reasons_not_this_body(council, said.body)
    if said.meeting is not None and (said.body is None or said.meeting.body_id != said.body.pk):
        found.append("Choose a meeting of the body that considers the edition.")
    if said.body is None and not said.what.strip():
        found.append("Say which body considers the edition, or what happens at this step.")
    if said.meeting is None and not said.when.strip():
        found.append("Choose the meeting, or say in words when this step is.")
    if (
        held is not None
        and held.sent_at is not None
        and held.body_id != (said.body.pk if said.body else None)
    ):
        found.append("The edition was sent to this body: the step stays its. Add a step for the other.")
    return found


@transaction.atomic
def add_step(*, edition: Edition, said: Stepped, by: Officer, at: datetime) -> Step:
    """Put a step at the end of a route. Raises `Refused`."""
    council = edition.plan.council
    refuse_if(reasons_not_to_keep_route(council, by) or reasons_not_this_step(edition, said))
    last = Step.objects.filter(edition=edition).aggregate(last=Max("position"))["last"] or 0
    row = {"council_id": council.pk, "edition_id": edition.pk, "position": last + 1, **row_of(Step, said)}
    return make(Step, row, council=council, by=by, at=at)


@transaction.atomic
def change_step(*, step: Step, said: Stepped, version: int, by: Officer, at: datetime) -> None:
    """Change what is said of a step; the edition as its body saw it stays. Raises `Refused`."""
    held = _held(step)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    reasons = reasons_not_this_step(held.edition, said, held)
    change_seen(
        held, said, version=version, what="this step", reasons=reasons, council=held.council, by=by, at=at
    )


@transaction.atomic
def shift_step(*, step: Step, up: bool, version: int, by: Officer, at: datetime) -> None:
    """Put a step one place earlier or later; at the end it stays. Steps that were held keep their order."""
    held = _held(step)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, "this step")
    steps = list(Step.objects.select_for_update(of=("self",)).filter(edition=held.edition_id))
    place = [one.pk for one in steps].index(held.pk)
    to = place - 1 if up else place + 1
    if not 0 <= to < len(steps):
        return
    refuse_if(
        ["Steps that were held stay in the order in which they were."]
        if {held.state, steps[to].state} == {HELD}
        else []
    )
    rows = [
        {"id": held.pk, "position": steps[to].position},
        {"id": steps[to].pk, "position": held.position},
    ]
    within = {"pk__in": [held.pk, steps[to].pk]}
    bring_up_to_date(
        Step, rows, key=["id"], within=within, order="position", council=held.council, by=by, at=at
    )


def reasons_not_to_remove(step: Step) -> list[str]:
    """Why a step can't be taken off its route, whoever asks: what was considered is kept."""
    if step.state == HELD or step.seen_id is not None:
        return ["The edition was put to this body: the step is kept. Pass it over if it isn't held."]
    return []


@transaction.atomic
def remove_step(*, step: Step, version: int, by: Officer, at: datetime) -> None:
    """Take a step that is to come off the route. Raises `Refused`."""
    held = _held(step)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, "this step")
    refuse_if(reasons_not_to_remove(held))
    remove(held, council=held.council, by=by, at=at)


def reasons_not_to_send(step: Step, on: date) -> list[str]:
    """Why the edition can't be sent to a step's body now, whoever sends it.

    A draft that asks more of services than they can give goes forward only by a decision on record.
    """
    if step.seen_id is not None:
        day = on_day(step.seen_on) if step.seen_on else ""
        return [
            f"The edition was sent as it was on {day}, and that is kept. For a later text add another step."
        ]
    if step.state != TO_COME:
        return [f"This step is {step.get_state_display()}: nothing more is sent to it."]
    if step.body is None:
        return ["Say first which body considers the edition."]
    return reasons_not_this_body(step.council, step.body) or reasons_of_overload(step.edition, on)


def reasons_of_keeping(step: Step, on: date) -> list[str]:
    """Why the edition can't be kept as the body saw it, where it wasn't sent before; see `overload`."""
    return reasons_of_overload(step.edition, on) if step.seen_id is None else []


@transaction.atomic
def send_to_body(*, step: Step, version: int, on: date, by: Officer, at: datetime) -> None:
    """Keep the edition exactly as this body sees it, before or at its meeting; nothing changes it after.

    Raises `Refused` where it was sent already. `on` is the council's day.
    """
    held = _held(step)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, "this step")
    refuse_if(reasons_not_to_send(held, on))
    change(held, _sent(held, on, by, at), council=held.council, by=by, at=at, verb="sent to the body")


def _sent(step: Step, on: date, by: Officer, at: datetime) -> dict[str, Any]:
    kept = keep_seen(step.edition, on)
    return {"seen_id": kept.pk, "seen_on": on, "sent_at": at, "sent_by": by.post}


def keep_as_sent(edition: int, position: int, on: date, *, by: Officer, at: datetime) -> None:
    """Keep the edition as it stands for a step that a file says it was sent to, unless that is done."""
    held = Step.objects.select_related("council", "edition__plan__council")
    step = held.get(edition_id=edition, position=position)
    if step.seen_id is None:
        row = {**_sent(step, on, by, at), "sent_by": ""}  # who sent it is not known from a file
        change(step, row, council=step.council, by=by, at=at, verb="sent to the body")


@transaction.atomic
def hold_step(
    *, step: Step, happened_on: date, what: str, version: int, on: date, by: Officer, at: datetime
) -> None:
    """Say that a body considered the edition, and what it did. `on` is the council's day.

    Where nothing was sent before, the edition is kept as it is now, with that day beside it: as by sending,
    a draft that asks too much of services reaches the body only by a decision on record.
    """
    held = _held(step)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, "this step")
    refuse_if(reasons_not_to_become(STEP, held.state, HELD) or _reasons_not_to_hold(held, happened_on, on))
    row: dict[str, Any] = {"state": HELD, "happened_on": happened_on, "what": what.strip() or held.what}
    if held.seen_id is None:
        row |= _sent(held, on, by, at)
    change(held, row, council=held.council, by=by, at=at, verb="held")


def _reasons_not_to_hold(step: Step, happened_on: date, on: date) -> list[str]:
    if step.state == HELD:
        return ["This step was held already."]
    if happened_on > on:
        return ["A step is held once it has happened. Write today or an earlier day."]
    if step.seen_on is not None and happened_on < step.seen_on:
        return [f"The edition was sent to it on {on_day(step.seen_on)}. Write that day or a later one."]
    return reasons_of_keeping(step, on)


@transaction.atomic
def pass_over(*, step: Step, because: str, version: int, by: Officer, at: datetime) -> None:
    """Say that a step isn't held, and why; the route goes on to the next. Raises `Refused`."""
    held = _held(step)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, "this step")
    refuse_if(reasons_not_to_become(STEP, held.state, PASSED_OVER))
    refuse_if([] if because.strip() else ["Say why it is passed over: the body will ask."])
    row = {"state": PASSED_OVER, "passed_because": because.strip()}
    change(held, row, council=held.council, by=by, at=at, verb="passed over", reason=because.strip())


@transaction.atomic
def take_up_again(*, step: Step, version: int, by: Officer, at: datetime) -> None:
    """Put a step that was passed over back among those to come."""
    held = _held(step)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, "this step")
    refuse_if(reasons_not_to_become(STEP, held.state, TO_COME))
    row = {"state": TO_COME, "passed_because": ""}
    change(held, row, council=held.council, by=by, at=at, verb="taken up again")


def _held(step: Step) -> Step:
    return locked(Step, step.pk, "council", "edition__plan__council", "body__replaced_by")
