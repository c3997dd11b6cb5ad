"""Changing plans: each action is one transaction, noted in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    GapNote,
    Level,
    Plan,
    Succession,
    Update,
)


@transaction.atomic
def set_up_plan(*, council: Council, slug: str, by: Officer, at: datetime, **facts: Any) -> Plan:
    """Make a plan, or bring what is held of it up to date; there is one main plan, so another steps down."""
    who: dict[str, Any] = {"key": ["slug"], "council": council, "by": by, "at": at}
    if facts.get("is_main"):
        others = Plan.objects.filter(council=council, is_main=True).exclude(slug=slug)
        bring_up_to_date(Plan, [{"slug": one.slug, "is_main": False} for one in others], **who)
    bring_up_to_date(Plan, [{"slug": slug, **facts}], **who)
    return Plan.objects.get(council=council, slug=slug)


@transaction.atomic
def set_up_edition(
    *, plan: Plan, slug: str, levels: Iterable[Mapping[str, Any]], by: Officer, at: datetime, **facts: Any
) -> Edition:
    """Make an edition with its levels in order, or bring what is held of them up to date.

    A plan has one current edition, so another steps down. Levels held and not given stay, below the others.
    """
    who: dict[str, Any] = {"council": plan.council, "by": by, "at": at}
    editions: dict[str, Any] = {"key": ["slug"], "within": {"plan_id": plan.pk}, **who}
    if facts.get("is_current"):
        others = Edition.objects.filter(plan=plan, is_current=True).exclude(slug=slug)
        bring_up_to_date(Edition, [{"slug": one.slug, "is_current": False} for one in others], **editions)
    bring_up_to_date(Edition, [{"slug": slug, **facts}], **editions)
    edition = Edition.objects.get(plan=plan, slug=slug)
    given = list(levels)
    left = edition.levels.exclude(key__in=[level["key"] for level in given]).values("key")
    rows = [{**level, "position": place} for place, level in enumerate([*given, *left], start=1)]
    bring_up_to_date(Level, rows, key=["key"], within={"edition_id": edition.pk}, order="position", **who)
    return edition


@transaction.atomic
def place_elements(
    *, council: Council, edition: Edition, rows: Iterable[Mapping[str, Any]], by: Officer, at: datetime
) -> Recorded:
    """Place elements in an edition; each row names its level by key and its parent by code.

    Parents are placed before their children, whatever the order of the rows. Raises KeyError for a parent
    that is in neither the rows nor the edition: readers check that first and say where.
    """
    levels = {level.key: level.pk for level in edition.levels.all()}
    waiting = list(rows)
    placed = dict(Element.objects.filter(edition=edition).values_list("code", "id"))
    codes = {row["code"] for row in waiting}
    done: set[str] = set()
    recorded = Recorded()
    while waiting:
        ready = [
            row for row in waiting if not row["parent"] or row["parent"] in done or row["parent"] not in codes
        ]
        if not ready:
            raise KeyError(waiting[0]["parent"])
        recorded += bring_up_to_date(
            Element,
            [_element_row(row, levels, placed) for row in ready],
            key=["code"],
            within={"council_id": council.pk, "edition_id": edition.pk},
            council=council,
            by=by,
            at=at,
        )
        done |= {row["code"] for row in ready}
        waiting = [row for row in waiting if row["code"] not in done]
        placed = dict(Element.objects.filter(edition=edition).values_list("code", "id"))
    return recorded


def _element_row(row: Mapping[str, Any], levels: Mapping[str, int], placed: Mapping[str, int]) -> Row:
    plain = {name: value for name, value in row.items() if name not in ("level", "parent")}
    parent = placed[row["parent"]] if row["parent"] else None
    return {**plain, "level_id": levels[row["level"]], "parent_id": parent}


def link_elements(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Join elements across plans: contributes to, enables, runs across."""
    key = ["giver_id", "taker_id", "kind"]
    return bring_up_to_date(Contribution, rows, key=key, council=council, by=by, at=at)


def record_successions(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say what became of the elements of an earlier edition."""
    key = ["old_id", "new_id", "kind"]
    return bring_up_to_date(Succession, rows, key=key, council=council, by=by, at=at)


def record_updates(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record dated statements of progress."""
    return bring_up_to_date(Update, rows, key=["element_id", "made_on"], council=council, by=by, at=at)


def name_gaps(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say why something is missing, who fills it and by when."""
    return bring_up_to_date(GapNote, rows, key=["element_id", "code"], council=council, by=by, at=at)


@transaction.atomic
def mark_not_listed(
    *, council: Council, edition: Edition, element_ids: set[int], by: Officer, at: datetime
) -> Recorded:
    """Mark elements that their source no longer lists; they stay readable and are no longer counted.

    What the council retired itself stays retired, whatever its source lists.
    """
    listed = Element.objects.filter(edition=edition).exclude(state=Element.State.RETIRED)
    rows = [
        {"id": pk, "state": Element.State.NOT_LISTED if pk in element_ids else Element.State.LIVE}
        for pk in listed.values_list("id", flat=True)
    ]
    return bring_up_to_date(
        Element,
        rows,
        key=["id"],
        within={"council_id": council.pk, "edition_id": edition.pk},
        council=council,
        by=by,
        at=at,
        reason="Not in the latest file of milestones.",
    )
