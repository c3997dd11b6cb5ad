"""Reading where elements count beside their own plan, and where they could."""

from __future__ import annotations

from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition, Element, Placement


def placements_of(element: Element, viewer: Officer = VISITOR) -> list[Placement]:
    """The other plans that an element counts in, as far as this person may read them."""
    seen = Edition.objects.seen_by(viewer)
    joined = element.placements.filter(edition__in=seen)
    return list(joined.select_related("edition__plan__council", "edition__plan__service", "level", "parent"))


def drafts_beside(element: Element, viewer: Officer) -> list[Edition]:
    """The drafts of the council's other plans, which an element could be placed in."""
    drafts = Edition.objects.seen_by(viewer).filter(
        plan__council=element.council_id, state=Edition.State.DRAFT
    )
    return list(drafts.exclude(plan=element.edition.plan_id).select_related("plan").order_by("name"))


def placement_at(element: Element, pk: int) -> Placement | None:
    joined = Placement.objects.select_related(
        "edition__plan__council", "edition__plan__service", "parent", "element__council"
    )
    return joined.filter(element=element, pk=pk).first()
