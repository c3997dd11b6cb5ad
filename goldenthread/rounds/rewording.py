"""Wording an answer for another audience: the original stays, and each is marked when it moves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.rounds.ask_queries import asks_in
from goldenthread.rounds.models import Ask, Wording
from goldenthread.rounds.permissions import subject_of_ask

Audience = Wording.Audience
AUDIENCES: list[tuple[str, str]] = [(one.value, str(one.label)) for one in Audience]


def reasons_not_to_reword(ask: Ask, by: Officer) -> list[str]:
    """Why this person may not word an answer for another audience."""
    return reasons_of_duty(ask.council, "reword_answers", by, subject_of_ask(ask, ask.owner))


def wordings_of(ask: Ask) -> list[Wording]:
    """How an answer is worded for others: one query."""
    return list(ask.wordings.all())


def is_behind(wording: Wording, ask: Ask) -> bool:
    """Whether the original changed after it was worded for others."""
    return wording.original != ask.words


@transaction.atomic
def reword(*, ask: Ask, audience: str, text: str, seen: int, by: Officer, at: datetime) -> Wording | None:
    """Word an answer for an audience; without words, the audience reads the original again.

    `seen` is the version of the wording that the person saw, 0 where there was none. Keeping words as they
    are says that they still fit, so that they are marked no more. Raises `Refused`.
    """
    held_ask = asks_in(ask.round).select_for_update(of=("self",)).get(pk=ask.pk)
    refuse_if(reasons_not_to_reword(held_ask, by))
    refuse_if([] if audience in Audience.values else ["Choose one of the audiences."])
    refuse_if([] if held_ask.words else ["Nothing is said here yet: there are no words to word otherwise."])
    held = Wording.objects.select_for_update().filter(ask=ask, audience=audience).first()
    refuse_if_stale(seen, held.version if held else 0, "these words")
    who: dict[str, Any] = {"council": ask.council, "by": by, "at": at}
    row = {"text": text.strip(), "original": held_ask.words, "made_by": by.post}
    if held is None:
        key = {"ask_id": ask.pk, "audience": audience}
        return make(Wording, key | row, verb="worded", **who) if row["text"] else None
    if not row["text"]:
        remove(held, verb="removed", **who)
        return None
    change(held, row, verb="worded", **who)
    return held
