"""Clearing a paper and signing it off, in the order its form says; silence is not consent.

The last sign-off approves it for publication; it can be opened again with a reason, until it is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.working_days import WorkingDays
from goldenthread.governance.models import Approval, Implication, Paper
from goldenthread.governance.paper_checked import stops_of
from goldenthread.governance.paper_policies import paper_template
from goldenthread.governance.permissions import (
    reasons_no_post,
    reasons_not_to_approve,
    reasons_not_to_open_again,
    reasons_not_to_send_back,
    reasons_not_to_sign_implication,
    reasons_not_to_write,
)
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make
from goldenthread.ledger.recording import Row
from goldenthread.people.officers import Officer


@transaction.atomic
def name_stops(*, paper: Paper, rows: Sequence[Row], version: int, by: Officer, at: datetime) -> None:
    """Say which posts clear and sign, in order: `post` and `name` of each stop of the form, and any more.

    One that was given or sent back stays as it is. Raises `Refused` and `Stale`.
    """
    held = _held(paper)
    refuse_if(reasons_not_to_write(held, by))
    refuse_if_stale(version, held.version, "who signs this paper off")
    before = {one.position: one for one in held.approvals.select_for_update()}
    kept = {one.post for one in before.values()}
    refuse_if(reasons_no_post(held, [row.get("post", "") for row in rows], kept))
    for place, row in enumerate(rows, start=1):
        one = before.get(place)
        if one is None:
            given = {"paper_id": held.pk, "position": place, **row}
            make(Approval, given, council=held.council, by=by, at=at, verb="named")
        elif one.approved_on is None:
            change(one, row, council=held.council, by=by, at=at, verb="named")
    held.version += 1
    held.save(update_fields=["version"])


@transaction.atomic
def ask_to_clear(*, paper: Paper, place: int, on: date, by: Officer, at: datetime) -> Approval:
    """Ask for a clearance or sign-off on a day; where its form gives working days, say by when.

    Raises `Refused`.
    """
    held = _held(paper)
    refuse_if(reasons_not_to_write(held, by))
    one = _approval(held, place)
    refuse_if([] if one.post else ["Say first which post gives it."])
    refuse_if(["It is given already."] if one.approved_on else [])
    row = {"asked_on": on, "due_on": _due(held, place, on), "returned": ""}
    change(one, row, council=held.council, by=by, at=at, verb="asked to clear")
    return one


def _due(paper: Paper, place: int, on: date) -> date | None:
    stops = paper_template(paper.template).stops
    days = stops[place - 1].working_days if place <= len(stops) else None
    return WorkingDays(paper.council.nation).forward(on, days) if days else None


@transaction.atomic
def approve_paper(
    *,
    paper: Paper,
    on: date,
    by: Officer,
    at: datetime,
    place: int | None = None,
    also: Iterable[str] = (),
) -> Approval:
    """Clear a paper or sign it off for one's own post; the last approves it for publication.

    Without a `place` it is the next that waits. `also` are reasons of other rooms that stand in the way.
    Raises `Refused` while anything stands in the way, when it is another post's turn, or where all is given.
    """
    held = _held(paper)
    refuse_if(reasons_not_to_approve(held, by, place) or also)
    stops = stops_of(held)
    waiting = [one for one in stops if not one.is_given]
    approval = _approval(held, place or waiting[0].place)
    row = {"approved_on": on, "given_by": by.post, "returned": ""}
    change(approval, row, council=held.council, by=by, at=at, verb="given")
    if len(waiting) == 1:
        held.state = Paper.State.APPROVED
        held.version += 1
        held.save(update_fields=["state", "version"])
    note(verb="approved", subject=held, council=held.council.slug, by=by, at=at, after={"on": str(on)})
    return approval


@transaction.atomic
def send_back(*, paper: Paper, place: int, why: str, by: Officer, at: datetime) -> None:
    """Send a paper back instead of clearing it, with words. Raises `Refused`."""
    held = _held(paper)
    refuse_if(reasons_not_to_send_back(held, by, place))
    refuse_if([] if why.strip() else ["Say what has to change, so that its authors can."])
    row = {"returned": why.strip(), "approved_on": None, "given_by": ""}
    change(_approval(held, place), row, council=held.council, by=by, at=at, verb="sent back", reason=why)


@transaction.atomic
def sign_implication(*, implication: Implication, seen: str, on: date, by: Officer, at: datetime) -> None:
    """Sign one category off as its officer; `seen` is the text that was read. Raises `Refused`."""
    joined = Implication.objects.select_for_update(of=("self",)).select_related("paper__council")
    held = joined.get(pk=implication.pk)
    refuse_if(reasons_not_to_sign_implication(held, by))
    refuse_if(
        []
        if seen == held.text
        else [f"The words on {held.category} changed while you read. Read them again and sign."]
    )
    change(held, {"signed_on": on}, council=held.paper.council, by=by, at=at, verb="signed off")


@transaction.atomic
def open_again(*, paper: Paper, why: str, by: Officer, at: datetime) -> None:
    """Open an approved paper again, which takes every sign-off back; it says why. Raises `Refused`."""
    held = _held(paper)
    refuse_if(reasons_not_to_open_again(held, by))
    refuse_if([] if why.strip() else ["Say why it is opened again: whoever signed it will ask."])
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at, "reason": why.strip()}
    for one in held.approvals.filter(approved_on__isnull=False):
        change(one, {"approved_on": None, "given_by": ""}, verb="taken back", **who)
    change(held, {"state": Paper.State.DRAFT.value}, verb="opened again", **who)


def _approval(paper: Paper, place: int) -> Approval:
    found = paper.approvals.select_for_update().filter(position=place).first()
    refuse_if([] if found else ["There is no such sign-off on this paper."])
    assert found is not None
    return found


def _held(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("council").get(pk=paper.pk)
