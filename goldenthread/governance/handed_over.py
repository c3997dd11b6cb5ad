"""Noting that what was approved went to another post because its own handed everything over.

A hand-over is an act of administration: the post ends or is renamed, and all that it answers for
goes on. Nobody asks for each thing, and nobody grants it; yet the owner first approved is kept, and the next
report says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from goldenthread.governance.change_values import moment
from goldenthread.governance.models import ChangeRequest
from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.ledger.recording import BATCH
from goldenthread.measures.approval import WITH_A_PLAN
from goldenthread.measures.models import Measure
from goldenthread.people.models import Post
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element


def note_handed_over(
    owned: Iterable[Any], giver: Post, taker: Post, *, reason: str, on: date, by: Officer, at: datetime
) -> Sequence[ChangeRequest]:
    """Note a change of owner of each element and measure among these that was approved with a plan."""
    held = list(owned)
    elements = [
        one for one in held if isinstance(one, Element) and one.edition.state == Edition.State.ADOPTED
    ]
    measures = _approved([one.pk for one in held if isinstance(one, Measure)])
    row = {
        "council_id": giver.council_id,
        "kind": ChangeRequest.Kind.OWNER.value,
        "before": {"owner_id": giver.pk, "owner": str(giver)},
        "after": {"owner_id": taker.pk, "owner": str(taker)},
        "reason": f"Handed over with everything that {giver} answered for. {reason}",
        "asked_by": by.post,
        "asked_at": moment(on, at),
        "state": ChangeRequest.State.NOTED.value,
        "decision": "Noted: a hand-over is an act of administration.",
        "decided_by": by.post,
        "decided_at": moment(on, at),
    }
    made = ChangeRequest.objects.bulk_create(
        [
            *(ChangeRequest(element=one, **row) for one in elements),
            *(ChangeRequest(measure=one, **row) for one in measures),
        ],
        batch_size=BATCH,
    )
    note_all(
        entry_for(
            verb="noted", subject=one, council=giver.council.slug, by=by, at=at,
            after={"from": str(giver), "to": str(taker)}, reason=reason,
        )
        for one in made
    )  # fmt: skip
    return made


def _approved(pks: Sequence[int]) -> list[Measure]:
    return list(Measure.objects.filter(WITH_A_PLAN, pk__in=pks).order_by("pk"))
