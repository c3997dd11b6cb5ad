"""Giving a line that was approved to another post, or taking it out of its adopted edition.

Both happen only by a request for change that somebody else granted; who may grant it is asked by the caller.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.core.thread import descendants
from goldenthread.ledger.one import change
from goldenthread.people.models import Post
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element


def reasons_not_approved(element: Element, what: str) -> list[str]:
    """Why nothing of a line changes by request: it is a draft's, or no longer in force."""
    if element.edition.state == Edition.State.DRAFT:
        return [f"{element.edition} is a draft still: change the {what} outright, by editing the line."]
    if element.edition.state != Edition.State.ADOPTED or element.state != Element.State.LIVE:
        return ["This line is no longer in force: it is kept as it was."]
    return []


def reasons_not_this_owner(element: Element, owner: Post | None) -> list[str]:
    """Why a line can't be given to a post."""
    found = reasons_not_approved(element, "owner")
    if found:
        return found
    if owner is None:
        return ["A line that was approved always has somebody who answers for it. Choose a post."]
    if owner.council_id != element.council_id:
        return [f"{owner} is a post of another council."]
    return [f"{owner} answers for it already."] if owner.pk == element.owner_id else []


def below_in_force(element: Element) -> list[Element]:
    """The lines in force that hang from a line in its own edition, however far down: one query."""
    lines = list(Element.objects.listed().filter(edition=element.edition_id).select_related("level"))
    below: dict[int | None, list[int]] = {}
    for one in lines:
        below.setdefault(one.parent_id, []).append(one.pk)
    wanted = {pk for pk, _ in descendants(element.pk, below)}
    return [one for one in lines if one.pk in wanted]


@transaction.atomic
def give_to_owner(*, element: Element, owner: Post, reason: str, by: Officer, at: datetime) -> None:
    """Give a line to another post. Raises `Refused` where it is a draft's or no longer in force."""
    held = _held(element)
    refuse_if(reasons_not_this_owner(held, owner))
    _change(held, {"owner_id": owner.pk}, "gave to another post", reason, by, at)


@transaction.atomic
def withdraw_element(*, element: Element, reason: str, by: Officer, at: datetime) -> list[Element]:
    """Take a line, with all that hangs from it, out of an adopted edition; gives what went with it.

    Each is kept as it was, where it hung, and is no longer counted. Raises `Refused`.
    """
    held = _held(element)
    refuse_if(reasons_not_approved(held, "line"))
    below = below_in_force(held)
    for one in (held, *below):
        because = reason if one is held else f"{reason} It hung from “{held}”."
        _change(one, {"state": Element.State.RETIRED}, "withdrew", because, by, at)
    return below


def _change(held: Element, row: dict[str, Any], verb: str, reason: str, by: Officer, at: datetime) -> None:
    change(held, row, council=held.council, by=by, at=at, verb=verb, reason=reason)


def _held(element: Element) -> Element:
    rows = Element.objects.select_for_update(of=("self",)).select_related("edition", "council")
    return rows.get(pk=element.pk)
