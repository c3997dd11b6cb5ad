"""What partnerships decided, and whether and where the plan takes it in (York 2008, paragraph 12)."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.models import Body, PartnershipDecision
from goldenthread.ledger.one import change, make
from goldenthread.ledger.twice import refuse_if_twice
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Element

TakenIn = PartnershipDecision.TakenIn


class Taken(NamedTuple):
    """What is said of a partnership's decision: what it is, and what the plan makes of it."""

    text: str
    decided_on: date | None = None
    taken_in: str = TakenIn.OPEN.value
    element: Element | None = None
    reason: str = ""
    source: str = ""


def reasons_not_to_record_decisions(council: Council, by: Officer) -> list[str]:
    """Why this person may not record what partnerships decided."""
    return reasons_of_duty(council, "record_decisions", by)


def reasons_not_these(council: Council, body: Body, said: Taken) -> list[str]:
    """Why a decision can't be recorded so: R048, taken in or not, with reason and place."""
    found = []
    if body.council_id != council.pk or (said.element and said.element.council_id != council.pk):
        found.append("The body and the line of the plan must be this council's own.")
    if not said.text.strip():
        found.append("Write what was decided.")
    if said.taken_in in (TakenIn.NO, TakenIn.IN_PART) and not said.reason.strip():
        found.append("Say why it is not taken in, or only in part.")
    if said.taken_in in (TakenIn.YES, TakenIn.IN_PART) and said.element is None and not said.reason.strip():
        found.append("Choose the line of the plan that takes it in, or say where it is taken in.")
    return found


@transaction.atomic
def record_decision(
    *, council: Council, body: Body, said: Taken, by: Officer, at: datetime
) -> PartnershipDecision:
    """Record what a partnership decided. Raises `Refused`."""
    refuse_if(reasons_not_to_record_decisions(council, by) or reasons_not_these(council, body, said))
    row = {"council_id": council.pk, "body_id": body.pk, **_row(said)}
    refuse_if_twice(PartnershipDecision, row, council=council, by=by, at=at)
    return make(PartnershipDecision, row, council=council, by=by, at=at, reason=said.reason)


@transaction.atomic
def take_decision(
    *, decision: PartnershipDecision, body: Body, said: Taken, version: int, by: Officer, at: datetime
) -> None:
    """Say what the plan makes of a decision, or put right what is written of it. Raises `Refused`."""
    joined = PartnershipDecision.objects.select_for_update(of=("self",)).select_related("council")
    held = joined.get(pk=decision.pk)
    refuse_if(reasons_not_to_record_decisions(held.council, by))
    refuse_if_stale(version, held.version, "this decision")
    refuse_if(reasons_not_these(held.council, body, said))
    row = {"body_id": body.pk, **_row(said)}
    change(held, row, council=held.council, by=by, at=at, reason=said.reason)


def _row(said: Taken) -> dict[str, object]:
    return {
        "text": said.text.strip(),
        "decided_on": said.decided_on,
        "taken_in": said.taken_in,
        "element_id": said.element.pk if said.element else None,
        "reason": said.reason.strip(),
        "source": said.source.strip(),
    }
