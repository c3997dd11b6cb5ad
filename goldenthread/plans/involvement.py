"""Saying what partners and services have to do with an element: they commission, provide or take part."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.models import Council, Partner, Service
from goldenthread.people.officers import Officer
from goldenthread.plans.linking import reasons_not_to_link
from goldenthread.plans.models import Element, Involvement

Role = Involvement.Role


@transaction.atomic
def give_part(
    *,
    element: Element,
    role: str,
    partner: Partner | None = None,
    service: Service | None = None,
    by: Officer,
    at: datetime,
) -> Involvement:
    """Give a partner or a service a part in an element."""
    refuse_if(reasons_not_to_link(element, by))
    who = partner or service
    if who is None or who.council_id != element.council_id:
        refuse_if(["Choose one of this council’s partners or services."])
    held = Involvement.objects.filter(element=element, role=role, partner=partner, service=service)
    if held.exists():
        refuse_if([f"{who} {Role(role).label} this already."])
    part = Involvement.objects.create(
        council=element.council, element=element, role=role, partner=partner, service=service
    )
    after = {"part": f"{part.who} {part.get_role_display()}"}
    note(verb="gave a part in", subject=element, council=element.council.slug, by=by, at=at, after=after)
    return part


@transaction.atomic
def take_part_away(*, part: Involvement, by: Officer, at: datetime) -> None:
    """Take a partner's or a service's part in an element away; the ledger keeps what it was."""
    refuse_if(reasons_not_to_link(part.element, by))
    before = {"part": f"{part.who} {part.get_role_display()}"}
    council = part.council.slug
    note(verb="took a part away from", subject=part.element, council=council, by=by, at=at, before=before)
    part.delete()


def part_at(council: Council, pk: int) -> Involvement | None:
    """One part with what its actions ask of it."""
    joined = Involvement.objects.select_related(
        "council", "partner", "service", "element__council", "element__edition__plan__service",
        "element__service__directorate", "element__owner",
    )  # fmt: skip
    return joined.filter(council=council, pk=pk).first()
