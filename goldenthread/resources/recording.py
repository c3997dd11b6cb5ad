"""Recording what tables say of capacity, effort, skills, costs, terms and dependencies: many rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldenthread.core.effort import whole
from goldenthread.ledger.one import change
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.efforts import effort_of
from goldenthread.resources.models import Capacity, Cost, Dependency, Effort, Need, Skill, SkillNeed, Terms


def record_capacities(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what services can give by quarter, and who confirmed it."""
    key = ["service_id", "quarter_on"]
    return bring_up_to_date(Capacity, rows, key=key, council=council, by=by, at=at)


@transaction.atomic
def record_efforts(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what needs take by quarter; the days of each need become their sums."""
    given = list(rows)
    within = {"need__council_id": council.pk}
    recorded = bring_up_to_date(
        Effort, given, key=["need_id", "quarter_on"], council=council, by=by, at=at, within=within
    )
    for need in Need.objects.filter(pk__in={row["need_id"] for row in given}).order_by("pk"):
        total = whole(effort_of(need))
        sums = {"days_low": total.low, "days": total.likely, "days_high": total.high}
        change(need, sums, council=council, by=by, at=at)
    return recorded


def record_skills(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record skills that are in short supply."""
    return bring_up_to_date(Skill, rows, key=["name"], council=council, by=by, at=at)


def record_skill_needs(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record how many of needs' days take a scarce skill."""
    within = {"need__council_id": council.pk}
    key = ["need_id", "skill_id"]
    return bring_up_to_date(SkillNeed, rows, key=key, council=council, by=by, at=at, within=within)


def record_costs(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what elements cost by year, and who pays."""
    return bring_up_to_date(Cost, rows, key=["element_id", "year", "what"], council=council, by=by, at=at)


def record_terms(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record on what terms elements may be moved, and what they are worth."""
    return bring_up_to_date(Terms, rows, key=["element_id"], council=council, by=by, at=at)


def record_dependencies(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what elements wait for."""
    key = ["element_id", "on_id", "event"]
    return bring_up_to_date(Dependency, rows, key=key, council=council, by=by, at=at)


def needs_by_place(council: Council) -> dict[tuple[int, int | None], int]:
    """The needs of a council by element and service."""
    rows = Need.objects.filter(council=council).values_list("element_id", "service_id", "pk")
    return {(element, service): pk for element, service, pk in rows}


def effort_held(council: Council) -> set[tuple[int, int | None]]:
    """The needs, by element and service, whose days are said by quarter."""
    rows = Need.objects.filter(council=council, efforts__isnull=False)
    return set(rows.values_list("element_id", "service_id").distinct())
