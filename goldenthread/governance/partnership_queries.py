"""Reading what partnerships decided."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.governance.models import Body, PartnershipDecision
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition


def decisions_of(council: Council, viewer: Officer) -> list[PartnershipDecision]:
    """Every decision, those not yet considered first; none whose line is in a draft closed to the viewer."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    held = PartnershipDecision.objects.filter(council=council)
    shown = held.filter(Q(element=None) | Q(element__edition__in=seen))
    joined = shown.select_related("body", "element__edition")
    return sorted(joined, key=lambda one: one.taken_in != PartnershipDecision.TakenIn.OPEN)


def decision_at(council: Council, pk: int) -> PartnershipDecision | None:
    joined = PartnershipDecision.objects.select_related("council", "body", "element")
    return joined.filter(council=council, pk=pk).first()


def partnerships_of(council: Council) -> list[Body]:
    """The bodies that are partnerships; where none is marked as one, every body."""
    held = list(Body.objects.filter(council=council))
    marked = [one for one in held if one.kind == Body.Kind.PARTNERSHIP]
    return marked or held
