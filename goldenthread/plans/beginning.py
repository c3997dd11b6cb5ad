"""Beginning a plan with its first edition as a draft, and saying what a draft is and how it was prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.recording import bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.actions import set_up_edition, set_up_plan
from goldenthread.plans.editing import held_edition
from goldenthread.plans.models import Edition, Plan
from goldenthread.plans.permissions import reasons_not_to_change


@transaction.atomic
def begin_plan(
    *,
    council: Council,
    name: str,
    slug: str,
    kind: str,
    owned_by: str,
    service_id: int | None,
    starts_on: date | None,
    ends_on: date | None,
    edition_name: str,
    edition_slug: str,
    levels: Sequence[tuple[str, str]],
    by: Officer,
    at: datetime,
) -> Edition:
    """Begin a plan with a closed draft; `levels` are names for one and for several, from the top.

    The first level is taken for the vision, and the levels below the second for work with an owner.
    """
    refuse_if(_reasons_not_to_begin(council, slug, kind, service_id, starts_on, ends_on, by))
    plan = set_up_plan(
        council=council, slug=slug, name=name, kind=kind, owned_by=owned_by, service_id=service_id,
        starts_on=starts_on, ends_on=ends_on, position=council.plans.count() + 1, by=by, at=at,
    )  # fmt: skip
    rows: list[dict[str, Any]] = []
    for place, (one, many) in enumerate(levels):
        key = slugify(one)[:36] or "level"
        taken = {row["key"] for row in rows}
        rows.append(
            {
                "key": key if key not in taken else f"{key}-{place}",
                "name": one,
                "plural": many,
                "is_monitored": place > 0,
                "needs_owner": place > 1,
                "needs_measure": place > 1,
            }
        )
    return set_up_edition(
        plan=plan, slug=edition_slug, name=edition_name, levels=rows, starts_on=starts_on, ends_on=ends_on,
        state=Edition.State.DRAFT, is_open=False, by=by, at=at,
    )  # fmt: skip


def _reasons_not_to_begin(
    council: Council,
    slug: str,
    kind: str,
    service: int | None,
    starts_on: date | None,
    ends_on: date | None,
    by: Officer,
) -> list[str]:
    held = council.services.filter(pk=service).select_related("directorate").first() if service else None
    found = reasons_of_duty(council, "start_edition", by, subject_of(held))
    if found:
        return found
    if council.plans.filter(slug=slug).exists():
        found.append(
            f"There is a plan “{slug}” already. Choose another short name, or start its next edition."
        )
    if kind == Plan.Kind.SERVICE and held is None:
        found.append("Choose the service whose plan this is.")
    if kind != Plan.Kind.SERVICE and held is not None:
        found.append("Only a service plan belongs to one service. Choose the kind or leave the service out.")
    if held and Plan.objects.filter(service=held, kind=Plan.Kind.SERVICE).exists():
        found.append(f"{held} has a service plan already. Start its next edition instead.")
    if starts_on and ends_on and ends_on < starts_on:
        found.append("The plan ends before it starts. Change one of the days.")
    return found


@transaction.atomic
def describe_edition(
    *, edition: Edition, version: int, facts: Mapping[str, Any], by: Officer, at: datetime
) -> Edition:
    """Change what a draft is called, its days, which update it is and how it was prepared."""
    held = held_edition(edition)
    refuse_if(reasons_not_to_change(held, by))
    refuse_if_stale(version, held.version, f"{held}")
    starts_on, ends_on = facts.get("starts_on"), facts.get("ends_on")
    refuse_if(
        ["The edition ends before it starts. Change one of the days."]
        if starts_on and ends_on and ends_on < starts_on
        else []
    )
    council = held.plan.council
    bring_up_to_date(
        Edition, [{"id": held.pk, **facts}], key=["id"], within={"pk": held.pk}, council=council, by=by, at=at
    )
    held.refresh_from_db()
    return held
