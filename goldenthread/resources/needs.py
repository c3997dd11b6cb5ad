"""Saying what elements need of services, and confirming that the services can give it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import as_kept
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import Need
from goldenthread.resources.need_changes import UNANSWERED, in_words, locked, note_change, put
from goldenthread.resources.needs_permissions import (
    CHANGED,
    Asked,
    reasons_not_to_confirm,
    reasons_not_to_keep_need,
    reasons_not_to_say_need,
)

OF_THE_ANSWER = ("service", "days", "days_low", "days_high", "money")  # what a service answers for


@transaction.atomic
def say_need(*, element: Element, asked: Asked, by: Officer, at: datetime) -> Need:
    """Say what an element needs of a service it needs nothing of yet. Raises `Refused`."""
    Element.objects.select_for_update().get(pk=element.pk)
    refuse_if(reasons_not_to_say_need(element, by) or reasons_not_to_keep_need(element, None, asked))
    made = Need.objects.create(council=element.council, element=element, **_kept(asked))
    note(verb="said", subject=made, council=element.council.slug, by=by, at=at, after=in_words(made))
    return made


@transaction.atomic
def change_need(*, need: Need, asked: Asked, version: int, by: Officer, at: datetime) -> bool:
    """Change what an element needs; True when that drops a confirmation, for it was of something else.

    Other days, other money or another service is another need; a note or the budget line's name is not. Days
    that are said by quarter are changed there (`resources.efforts`).
    Raises `Refused`.
    """
    held = locked(need)
    element = held.element
    refuse_if(
        reasons_not_to_say_need(element, by)
        or ([CHANGED] if version != held.version else [])
        or reasons_not_to_keep_need(element, held, asked)
    )
    before, kept = in_words(held), _kept(asked)
    is_other = any(kept[name] != getattr(held, name) for name in OF_THE_ANSWER)
    put(held, kept)
    is_dropped = is_other and held.confirmed_on is not None
    if is_other:
        put(held, UNANSWERED)
    note_change("changed", held, before, by, at, "The need changed." if is_dropped else "")
    return is_dropped


@transaction.atomic
def confirm_capacity(*, need: Need, on: date, version: int, by: Officer, at: datetime) -> None:
    """Confirm that the service has the capacity for what is needed of it. Raises `Refused`."""
    held = locked(need)
    refuse_if(reasons_not_to_confirm(held, by) or ([CHANGED] if version != held.version else []))
    before = in_words(held)
    put(held, {**UNANSWERED, "confirmed_on": on, "confirmed_by": by.post, "answer": Need.Answer.CONFIRMED})
    put(held, {"answered_on": on, "answered_by": by.post})
    note_change("confirmed", held, before, by, at)


@transaction.atomic
def remove_need(*, need: Need, version: int, by: Officer, at: datetime) -> None:
    """Take back what was said to be needed. Raises `Refused`."""
    held = locked(need)
    refuse_if(reasons_not_to_say_need(held.element, by) or ([CHANGED] if version != held.version else []))
    note(verb="removed", subject=held, council=held.council.slug, by=by, at=at, before=in_words(held))
    held.delete()


def _kept(asked: Asked) -> dict[str, object]:
    words = {"budget_line": asked.budget_line.strip(), "note": asked.note.strip()}
    said = {name: getattr(asked, name) for name in ("days", "days_low", "days_high", "money")}
    numbers = as_kept(Need, {**said, **words})
    return {"service": asked.service, **numbers}
