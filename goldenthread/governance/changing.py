"""Asking for a change to what was approved, taking that back, putting it to a meeting, and deciding it.

Approving makes the change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core import effects
from goldenthread.core.amending import WAITING
from goldenthread.core.effects import Effect
from goldenthread.core.measure_sheet import Definition
from goldenthread.core.periods import Period, in_words
from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.governance.amending_elements import line_as_it_stands, title_of
from goldenthread.governance.change_permissions import (
    reasons_not_by,
    reasons_not_to_ask,
    reasons_not_to_decide,
    reasons_not_to_put,
    reasons_not_to_withdraw,
    reasons_of_meeting,
)
from goldenthread.governance.change_values import kept, moment
from goldenthread.governance.effects import effects_on_element, effects_on_measure
from goldenthread.governance.granting import BESIDE, grant, period_of, sheet_with
from goldenthread.governance.grounds import (
    UNSAID,
    Because,
    is_target_eased,
    settled,
    standing_of_target,
)
from goldenthread.governance.models import Body, ChangeRequest, Meeting
from goldenthread.governance.moving_dates import dates_named
from goldenthread.ledger.one import change, make
from goldenthread.measures.actions import fields_of
from goldenthread.measures.approval import is_approved
from goldenthread.measures.deriving import reasons_not_to_work_out
from goldenthread.measures.models import Measure, Target
from goldenthread.measures.permissions import reasons_not_to_keep
from goldenthread.measures.queries import plain
from goldenthread.measures.sheet_permissions import reasons_of_kind, reasons_of_records, reasons_of_sheet
from goldenthread.measures.sheets import written_of
from goldenthread.people.officers import Officer

__all__ = [
    "BESIDE", "FIELDS", "Wish", "as_it_stands", "ask_for_change", "decide_change", "effects_of",
    "effects_of_wish", "period_of", "put_to_meeting", "reasons_moved_on", "subject_words", "withdraw_change",
]  # fmt: skip

Kind, State = ChangeRequest.Kind, ChangeRequest.State
FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.TARGET.value: ("value", "stretch"),
    Kind.BASELINE.value: ("baseline", "baseline_on", "baseline_note"),
    Kind.TOLERANCE.value: ("tolerance", "tolerance_is_percent", "floor", "low", "high"),
    Kind.DEFINITION.value: Definition._fields,
    Kind.COUNTING.value: (
        "polarity", "low", "high", "levels", "formula", "if_zero", "if_missing", "frequency", "reporting",
        "derivation", "is_cumulative", "is_data_only",
    ),
    Kind.OWNER.value: ("owner_id",),
}  # fmt: skip


class Wish(NamedTuple):
    """What is to be changed: a kind, a measure, for a target its period, and the fields as they would be."""

    kind: str
    measure: Measure
    after: Mapping[str, Any]
    period: Period | None = None
    because: Because = UNSAID


@transaction.atomic
def ask_for_change(*, wish: Wish, reason: str, on: date, by: Officer, at: datetime) -> ChangeRequest:
    """Ask for a change to what was approved; `on` is the council's day. What it says now is kept beside it.

    A target that is eased is a deferral for a miss unless `wish.because` names the decision that redirected
    the resources.

    Raises `Refused` where nothing would change, where it was not approved and can be changed outright, or
    where a request for the same thing waits already.
    """
    measure = (
        Measure.objects.select_for_update(of=("self",))
        .select_related("council", "owner")
        .get(pk=wish.measure.pk)
    )
    wish = wish._replace(measure=measure)
    refuse_if(reasons_not_to_ask(measure, by))
    refuse_if([] if reason.strip() else ["Say why it should change: those who decide will ask."])
    before = as_it_stands(measure, wish.kind, wish.period)
    after = {name: kept(value) for name, value in wish.after.items()}
    if wish.kind == Kind.OWNER.value:
        before["owner"] = str(measure.owner or "")
        after["owner"] = title_of(measure.council, after.get("owner_id"))
    refuse_if(_reasons_not_this(wish, before, after) or _reasons_not_to_stand(wish, after))
    because, found = _settled(wish, before, after, on)
    refuse_if(found)
    row = {
        "council_id": measure.council_id,
        "measure_id": measure.pk,
        "kind": wish.kind,
        **(fields_of(wish.period) if wish.period else {}),
        "before": before,
        "after": after,
        "reason": reason.strip(),
        "asked_by": by.post,
        "asked_at": moment(on, at),
        **because.row(),
    }
    return make(
        ChangeRequest, row, council=measure.council, by=by, at=at, verb="asked for", reason=reason.strip()
    )


def _settled(
    wish: Wish, before: Mapping[str, Any], after: Mapping[str, Any], on: date
) -> tuple[Because, list[str]]:
    """The ground that a request keeps, where it eases a target, and why that can't be given."""
    measure, period = wish.measure, wish.period
    if wish.kind != Kind.TARGET.value or period is None:
        return UNSAID, []
    standing = standing_of_target(measure, period, on)
    is_eased = is_target_eased(measure, before, after)
    return settled(wish.because, measure.council, standing, is_eased=is_eased)


def _reasons_not_this(wish: Wish, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    if not is_approved(wish.measure):
        return ["This was not approved with a plan: change it outright."]
    if wish.kind == Kind.TARGET.value and before.get("value") is None:
        return ["No target is set for this period yet: to set it changes nothing that was approved. Set it."]
    if all(before.get(name) == value for name, value in after.items() if name not in BESIDE):
        return ["Nothing would change. Say what it should be."]
    found = _reasons_of_one_kind(wish.kind, before, after)
    if found:
        return found
    waiting = ChangeRequest.objects.filter(measure=wish.measure, kind=wish.kind, state__in=WAITING)
    if wish.period is not None:
        waiting = waiting.filter(**fields_of(wish.period))
    first = waiting.first()
    return [f"Change request {first.pk} asks for this already. It is decided first."] if first else []


def _reasons_of_one_kind(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    if kind == Kind.DEFINITION.value and not after.get("from_on"):
        return ["Say from which day the new definition would hold."]
    if kind == Kind.OWNER.value and not after.get("owner_id"):
        return ["A measure that was approved always has somebody who answers for it. Choose a post."]
    if kind == Kind.WITHDRAWAL.value and bool(before["retired_on"]) == bool(after.get("retired_on")):
        return ["It is retired already, or followed already. Load the page again."]
    return []


def _reasons_not_to_stand(wish: Wish, after: Mapping[str, Any]) -> list[str]:
    """Why what is asked for could never be granted: its figures, or the sheet as it would be."""
    if wish.kind == Kind.TARGET.value:
        figures = [value for value in wish.after.values() if isinstance(value, Decimal)]
        return [reason for figure in figures for reason in reasons_not_to_keep(figure)]
    if wish.kind == Kind.WITHDRAWAL.value:
        return []
    measure, sheet = wish.measure, sheet_with(wish.measure, dict(after))
    return (
        reasons_of_records(measure.council, sheet)
        or reasons_of_sheet(sheet)
        or reasons_of_kind(measure, sheet.kind)
        or reasons_not_to_work_out(measure.council, measure.code, sheet.formula)
    )


@transaction.atomic
def withdraw_change(*, request: ChangeRequest, version: int, by: Officer, at: datetime) -> None:
    """Take back what one asked for oneself, while it waits."""
    held = _held(request)
    refuse_if(reasons_not_to_withdraw(held, by))
    refuse_if_stale(version, held.version, f"change request {held.pk}")
    change(held, {"state": State.WITHDRAWN.value}, council=held.council, by=by, at=at, verb="withdrawn")


@transaction.atomic
def put_to_meeting(
    *, request: ChangeRequest, meeting: Meeting, version: int, by: Officer, at: datetime
) -> None:
    """Put a request to a meeting, or to another one. Raises `Refused` where its body may not approve it."""
    held = _held(request)
    refuse_if(reasons_not_to_put(held, by))
    refuse_if_stale(version, held.version, f"change request {held.pk}")
    refuse_if(reasons_of_meeting(held, meeting))
    row = {"state": State.PUT.value, "meeting_id": meeting.pk}
    change(held, row, council=held.council, by=by, at=at, verb="put to a meeting", reason=str(meeting))


@transaction.atomic
def decide_change(
    *,
    request: ChangeRequest,
    is_granted: bool,
    decision: str,
    body: Body | None = None,
    version: int,
    on: date,
    by: Officer,
    at: datetime,
) -> None:
    """Decide a request: to grant it makes the change at once; to decline it says why. `on` is the day.

    What was put to a meeting is decided by that meeting's body. What it would do is worked out once more and
    kept with the decision. Raises `Refused` where it is one's own, where the policy gives it to others, or
    where what it would change has changed since it was asked.
    """
    held = _held(request)
    if body is None and held.state == State.PUT and held.meeting is not None:
        body = held.meeting.body
    refuse_if(reasons_not_to_decide(held, by) or reasons_not_by(held, body, by))
    refuse_if_stale(version, held.version, f"change request {held.pk}")
    refuse_if(
        [] if is_granted or decision.strip() else ["Say why it is declined: whoever asked will want to know."]
    )
    if is_granted:
        refuse_if(reasons_moved_on(held))
    effect = effects.kept(effects_of(held, on))
    if is_granted:
        grant(held, by=by, at=at)
    row = {
        "state": (State.APPROVED if is_granted else State.DECLINED).value,
        "decision": decision.strip(),
        "body_id": body.pk if body else None,
        "decided_by": by.post,
        "decided_at": moment(on, at),
        "effect": effect,
    }
    verb = "approved" if is_granted else "declined"
    change(held, row, council=held.council, by=by, at=at, verb=verb, reason=decision.strip())


def effects_of(request: ChangeRequest, on: date) -> Sequence[Effect]:
    """What a request would do, worked out from the records as they stand."""
    if request.measure is not None:
        return effects_on_measure(request.measure, request.kind, request.after, period_of(request), on)
    assert request.element is not None
    return effects_on_element(request.element, request.kind, request.after, on)


def effects_of_wish(wish: Wish, on: date) -> Sequence[Effect]:
    """What a change would do, before it is asked for."""
    after = {name: kept(value) for name, value in wish.after.items()}
    return effects_on_measure(wish.measure, wish.kind, after, wish.period, on)


def reasons_moved_on(request: ChangeRequest) -> list[str]:
    """Why a request can't be granted any more: what it would change is no longer what it was."""
    if request.measure is None:
        now = line_as_it_stands(request.element, request.kind)
    else:
        now = as_it_stands(request.measure, request.kind, period_of(request))
    if all(value == request.before.get(name) for name, value in now.items()):
        return []
    return [
        "What this would change has itself changed since it was asked. Decline it, and ask again from what "
        "holds now."
    ]


def as_it_stands(measure: Measure, kind: str, period: Period | None) -> dict[str, Any]:
    """The fields that a kind of request would change, as they are held now and as a request keeps them."""
    if kind == Kind.TARGET.value:
        refuse_if([] if period else ["Say which period's target should change."])
        assert period is not None
        held = Target.objects.filter(measure=measure, **fields_of(period)).first()
        return {name: kept(plain(getattr(held, name)) if held else None) for name in FIELDS[kind]}
    if kind == Kind.WITHDRAWAL.value:
        return {"retired_on": kept(measure.retired_on)}
    if kind not in FIELDS:
        raise Refused("A measure has no date of its own: ask on the page of the line that is due.")
    sheet = written_of(measure)
    return {name: kept(getattr(sheet, name)) for name in FIELDS[kind]}


def _held(request: ChangeRequest) -> ChangeRequest:
    rows = ChangeRequest.objects.select_for_update(of=("self",))
    joined = (
        "council", "measure__council", "measure__service__directorate", "measure__owner",
        "element__council", "element__edition__plan__service__directorate", "element__parent",
        "element__service__directorate", "element__owner", "meeting__body",
    )  # fmt: skip
    return rows.select_related(*joined).get(pk=request.pk)


def subject_words(request: ChangeRequest) -> str:
    """What a request is about: “Target for April to June 2014”, “Due date”, “Withdrawal”."""
    if request.kind == Kind.DATE.value:
        return dates_named(request)
    if request.kind == Kind.WITHDRAWAL.value:
        came_back = request.measure_id is not None and not request.after.get("retired_on")
        return "Return" if came_back else "Withdrawal"
    period = period_of(request)
    what = request.get_kind_display().partition(" ")[2] or request.get_kind_display()
    when = f" for {in_words(period)}" if period else ""
    return f"{what[:1].upper()}{what[1:]}{when}"
