"""Facts about elements brought in many at once: tags, parts taken, second plans, evidence and the cascade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import (
    Evidence,
    Involvement,
    Offer,
    Placement,
    Tag,
    Tagging,
    WorkplanItem,
)


def set_up_tags(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Make the words that elements are found by: wards, duties, equality strands, groups of people."""
    return bring_up_to_date(Tag, rows, key=["kind", "name"], council=council, by=by, at=at)


def tag_elements(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say which elements carry which tags; a tag carried already and not given stays."""
    within = {"tag__council_id": council.pk}
    key = ["tag_id", "element_id"]
    return bring_up_to_date(Tagging, rows, key=key, within=within, council=council, by=by, at=at)


@transaction.atomic
def tag_by_name(
    *, council: Council, given: Iterable[tuple[int, str, str]], by: Officer, at: datetime
) -> Recorded:
    """Tag elements by their key and the tag's kind and name; a tag is made when it is first used."""
    who: dict[str, Any] = {"council": council, "by": by, "at": at}
    wanted = list(dict.fromkeys(given))
    named = dict.fromkeys(one[1:] for one in wanted)
    set_up_tags(rows=[{"kind": kind, "name": name} for kind, name in named], **who)
    tags = {(tag.kind, tag.name): tag.pk for tag in Tag.objects.filter(council=council)}
    rows = [{"element_id": element, "tag_id": tags[kind, name]} for element, kind, name in wanted]
    return tag_elements(rows=rows, **who)


def record_involvements(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say which partners and services commission, provide or take part in elements."""
    key = ["element_id", "role", "partner_id", "service_id"]
    return bring_up_to_date(Involvement, rows, key=key, council=council, by=by, at=at)


def place_again(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say in which other plans elements count too, at which level and under what."""
    return bring_up_to_date(Placement, rows, key=["element_id", "edition_id"], council=council, by=by, at=at)


@transaction.atomic
def record_evidence(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record evidence on elements; `answers` of a row are the ids of the lines of a framework it answers."""
    given = list(rows)
    plain = [{name: value for name, value in row.items() if name != "answers"} for row in given]
    key = ["element_id", "title"]
    recorded = bring_up_to_date(Evidence, plain, key=key, council=council, by=by, at=at)
    held = {
        (one.element_id, one.title): one
        for one in Evidence.objects.filter(council=council).prefetch_related("answers")
    }
    entries = [_answer(held[row["element_id"], row["title"]], row, council, by, at) for row in given]
    note_all(entry for entry in entries if entry is not None)
    return recorded


def _answer(
    evidence: Evidence, row: Mapping[str, Any], council: Council, by: Officer, at: datetime
) -> Entry | None:
    """Set which lines a piece of evidence answers, and the entry that says so; None where nothing differs."""
    before = sorted(line.pk for line in evidence.answers.all())
    after = sorted(row.get("answers", before))
    if before == after:
        return None
    evidence.answers.set(after)
    return entry_for(
        verb="tagged",
        subject=evidence,
        council=council.slug,
        by=by,
        at=at,
        before={"answers": before},
        after={"answers": after},
    )


def record_offers(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record which actions were offered to which services, and what those answered."""
    return bring_up_to_date(Offer, rows, key=["action_id", "service_id"], council=council, by=by, at=at)


def record_workplan_items(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record lines of people's workplans; the ledger says under what and whose, never what they say."""
    key = ["item_id", "post_id", "words"]
    return bring_up_to_date(WorkplanItem, rows, key=key, council=council, by=by, at=at)
