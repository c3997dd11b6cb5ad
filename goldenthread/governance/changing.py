"""Asking for a change to what was approved, taking that back, and deciding it; approving makes the change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.measure_sheet import Definition, MeasureSheet
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import Period, in_words
from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.governance.change_permissions import (
    reasons_not_to_ask,
    reasons_not_to_decide,
    reasons_not_to_withdraw,
    reasons_of_body,
)
from goldenthread.governance.change_values import kept, moment, read
from goldenthread.governance.models import Body, ChangeRequest
from goldenthread.governance.moving_dates import dates_as_they_stand, dates_named, grant_dates
from goldenthread.ledger.one import change, make
from goldenthread.measures.actions import fields_of
from goldenthread.measures.approval import is_approved
from goldenthread.measures.deriving import reasons_not_to_work_out
from goldenthread.measures.models import Measure, Target
from goldenthread.measures.permissions import reasons_not_to_keep
from goldenthread.measures.queries import period_from, plain
from goldenthread.measures.sheet_permissions import reasons_of_kind, reasons_of_sheet
from goldenthread.measures.sheets import change_measure, change_tolerance, redefine_measure, written_of
from goldenthread.measures.targets import Blank, leave_blank, set_target
from goldenthread.people.officers import Officer

Kind, State = ChangeRequest.Kind, ChangeRequest.State
FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.TARGET.value: ("value", "stretch"),
    Kind.TOLERANCE.value: ("tolerance", "tolerance_is_percent", "floor", "low", "high"),
    Kind.DEFINITION.value: Definition._fields,
    Kind.COUNTING.value: (
        "polarity", "low", "high", "levels", "formula", "if_zero", "if_missing", "frequency", "reporting",
        "derivation", "is_cumulative", "is_data_only",
    ),
}  # fmt: skip
# What an asker of a new definition says besides: from when it holds, and whether figures can be compared.
BESIDE = ("from_on", "is_comparable")


class Wish(NamedTuple):
    """What is to be changed: a kind, a measure, for a target its period, and the fields as they would be."""

    kind: str
    measure: Measure
    after: Mapping[str, Any]
    period: Period | None = None


@transaction.atomic
def ask_for_change(*, wish: Wish, reason: str, on: date, by: Officer, at: datetime) -> ChangeRequest:
    """Ask for a change to what was approved; `on` is the council's day. What it says now is kept beside it.

    Raises `Refused` where nothing would change, where it was not approved and can be changed outright, or
    where a request for the same thing waits already.
    """
    measure = (
        Measure.objects.select_for_update(of=("self",)).select_related("council").get(pk=wish.measure.pk)
    )
    wish = wish._replace(measure=measure)
    refuse_if(reasons_not_to_ask(measure, by))
    refuse_if([] if reason.strip() else ["Say why it should change: those who decide will ask."])
    before = as_it_stands(measure, wish.kind, wish.period)
    after = {name: kept(value) for name, value in wish.after.items()}
    refuse_if(_reasons_not_this(wish, before, after) or _reasons_not_to_stand(wish, after))
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
    }
    return make(
        ChangeRequest, row, council=measure.council, by=by, at=at, verb="asked for", reason=reason.strip()
    )


def _reasons_not_this(wish: Wish, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    if not is_approved(wish.measure):
        return ["This was not approved with a plan: change it outright."]
    if wish.kind == Kind.TARGET.value and before.get("value") is None:
        return ["No target is set for this period yet: to set it changes nothing that was approved. Set it."]
    if all(before.get(name) == value for name, value in after.items() if name not in BESIDE):
        return ["Nothing would change. Say what it should be."]
    if wish.kind == Kind.DEFINITION.value and not after.get("from_on"):
        return ["Say from which day the new definition would hold."]
    waiting = ChangeRequest.objects.filter(measure=wish.measure, kind=wish.kind, state=State.OPEN)
    if wish.period is not None:
        waiting = waiting.filter(**fields_of(wish.period))
    first = waiting.first()
    return [f"Change request {first.pk} asks for this already. It is decided first."] if first else []


def _reasons_not_to_stand(wish: Wish, after: Mapping[str, Any]) -> list[str]:
    """Why what is asked for could never be granted: its figures, or the sheet as it would be."""
    if wish.kind == Kind.TARGET.value:
        figures = [value for value in wish.after.values() if isinstance(value, Decimal)]
        return [reason for figure in figures for reason in reasons_not_to_keep(figure)]
    measure, sheet = wish.measure, _sheet_with(wish.measure, after)
    return (
        reasons_of_sheet(sheet)
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

    Raises `Refused` where it is one's own, or where what it would change has changed since it was asked.
    """
    held = _held(request)
    refuse_if(reasons_not_to_decide(held, by) or reasons_of_body(held.council, body))
    refuse_if_stale(version, held.version, f"change request {held.pk}")
    refuse_if(
        [] if is_granted or decision.strip() else ["Say why it is declined: whoever asked will want to know."]
    )
    if is_granted:
        refuse_if(reasons_moved_on(held))
        _apply(held, by, at)
    row = {
        "state": (State.APPROVED if is_granted else State.DECLINED).value,
        "decision": decision.strip(),
        "body_id": body.pk if body else None,
        "decided_by": by.post,
        "decided_at": moment(on, at),
    }
    verb = "approved" if is_granted else "declined"
    change(held, row, council=held.council, by=by, at=at, verb=verb, reason=decision.strip())


def reasons_moved_on(request: ChangeRequest) -> list[str]:
    """Why a request can't be granted any more: what it would change is no longer what it was."""
    if request.measure is None:
        now = dates_as_they_stand(request.element)
    else:
        now = as_it_stands(request.measure, request.kind, period_of(request))
    if all(now.get(name) == value for name, value in request.before.items()):
        return []
    return [
        "What this would change has itself changed since it was asked. Decline it, and ask again from what "
        "holds now."
    ]


def period_of(request: ChangeRequest) -> Period | None:
    """The period of a request about a target."""
    if not request.period_kind or request.starts_on is None or request.ends_on is None:
        return None
    return period_from(request.period_kind, request.starts_on, request.ends_on)


def as_it_stands(measure: Measure, kind: str, period: Period | None) -> dict[str, Any]:
    """The fields that a kind of request would change, as they are held now and as a request keeps them."""
    if kind == Kind.TARGET.value:
        refuse_if([] if period else ["Say which period's target should change."])
        assert period is not None
        held = Target.objects.filter(measure=measure, **fields_of(period)).first()
        return {name: kept(plain(getattr(held, name)) if held else None) for name in FIELDS[kind]}
    if kind not in FIELDS:
        raise Refused("Only a target or what is on a measure's sheet can be changed by a request as yet.")
    sheet = written_of(measure)
    return {name: kept(getattr(sheet, name)) for name in FIELDS[kind]}


def _apply(request: ChangeRequest, by: Officer, at: datetime) -> None:
    """Make the change, by the action that everybody uses, with the number of the request that grants it."""
    measure, after = request.measure, request.after
    if measure is None:
        grant_dates(request, by=by, at=at)
        return
    who: dict[str, Any] = {"measure": measure, "by": by, "at": at, "request": request.pk}
    if request.kind == Kind.TARGET.value:
        _apply_target(request, who)
        return
    sheet, who["reason"] = _sheet_with(measure, after), request.reason
    if request.kind == Kind.TOLERANCE.value:
        change_tolerance(
            tolerance=sheet.tolerance,
            is_percent=sheet.tolerance_is_percent,
            floor=sheet.floor,
            low=sheet.low,
            high=sheet.high,
            **who,
        )
    elif request.kind == Kind.COUNTING.value:
        change_measure(sheet=sheet, version=measure.version, **who)
    else:
        redefine_measure(
            new=Definition(*(getattr(sheet, name) for name in Definition._fields)),
            from_on=date.fromisoformat(after["from_on"]),
            is_comparable=bool(after.get("is_comparable", True)),
            version=measure.version,
            **who,
        )


def _sheet_with(measure: Measure, after: Mapping[str, Any]) -> MeasureSheet:
    """A measure's sheet as it would be with what a request keeps."""
    asked = {name: read(name, kept) for name, kept in after.items() if name not in BESIDE}
    return replace(written_of(measure), **asked)


def _apply_target(request: ChangeRequest, who: dict[str, Any]) -> None:
    period, figures = period_of(request), {name: read(name, kept) for name, kept in request.after.items()}
    value = figures["value"]
    assert period is not None
    if value is None:
        blank = Blank(TargetState.NO_TARGET, request.reason)
        leave_blank(period=period, blank=blank, **who)
        return
    # Whoever decides has seen what is asked of the target; the reason for asking is the answer.
    said: dict[str, Any] = {"reason": request.reason, "explanation": request.reason}
    set_target(period=period, value=value, stretch=figures.get("stretch"), **said, **who)


def _held(request: ChangeRequest) -> ChangeRequest:
    rows = ChangeRequest.objects.select_for_update(of=("self",))
    joined = ("council", "measure__council", "measure__service", "measure__owner", "element__edition")
    return rows.select_related(*joined).get(pk=request.pk)


def subject_words(request: ChangeRequest) -> str:
    """What a request is about: “Target for April to June 2014”, “Due date”."""
    if request.measure_id is None:
        return dates_named(request)
    period = period_of(request)
    what = request.get_kind_display()
    when = f" for {in_words(period)}" if period else ""
    return f"{what[:1].upper()}{what[1:]}{when}"
