"""Keeping the plan of communication: audiences, messages, tasks, booked time, launch (York 2008, 16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, cast

from django.db import transaction
from django.db.models import Model

from goldenthread.core.changes import Became
from goldenthread.core.changes_told import AUDIENCES
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.planning.models import (
    Audience,
    BookedTime,
    Communication,
    CommunicationTask,
    Message,
    Stage,
)
from goldenthread.plans.models import Edition, Element


class Planned(NamedTuple):
    """What the whole is for, and the stage that is its launch."""

    about: str
    launch: Stage | None = None
    source: str = ""


class AudienceSaid(NamedTuple):
    """An audience as somebody writes it; no themes or kinds named means all of them."""

    name: str
    side: str
    reads_as: str = "staff"
    themes: Sequence[int] = ()
    kinds: Sequence[str] = ()
    opening: str = ""
    what_next: str = ""
    contact: Post | None = None
    source: str = ""


class MessageSaid(NamedTuple):
    """A message as somebody writes it."""

    audience: Audience
    channel: str
    text: str
    source: str = ""


class TaskSaid(NamedTuple):
    """A task as somebody writes it."""

    what: str
    due_on: date
    audience: Audience | None = None
    channel: str = ""
    owner: Post | None = None
    starts_on: date | None = None
    done_on: date | None = None
    source: str = ""


class BookedSaid(NamedTuple):
    """Time of a team as somebody writes it; days None where how many is not known."""

    from_on: date
    until_on: date
    why: str
    service: Service | None = None
    team: str = ""
    days: Decimal | None = None
    source: str = ""


Said = AudienceSaid | MessageSaid | TaskSaid | BookedSaid
Part = Audience | Message | CommunicationTask | BookedTime
M = TypeVar("M", bound=Model)
_WHAT: dict[type[Model], str] = {
    Audience: "this audience",
    Message: "this message",
    CommunicationTask: "this task",
    BookedTime: "this time",
}
_RECORDS = ("audience", "owner", "contact", "service", "launch")


def reasons_not_to_communicate(council: Council, by: Officer) -> list[str]:
    """Why this person may not keep the plan of communication."""
    return reasons_of_duty(council, "keep_communication", by)


def edition_of(part: Part) -> Edition:
    """The edition that a part of the communication is of."""
    return part.audience.edition if isinstance(part, Message) else part.edition


def _reasons_not_so(edition: Edition, said: Said, held: Part | None) -> list[str]:
    council = edition.plan.council_id
    for record in (getattr(said, name, None) for name in _RECORDS):
        if record is not None and record.council_id != council:
            return ["Choose from this council’s own records."]
    audience = getattr(said, "audience", None)
    if audience is not None and audience.edition_id != edition.pk:
        return ["Choose an audience of this edition."]
    if isinstance(said, AudienceSaid):
        return _reasons_of_audience(edition, said, held)
    if isinstance(said, MessageSaid) and not (said.text.strip() and said.channel.strip()):
        return ["Write what they are told, and by which channel."]
    if isinstance(said, TaskSaid) and said.starts_on and said.starts_on > said.due_on:
        return ["The task begins after the day by which it is to be done. Write the earlier day first."]
    return _reasons_of_time(said) if isinstance(said, BookedSaid) else []


def _reasons_of_audience(edition: Edition, said: AudienceSaid, held: Part | None) -> list[str]:
    same = Audience.objects.filter(edition=edition, name=said.name.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        return ["This edition has an audience of that name already. Change that one."]
    if said.reads_as not in AUDIENCES or not set(said.kinds) <= {one.value for one in Became}:
        return ["Choose a manner of words and kinds of change from those offered."]
    of_it = Element.objects.filter(edition=edition, parent=None) | Element.objects.filter(
        edition=edition, parent__parent=None
    )
    if of_it.filter(pk__in=said.themes).count() < len(set(said.themes)):
        return ["Choose themes of this edition."]
    return []


def _reasons_of_time(said: BookedSaid) -> list[str]:
    found = []
    if said.until_on < said.from_on:
        found.append("The time ends before it starts. Write the earlier day first.")
    if said.service is None and not said.team.strip():
        found.append("Say whose time it is: choose a service, or write the team’s name.")
    if said.days is not None and said.days <= 0:
        found.append("Write more than no days, or leave it empty where how many is not known.")
    return found


def _row(said: NamedTuple) -> dict[str, Any]:
    """What is written as its table's fields: records by their number, texts without blanks around."""
    row: dict[str, Any] = {}
    for name, value in said._asdict().items():
        if name in _RECORDS:
            row[f"{name}_id"] = value.pk if value is not None else None
        elif isinstance(value, str):
            row[name] = value.strip()
        elif name in ("themes", "kinds"):
            row[name] = sorted(set(value))
        else:
            row[name] = value
    return row


_TABLES: dict[type, type[Model]] = {
    AudienceSaid: Audience,
    MessageSaid: Message,
    TaskSaid: CommunicationTask,
    BookedSaid: BookedTime,
}


@transaction.atomic
def plan_communication(
    *, edition: Edition, said: Planned, version: int, by: Officer, at: datetime
) -> Communication:
    """Say what telling people of an edition is for, and which stage is its launch. Raises `Refused`."""
    council = edition.plan.council
    refuse_if(reasons_not_to_communicate(council, by))
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    held = Communication.objects.select_for_update(of=("self",)).filter(edition=edition).first()
    refuse_if_stale(version, held.version if held else 0, "this plan of communication")
    if said.launch is not None and said.launch.council_id != council.pk:
        refuse_if(["Choose a stage of this council’s own calendar."])
    if held is None:
        row = {"council_id": council.pk, "edition_id": edition.pk, **_row(said)}
        return make(Communication, row, council=council, by=by, at=at)
    change(held, _row(said), council=council, by=by, at=at)
    return held


@transaction.atomic
def add_part(*, edition: Edition, said: Said, by: Officer, at: datetime) -> Part:
    """Add an audience, a message, a task or booked time to an edition's communication. Raises `Refused`."""
    council = edition.plan.council
    refuse_if(reasons_not_to_communicate(council, by) or _reasons_not_so(edition, said, None))
    row = {"council_id": council.pk, **_row(said)}
    if not isinstance(said, MessageSaid):
        row["edition_id"] = edition.pk
    return cast("Part", make(_TABLES[type(said)], row, council=council, by=by, at=at))


@transaction.atomic
def change_part(*, part: Part, said: Said, version: int, by: Officer, at: datetime) -> None:
    """Change one of them, or say that a task is done. Raises `Refused`."""
    held: Any = type(part).objects.select_for_update(of=("self",)).get(pk=part.pk)
    refuse_if(reasons_not_to_communicate(held.council, by))
    refuse_if_stale(version, held.version, _WHAT[type(part)])
    refuse_if(_reasons_not_so(edition_of(held), said, held))
    change(held, _row(said), council=held.council, by=by, at=at)


@transaction.atomic
def remove_part(*, part: Part, by: Officer, at: datetime) -> None:
    """Take one away; an audience goes with its messages, and the ledger keeps them."""
    refuse_if(reasons_not_to_communicate(part.council, by))
    if isinstance(part, Audience):
        for message in part.messages.all():
            remove(message, council=part.council, by=by, at=at)
        for task in part.tasks.all():
            change(task, {"audience_id": None}, council=part.council, by=by, at=at)
    remove(part, council=part.council, by=by, at=at)
