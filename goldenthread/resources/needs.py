"""Saying what elements need of services, and confirming that the services can give it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import as_kept
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import Need
from goldenthread.resources.needs_permissions import (
    CHANGED,
    Asked,
    reasons_not_to_confirm,
    reasons_not_to_keep_need,
    reasons_not_to_say_need,
)


@transaction.atomic
def say_need(*, element: Element, asked: Asked, by: Officer, at: datetime) -> Need:
    """Say what an element needs of a service it needs nothing of yet. Raises `Refused`."""
    Element.objects.select_for_update().get(pk=element.pk)
    refuse_if(
        reasons_not_to_say_need(element, asked.service, by) or reasons_not_to_keep_need(element, None, asked)
    )
    made = Need.objects.create(council=element.council, element=element, **_kept(asked))
    note(verb="said", subject=made, council=element.council.slug, by=by, at=at, after=in_words(made))
    return made


@transaction.atomic
def change_need(*, need: Need, asked: Asked, version: int, by: Officer, at: datetime) -> bool:
    """Change what an element needs; True when that drops a confirmation, for it was of something else.

    Other days, other money or another service is another need; a note or the budget line's name is not.
    Raises `Refused`.
    """
    held = _locked(need)
    element = held.element
    refuse_if(
        (
            reasons_not_to_say_need(element, held.service, by)
            or reasons_not_to_say_need(element, asked.service, by)
        )
        or ([CHANGED] if version != held.version else [])
        or reasons_not_to_keep_need(element, held, asked)
    )
    before, kept = in_words(held), _kept(asked)
    is_other = any(kept[name] != getattr(held, name) for name in ("service", "days", "money"))
    for name, value in kept.items():
        setattr(held, name, value)
    is_dropped = is_other and held.confirmed_on is not None
    if is_dropped:
        held.confirmed_on, held.confirmed_by, held.answer = None, "", Need.Answer.NONE
    _note_change("changed", held, before, by, at, "The need changed." if is_dropped else "")
    return is_dropped


@transaction.atomic
def confirm_capacity(*, need: Need, on: date, version: int, by: Officer, at: datetime) -> None:
    """Confirm that the service has the capacity for what is needed of it. Raises `Refused`."""
    held = _locked(need)
    refuse_if(reasons_not_to_confirm(held, by) or ([CHANGED] if version != held.version else []))
    before = in_words(held)
    held.confirmed_on, held.confirmed_by, held.answer = on, by.post, Need.Answer.CONFIRMED
    _note_change("confirmed", held, before, by, at)


@transaction.atomic
def remove_need(*, need: Need, version: int, by: Officer, at: datetime) -> None:
    """Take back what was said to be needed. Raises `Refused`."""
    held = _locked(need)
    refuse_if(
        reasons_not_to_say_need(held.element, held.service, by)
        or ([CHANGED] if version != held.version else [])
    )
    note(verb="removed", subject=held, council=held.council.slug, by=by, at=at, before=in_words(held))
    held.delete()


def _locked(need: Need) -> Need:
    joined = Need.objects.select_for_update(of=("self",)).select_related("service__directorate", "element")
    return joined.get(pk=need.pk)


def _kept(asked: Asked) -> dict[str, object]:
    words = {"budget_line": asked.budget_line.strip(), "note": asked.note.strip()}
    numbers = as_kept(Need, {"days": asked.days, "money": asked.money, **words})
    return {"service": asked.service, **numbers}


def _note_change(
    verb: str, held: Need, before: dict[str, str], by: Officer, at: datetime, reason: str = ""
) -> None:
    """Store a need that was changed and say so in the ledger; nothing changed is nothing said."""
    after = in_words(held)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    held.version += 1
    held.save()
    note(
        verb=verb,
        subject=held,
        council=held.council.slug,
        by=by,
        at=at,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        reason=reason,
    )


def in_words(need: Need) -> dict[str, str]:
    """What a need says, as the ledger keeps it for people to read."""
    confirmed = f"by {need.confirmed_by} on {need.confirmed_on}" if need.confirmed_on else "no"
    return {
        "service": str(need.service or "none named"),
        "days": _number(need.days),
        "money": _number(need.money),
        "budget line": need.budget_line or "none named",
        "note": need.note or "none",
        "confirmed": confirmed,
    }


def _number(value: Decimal | None) -> str:
    return "not said" if value is None else f"{value.normalize() + 0:f}"
