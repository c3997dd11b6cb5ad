"""Reading what help is wanted of services, and what they answered."""

from __future__ import annotations

from collections import defaultdict

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element, Help

_JOINED = (
    "service__directorate", "council", "element__council", "element__level", "element__owner",
    "element__service__directorate", "element__edition__plan__service__directorate",
)  # fmt: skip


def help_of(element: Element) -> list[Help]:
    """What an element wants of services, latest first: one query."""
    return list(Help.objects.filter(element=element).select_related(*_JOINED))


def help_in(edition: Edition) -> dict[int, list[Help]]:
    """What each element of an edition wants and still stands: asked, accepted or declined. One query."""
    found: dict[int, list[Help]] = defaultdict(list)
    rows = Help.objects.filter(element__edition=edition).exclude(state=Help.State.WITHDRAWN)
    for one in rows.select_related("service").order_by("asked_on", "id"):
        found[one.element_id].append(one)
    return found


def help_listed(council: Council, viewer: Officer) -> list[Help]:
    """Every wish for help with what this person may read, those that wait first: one query."""
    seen = Element.objects.seen_by(viewer)
    rows = Help.objects.filter(council=council, element__in=seen).select_related(*_JOINED)
    return sorted(rows, key=lambda one: one.state != Help.State.ASKED)


def help_at(council: Council, pk: int, viewer: Officer) -> Help | None:
    """One wish for help with an element that this person may read."""
    seen = Element.objects.seen_by(viewer)
    return Help.objects.filter(council=council, pk=pk, element__in=seen).select_related(*_JOINED).first()
