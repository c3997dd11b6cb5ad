"""Reading scenarios, and the workload that each would make of its plan."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from goldenthread.core.scenario import applied
from goldenthread.core.workload import Workload
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Scenario, ScenarioChange
from goldenthread.resources.tried import rule_of, tried_of


def sees_scenarios(council: Council, viewer: Officer) -> bool:
    """True for the council's own people, and for those who serve every council."""
    return viewer.serves_everyone or viewer.inside == council.slug


def scenarios_of(edition: Edition, viewer: Officer) -> list[Scenario]:
    """The scenarios of an edition and how many changes each has (`count`), for the council's own people."""
    if not sees_scenarios(edition.plan.council, viewer):
        return []
    rows = Scenario.objects.filter(edition=edition).annotate(count=Count("changes"))
    return list(rows.order_by("ended_on", "name", "pk"))


def scenario_at(council: Council, pk: int, viewer: Officer) -> Scenario | None:
    """One scenario of a council; None for those who don't work for it."""
    if not sees_scenarios(council, viewer):
        return None
    rows = Scenario.objects.select_related("council", "edition__plan__council", "edition__plan__service")
    return rows.filter(council=council, pk=pk).first()


def changes_of(scenario: Scenario) -> list[ScenarioChange]:
    """A scenario's changes in order, with what they name: one query."""
    return list(scenario.changes.select_related("element", "service"))


def elements_of(workload: Workload) -> list[Element]:
    """The elements that a change can be tried of, those with fixed dates left out: one query."""
    held = Element.objects.in_bulk([work.key for work in workload.works if not work.is_fixed])
    return [held[work.key] for work in workload.works if work.key in held]


def with_changes(workload: Workload, changes: Sequence[ScenarioChange]) -> Workload:
    """A workload with a scenario's changes made."""
    return applied(workload, [rule_of(tried_of(one), workload.quarters) for one in changes])
