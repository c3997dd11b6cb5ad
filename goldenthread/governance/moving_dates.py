"""Asking for other dates of an element whose edition is adopted; a request that is granted moves them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.governance.amending_elements import ask_of_element, held_line
from goldenthread.governance.change_permissions import reasons_not_to_ask_of_element
from goldenthread.governance.change_values import kept
from goldenthread.governance.grounds import UNSAID, Because, is_date_eased, settled, standing_of_line
from goldenthread.governance.models import ChangeRequest
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element, Update
from goldenthread.plans.redating import DATES, reasons_not_these
from goldenthread.plans.updating import Said, give_update


@transaction.atomic
def ask_for_dates(
    *,
    element: Element,
    dates: Mapping[str, date | None],
    reason: str,
    because: Because = UNSAID,
    on: date,
    by: Officer,
    at: datetime,
) -> ChangeRequest:
    """Ask for other dates of an element; `dates` names `due_on`, `starts_on` or both, `on` is today.

    A later due date is a deferral for a miss unless `because` names the decision that redirected the
    resources. Raises `Refused` where nothing would change, where the edition is a draft, whose dates change
    outright, or where a request for the same thing waits already.
    """
    held = held_line(element)
    refuse_if(reasons_not_to_ask_of_element(held, by))
    refuse_if([] if reason.strip() else ["Say why it moved: those who decide will ask."])
    after = {name: getattr(held, name) for name in DATES} | dict(dates)
    refuse_if(reasons_not_these(held, after))
    before, would = ({name: kept(day) for name, day in own.items()} for own in (_dates_of(held), after))
    is_eased = is_date_eased(before, would)
    because, found = settled(because, held.council, standing_of_line(held, on), is_eased=is_eased)
    refuse_if(found)
    return ask_of_element(held, ChangeRequest.Kind.DATE, after, reason, because, on=on, by=by, at=at)


def _dates_of(element: Element) -> dict[str, date | None]:
    return {name: getattr(element, name) for name in DATES}


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

    A later date that is asked for so is a deferral for a miss. Raises `Refused` and `Stale`.
    """
    given = give_update(element=element, said=said, on=on, by=by, at=at, seen=seen)
    if asked is not None:
        due_on, reason = asked
        ask_for_dates(element=element, dates={"due_on": due_on}, reason=reason, on=on, by=by, at=at)
    return given


def dates_named(request: ChangeRequest) -> str:
    """Which dates a request is about: “Due date”, “Start”, or both."""
    moved = [name for name in DATES if request.before.get(name) != request.after.get(name)]
    return {"due_on": "Due date", "starts_on": "Start"}.get("".join(moved), "Start and due date")
