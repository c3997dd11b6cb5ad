"""Help of another service: asked for, and accepted by that service before anybody counts on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Element, Help
from goldenthread.plans.updating import reasons_not_to_update

State = Help.State


@transaction.atomic
def ask_for_help(
    *, element: Element, service: Service, words: str, by_on: date | None, on: date, by: Officer, at: datetime
) -> Help:
    """Ask another service for help with an element; `by_on` is by when, `on` the council's day.

    Raises `Refused`.
    """
    rows = Element.objects.select_for_update(of=("self",)).select_related(
        "council", "level", "edition__plan__service__directorate", "owner", "service__directorate"
    )
    held = rows.get(pk=element.pk)
    refuse_if(reasons_not_to_update(held, by))
    refuse_if(_reasons(held, service, words, by_on, on))
    row = {
        "council_id": held.council_id,
        "element_id": held.pk,
        "service_id": service.pk,
        "words": words.strip(),
        "by_on": by_on,
        "asked_by": by.post,
        "asked_on": on,
    }
    return make(Help, row, council=held.council, by=by, at=at, verb="asked for help")


def _reasons(element: Element, service: Service, words: str, by_on: date | None, on: date) -> Iterator[str]:
    if service.council_id != element.council_id:
        yield f"{service} is a service of another council."
    own = element.service or element.edition.plan.service
    if own is not None and own.pk == service.pk:
        yield f"{service} answers for this itself: ask another service."
    if not words.strip():
        yield "Say what help is wanted."
    if by_on is not None and by_on < on:
        yield f"Help can’t be wanted by {on_day(by_on)}, which is past. Say by when, or leave it out."
    if Help.objects.filter(element=element, service=service, state=State.ASKED).exists():
        yield f"{service} has been asked for help with this already. Wait for the answer, or withdraw it."


@transaction.atomic
def answer_help(
    *, wanted: Help, is_accepted: bool, answer: str, version: int, on: date, by: Officer, at: datetime
) -> Help:
    """Accept to help, or decline and say why, for the service that is asked. Raises `Refused`, `Stale`."""
    held = _held(wanted)
    refuse_if(reasons_not_to_answer_help(held, by))
    refuse_if_stale(version, held.version, f"what is asked of {held.service}")
    refuse_if(
        []
        if is_accepted or answer.strip()
        else ["Say why not: whoever asked has to look for help elsewhere."]
    )
    row = {
        "state": (State.ACCEPTED if is_accepted else State.DECLINED).value,
        "answer": answer.strip(),
        "answered_by": by.post,
        "answered_on": on,
    }
    verb = "accepted to help" if is_accepted else "declined to help"
    change(held, row, council=held.council, by=by, at=at, verb=verb, reason=answer.strip())
    return held


@transaction.atomic
def withdraw_help(*, wanted: Help, version: int, by: Officer, at: datetime) -> Help:
    """Say that help is no longer wanted, accepted or not. Raises `Refused`, `Stale`."""
    held = _held(wanted)
    refuse_if(reasons_not_to_withdraw_help(held, by))
    refuse_if_stale(version, held.version, f"what is asked of {held.service}")
    row: dict[str, Any] = {"state": State.WITHDRAWN.value}
    change(held, row, council=held.council, by=by, at=at, verb="no longer asked for help")
    return held


def _held(wanted: Help) -> Help:
    rows = Help.objects.select_for_update(of=("self",)).select_related(
        "council", "service__directorate", "element__council", "element__level", "element__owner",
        "element__service__directorate", "element__edition__plan__service__directorate",
    )  # fmt: skip
    return rows.get(pk=wanted.pk)


def reasons_not_to_answer_help(wanted: Help, by: Officer) -> list[str]:
    """Why this person may not answer for the service that is asked."""
    found = reasons_of_duty(wanted.council, "answer_help", by, subject_of(wanted.service))
    if not found and not by.serves_everyone and by.post == wanted.asked_by:
        found = [f"You asked for this yourself: somebody else answers for {wanted.service}."]
    if not found and wanted.state != State.ASKED:
        found = [f"This {_over(wanted)}. Nothing waits for an answer."]
    return found


def reasons_not_to_withdraw_help(wanted: Help, by: Officer) -> list[str]:
    """Why this person may not say that help is no longer wanted: that is for those whose element it is."""
    found = reasons_not_to_update(wanted.element, by)
    if not found and wanted.state not in (State.ASKED, State.ACCEPTED):
        found = [f"This {_over(wanted)}. There is nothing to withdraw."]
    return found


def _over(wanted: Help) -> str:
    words = str(wanted.get_state_display())
    return f"is {words}" if wanted.state == State.WITHDRAWN else f"was {words}"


def help_in_words(wanted: Help) -> str:
    """Where a wish for help stands, for people: nobody counts on it until it is accepted."""
    state = State(wanted.state)
    if state is State.ASKED:
        return f"Not yet accepted: asked on {on_day(wanted.asked_on)}"
    if state is State.WITHDRAWN:
        return "No longer wanted"
    said = "Accepted" if state is State.ACCEPTED else "Declined"
    when = f" on {on_day(wanted.answered_on)}" if wanted.answered_on else ""
    return f"{said} by {wanted.answered_by}{when}"
