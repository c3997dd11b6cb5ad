"""Reading requests to change what was approved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from goldenthread.governance.models import ChangeRequest
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element

JOINED = ("measure__owner", "measure__service", "element", "body", "council")


def requests_of(council: Council) -> list[ChangeRequest]:
    """Every request of a council, those that wait first, then the latest: one query."""
    rows = list(ChangeRequest.objects.filter(council=council).select_related(*JOINED))
    return sorted(rows, key=lambda one: one.state != ChangeRequest.State.OPEN)


def request_at(council: Council, pk: int) -> ChangeRequest | None:
    return ChangeRequest.objects.select_related(*JOINED).filter(council=council, pk=pk).first()


def requests_of_measure(measure: Measure) -> list[ChangeRequest]:
    """Every request about a measure, those that wait first."""
    rows = list(measure.change_requests.select_related(*JOINED))
    return sorted(rows, key=lambda one: one.state != ChangeRequest.State.OPEN)


def requests_of_element(element: Element) -> list[ChangeRequest]:
    """Every request about an element, those that wait first: one query."""
    rows = list(element.change_requests.select_related(*JOINED))
    return sorted(rows, key=lambda one: one.state != ChangeRequest.State.OPEN)


def original_dates(edition: Edition) -> dict[int, date]:
    """By element: the date that was first approved, where a request moved it since: one query."""
    rows = ChangeRequest.objects.filter(element__edition=edition, kind="DATE", state="APPROVED")
    found: dict[int, date] = {}
    for element, before in rows.order_by("decided_at", "id").values_list("element_id", "before"):
        if element not in found and before.get("due_on"):
            found[element] = date.fromisoformat(before["due_on"])
    return found


def requests_until(
    council: Council, measures: Collection[int], starts_on: date, on: date, elements: Collection[int] = ()
) -> list[ChangeRequest]:
    """What was decided about these measures and elements from a day to another, and what still waited then.

    One query.
    """
    decided = Q(state__in=["APPROVED", "DECLINED"], decided_at__date__gte=starts_on, decided_at__date__lte=on)
    rows = ChangeRequest.objects.filter(
        decided | Q(state=ChangeRequest.State.OPEN), council=council, asked_at__date__lte=on
    )
    wanted, lines = set(measures), set(elements)
    found = rows.select_related(*JOINED).order_by("decided_at", "asked_at", "id")
    return [one for one in found if one.measure_id in wanted or one.element_id in lines]
