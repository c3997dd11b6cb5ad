"""Reading what services can give, scarce skills, and the strain that a plan puts on both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from goldenthread.core.periods import Period, quarter_of
from goldenthread.core.strain import SkillAsk
from goldenthread.people.models import Council, Service
from goldenthread.plans.models import Basis, Edition
from goldenthread.plans.queries import main_edition
from goldenthread.resources.models import Capacity, Need, Skill, SkillNeed
from goldenthread.resources.workload_queries import (
    MOST_QUARTERS,
    quarters_from,
    quarters_of_edition,
    year_start_of,
)

MOST_IN_HAND = 16  # quarters: four years


def skills_of(council: Council) -> list[Skill]:
    """The scarce skills of a council, by name."""
    return list(Skill.objects.filter(council=council))


def skill_asks_of(edition: Edition) -> list[SkillAsk]:
    """What the lines of an edition ask of scarce skills: one query."""
    rows = SkillNeed.objects.filter(need__element__edition=edition, need__service__isnull=False)
    named = ("need__element_id", "need__service_id", "skill_id", "days", "need__days")
    return [SkillAsk(*row) for row in rows.order_by("skill__name", "pk").values_list(*named)]


def is_illustrative(edition: Edition) -> bool:
    """True where what is needed or can be given was written to show the product: two queries."""
    held = {"basis": Basis.ILLUSTRATIVE.value}
    rows = (
        Need.objects.filter(element__edition=edition, **held),
        Capacity.objects.filter(council=edition.plan.council_id, **held),
    )
    return any([one.exists() for one in rows])


def capacity_in(council: Council, quarters: Sequence[Period]) -> dict[tuple[int, int], Capacity]:
    """By service and number of the quarter: the capacity on record. One query."""
    numbers = {one.starts_on: number for number, one in enumerate(quarters)}
    rows = Capacity.objects.filter(council=council, quarter_on__in=list(numbers)).select_related("service")
    return {(one.service_id, numbers[one.quarter_on]): one for one in rows}


def service_at(council: Council, pk: int) -> Service | None:
    """One service of a council."""
    return Service.objects.filter(council=council, pk=pk).select_related("directorate", "council").first()


def quarters_in_hand(council: Council, on: date) -> tuple[Period, ...]:
    """The quarters that services say their capacity of.

    Those of the main plan in hand and a year more, and as far as any draft goes, at most sixteen: two
    queries.
    """
    edition = main_edition(council)
    start = year_start_of(council)
    held = quarters_of_edition(edition, on) if edition else (quarter_of(on, start),)
    drafts = Edition.objects.filter(plan__council=council, state=Edition.State.DRAFT, ends_on__isnull=False)
    last = drafts.aggregate(last=Max("ends_on"))["last"]
    found = quarters_from(held[0], MOST_IN_HAND)
    count = min(len(held) + 4, MOST_QUARTERS)
    return found[: max(count, sum(one.starts_on <= last for one in found) if last else 0)]


def capacities_of(service: Service) -> list[Capacity]:
    """What a service can give, quarter by quarter."""
    return list(Capacity.objects.filter(service=service).order_by("quarter_on"))
