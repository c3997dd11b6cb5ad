"""Answering help that is asked of a service: declining it, offering other days, and taking the offer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.core.amounts import DAYS, reasons_not_kept
from goldenthread.core.effort import scaled, whole
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.workload import Estimate, days_shown
from goldenthread.ledger.recording import as_kept
from goldenthread.people.officers import Officer
from goldenthread.resources.efforts import effort_of
from goldenthread.resources.models import Effort, Need
from goldenthread.resources.need_changes import UNANSWERED, in_words, locked, note_change, put
from goldenthread.resources.needs_permissions import (
    reasons_not_to_accept,
    reasons_not_to_answer,
)

THIS = "this need"


@transaction.atomic
def decline_need(*, need: Need, because: str, on: date, version: int, by: Officer, at: datetime) -> None:
    """Say that a service can't give what is asked of it, and why. Raises `Refused`."""
    held = locked(need)
    refuse_if(reasons_not_to_answer(held, "decline", by))
    refuse_if_stale(version, held.version, THIS)
    words = because.strip()
    refuse_if([] if words else ["Say why the service declines: whoever asked has to plan without it."])
    before = in_words(held)
    said = {"answer": Need.Answer.DECLINED, "answer_words": words, "answered_on": on, "answered_by": by.post}
    put(held, {**UNANSWERED, **said})
    note_change("declined", held, before, by, at, words)


@transaction.atomic
def offer_days(
    *, need: Need, days: Decimal, words: str, on: date, version: int, by: Officer, at: datetime
) -> None:
    """Offer other days than a service is asked for, and say in words what they would do. Raises `Refused`."""
    held = locked(need)
    refuse_if(reasons_not_to_answer(held, "offer", by))
    refuse_if_stale(version, held.version, THIS)
    refuse_if(_reasons_not_to_offer(held, days, words))
    before = in_words(held)
    said = as_kept(Need, {"offered_days": days, "answer_words": words.strip(), "answered_by": by.post})
    put(held, {**UNANSWERED, **said, "answer": Need.Answer.COUNTERED, "answered_on": on})
    note_change("answered with other days", held, before, by, at, words.strip())


@transaction.atomic
def withdraw_offer(*, need: Need, version: int, by: Officer, at: datetime) -> None:
    """Take an offer back that nobody has taken: what is asked waits for an answer again. Raises `Refused`."""
    held = locked(need)
    refuse_if(reasons_not_to_answer(held, "withdraw", by))
    refuse_if_stale(version, held.version, THIS)
    before = in_words(held)
    put(held, UNANSWERED)
    note_change("took back the offer for", held, before, by, at)


def _reasons_not_to_offer(held: Need, days: Decimal, words: str) -> list[str]:
    if days <= 0:
        return ["Offer more than no days, or decline."]
    if reasons := reasons_not_kept(days, DAYS):
        return reasons
    if held.answer == Need.Answer.COUNTERED and (days, words.strip()) == (
        held.offered_days,
        held.answer_words,
    ):
        return ["That is offered already."]
    if days == held.days:
        return [f"{days_shown(days)} days are what is asked for. Confirm them instead."]
    return [] if words.strip() else ["Say what the days offered would do, or why they are others."]


@transaction.atomic
def accept_offer(*, need: Need, version: int, by: Officer, at: datetime) -> None:
    """Take the days that a service offered: the need is of so many days now, and confirmed. Raises `Refused`.

    Effort said by quarter keeps its proportions.
    """
    held = locked(need)
    refuse_if(reasons_not_to_accept(held, by))
    refuse_if_stale(version, held.version, THIS)
    before, offered = in_words(held), held.offered_days
    assert offered is not None
    put(held, _of_days(held, offered))
    answered = {"answered_on": held.answered_on, "answered_by": held.answered_by}
    confirmed = {"confirmed_on": held.answered_on, "confirmed_by": held.answered_by}
    put(held, {**UNANSWERED, **answered, **confirmed, "answer": Need.Answer.CONFIRMED})
    note_change("accepted the offer for", held, before, by, at)


def _of_days(held: Need, days: Decimal) -> dict[str, Decimal | None]:
    """The need's days when they are so many, its quarters rewritten with them."""
    quarters = effort_of(held)
    if quarters:
        rows = scaled(quarters, days)
        held.efforts.all().delete()
        made = (Effort(need=held, quarter_on=on, **one._asdict()) for on, one in rows.items())
        Effort.objects.bulk_create(made)
        total = whole(rows)
    elif held.days and held.days_low is not None and held.days_high is not None:
        total = scaled({0: Estimate(held.days_low, held.days, held.days_high)}, days)[0]
    else:
        return {"days": days, "days_low": None, "days_high": None}
    return {"days_low": total.low, "days": total.likely, "days_high": total.high}
