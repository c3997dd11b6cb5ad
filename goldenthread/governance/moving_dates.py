"""Asking for other dates of an element whose edition is adopted; a request that is granted moves them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.governance.change_permissions import reasons_not_to_ask_of_element
from goldenthread.governance.change_values import kept, moment
from goldenthread.governance.models import ChangeRequest
from goldenthread.ledger.one import make
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element, Update
from goldenthread.plans.redating import DATES, move_dates, reasons_not_these
from goldenthread.plans.updating import Said, give_update

Kind, State = ChangeRequest.Kind, ChangeRequest.State


@transaction.atomic
def ask_for_dates(
    *, element: Element, dates: Mapping[str, date | None], reason: str, on: date, by: Officer, at: datetime
) -> ChangeRequest:
    """Ask for other dates of an element; `dates` names `due_on`, `starts_on` or both, `on` is today.

    Raises `Refused` where nothing would change, where the edition is a draft, whose dates change outright, or
    where a request for the same thing waits already.
    """
    rows = Element.objects.select_for_update(of=("self",)).select_related(
        "council", "edition__plan__service__directorate", "service__directorate", "owner"
    )
    held = rows.get(pk=element.pk)
    refuse_if(reasons_not_to_ask_of_element(held, by))
    refuse_if([] if reason.strip() else ["Say why it moved: those who decide will ask."])
    after = {name: getattr(held, name) for name in DATES} | dict(dates)
    refuse_if(reasons_not_these(held, after) or _reasons_waiting(held))
    row = {
        "council_id": held.council_id,
        "element_id": held.pk,
        "kind": Kind.DATE.value,
        "before": dates_as_they_stand(held),
        "after": {name: kept(value) for name, value in after.items()},
        "reason": reason.strip(),
        "asked_by": by.post,
        "asked_at": moment(on, at),
    }
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at}
    return make(ChangeRequest, row, verb="asked for", reason=reason.strip(), **who)


@transaction.atomic
def update_and_ask(
    *,
    element: Element,
    said: Said,
    asked: tuple[date, str] | None,
    on: date,
    by: Officer,
    at: datetime,
    seen: int | None = None,
) -> Update:
    """Say how an element goes and, where a new due date and why are given, ask for that: both or neither.

    Raises `Refused` and `Stale`.
    """
    given = give_update(element=element, said=said, on=on, by=by, at=at, seen=seen)
    if asked is not None:
        due_on, reason = asked
        ask_for_dates(element=element, dates={"due_on": due_on}, reason=reason, on=on, by=by, at=at)
    return given


def _reasons_waiting(element: Element) -> list[str]:
    first = ChangeRequest.objects.filter(element=element, kind=Kind.DATE, state=State.OPEN).first()
    return [f"Change request {first.pk} asks for other dates already. It is decided first."] if first else []


def dates_as_they_stand(element: Element | None) -> dict[str, Any]:
    """The dates of an element now, as a request keeps them."""
    return {name: kept(getattr(element, name)) for name in DATES} if element else {}


def grant_dates(request: ChangeRequest, *, by: Officer, at: datetime) -> None:
    """Move the dates as a request that is being granted asks. Raises `Refused`."""
    assert request.element is not None
    dates = {name: date.fromisoformat(held) if held else None for name, held in request.after.items()}
    why = f"{request.reason} By change request {request.pk}."
    move_dates(element=request.element, dates=dates, reason=why, by=by, at=at)


def dates_named(request: ChangeRequest) -> str:
    """Which dates a request is about: “Due date”, “Start”, or both."""
    moved = [name for name in DATES if request.before.get(name) != request.after.get(name)]
    return {"due_on": "Due date", "starts_on": "Start"}.get("".join(moved), "Start and due date")
