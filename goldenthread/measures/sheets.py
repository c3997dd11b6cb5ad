"""Defining a measure: its sheet, what it counts from which day, and how it is judged.

What was approved with a plan changes by request only: `request` is the number of the one that was granted.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.core.measure_sheet import FACTS, Definition, MeasureSheet, differences
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make
from goldenthread.measures.deriving import reasons_not_to_work_out, work_out
from goldenthread.measures.models import EarlierDefinition, Measure
from goldenthread.measures.queries import plain
from goldenthread.measures.sheet_permissions import (
    reasons_not_to_change_sheet,
    reasons_not_to_define,
    reasons_of_day,
    reasons_of_kind,
    reasons_of_records,
    reasons_of_sheet,
    reasons_of_start,
    reasons_of_taken_code,
    reasons_to_ask_for,
)
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

# What a measure's own figures are worked out from: where it changes, they are worked out again.
WORKED_FROM = {
    "formula", "if_zero", "if_missing", "frequency", "reporting", "derivation", "is_cumulative", "kind",
    "per",
}  # fmt: skip


def written_of(measure: Measure) -> MeasureSheet:
    """A measure's sheet as it is held."""
    found: dict[str, Any] = {name: getattr(measure, name) for name in FACTS}
    figures = {name: plain(value) for name, value in found.items() if isinstance(value, Decimal)}
    return MeasureSheet(**{**found, **figures, "levels": tuple(measure.levels)})


@transaction.atomic
def define_measure(*, council: Council, sheet: MeasureSheet, by: Officer, at: datetime) -> Measure:
    """Define a new measure. Raises `Refused` where its sheet doesn't go together or its code is taken."""
    sheet = replace(sheet, code=" ".join(sheet.code.split()))
    refuse_if(reasons_of_records(council, sheet))
    service = council.services.filter(pk=sheet.service_id or 0).first()
    owner = council.posts.filter(pk=sheet.owner_id or 0).first()
    refuse_if(
        reasons_not_to_define(council, by, service, owner)
        or reasons_of_sheet(sheet)
        or reasons_of_taken_code(council, sheet.code)
        or reasons_not_to_work_out(council, sheet.code, sheet.formula)
    )
    last = Measure.objects.filter(council=council).aggregate(last=Max("position"))["last"] or 0
    row = {**_row(sheet), "council_id": council.pk, "position": last + 1, "source": f"{by.post}, {_on(at)}"}
    made = make(Measure, row, council=council, by=by, at=at, verb="defined")
    if made.is_worked_out:
        work_out(council=council, measures=[made.pk], by=by, at=at)
    return made


@transaction.atomic
def change_measure(
    *,
    measure: Measure,
    sheet: MeasureSheet,
    version: int,
    by: Officer,
    at: datetime,
    reason: str = "",
    request: int | None = None,
) -> bool:
    """Bring a measure's sheet up to date; its code stays. False where nothing differs.

    What was approved with a plan is refused here without a granted `request`. Raises `Refused`, and `Stale`
    where somebody else changed the measure after `version` was seen.
    """
    held = _held(measure)
    new = replace(sheet, code=held.code)
    row = differences(written_of(held), new)
    refuse_if(_reasons_of_duty(held, by, request) or reasons_of_records(held.council, new))
    refuse_if_stale(version, held.version, f"measure {held.code}")
    refuse_if(
        reasons_of_sheet(new)
        or reasons_of_kind(held, new.kind)
        or reasons_of_start(held, new.defined_from)
        or reasons_to_ask_for(held, row, request)
        or reasons_not_to_work_out(held.council, held.code, new.formula)
    )
    changed = change(held, _listed(row), council=held.council, by=by, at=at, reason=reason.strip())
    if WORKED_FROM & set(row):
        work_out(council=held.council, measures=[held.pk], by=by, at=at)
    return changed


@transaction.atomic
def redefine_measure(
    *,
    measure: Measure,
    new: Definition,
    from_on: date,
    is_comparable: bool,
    reason: str,
    version: int,
    by: Officer,
    at: datetime,
    request: int | None = None,
) -> EarlierDefinition:
    """Give a measure a new definition from a day on; the old one is kept with its days and the reason.

    `is_comparable` says whether figures before and after that day may be set against each other. Raises
    `Refused`, and `Stale` where somebody else changed the measure after `version` was seen.
    """
    held = _held(measure)
    refuse_if(_reasons_of_duty(held, by, request))
    refuse_if_stale(version, held.version, f"measure {held.code}")
    before = written_of(held)
    after = replace(before, **new._asdict())
    row = differences(before, after)
    refuse_if([] if row else ["Nothing of the definition differs. Change it, or leave it as it is."])
    refuse_if([] if reason.strip() else ["Say why the definition changes: the old one is kept with it."])
    refuse_if(
        reasons_of_sheet(after)
        or reasons_of_kind(held, after.kind)
        or reasons_of_day(held, from_on)
        or reasons_to_ask_for(held, row, request)
    )
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at, "reason": reason.strip()}
    earlier = make(EarlierDefinition, _kept(held, from_on, is_comparable, reason.strip()), verb="kept", **who)
    change(held, {**row, "defined_from": from_on}, verb="redefined", **who)
    return earlier


def _kept(held: Measure, from_on: date, is_comparable: bool, reason: str) -> dict[str, Any]:
    """The definition held until now, as it is kept."""
    return {
        "measure_id": held.pk,
        "definition": held.definition,
        "method": held.method,
        "kind": held.kind,
        "unit": held.unit,
        "numerator": held.numerator,
        "denominator": held.denominator,
        "from_on": held.defined_from,
        "until_on": from_on - timedelta(days=1),
        "is_comparable": is_comparable,
        "reason": reason,
    }


@transaction.atomic
def change_tolerance(
    *,
    measure: Measure,
    tolerance: Decimal | None,
    is_percent: bool,
    floor: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    by: Officer,
    at: datetime,
    reason: str,
    request: int | None = None,
) -> bool:
    """Change how far a miss is allowed, the floor and the range. False where nothing differs.

    After approval this needs a granted `request`. Raises `Refused`.
    """
    held = _held(measure)
    before = written_of(held)
    after = replace(
        before, tolerance=tolerance, tolerance_is_percent=is_percent, floor=floor, low=low, high=high
    )
    row = differences(before, after)
    refuse_if(_reasons_of_duty(held, by, request))
    refuse_if([] if reason.strip() else ["Say why the tolerance changes."])
    refuse_if(reasons_of_sheet(after) or reasons_to_ask_for(held, row, request))
    return change(held, row, council=held.council, by=by, at=at, reason=reason.strip())


def _reasons_of_duty(measure: Measure, by: Officer, request: int | None) -> list[str]:
    """Who may grant a request was asked when it was decided; all else goes by who may change the sheet."""
    return [] if request is not None else reasons_not_to_change_sheet(measure, by)


def _held(measure: Measure) -> Measure:
    """The measure as it is now, kept from others until this is done."""
    return Measure.objects.select_for_update(of=("self",)).select_related("council").get(pk=measure.pk)


def _row(sheet: MeasureSheet) -> dict[str, Any]:
    return _listed({name: getattr(sheet, name) for name in FACTS})


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose levels are the list that the column keeps."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _on(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
