"""Changing measures. A figure is never overwritten: a correction supersedes it and says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.core.asked import as_kept as questions_kept
from goldenthread.core.door import of_note
from goldenthread.core.observed import State
from goldenthread.core.periods import Period
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.ledger.recording import BATCH, Recorded, Row, as_kept, bring_up_to_date
from goldenthread.measures.models import Measure, MeasureLink, Observation, RatingRule, Target
from goldenthread.measures.permissions import (
    reasons_not_to_keep,
    reasons_not_to_restate,
)
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


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


def is_questionable(value: Decimal | None, note: str) -> bool:
    """True for a zero that means missing, or full marks for nothing done: shown, but not rated."""
    return bool(of_note(value, note))


def fields_of(period: Period) -> dict[str, Any]:
    """The columns in which a period is stored."""
    return {"period_kind": period.kind.value, "starts_on": period.starts_on, "ends_on": period.ends_on}


@transaction.atomic
def record_observations(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record many observations at once, from a file that has been read and checked.

    A figure already held is left as it is; one that differs is refused here: it has to be restated, one
    at a time, with a reason. A result that was awaited may come in by file. Raises `Refused`.
    """
    rows = list(rows)
    refuse_if(reason for row in rows for reason in reasons_not_to_keep(row["value"]))
    given = [as_kept(Observation, {**row, **_asked_of(row)}) for row in rows]
    held = {_place(one): one for one in Observation.objects.filter(council=council, is_current=True)}
    refuse_if(reasons_not_to_restate([row for row in given if _differs(held.get(_row_place(row)), row)]))
    new = [
        Observation(
            council=council, entered_by=by.post, entered_at=at, supersedes=held.get(_row_place(row)), **row
        )
        for row in given
        if _comes_in(held.get(_row_place(row)), row)
    ]
    replaced = [one.supersedes_id for one in new if one.supersedes_id]
    Observation.objects.filter(pk__in=replaced).update(is_current=False)
    made = Observation.objects.bulk_create(new, batch_size=BATCH)
    note_all(
        entry_for(
            verb="recorded",
            subject=one,
            council=council.slug,
            by=by,
            at=at,
            before={"value": "None", "state": one.supersedes.state} if one.supersedes else {},
            after={"value": str(one.value), "state": one.state},
            source=one.source,
        )
        for one in made
    )
    return Recorded(len(new) - len(replaced), len(replaced), len(given) - len(new))


def _asked_of(row: Row) -> dict[str, Any]:
    """What is asked of a figure in question that says nothing of it itself: what its note makes of it."""
    if not row.get("is_questioned") or row.get("queries"):
        return {}
    return {"queries": questions_kept(of_note(row["value"], row.get("note", "")))}


def _place(one: Observation) -> tuple[Any, ...]:
    return (one.measure_id, one.period_kind, one.starts_on, one.ends_on, one.breakdown)


def _row_place(row: Row) -> tuple[Any, ...]:
    return (
        row["measure_id"],
        row["period_kind"],
        row["starts_on"],
        row["ends_on"],
        row.get("breakdown", ""),
    )


def _differs(held: Observation | None, row: Row) -> bool:
    return held is not None and not State(held.state).is_waiting and held.value != row["value"]


def _comes_in(held: Observation | None, row: Row) -> bool:
    """True for the first word of a period, and for a result that was awaited until now."""
    return held is None or (State(held.state).is_waiting and not State(row["state"]).is_waiting)
