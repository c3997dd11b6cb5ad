"""Putting effort into other quarters, and days of staff beside a service's own, as a scenario tried it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.core.workload import Estimate
from goldenthread.ledger.one import change
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.efforts import put_by_quarter
from goldenthread.resources.models import Capacity, Need


@transaction.atomic
def put_effort(
    *,
    element: Element,
    service: int,
    by_quarter: Mapping[date, Estimate],
    reason: str,
    by: Officer,
    at: datetime,
) -> None:
    """Put what an element needs of a service into these quarters; what was confirmed of others is dropped.

    Who may is asked by whoever calls. Raises `Refused` where the element needs nothing of the service.
    """
    need = Need.objects.select_for_update(of=("self",)).filter(element=element, service_id=service).first()
    refuse_if([] if need else [f"“{element}” needs nothing of that service any more."])
    assert need is not None
    put_by_quarter(need, by_quarter, "moved the effort of", reason, by, at)


@transaction.atomic
def add_staff(
    *, service: Service, quarter_on: date, days: Decimal, reason: str, by: Officer, at: datetime
) -> None:
    """Add days to what a service has in a quarter, or take some away; its director confirms it anew.

    Who may is asked by whoever calls. Raises `Refused` where no capacity is on record, or too little.
    """
    rows = Capacity.objects.select_for_update(of=("self",)).filter(service=service, quarter_on=quarter_on)
    held = rows.first()
    refuse_if([] if held else [f"What {service} can give then is not on record. Record its capacity first."])
    assert held is not None
    refuse_if(
        [f"{service} has {held.gross} days then: {-days} can't be taken away."]
        if held.gross + days < 0
        else []
    )
    row = {"gross": held.gross + days, "confirmed_on": None, "confirmed_by": ""}
    change(held, row, council=service.council, by=by, at=at, verb="changed", reason=reason)
