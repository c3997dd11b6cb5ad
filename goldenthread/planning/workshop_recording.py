"""Recording the workshops that a file holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import WorkshopRound, WorkshopSession


def record_workshop_rounds(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the rounds of workshops that a file holds."""
    return bring_up_to_date(WorkshopRound, rows, key=["edition_id", "name"], council=council, by=by, at=at)


def record_workshop_sessions(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the sessions of rounds that a file holds."""
    return bring_up_to_date(WorkshopSession, rows, key=["round_id", "title"], council=council, by=by, at=at)


def workshop_rounds_by_path(council: Council) -> dict[str, WorkshopRound]:
    """Rounds by “plan/edition/name”."""
    found = WorkshopRound.objects.filter(council=council).select_related("edition__plan")
    return {f"{one.edition.plan.slug}/{one.edition.slug}/{one.name}": one for one in found}
