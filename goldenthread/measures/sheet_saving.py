"""Saving a measure's sheet together with what others call it: both, or neither."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldenthread.core.measure_sheet import MeasureSheet
from goldenthread.measures.models import Measure
from goldenthread.measures.sheet_parts import OtherCode, set_aliases
from goldenthread.measures.sheets import change_measure, define_measure
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


@transaction.atomic
def save_new(
    *, council: Council, sheet: MeasureSheet, aliases: Iterable[OtherCode], by: Officer, at: datetime
) -> Measure:
    """Define a measure and say what others call it. Raises `Refused`."""
    made = define_measure(council=council, sheet=sheet, by=by, at=at)
    set_aliases(measure=made, aliases=aliases, version=made.version, by=by, at=at)
    return made


@transaction.atomic
def save_changes(
    *,
    measure: Measure,
    sheet: MeasureSheet,
    aliases: Iterable[OtherCode],
    version: int,
    reason: str,
    by: Officer,
    at: datetime,
) -> None:
    """Bring a sheet and others' codes up to date. Raises `Refused`, and `Stale` where `version` is past."""
    change_measure(measure=measure, sheet=sheet, version=version, reason=reason, by=by, at=at)
    held = Measure.objects.get(pk=measure.pk)
    set_aliases(measure=held, aliases=aliases, version=held.version, by=by, at=at)
