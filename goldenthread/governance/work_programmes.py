"""The work programmes of bodies: what each means to look into, when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.route_states import WORK, reasons_not_to_become, reasons_not_to_begin
from goldenthread.governance.models import Body, Meeting, WorkItem
from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.ledger.one import change, make
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty


class Planned(NamedTuple):
    """One item as somebody writes it: the topic, why, when, and how it stands."""

    body: Body
    topic: str
    why: str = ""
    when: str = ""
    meeting: Meeting | None = None
    state: str = "PROPOSED"
    outcome: str = ""
    source: str = ""


def reasons_not_to_keep_route(council: Council, by: Officer) -> list[str]:
    """Why this person may not keep routes, meetings and work programmes."""
    return reasons_of_duty(council, "keep_route", by)


def reasons_not_this_item(council: Council, said: Planned) -> list[str]:
    """Why an item can't be so, whoever writes it."""
    found = reasons_not_this_body(council, said.body)
    if not said.topic.strip():
        found.append("Say what the body means to look into.")
    if said.meeting is not None and said.meeting.body_id != said.body.pk:
        found.append(f"Choose a meeting of {said.body}.")
    if said.state in WORK.finished and not said.outcome.strip():
        found.append("Say what came of it, or why it was dropped.")
    return found


def reasons_not_this_body(council: Council, body: Body) -> list[str]:
    """Why nothing more can be put to a body: it is another council's, or another has taken its place."""
    if body.council_id != council.pk:
        return [f"{body} is a body of another council."]
    if body.replaced_by is not None:
        return [f"{body} was replaced by {body.replaced_by}. Choose a body that still meets."]
    return []


@transaction.atomic
def add_work_item(*, council: Council, said: Planned, by: Officer, at: datetime) -> WorkItem:
    """Put an item on a body's work programme. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_route(council, by))
    refuse_if(reasons_not_this_item(council, said) or reasons_not_to_begin(WORK, said.state))
    row = {"council_id": council.pk, **_row(said)}
    return make(WorkItem, row, council=council, by=by, at=at)


@transaction.atomic
def change_work_item(*, item: WorkItem, said: Planned, version: int, by: Officer, at: datetime) -> None:
    """Change an item, move it on, or give it to another body; the body it was first given to is kept."""
    rows = WorkItem.objects.select_for_update(of=("self",)).select_related("council", "body")
    held = rows.get(pk=item.pk)
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(reasons_not_to_become(WORK, held.state, said.state))
    is_same = said.body.pk == held.body_id  # a body that was replaced keeps what it had finished
    refuse_if(reasons_not_this_item(held.council, said) if not is_same else _reasons_of_words(held, said))
    row = _row(said)
    if not is_same and held.first_body_id is None:
        row["first_body_id"] = held.body_id
    change(held, row, council=held.council, by=by, at=at)


def _reasons_of_words(held: WorkItem, said: Planned) -> list[str]:
    found = reasons_not_this_item(held.council, said)
    replaced = reasons_not_this_body(held.council, said.body)
    return [one for one in found if one not in replaced]


@transaction.atomic
def refer_to_work_programme(
    *, council: Council, body: Body, topic: str, why: str, when: str = "", by: Officer, at: datetime
) -> WorkItem:
    """Put on a body's work programme what somebody else refers to it, such as a comment.

    Who may refer it is asked by whoever calls. Raises `Refused` where the body no longer meets.
    """
    said = Planned(body, topic, why, when)
    refuse_if(reasons_not_this_item(council, said))
    row = {"council_id": council.pk, **_row(said)}
    return make(WorkItem, row, council=council, by=by, at=at, verb="referred", reason=why.strip())


def record_work_items(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record items of work programmes as their sources tell them."""
    return bring_up_to_date(WorkItem, rows, key=["topic"], council=council, by=by, at=at)


def move_unfinished(body: Body, successor: Body, who: dict[str, Any]) -> list[WorkItem]:
    """Give a body's unfinished items to its successor, as part of replacing it; where they began is kept."""
    rows = WorkItem.objects.select_for_update(of=("self",)).filter(body=body)
    moving = list(rows.exclude(state__in=WORK.finished))
    for item in moving:
        item.first_body = item.first_body or body
        item.body, item.meeting = successor, None
        item.version += 1
    fields = ["first_body", "body", "meeting", "version"]
    WorkItem.objects.bulk_update(moving, fields, batch_size=500)
    note_all(
        entry_for(
            verb="moved to another work programme",
            subject=item,
            before={"body": str(body)},
            after={"body": str(successor)},
            **who,
        )
        for item in moving
    )
    return moving


def _row(said: Planned) -> dict[str, Any]:
    return {
        "body_id": said.body.pk,
        "topic": said.topic.strip(),
        "why": said.why.strip(),
        "when": said.when.strip(),
        "meeting_id": said.meeting.pk if said.meeting else None,
        "state": said.state,
        "outcome": said.outcome.strip(),
        "source": said.source.strip(),
    }
