"""Reading what partners bring, by priority, and the priorities to which none brings anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.core.partner_resources import Brought, Totals, totals
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element, Plan
from goldenthread.resources.models import PartnerResource


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority with what partners bring to it or to anything below it."""

    element: Element
    resources: Sequence[PartnerResource]

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


def partner_resource_at(council: Council, pk: int, viewer: Officer) -> PartnerResource | None:
    seen = Element.objects.seen_by(viewer).filter(council=council)
    joined = ("council", "partner", "element__edition__plan", "element__level")
    held = PartnerResource.objects.filter(council=council, element__in=seen)
    return held.select_related(*joined).filter(pk=pk).first()


def by_priority(council: Council, viewer: Officer) -> list[Priority]:
    """Each priority with what partners bring to it, and then other lines that partners bring something to.

    Priorities are the topmost monitored lines of partnership strategies in use; where a council keeps none,
    those of its main plan. Four queries.
    """
    found, parents = partner_resources_of(council, viewer), _parents(council)
    priorities = _priorities(council, viewer)
    held: dict[int, list[PartnerResource]] = {one.pk: [] for one in priorities}
    others: dict[int, tuple[Element, list[PartnerResource]]] = {}
    for one in found:
        above = next((pk for pk in _way_up(one.element_id, parents) if pk in held), None)
        if above is not None:
            held[above].append(one)
        else:
            others.setdefault(one.element_id, (one.element, []))[1].append(one)
    return [
        *(Priority(one, held[one.pk]) for one in priorities),
        *(Priority(element, resources) for element, resources in others.values()),
    ]


def _priorities(council: Council, viewer: Officer) -> list[Element]:
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council, is_current=True)
    chosen = list(editions.filter(plan__kind=Plan.Kind.COMMUNITY).values_list("pk", flat=True))
    if not chosen:
        chosen = list(editions.filter(plan__is_main=True).values_list("pk", flat=True))
    lines = Element.objects.listed().seen_by(viewer).filter(edition__in=chosen, level__is_monitored=True)
    lines = lines.exclude(kind__in=[Element.Kind.VISION, Element.Kind.VALUE])
    ordered = lines.select_related("level", "edition").order_by(
        "edition__plan__position", "level__position", "position", "id"
    )
    top: dict[int, int] = {}
    return [one for one in ordered if top.setdefault(one.edition_id, one.level_id) == one.level_id]


def _parents(council: Council) -> Mapping[int, int | None]:
    return dict(Element.objects.filter(council=council).values_list("pk", "parent_id"))


def _way_up(pk: int | None, parents: Mapping[int, int | None]) -> Iterable[int]:
    passed: set[int] = set()
    while pk is not None and pk not in passed:
        passed.add(pk)
        yield pk
        pk = parents.get(pk)
