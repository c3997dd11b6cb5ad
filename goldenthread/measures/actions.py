"""Changing measures. A figure is never overwritten: a correction supersedes it and says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.core.observed import State, TargetState, is_nil_scored_full, is_suspicious_zero
from goldenthread.core.periods import Period
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.measures.models import Measure, MeasureLink, Observation, RatingRule, Target
from goldenthread.measures.permissions import (
    reasons_not_to_keep,
    reasons_not_to_record,
    reasons_not_to_set_target,
)
from goldenthread.measures.recording import record_observations
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer

__all__ = [
    "adopt_rule", "define_measures", "fields_of", "hand_target_to", "is_questionable", "link_measures",
    "record_observation", "record_observations", "set_target", "set_targets",
]  # fmt: skip


@transaction.atomic
def adopt_rule(
    *,
    council: Council,
    code: str,
    name: str,
    body: Mapping[str, Any],
    source: str,
    by: Officer,
    at: datetime,
    in_force_from: date | None = None,
) -> RatingRule:
    """Adopt a rating rule for a council, kept whole so that old statuses can be worked again."""
    row = {"code": code, "name": name, "body": body, "source": source, "in_force_from": in_force_from}
    bring_up_to_date(RatingRule, [row], key=["code"], council=council, by=by, at=at)
    return RatingRule.objects.get(council=council, code=code)


def define_measures(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Define measures, or bring their definitions up to date."""
    return bring_up_to_date(Measure, rows, key=["code"], council=council, by=by, at=at)


def link_measures(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say which elements a measure shows the difference of."""
    return bring_up_to_date(
        MeasureLink,
        rows,
        key=["measure_id", "element_id"],
        council=council,
        within={"measure__council_id": council.pk},
        by=by,
        at=at,
    )


def set_targets(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Set targets, or say why there is none yet, who sets it and by when."""
    key = ["measure_id", "period_kind", "starts_on", "ends_on"]
    return bring_up_to_date(Target, rows, key=key, council=council, by=by, at=at)


@transaction.atomic
def set_target(
    *, measure: Measure, period: Period, value: Decimal, reason: str, by: Officer, at: datetime
) -> Target:
    """Set one target. Only the post that owes it, or the strategy team, may; a change must say why."""
    held = Target.objects.select_for_update().filter(measure=measure, **fields_of(period)).first()
    refuse_if(reasons_not_to_set_target(measure, held, reason, by) or reasons_not_to_keep(value))
    row = {
        "measure_id": measure.pk,
        **fields_of(period),
        "value": value,
        "state": TargetState.SET.value,
        "reason": reason,
    }
    key = ["measure_id", *fields_of(period)]
    bring_up_to_date(Target, [row], key=key, council=measure.council, by=by, at=at, reason=reason)
    return Target.objects.get(measure=measure, **fields_of(period))


def is_questionable(value: Decimal | None, note: str) -> bool:
    """True for a zero that means missing, or full marks for nothing done: shown, but not rated."""
    return is_suspicious_zero(value, note) or is_nil_scored_full(value, note)


def fields_of(period: Period) -> dict[str, Any]:
    """The columns in which a period is stored."""
    return {"period_kind": period.kind.value, "starts_on": period.starts_on, "ends_on": period.ends_on}


@transaction.atomic
def record_observation(
    *,
    measure: Measure,
    period: Period,
    value: Decimal | None,
    state: State,
    by: Officer,
    at: datetime,
    note_text: str = "",
    reason: str = "",
    source: str = "",
) -> Observation:
    """Record one observation; where one is held already, restate it: the old one is kept, with who and why.

    A result that was awaited until now comes in; it restates nothing. Raises `Refused` when this person may
    not, or when a restatement gives no reason.
    """
    held = (
        Observation.objects.select_for_update()
        .filter(measure=measure, is_current=True, breakdown="", **fields_of(period))
        .first()
    )
    said = held if held and not State(held.state).is_waiting else None
    refuse_if(reasons_not_to_record(measure, said, reason, by) or reasons_not_to_keep(value))
    if held:
        Observation.objects.filter(pk=held.pk).update(is_current=False)
    if said and state.has_figure:
        state = State.RESTATED
    made = Observation.objects.create(
        council=measure.council,
        measure=measure,
        **fields_of(period),
        value=value,
        state=state.value,
        is_questioned=is_questionable(value, note_text),
        note=note_text,
        reason=reason,
        source=source,
        entered_by=by.post,
        entered_at=at,
        supersedes=held,
    )
    note(
        verb="restated" if said else "recorded",
        subject=made,
        council=measure.council.slug,
        by=by,
        at=at,
        before={"value": str(held.value), "state": held.state} if held else {},
        after={"value": str(value), "state": state.value},
        reason=reason,
        source=source,
    )
    return made


def hand_target_to(*, target: Target, owner: Post, due_on: date | None, by: Officer, at: datetime) -> None:
    """Say who owes a target and by when."""
    row = {"id": target.pk, "owner_id": owner.pk, "due_on": due_on}
    bring_up_to_date(Target, [row], key=["id"], council=target.council, by=by, at=at)
