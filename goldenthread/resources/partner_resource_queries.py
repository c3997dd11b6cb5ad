"""Reading what partners bring, by priority, and the priorities to which none brings anything."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goldenthread.core.partner_resources import Brought, Totals, totals
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Contribution, Edition, Element, Plan
from goldenthread.resources.models import Cost, PartnerResource

FACING = (Element.Kind.CITIZEN, Element.Kind.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority, or another line, with what partners bring to it; to a priority also what is below it."""

    element: Element
    resources: Sequence[PartnerResource]
    is_priority: bool = True

    @property
    def totals(self) -> Totals:
        return totals_of(self.resources)


def totals_of(found: Iterable[PartnerResource]) -> Totals:
    """What they come to; what was withdrawn counts nowhere."""
    kept = (one for one in found if one.state != PartnerResource.State.WITHDRAWN)
    return totals(Brought(one.kind, one.given_as, one.amount, one.days) for one in kept)


def partner_resources_of(council: Council, viewer: Officer) -> list[PartnerResource]:
    """Everything that partners bring to lines that this person may read: one query."""
    seen = Element.objects.seen_by(viewer).filter(council=council)
    held = PartnerResource.objects.filter(council=council, element__in=seen)
    return list(held.select_related("partner", "element__edition", "element__level"))


def partner_costs_of(council: Council, viewer: Officer) -> list[Cost]:
    """What partners pay of actions' costs, in money or in kind, of lines that this person may read."""
    seen = Element.objects.seen_by(viewer).filter(council=council)
    held = Cost.objects.filter(council=council, element__in=seen, payer=Cost.Payer.PARTNER)
    return list(held.select_related("partner", "element").order_by("partner__name", "year", "id"))


def partner_resource_at(council: Council, pk: int, viewer: Officer) -> PartnerResource | None:
    seen = Element.objects.seen_by(viewer).filter(council=council)
    joined = ("council", "partner", "element__edition__plan", "element__level")
    held = PartnerResource.objects.filter(council=council, element__in=seen)
    return held.select_related(*joined).filter(pk=pk).first()


def by_priority(council: Council, viewer: Officer) -> list[Priority]:
    """Each priority with what partners bring to it, and then other lines that partners bring something to.

    Priorities are the topmost lines that face people in the partnership strategies in use; where a council
    keeps none, the monitored lines of its main plan right below the vision or below nothing. What is brought
    to a line comes under the first priority above it, by the lines it hangs from and those it contributes to.
    Up to six queries.
    """
    found, above = partner_resources_of(council, viewer), _above(council)
    priorities = _priorities(council, viewer)
    held: dict[int, list[PartnerResource]] = {one.pk: [] for one in priorities}
    others: dict[int, tuple[Element, list[PartnerResource]]] = {}
    for one in found:
        nearest = next((pk for pk in _way_up(one.element_id, above) if pk in held), None)
        if nearest is not None:
            held[nearest].append(one)
        else:
            others.setdefault(one.element_id, (one.element, []))[1].append(one)
    return [
        *(Priority(one, held[one.pk]) for one in priorities),
        *(Priority(element, resources, is_priority=False) for element, resources in others.values()),
    ]


def _priorities(council: Council, viewer: Officer) -> list[Element]:
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council, is_current=True)
    lines = Element.objects.listed().seen_by(viewer).select_related("level", "edition")
    shared = lines.filter(edition__in=editions.filter(plan__kind=Plan.Kind.COMMUNITY), kind__in=FACING)
    main = lines.filter(edition__in=editions.filter(plan__is_main=True), level__is_monitored=True)
    hanging = Q(parent=None) | Q(parent__kind=Element.Kind.VISION)
    return _topmost(shared) or list(
        main.filter(hanging)
        .exclude(kind__in=[Element.Kind.VISION, Element.Kind.VALUE])
        .order_by("level__position", "position", "id")
    )


def _topmost(lines: QuerySet[Element]) -> list[Element]:
    """The lines of the topmost level that each edition has any of."""
    top: dict[int, int] = {}
    ordered = lines.order_by("edition__plan__position", "level__position", "position", "id")
    return [one for one in ordered if top.setdefault(one.edition_id, one.level_id) == one.level_id]


def _above(council: Council) -> Mapping[int, Sequence[int]]:
    """The lines right above each: the one that it hangs from, then those that it contributes to."""
    above: dict[int, list[int]] = defaultdict(list)
    for pk, parent in Element.objects.filter(council=council).values_list("pk", "parent_id"):
        above[pk] += [parent] if parent else []
    given = Contribution.objects.filter(council=council).order_by("pk")
    for giver, taker in given.values_list("giver_id", "taker_id"):
        above[giver].append(taker)
    return above


def _way_up(pk: int, above: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """A line and all above it, the nearest first, each once."""
    waiting, passed = deque([pk]), {pk}
    while waiting:
        one = waiting.popleft()
        yield one
        for other in above.get(one, ()):
            if other not in passed:
                passed.add(other)
                waiting.append(other)
