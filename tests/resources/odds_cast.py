"""The cast's action with effort that may or may not fit what its service can give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.people.models import Service
from goldenthread.plans.models import Element
from goldenthread.resources.models import Capacity, Effort, Need
from tests.cast import Cast

QUARTERS = (date(2014, 7, 1), date(2014, 10, 1), date(2015, 1, 1))


def with_effort(cast: Cast) -> Cast:
    """The action asks Streets for 20 to 50 days from July, and Streets has 32 in each quarter."""
    action = cast.elements["action"]
    Element.objects.filter(pk=action.pk).update(starts_on=QUARTERS[0], due_on=date(2014, 9, 30))
    type(cast.edition).objects.filter(pk=cast.edition.pk).update(
        starts_on=date(2014, 4, 1), ends_on=date(2015, 3, 31)
    )
    cast.edition.refresh_from_db()
    service = Service.objects.get(council=cast.council, name="Streets")
    need = Need.objects.create(council=cast.council, element=action, service=service, days=Decimal(30))
    Effort.objects.create(
        need=need, quarter_on=QUARTERS[0], low=Decimal(20), likely=Decimal(30), high=Decimal(50)
    )
    for quarter in QUARTERS:
        Capacity.objects.create(council=cast.council, service=service, quarter_on=quarter, gross=Decimal(32))
    return cast
