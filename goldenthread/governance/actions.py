"""Changing what is put to bodies and what they said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.governance.models import (
    Annex,
    Approval,
    Body,
    Comment,
    Contact,
    Implication,
    Option,
    Paper,
    PaperRecommendation,
    PaperSection,
    Remit,
    RiskStatement,
    Step,
    WorkItem,
)
from goldenthread.governance.paper_policies import paper_template
from goldenthread.governance.routing import keep_as_sent
from goldenthread.governance.writing import prepare
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


@transaction.atomic
def record_route(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the stops on an edition's route; `sent_on` says that the body saw the edition as it is on a day.

    What a body saw is kept once: a later load leaves it as it was.
    """
    given = list(rows)
    plain = [{name: value for name, value in row.items() if name != "sent_on"} for row in given]
    recorded = bring_up_to_date(Step, plain, key=["edition_id", "position"], council=council, by=by, at=at)
    for row in given:
        if row.get("sent_on"):
            keep_as_sent(row["edition_id"], row["position"], row["sent_on"], by=by, at=at)
    return recorded


def record_comments(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what bodies said of an edition and what was answered."""
    return bring_up_to_date(Comment, rows, key=["edition_id", "position"], council=council, by=by, at=at)


@transaction.atomic
def record_referrals(
    *, council: Council, referrals: Iterable[Row | None], by: Officer, at: datetime
) -> list[int | None]:
    """Put the topics that comments became on bodies' work programmes; the number of each, in their order.

    A topic that a programme holds already stays as it is there.
    """
    given = list(referrals)
    there = set(WorkItem.objects.filter(council=council).values_list("body_id", "topic"))
    rows = [row for row in given if row is not None and (row["body_id"], row["topic"]) not in there]
    bring_up_to_date(WorkItem, rows, key=["body_id", "topic"], council=council, by=by, at=at)
    held = WorkItem.objects.filter(council=council).values_list("body_id", "topic", "id")
    numbers = {(body, topic): pk for body, topic, pk in held}
    return [numbers[row["body_id"], row["topic"]] if row else None for row in given]


@transaction.atomic
def put_paper(
    *,
    council: Council,
    facts: Row,
    sections: Mapping[str, str] | None = None,
    contacts: Iterable[Row] = (),
    approvals: Iterable[Row] = (),
    implications: Iterable[Row] = (),
    options: Iterable[Row] = (),
    recommendations: Iterable[Row] = (),
    risks: Iterable[Row] = (),
    annexes: Iterable[Row] = (),
    by: Officer,
    at: datetime,
) -> Paper:
    """Put a paper on record with everyone and everything on it; `sections` are texts by their keys."""
    bring_up_to_date(Paper, [facts], key=["slug"], council=council, by=by, at=at)
    paper = Paper.objects.get(council=council, slug=facts["slug"])
    texts = [{"key": key, "text": text} for key, text in (sections or {}).items()]
    parts: list[tuple[Any, list[str], Iterable[Row]]] = [
        (PaperSection, ["key"], texts),
        (Contact, ["position"], _in_order(contacts)),
        (Approval, ["position"], _in_order(approvals)),
        (Implication, ["category"], _in_order(implications)),
        (Option, ["number"], options),
        (PaperRecommendation, ["number"], recommendations),
        (RiskStatement, ["position"], _in_order(risks)),
        (Annex, ["position"], _in_order(annexes)),
    ]
    for model, key, rows in parts:
        within = {"paper_id": paper.pk}
        bring_up_to_date(model, rows, key=key, council=council, within=within, by=by, at=at)
    prepare(paper, paper_template(paper.template))
    return paper


def _in_order(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [{**row, "position": place} for place, row in enumerate(rows, start=1)]
