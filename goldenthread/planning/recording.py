"""Recording how people are told, many rows at once, as a council's folder holds it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import (
    Audience,
    BookedTime,
    Communication,
    CommunicationTask,
    Message,
    Stage,
)


def stages_by_name(council: Council) -> dict[str, int]:
    """Stages by name; of several of one name the latest."""
    rows = Stage.objects.filter(council=council).order_by("starts_on", "id")
    return dict(rows.values_list("name", "id"))


def audiences_by_name(council: Council) -> dict[tuple[str, str], int]:
    """Audiences by “plan/edition” and name."""
    rows = Audience.objects.filter(council=council)
    names = rows.values_list("edition__plan__slug", "edition__slug", "name", "id")
    return {(f"{plan}/{edition}", name): pk for plan, edition, name, pk in names}


def record_communications(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """What telling people of each edition is to reach, and its launch."""
    return bring_up_to_date(Communication, rows, key=["edition_id"], council=council, by=by, at=at)


def record_audiences(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Whom each edition is told to."""
    return bring_up_to_date(Audience, rows, key=["edition_id", "name"], council=council, by=by, at=at)


def record_messages(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """What each audience is told, one message for each channel."""
    return bring_up_to_date(Message, rows, key=["audience_id", "channel"], council=council, by=by, at=at)


def record_communication_tasks(
    *, council: Council, rows: Iterable[Row], by: Officer, at: datetime
) -> Recorded:
    """What is to be done so that people are told."""
    key = ["edition_id", "what"]
    return bring_up_to_date(CommunicationTask, rows, key=key, council=council, by=by, at=at)


def record_booked_times(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Teams' time that is booked for it."""
    key = ["edition_id", "service_id", "team", "from_on"]
    return bring_up_to_date(BookedTime, rows, key=key, council=council, by=by, at=at)
