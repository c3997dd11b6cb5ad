"""Keeping the stages of the plan and of the budget on one calendar (York 2008, paragraph 10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.planning.models import Stage


class Staged(NamedTuple):
    """One stage as somebody writes it."""

    cycle: str
    name: str
    starts_on: date
    ends_on: date
    source: str = ""


def reasons_not_to_keep_calendar(council: Council, by: Officer) -> list[str]:
    """Why this person may not change the calendar."""
    return reasons_of_duty(council, "keep_calendar", by)


def record_stages(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the stages that a file holds."""
    key = ["cycle", "name", "starts_on"]
    return bring_up_to_date(Stage, rows, key=key, council=council, by=by, at=at)


def _reasons_not_this(council: Council, said: Staged, held: Stage | None) -> list[str]:
    if said.ends_on < said.starts_on:
        return ["The stage ends before it starts. Write the earlier day first."]
    same = Stage.objects.filter(
        council=council, cycle=said.cycle, name=said.name.strip(), starts_on=said.starts_on
    )
    if (same.exclude(pk=held.pk) if held else same).exists():
        return ["A stage of this name is on the calendar for that day already. Change that one."]
    return []


@transaction.atomic
def add_stage(*, council: Council, said: Staged, by: Officer, at: datetime) -> Stage:
    """Put a stage on the calendar. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_calendar(council, by) or _reasons_not_this(council, said, None))
    return make(Stage, {"council_id": council.pk, **said._asdict()}, council=council, by=by, at=at)


@transaction.atomic
def change_stage(*, stage: Stage, said: Staged, version: int, by: Officer, at: datetime) -> None:
    """Move a stage or name it otherwise; the ledger keeps the days it had. Raises `Refused`."""
    joined = Stage.objects.select_for_update(of=("self",)).select_related("council")
    held = joined.get(pk=stage.pk)
    refuse_if(reasons_not_to_keep_calendar(held.council, by))
    refuse_if_stale(version, held.version, "this stage")
    refuse_if(_reasons_not_this(held.council, said, held))
    change(held, said._asdict(), council=held.council, by=by, at=at)


@transaction.atomic
def remove_stage(*, stage: Stage, by: Officer, at: datetime) -> None:
    """Take a stage off the calendar; the ledger keeps it."""
    refuse_if(reasons_not_to_keep_calendar(stage.council, by))
    remove(stage, council=stage.council, by=by, at=at)
