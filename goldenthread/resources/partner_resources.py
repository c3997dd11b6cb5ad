"""Keeping what partners bring to priorities.

(Cheltenham, minute on the action plan 2012-13: aligning partnership resources to partnership priorities; not
new money but better linkages, slowly starting.)
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.partner_resources import RESOURCE
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council, Partner
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, reasons_of_place
from goldenthread.plans.models import Element
from goldenthread.resources.models import PartnerResource

POWER = "keep_partner_resources"
MOST_POUNDS, MOST_DAYS = Decimal(10) ** 12, Decimal(10) ** 6


class Brings(NamedTuple):
    """What a partner brings, as somebody writes it."""

    partner: Partner | None
    element: Element | None
    what: str
    kind: str = "NOT_SAID"
    given_as: str = "NOT_SAID"
    amount: Decimal | None = None
    days: Decimal | None = None
    period: str = ""
    state: str = "PLANNED"
    progress: str = ""
    progress_on: date | None = None
    source: str = ""


def reasons_not_to_keep(council: Council, by: Officer, partner: Partner | None = None) -> list[str]:
    """Why this person may not keep what a partner brings, or without one, what any does.

    A partner's own people keep what it brings.
    """
    found = reasons_of_duty(council, POWER, by)
    if not found or not by.partner or reasons_of_place(council, by):
        return found
    if partner is None or partner.slug == by.partner:
        return []
    return ["You keep what your own organisation brings. Ask whoever keeps what the others bring."]


def reasons_not_to_remove(council: Council, by: Officer) -> list[str]:
    """Why this person may not remove what was recorded by mistake: a partner withdraws it, saying why."""
    return reasons_of_duty(council, POWER, by)


@transaction.atomic
def record_partner_resource(*, council: Council, said: Brings, by: Officer, at: datetime) -> PartnerResource:
    """Record what a partner brings. Raises `Refused`."""
    refuse_if(reasons_not_to_keep(council, by, said.partner) or reasons_not_so(council, said))
    row = {"council_id": council.pk, **_row(said)}
    return make(PartnerResource, row, council=council, by=by, at=at)


@transaction.atomic
def change_partner_resource(
    *, resource: PartnerResource, said: Brings, version: int, by: Officer, at: datetime
) -> None:
    """Put it right, move it along its way, or say how it goes. Raises `Refused` and `Stale`."""
    held = _held(resource)
    council = held.council
    refuse_if(reasons_not_to_keep(council, by, held.partner))
    refuse_if(reasons_not_to_keep(council, by, said.partner))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(RESOURCE.reasons_not_to_become(held.state, said.state, f"“{held}”"))
    refuse_if(reasons_not_so(held.council, said, held.pk))
    change(held, _row(said), council=held.council, by=by, at=at)


@transaction.atomic
def remove_partner_resource(*, resource: PartnerResource, version: int, by: Officer, at: datetime) -> None:
    """Remove what was recorded by mistake; the ledger keeps it. Raises `Refused` and `Stale`."""
    held = _held(resource)
    refuse_if(reasons_not_to_remove(held.council, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    remove(held, council=held.council, by=by, at=at)


def reasons_not_so(council: Council, said: Brings, own: int = 0) -> list[str]:
    """Why it can't be recorded so."""
    found = [] if said.what.strip() else ["Say what the partner brings."]
    if said.partner is None or said.partner.council_id != council.pk:
        found.append("Choose a partner of this council.")
    if said.element is None or said.element.council_id != council.pk:
        found.append("Choose a line of this council’s plans.")
    found += reasons_of_kind(said.kind, said.given_as)
    for value, most, what in ((said.amount, MOST_POUNDS, "pounds"), (said.days, MOST_DAYS, "days")):
        if value is not None and not 0 < value < most:
            found.append(f"Write {what} as a number above 0 and below {most:,.0f}, or leave it empty.")
    if said.state == PartnerResource.State.WITHDRAWN and not said.progress.strip():
        found.append("Say why it was withdrawn.")
    if said.progress.strip() and said.progress_on is None:
        found.append("Say on which day it went so.")
    what = " ".join(said.what.split())
    same = PartnerResource.objects.filter(partner=said.partner, element=said.element, what=what)
    if not found and same.exclude(pk=own).exists():
        found.append("This partner brings that to this line already. Change what is there instead.")
    return found


def reasons_of_kind(kind: str, given_as: str) -> list[str]:
    """Why a kind doesn't go with how it is given: money is never in kind, and only money is new money."""
    if kind == PartnerResource.Kind.MONEY and given_as == PartnerResource.GivenAs.IN_KIND:
        return ["Money is not in kind. Say whether it is existing or new money."]
    if kind != PartnerResource.Kind.MONEY and given_as == PartnerResource.GivenAs.NEW:
        return ["Only money is new money. Say that it is existing, or in kind."]
    return []


def _row(said: Brings) -> dict[str, Any]:
    assert said.partner is not None and said.element is not None
    return {
        "partner_id": said.partner.pk,
        "element_id": said.element.pk,
        "what": " ".join(said.what.split()),
        "kind": said.kind,
        "given_as": said.given_as,
        "amount": said.amount,
        "days": said.days,
        "period": said.period.strip(),
        "state": said.state,
        "progress": said.progress.strip(),
        "progress_on": said.progress_on,
        "source": said.source.strip(),
    }


def _held(resource: PartnerResource) -> PartnerResource:
    rows = PartnerResource.objects.select_for_update(of=("self",))
    return rows.select_related("council", "partner").get(pk=resource.pk)
