"""Keeping the stages of the plan and of the budget on one calendar (York 2008, paragraphs 9 and 10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.stages import Waits, circle, circle_words
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.planning.models import Stage, Wait
from goldenthread.plans.models import Edition


class Staged(NamedTuple):
    """One stage as somebody writes it."""

    cycle: str
    name: str
    starts_on: date
    ends_on: date
    source: str = ""
    purpose: str = ""
    edition: Edition | None = None
    done_on: date | None = None
    done_what: str = ""


def reasons_not_to_keep_calendar(council: Council, by: Officer) -> list[str]:
    """Why this person may not change the calendar."""
    return reasons_of_duty(council, "keep_calendar", by)


def record_stages(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the stages that a file holds."""
    key = ["cycle", "name", "starts_on"]
    return bring_up_to_date(Stage, rows, key=key, council=council, by=by, at=at)


def record_waits(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the waits that a file holds; its reader has refused those that go round in a circle."""
    key = ["stage_id", "awaited_id"]
    return bring_up_to_date(Wait, rows, key=key, council=council, by=by, at=at)


def _reasons_not_this(council: Council, said: Staged, held: Stage | None) -> list[str]:
    if said.ends_on < said.starts_on:
        return ["The stage ends before it starts. Write the earlier day first."]
    if said.done_what.strip() and said.done_on is None:
        return ["Say on which day it was done, or leave what was done empty until it is."]
    if said.edition is not None and said.edition.plan.council_id != council.pk:
        return ["Choose an edition of this council’s own plans."]
    same = Stage.objects.filter(
        council=council, cycle=said.cycle, name=said.name.strip(), starts_on=said.starts_on
    )
    if (same.exclude(pk=held.pk) if held else same).exists():
        return ["A stage of this name is on the calendar for that day already. Change that one."]
    return []


def _row(said: Staged) -> dict[str, Any]:
    row = said._asdict()
    edition = row.pop("edition")
    return {**row, "name": said.name.strip(), "edition_id": edition.pk if edition else None}


@transaction.atomic
def add_stage(*, council: Council, said: Staged, by: Officer, at: datetime) -> Stage:
    """Put a stage on the calendar. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_calendar(council, by) or _reasons_not_this(council, said, None))
    return make(Stage, {"council_id": council.pk, **_row(said)}, council=council, by=by, at=at)


@transaction.atomic
def change_stage(*, stage: Stage, said: Staged, version: int, by: Officer, at: datetime) -> None:
    """Move a stage, name it otherwise, or say that it is done. Raises `Refused`."""
    joined = Stage.objects.select_for_update(of=("self",)).select_related("council")
    held = joined.get(pk=stage.pk)
    refuse_if(reasons_not_to_keep_calendar(held.council, by))
    refuse_if_stale(version, held.version, "this stage")
    refuse_if(_reasons_not_this(held.council, said, held))
    row = _row(said)
    if row["edition_id"] is None and held.edition_id and not _sees(held, by):
        row.pop("edition_id")  # somebody who may not read the draft can't take the stage from it
    change(held, row, council=held.council, by=by, at=at)


def _sees(stage: Stage, by: Officer) -> bool:
    return Edition.objects.seen_by(by).filter(stages=stage).exists()


@transaction.atomic
def remove_stage(*, stage: Stage, by: Officer, at: datetime) -> None:
    """Take a stage off the calendar, with its waits; the ledger keeps them."""
    refuse_if(reasons_not_to_keep_calendar(stage.council, by))
    for wait in Wait.objects.filter(Q(stage=stage) | Q(awaited=stage)).select_related("stage", "awaited"):
        remove(wait, council=stage.council, by=by, at=at)
    remove(stage, council=stage.council, by=by, at=at)


def _reasons_not_to_wait(stage: Stage, awaited: Stage, reason: str) -> list[str]:
    if awaited.council_id != stage.council_id:
        return ["Choose a stage of this council’s own calendar."]
    if not reason.strip():
        return ["Say why it waits: the reason is printed with it."]
    held = Wait.objects.filter(council=stage.council_id)
    waits = [Waits(one, on, "") for one, on in held.values_list("stage_id", "awaited_id")]
    if any((one.stage, one.on) == (stage.pk, awaited.pk) for one in waits):
        return [f"“{stage}” waits for “{awaited}” already. Take that wait away to give another reason."]
    round_it = circle(waits, stage.pk, awaited.pk)
    if round_it:
        names = dict(Stage.objects.filter(pk__in=round_it).values_list("pk", "name"))
        return [circle_words([names[pk] for pk in round_it])]
    return []


@transaction.atomic
def add_wait(
    *, stage: Stage, awaited: Stage, reason: str, source: str = "", by: Officer, at: datetime
) -> Wait:
    """Let a stage wait for another, with the reason (R040). Raises `Refused`.

    The council's row is locked, so that two people can't close a circle between them.
    """
    council = Council.objects.select_for_update(of=("self",)).get(pk=stage.council_id)
    refuse_if(reasons_not_to_keep_calendar(council, by) or _reasons_not_to_wait(stage, awaited, reason))
    row = {"stage_id": stage.pk, "awaited_id": awaited.pk, "reason": reason.strip(), "source": source.strip()}
    return make(Wait, {"council_id": council.pk, **row}, council=council, by=by, at=at)


@transaction.atomic
def remove_wait(*, wait: Wait, by: Officer, at: datetime) -> None:
    """Let a stage wait no longer; the ledger keeps why it did."""
    refuse_if(reasons_not_to_keep_calendar(wait.council, by))
    remove(wait, council=wait.council, by=by, at=at)
