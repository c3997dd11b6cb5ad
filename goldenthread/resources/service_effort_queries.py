"""What the actions of an edition ask of one service by quarter: the grid that is filled in at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from goldenthread.core.effort import percents
from goldenthread.core.periods import Period
from goldenthread.core.workload import Estimate
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Effort, Need
from goldenthread.resources.needs_permissions import reasons_not_to_say_need
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of


@dataclass(frozen=True)
class Asked:
    """One action's row: its need of the service if it has one, and what it takes in each quarter.

    `by_quarter` holds quarters outside the grid too, as far as they are said. `is_spread` says that the
    quarters were not said: the days are spread evenly between the action's dates.
    """

    element: Element
    need: Need | None
    by_quarter: Mapping[date, Estimate] = field(default_factory=dict)
    is_spread: bool = False

    @property
    def key(self) -> str:
        """What the row is called in forms and files: “N12” for a need, “E34” for an action without one."""
        return f"N{self.need.pk}" if self.need else f"E{self.element.pk}"

    @property
    def version(self) -> int:
        return self.need.version if self.need else 0

    @property
    def percents(self) -> tuple[str, str]:
        """The least and the most in percent of what is likely, as people read it."""
        low, high = percents(self.by_quarter)
        return f"{low:f}", f"{high:f}"


@dataclass(frozen=True)
class ServiceEffort:
    """The grid: the quarters, the actions that ask of the service, and the others that might."""

    edition: Edition
    service: Service
    quarters: Sequence[Period]
    asked: list[Asked]
    others: list[Element]

    def row(self, key: str) -> Asked | None:
        """A row by its key; an action that asks nothing yet is a row too."""
        for one in self.asked:
            if one.key == key:
                return one
        return next((Asked(one, None) for one in self.others if f"E{one.pk}" == key), None)


def theirs_of(effort: ServiceEffort, by: Officer) -> ServiceEffort:
    """The grid with the rows alone of which this person may say what they ask."""
    return replace(
        effort,
        asked=[one for one in effort.asked if not reasons_not_to_say_need(one.element, by)],
        others=[one for one in effort.others if not reasons_not_to_say_need(one, by)],
    )


def service_effort_of(edition: Edition, service: Service, on: date, viewer: Officer) -> ServiceEffort:
    """What is asked of a service by the actions that this person may read: a fixed number of queries."""
    quarters = quarters_of_edition(edition, on)
    rows = Need.objects.filter(element__edition=edition, service=service)
    needs = {one.element_id: one for one in rows.select_related("element", "service__directorate")}
    counted = Q(level__needs_capacity=True) | Q(pk__in=list(needs))
    seen = Element.objects.listed().seen_by(viewer).filter(counted, edition=edition)
    elements = list(
        seen.select_related(
            "level",
            "council",
            "owner__service__directorate",
            "service__directorate",
            "edition__plan__service__directorate",
        ).order_by("level__position", "position", "pk")
    )
    said: dict[int, dict[date, Estimate]] = {}
    efforts = Effort.objects.filter(need__in=list(needs.values()))
    for need, start, *days in efforts.values_list("need_id", "quarter_on", "low", "likely", "high"):
        said.setdefault(need, {})[start] = Estimate(*days)
    spread = _spread(edition, service, quarters, on, viewer)
    asked = []
    for element in elements:
        held = needs.get(element.pk)
        if held is not None:
            by_quarter = said.get(held.pk)
            asked.append(Asked(element, held, by_quarter or spread.get(element.pk, {}), by_quarter is None))
    return ServiceEffort(edition, service, quarters, asked, [one for one in elements if one.pk not in needs])


def _spread(
    edition: Edition, service: Service, quarters: Sequence[Period], on: date, viewer: Officer
) -> dict[int, dict[date, Estimate]]:
    """What actions take in the grid's quarters where nobody said it by quarter."""
    found = {}
    for work in workload_of(edition, quarters, on, viewer).works:
        for ask in work.asks:
            if ask.service == service.pk:
                found[work.key] = {quarters[place].starts_on: days for place, days in ask.by_quarter.items()}
    return found
