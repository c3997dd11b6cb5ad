"""Reading requests to change what was approved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.core.amending import WAITING
from goldenthread.governance.models import ChangeRequest, Decision, Meeting
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element

JOINED = (
    "measure__owner", "measure__service__directorate", "measure__council", "element__owner",
    "element__service__directorate", "element__edition__plan__service__directorate", "element__council",
    "element__parent", "body", "council", "meeting__body", "redirected_body",
)  # fmt: skip


def requests_of(council: Council) -> list[ChangeRequest]:
    """Every request of a council, those that wait first, then the latest: one query."""
    rows = list(ChangeRequest.objects.filter(council=council).select_related(*JOINED))
    return sorted(rows, key=lambda one: not one.is_waiting)


def request_at(council: Council, pk: int) -> ChangeRequest | None:
    return ChangeRequest.objects.select_related(*JOINED).filter(council=council, pk=pk).first()


def requests_of_measure(measure: Measure) -> list[ChangeRequest]:
    """Every request about a measure, those that wait first."""
    rows = list(measure.change_requests.select_related(*JOINED))
    return sorted(rows, key=lambda one: not one.is_waiting)


def requests_of_element(element: Element) -> list[ChangeRequest]:
    """Every request about an element, those that wait first: one query."""
    rows = list(element.change_requests.select_related(*JOINED))
    return sorted(rows, key=lambda one: not one.is_waiting)


def redirected_by(decision: Decision) -> list[ChangeRequest]:
    """The requests that name a decision as the one that redirected the resources: one query."""
    return list(decision.redirections.select_related(*JOINED).order_by("asked_at", "id"))


def put_to(meeting: Meeting) -> list[ChangeRequest]:
    """The requests that were put to a meeting, in the order in which they were asked: one query."""
    return list(meeting.change_requests.select_related(*JOINED).order_by("asked_at", "id"))


def meetings_to_come(council: Council, on: date) -> list[Meeting]:
    """The meetings that a request can be put to from a day on: one query."""
    held = Meeting.objects.filter(council=council, meets_on__gte=on, is_cancelled=False)
    return list(held.select_related("body").order_by("meets_on", "id"))


def withdrawn_lines(edition: Edition) -> list[int]:
    """The lines of an edition that are in it no more, which requests may have been about: one query."""
    held = ChangeRequest.objects.filter(element__edition=edition, element__state=Element.State.RETIRED)
    return list(held.values_list("element_id", flat=True).distinct())


def withdrawn_measures(edition: Edition) -> list[int]:
    """The measures of an edition's lines that are followed no more, with requests about them: one query."""
    held = ChangeRequest.objects.filter(
        measure__links__element__edition=edition, measure__retired_on__isnull=False
    )
    return list(held.order_by().values_list("measure_id", flat=True).distinct())


def original_dates(edition: Edition) -> dict[int, date]:
    """By element: the date that was first approved, where a request moved it since: one query."""
    return _first_dates(ChangeRequest.objects.filter(element__edition=edition))


def original_dates_of(elements: Collection[int]) -> dict[int, date]:
    """As `original_dates`, of these elements alone: one query."""
    return _first_dates(ChangeRequest.objects.filter(element__in=elements))


def _first_dates(held: QuerySet[ChangeRequest]) -> dict[int, date]:
    rows = held.filter(kind="DATE", state="APPROVED")
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
    over = ["APPROVED", "DECLINED", "NOTED"]
    decided = Q(state__in=over, decided_at__date__gte=starts_on, decided_at__date__lte=on)
    rows = ChangeRequest.objects.filter(
        decided | Q(state__in=WAITING), council=council, asked_at__date__lte=on
    )
    wanted, lines = set(measures), set(elements)
    found = rows.select_related(*JOINED).order_by("decided_at", "asked_at", "id")
    return [one for one in found if one.measure_id in wanted or one.element_id in lines]
