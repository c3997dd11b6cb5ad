"""Keeping meetings: their days are worked out in working days, unless somebody sets them by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.core.working_days import WorkingDays
from goldenthread.governance.keeping import change_seen, locked, reasons_across, reasons_of_address, row_of
from goldenthread.governance.models import Body, Meeting
from goldenthread.governance.policies import meeting_rule
from goldenthread.governance.work_programmes import reasons_not_this_body, reasons_not_to_keep_route
from goldenthread.ledger.one import change, make
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


class Held(NamedTuple):
    """A meeting as somebody writes it; the days left empty are worked out."""

    body: Body
    meets_on: date
    place: str = ""
    publication_on: date | None = None
    call_in_until: date | None = None
    address: str = ""
    source: str = ""


def with_days(council: Council, said: Held) -> Held:
    """The same with the days that were left empty: publication always, call-in for the executive only."""
    rule, days = meeting_rule(), WorkingDays(council.nation)
    publication = said.publication_on or rule.publication(said.meets_on, days)
    call_in = said.call_in_until
    if call_in is None and said.body.kind == Body.Kind.EXECUTIVE:
        call_in = rule.call_in_until(said.meets_on, days)
    return said._replace(publication_on=publication, call_in_until=call_in)


def reasons_not_this_meeting(council: Council, said: Held, held: Meeting | None = None) -> list[str]:
    """Why a meeting can't be so, whoever writes it."""
    found = [*reasons_across(council, said), *reasons_of_address(said.address)]
    if not found and (held is None or held.body_id != said.body.pk):
        found += reasons_not_this_body(council, said.body)
    if said.publication_on and said.publication_on > said.meets_on:
        found.append("Its papers can't be published after it. Write an earlier day, or leave it empty.")
    if said.call_in_until and said.call_in_until < said.meets_on:
        found.append("Call-in can't end before the meeting. Write a later day, or leave it empty.")
    same = Meeting.objects.filter(body=said.body, meets_on=said.meets_on)
    if same.exclude(pk=held.pk if held else 0).exists():
        found.append(f"{said.body} has a meeting on {on_day(said.meets_on)} already. Change that one.")
    return found


@transaction.atomic
def add_meeting(*, council: Council, said: Held, by: Officer, at: datetime) -> Meeting:
    """Put a meeting on record. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_route(council, by) or reasons_not_this_meeting(council, said))
    row = {"council_id": council.pk, **row_of(Meeting, with_days(council, said))}
    return make(Meeting, row, council=council, by=by, at=at)


@transaction.atomic
def change_meeting(*, meeting: Meeting, said: Held, version: int, by: Officer, at: datetime) -> None:
    """Move a meeting or put it right; its days are worked out again where they are left empty."""
    held = locked(Meeting, meeting.pk, "council", "body")
    refuse_if(reasons_not_to_keep_route(held.council, by))
    reasons = reasons_not_this_meeting(held.council, said, held)
    said = said if reasons else with_days(held.council, said)
    change_seen(
        held, said, version=version, what=f"the meeting of {held}", reasons=reasons, council=held.council,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, is_cancelled: bool, version: int, by: Officer, at: datetime) -> None:
    """Say that a meeting is cancelled, or takes place after all; what is on its agenda stays there."""
    held = locked(Meeting, meeting.pk, "council", "body")
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, f"the meeting of {held}")
    verb = "cancelled" if is_cancelled else "taken up again"
    change(held, {"is_cancelled": is_cancelled}, council=held.council, by=by, at=at, verb=verb)


def record_meetings(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record meetings that were, and what is known of their days."""
    return bring_up_to_date(Meeting, rows, key=["body_id", "meets_on"], council=council, by=by, at=at)
