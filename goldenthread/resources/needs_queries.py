"""Reading what elements need of services."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Case, F, Q, Value, When

from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Need


class Met(NamedTuple):
    """The elements whose money is accounted for, and those whose every service confirmed its capacity."""

    budget: set[int]
    capacity: set[int]


def needs_met(council: Council) -> Met:
    """Which elements' needs are met, in one query.

    Money is accounted for when each need that takes any, or doesn't say, names its budget line.
    """
    is_unpaid = Q(budget_line="") & ~Q(money=0)
    said, unsaid = Value("yes"), Value("")  # words take less time to read than numbers do
    rows = (
        Need.objects.filter(council=council)
        .order_by()
        .values_list(
            "element_id",
            Case(When(is_unpaid, then=said), default=unsaid),
            Case(When(confirmed_on=None, then=said), default=unsaid),
        )
    )
    held, unpaid, unsure = set(), set(), set()
    for element, is_without_line, is_unconfirmed in rows:
        held.add(element)
        if is_without_line:
            unpaid.add(element)
        if is_unconfirmed:
            unsure.add(element)
    return Met(held - unpaid, held - unsure)


def needs_of(element: Element) -> list[Need]:
    """What one element needs of each service; a need of no service yet comes first."""
    joined = Need.objects.select_related("service__directorate")
    return list(joined.filter(element=element).order_by(F("service__name").asc(nulls_first=True), "id"))


def need_of(element: Element, pk: int) -> Need | None:
    """One need of an element."""
    return Need.objects.select_related("service__directorate").filter(element=element, pk=pk).first()


def needs_of_edition(edition: Edition) -> list[Need]:
    """Every need of an edition's own lines: one query."""
    return list(Need.objects.filter(element__edition=edition).select_related("service"))
