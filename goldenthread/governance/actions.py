"""Changing what is put to bodies and what they said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.governance.models import (
    Approval,
    Body,
    Comment,
    Contact,
    Implication,
    Option,
    Paper,
    Remit,
    Step,
    WorkItem,
)
from goldenthread.governance.permissions import reasons_not_to_approve, reasons_not_to_write
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


@transaction.atomic
def set_up_bodies(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Make the committees, boards and teams that consider papers; `replaced_by` is another body's name."""
    given = list(rows)
    who: dict[str, Any] = {"key": ["name"], "council": council, "by": by, "at": at}
    plain = [{name: value for name, value in row.items() if name != "replaced_by"} for row in given]
    recorded = bring_up_to_date(Body, plain, **who)
    held = dict(Body.objects.filter(council=council).values_list("name", "id"))
    later = [(row["name"], row["replaced_by"]) for row in given if "replaced_by" in row]
    bring_up_to_date(Body, [{"name": old, "replaced_by_id": held.get(new)} for old, new in later], **who)
    return recorded


def record_remits(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record which bodies scrutinise which elements, and from when to when."""
    key = ["element_id", "body_id", "from_on"]
    return bring_up_to_date(Remit, rows, key=key, council=council, by=by, at=at)


def record_route(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the stops on an edition's route."""
    return bring_up_to_date(Step, rows, key=["edition_id", "position"], council=council, by=by, at=at)


def record_comments(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what bodies said of an edition and what was answered."""
    return bring_up_to_date(Comment, rows, key=["edition_id", "position"], council=council, by=by, at=at)


@transaction.atomic
def record_referrals(
    *, council: Council, referrals: Iterable[Row | None], by: Officer, at: datetime
) -> list[int | None]:
    """Put the topics that comments became on bodies' work programmes; the number of each, in their order."""
    given = list(referrals)
    rows = [row for row in given if row is not None]
    bring_up_to_date(WorkItem, rows, key=["body_id", "topic"], council=council, by=by, at=at)
    held = WorkItem.objects.filter(council=council).values_list("body_id", "topic", "id")
    numbers = {(body, topic): pk for body, topic, pk in held}
    return [numbers[row["body_id"], row["topic"]] if row else None for row in given]


@transaction.atomic
def put_paper(
    *,
    council: Council,
    facts: Row,
    contacts: Iterable[Row] = (),
    approvals: Iterable[Row] = (),
    implications: Iterable[Row] = (),
    options: Iterable[Row] = (),
    by: Officer,
    at: datetime,
) -> Paper:
    """Put a paper on record with everyone and everything named on it."""
    bring_up_to_date(Paper, [facts], key=["slug"], council=council, by=by, at=at)
    paper = Paper.objects.get(council=council, slug=facts["slug"])
    parts: list[tuple[Any, list[str], Iterable[Row]]] = [
        (Contact, ["position"], _in_order(contacts)),
        (Approval, ["position"], _in_order(approvals)),
        (Implication, ["category"], _in_order(implications)),
        (Option, ["number"], options),
    ]
    for model, key, rows in parts:
        within = {"paper_id": paper.pk}
        bring_up_to_date(model, rows, key=key, council=council, within=within, by=by, at=at)
    return paper


def _in_order(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [{**row, "position": place} for place, row in enumerate(rows, start=1)]


@transaction.atomic
def write_implications(
    *, paper: Paper, answers: Mapping[str, tuple[str, bool]], version: int, by: Officer, at: datetime
) -> None:
    """Write the implications of a paper: for each category a text, or that there are none.

    Raises `Refused` when somebody else changed the paper meanwhile (`version` is what the writer saw).
    """
    held = Paper.objects.select_for_update().get(pk=paper.pk)
    refuse_if(reasons_not_to_write(held, version, by))
    rows = [
        {"category": category, "text": "" if is_none else text, "is_none": is_none}
        for category, (text, is_none) in answers.items()
    ]
    bring_up_to_date(
        Implication,
        rows,
        key=["category"],
        council=held.council,
        within={"paper_id": held.pk},
        by=by,
        at=at,
    )
    Paper.objects.filter(pk=held.pk).update(version=held.version + 1)


@transaction.atomic
def approve_paper(*, paper: Paper, on: date, by: Officer, at: datetime) -> Approval:
    """Sign a paper off for one's own post; the last sign-off approves it for publication.

    Raises `Refused` while any implication is blank (York 2008, paragraph 24: “none” is written, not left
    out), when it is another post's turn, or when this post has signed already.
    """
    held = Paper.objects.select_for_update().get(pk=paper.pk)
    refuse_if(reasons_not_to_approve(held, by))
    waiting = list(held.approvals.filter(approved_on__isnull=True))
    approval = waiting[0]
    approval.approved_on = on
    approval.save(update_fields=["approved_on"])
    if len(waiting) == 1:
        held.state = Paper.State.APPROVED
    held.version += 1
    held.save(update_fields=["state", "version"])
    note(verb="approved", subject=held, council=held.council.slug, by=by, at=at, after={"on": str(on)})
    return approval
