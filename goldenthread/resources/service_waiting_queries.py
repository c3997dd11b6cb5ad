"""What waits for a service's answer: needs asked of it, and its capacity that nobody confirmed yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.people.models import Council, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import has_power, subject_of
from goldenthread.people.queries import services_of
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Capacity, Need


@dataclass(frozen=True, slots=True)
class Waiting:
    """One service: the needs that it has not answered, and the quarters of capacity to be confirmed."""

    service: Service
    needs: Sequence[Need]
    quarters: int

    def __bool__(self) -> bool:
        return bool(self.needs or self.quarters)


def waiting_at(services: Sequence[Service], viewer: Officer) -> list[Waiting]:
    """What waits at each of these services, of the lines in hand that this person may read: two queries."""
    lines = Element.objects.listed().seen_by(viewer).exclude(edition__state=Edition.State.REPLACED)
    asked = Need.objects.filter(service__in=services, answer=Need.Answer.NONE, confirmed_on=None)
    rows = asked.filter(element__in=lines.filter(needs__service__in=services).order_by().values("pk"))
    needs: dict[int | None, list[Need]] = defaultdict(list)
    for need in rows.select_related("element__edition").order_by("element__due_on", "pk"):
        needs[need.service_id].append(need)
    held = Capacity.objects.filter(service__in=services, confirmed_on=None).order_by()
    quarters = Counter(held.values_list("service_id", flat=True))
    return [Waiting(one, needs[one.pk], quarters[one.pk]) for one in services]


def waiting_for_answers(council: Council, viewer: Officer) -> list[Waiting]:
    """What waits at the services that this person answers for; of those at which something does."""
    if not has_power("confirm_capacity", viewer):
        return []
    own = [one for one in services_of(council) if has_power("confirm_capacity", viewer, subject_of(one))]
    return [one for one in waiting_at(own, viewer) if one]


def editions_in_hand(council: Council, viewer: Officer) -> list[Edition]:
    """The editions in use and the drafts that this person may read, the main plan's first: one query."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council).exclude(state=Edition.State.REPLACED)
    return list(seen.select_related("plan").order_by("-plan__is_main", "plan__position", "-starts_on", "pk"))


def answers_of(edition: Edition, service: int) -> dict[int, str]:
    """What a service answered to each line of an edition that asks something of it: one query."""
    rows = Need.objects.filter(element__edition=edition, service=service)
    return dict(rows.values_list("element_id", "answer"))
