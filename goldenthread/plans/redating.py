"""Moving the dates of a line that was approved: only by a request for change that somebody else granted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.core.sentences import on_day
from goldenthread.ledger.one import change
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element

DATES = ("starts_on", "due_on")


def reasons_not_in_force(element: Element) -> list[str]:
    """Why no date of a line moves any more: its edition was replaced, or it is in the plan no longer."""
    state = element.edition.state
    if state == Edition.State.DRAFT or (
        state == Edition.State.ADOPTED and element.state == Element.State.LIVE
    ):
        return []
    return ["This line is no longer in force: its dates are kept as they were."]


def reasons_not_these(element: Element, dates: Mapping[str, date | None]) -> list[str]:
    """Why a line's dates can't move so by a request, whoever asks; `dates` are both, as they would be."""
    if element.edition.state == Edition.State.DRAFT:
        return [f"{element.edition} is a draft still: change the date outright, by editing the line."]
    if found := reasons_not_in_force(element):
        return found
    if all(getattr(element, name) == day for name, day in dates.items()):
        return ["Nothing would change. Say what the date should be."]
    starts_on, due_on = dates.get("starts_on"), dates.get("due_on")
    if element.due_on and due_on is None:
        return ["A date that was approved can move, but not go. Say what it should be."]
    if starts_on and due_on and starts_on > due_on:
        return [f"It would start on {on_day(starts_on)}, after it is due. Change one of them."]
    return []


@transaction.atomic
def move_dates(
    *, element: Element, dates: Mapping[str, date | None], reason: str, by: Officer, at: datetime
) -> None:
    """Move a line's dates; who may grant that, and that it was granted, is asked by whoever calls.

    Raises `Refused` where the line is a draft's or no longer in force.
    """
    rows = Element.objects.select_for_update(of=("self",)).select_related("edition", "council")
    held = rows.get(pk=element.pk)
    refuse_if(reasons_not_these(held, dates))
    change(held, dict(dates), council=held.council, by=by, at=at, verb="moved the date of", reason=reason)
