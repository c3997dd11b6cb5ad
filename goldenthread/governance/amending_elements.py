"""Asking for another owner of an element that was approved, or its withdrawal; and granting that.

Its dates are asked for in `moving_dates`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.amending import WAITING
from goldenthread.core.refused import refuse_if
from goldenthread.governance.change_permissions import reasons_not_to_ask_of_element
from goldenthread.governance.change_values import kept, moment
from goldenthread.governance.grounds import UNSAID, Because
from goldenthread.governance.models import ChangeRequest
from goldenthread.ledger.one import make
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.plans.amending import (
    give_to_owner,
    reasons_not_approved,
    reasons_not_this_owner,
    withdraw_element,
)
from goldenthread.plans.models import Element
from goldenthread.plans.redating import DATES, move_dates

Kind = ChangeRequest.Kind
FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.DATE.value: DATES,
    Kind.OWNER.value: ("owner_id",),
    Kind.WITHDRAWAL.value: ("state",),
}
NAMED: Mapping[str, str] = {
    Kind.DATE.value: "other dates",
    Kind.OWNER.value: "another owner",
    Kind.WITHDRAWAL.value: "its withdrawal",
}


@transaction.atomic
def ask_for_owner(
    *, element: Element, owner: Post | None, reason: str, on: date, by: Officer, at: datetime
) -> ChangeRequest:
    """Ask that another post answers for an element that was approved. Raises `Refused`."""
    held = held_line(element)
    refuse_if(reasons_not_to_ask_of_element(held, by))
    refuse_if(reasons_not_this_owner(held, owner))
    assert owner is not None
    return ask_of_element(held, Kind.OWNER, {"owner_id": owner.pk}, reason, UNSAID, on=on, by=by, at=at)


@transaction.atomic
def ask_for_withdrawal(
    *, element: Element, reason: str, on: date, by: Officer, at: datetime
) -> ChangeRequest:
    """Ask that an element, with all that hangs from it, be taken out of its adopted edition."""
    held = held_line(element)
    refuse_if(reasons_not_to_ask_of_element(held, by))
    refuse_if(reasons_not_approved(held, "line"))
    after = {"state": Element.State.RETIRED.value}
    return ask_of_element(held, Kind.WITHDRAWAL, after, reason, UNSAID, on=on, by=by, at=at)


def held_line(element: Element) -> Element:
    """The line as it is now, kept from others until this is done."""
    rows = Element.objects.select_for_update(of=("self",)).select_related(
        "council", "edition__plan__service__directorate", "service__directorate", "owner", "parent"
    )
    return rows.get(pk=element.pk)


def ask_of_element(
    held: Element, kind: str, after: Mapping[str, Any], reason: str, because: Because,
    *, on: date, by: Officer, at: datetime,
) -> ChangeRequest:  # fmt: skip
    """Keep a request about a line; what of this kind can't be asked is refused by the caller."""
    refuse_if([] if reason.strip() else ["Say why it should change: those who decide will ask."])
    refuse_if(_reasons_waiting(held, kind))
    before = line_as_it_stands(held, kind)
    after = {name: kept(value) for name, value in after.items()}
    if kind == Kind.OWNER:
        before["owner"] = str(held.owner or "")
        after["owner"] = title_of(held.council, after["owner_id"])
    row = {
        "council_id": held.council_id,
        "element_id": held.pk,
        "kind": str(kind),
        "before": before,
        "after": after,
        "reason": reason.strip(),
        "asked_by": by.post,
        "asked_at": moment(on, at),
        **because.row(),
    }
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at}
    return make(ChangeRequest, row, verb="asked for", reason=reason.strip(), **who)


def title_of(council: Council, post: int | None) -> str:
    """A post's title, as a request keeps it to be read."""
    return str(Post.objects.filter(council=council, pk=post or 0).first() or "")


def _reasons_waiting(element: Element, kind: str) -> list[str]:
    first = ChangeRequest.objects.filter(element=element, kind=kind, state__in=WAITING).first()
    return (
        [f"Change request {first.pk} asks for {NAMED[kind]} already. It is decided first."] if first else []
    )


def line_as_it_stands(element: Element | None, kind: str) -> dict[str, Any]:
    """The fields of a line that a kind of request would change, as a request keeps them."""
    return {name: kept(getattr(element, name)) for name in FIELDS[kind]} if element else {}


def grant_on_element(request: ChangeRequest, *, by: Officer, at: datetime) -> None:
    """Make the change that a request about a line asks for. Raises `Refused`."""
    element, after = request.element, request.after
    assert element is not None
    who: dict[str, Any] = {
        "element": element, "reason": f"{request.reason} By change request {request.pk}.", "by": by, "at": at,
    }  # fmt: skip
    if request.kind == Kind.OWNER.value:
        give_to_owner(owner=Post.objects.get(council=element.council_id, pk=after["owner_id"]), **who)
    elif request.kind == Kind.WITHDRAWAL.value:
        withdraw_element(**who)
    else:
        dates = {name: date.fromisoformat(held) if held else None for name, held in after.items()}
        move_dates(dates=dates, **who)
