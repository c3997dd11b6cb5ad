"""Giving and moving remits, and replacing one body by another: what moves on is closed and kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from goldenthread.core.refused import Stale, refuse_if
from goldenthread.governance.models import Body, Remit
from goldenthread.governance.work_programmes import move_unfinished
from goldenthread.ledger.actions import entry_for, note, note_all
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Element


def reasons_not_to_give(element: Element, by: Officer) -> list[str]:
    """Why this person may not say which body scrutinises an element."""
    return reasons_of_duty(element.council, "give_remits", by, subject_of(element.service, element.owner))


def reasons_not_to_replace(body: Body, by: Officer) -> list[str]:
    """Why this person may not put another body in this one's place; a day that isn't held may be given."""
    found = reasons_of_duty(body.council, "give_remits", by)
    if not found and body.replaced_by is not None and body.replaced_on is not None:
        found = [f"{body} was replaced by {body.replaced_by} already."]
    return found


@transaction.atomic
def give_remit(
    *, element: Element, body: Body, seen: int | None, on: date, reason: str, by: Officer, at: datetime
) -> Remit:
    """Give an element to a body to scrutinise from a day on; the body that had it until then is kept.

    `seen` is the number of the remit that the person saw as the one in force, or None where they saw none.
    """
    held = Element.objects.select_for_update(of=("self",)).select_related("council").get(pk=element.pk)
    refuse_if(reasons_not_to_give(held, by))
    before = Remit.objects.select_related("body").filter(element=held, until_on=None).first()
    if seen != (before.pk if before else None):
        raise Stale(f"the remit of “{held}”")
    refuse_if(_reasons_not_this_body(held, body, before, on, reason))
    _close(before, on)
    given = Remit.objects.create(
        council=held.council, element=held, body=body, from_on=on, reason=reason.strip()
    )
    note(**_moved(held, before, body, on), council=held.council.slug, reason=reason.strip(), by=by, at=at)
    return given


def _reasons_not_this_body(
    element: Element, body: Body, before: Remit | None, on: date, reason: str
) -> list[str]:
    if body.council_id != element.council_id:
        return [f"{body} is a body of another council."]
    if body.replaced_by is not None and (body.replaced_on is None or body.replaced_on <= on):
        return [f"{body} was replaced by {body.replaced_by}. Choose a body that still meets."]
    if before is None:
        return []
    if before.body_id == body.pk:
        return [f"This is in the remit of {body} already."]
    if before.from_on is not None and on < before.from_on:
        return [
            f"It has been in the remit of {before.body} since {_day(before.from_on)}. Choose a later day."
        ]
    return [] if reason.strip() else ["Say why it moves: both bodies will ask."]


@transaction.atomic
def replace_body(
    *, body: Body, successor: Body, on: date, reason: str, by: Officer, at: datetime
) -> list[Remit]:
    """Put one body in another's place from a day on: every remit it holds moves; the old rows are kept.

    The unfinished items of its work programme move too, and keep where they began.
    """
    held = (
        Body.objects.select_for_update(of=("self",)).select_related("council", "replaced_by").get(pk=body.pk)
    )
    refuse_if(reasons_not_to_replace(held, by))
    refuse_if(_reasons_not_this_successor(held, successor, on))
    why = reason.strip() or f"{held} was replaced by {successor}"
    who: dict[str, Any] = {"council": held.council.slug, "reason": why, "by": by, "at": at}
    held.replaced_by, held.replaced_on = successor, on
    held.save(update_fields=["replaced_by", "replaced_on"])
    after = {"replaced_by": str(successor), "replaced_on": str(on)}
    note(verb="replaced", subject=held, before={"replaced_by": ""}, after=after, **who)
    move_unfinished(held, successor, who)
    return _move_all(held, successor, on, who)


def _move_all(body: Body, successor: Body, on: date, who: dict[str, Any]) -> list[Remit]:
    open_ones = Remit.objects.select_for_update(of=("self",)).select_related("element", "body")
    moving = list(open_ones.filter(body=body, until_on=None))
    for remit in moving:
        remit.until_on = on
    Remit.objects.bulk_update(moving, ["until_on"], batch_size=500)
    given = Remit.objects.bulk_create(
        [
            Remit(council=body.council, element=old.element, body=successor, from_on=on,
                  reason=who["reason"])
            for old in moving
        ],
        batch_size=500,
    )  # fmt: skip
    note_all(entry_for(**_moved(old.element, old, successor, on), **who) for old in moving)
    return given


def _reasons_not_this_successor(body: Body, successor: Body, on: date) -> list[str]:
    if successor.council_id != body.council_id:
        return [f"{successor} is a body of another council."]
    if successor.pk == body.pk:
        return ["A body can't be replaced by itself. Choose another."]
    if successor.replaced_by is not None:
        return [
            f"{successor} was itself replaced by {successor.replaced_by}. Choose a body that still meets."
        ]
    later = Remit.objects.filter(Q(from_on__gt=on), body=body, until_on=None).order_by("from_on").last()
    if later is not None and later.from_on is not None:
        return [f"{body} was given a remit on {_day(later.from_on)}. Choose that day or a later one."]
    return []


def _close(remit: Remit | None, on: date) -> None:
    if remit is not None:
        remit.until_on = on
        remit.save(update_fields=["until_on"])


def _moved(element: Element, before: Remit | None, body: Body, on: date) -> dict[str, Any]:
    return {
        "verb": "moved to another remit" if before else "given to a remit",
        "subject": element,
        "before": {"remit": str(before.body) if before else ""},
        "after": {"remit": str(body), "from_on": str(on)},
    }


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
