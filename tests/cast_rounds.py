"""A reporting round of the council that the tests speak of, April to June 2014, and who takes part in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.core.observed import State
from goldenthread.core.periods import code
from goldenthread.measures.entering import Given
from goldenthread.people.models import Post
from goldenthread.people.officers import Officer
from goldenthread.rounds.answering import Answer, answer_many
from goldenthread.rounds.asking import open_round
from goldenthread.rounds.models import Ask, Deadline, Round
from tests.cast import AT, ON, OWNER, Q1, WHO, Cast

CLERK = Officer("Street Clerk", "clerk", "testbury", "UPDATER", "Streets", "Place")
MANAGER = Officer("Streets Manager", "manager", "testbury", "SERVICE_MANAGER", "Streets", "Place")
DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR", "", "Place")
DUE = date(2014, 9, 10)
NOW: dict[str, Any] = {"on": ON, "at": AT}


def a_round(cast: Cast, slug: str = "q1", **more: Any) -> Round:
    """A round for the first quarter, planned, with its deadlines."""
    facts = {"name": "April to June 2014", "period": code(Q1), "edition": cast.edition, **more}
    made = Round.objects.create(council=cast.council, slug=slug, meets_on=date(2014, 10, 2), **facts)
    days = {"updater": DUE, "owner": date(2014, 9, 15), "director": date(2014, 9, 19)}
    Deadline.objects.bulk_create([Deadline(round=made, step=step, due_on=day) for step, day in days.items()])
    return made


def an_open_round(cast: Cast, *, clerk: bool = False) -> Round:
    """The same round, open: all is asked of its owner, or the measure of a clerk."""
    if clerk:
        post = Post.objects.create(council=cast.council, title=CLERK.post, service=cast.measure.service)
        type(cast.measure).objects.filter(pk=cast.measure.pk).update(updater=post)
        cast.measure.refresh_from_db()
    made = a_round(cast)
    open_round(round=made, on=ON, **WHO)
    made.refresh_from_db()
    return made


def ask_of(round: Round, cast: Cast, about: str = "measure") -> Ask:
    """The line of a round that asks for the measure or the action."""
    held = {"measure": cast.measure} if about == "measure" else {"element": cast.elements["action"]}
    return Ask.objects.get(round=round, **held)


def figure(cast: Cast, value: str | None, **more: Any) -> Given:
    """A figure for the first quarter."""
    number = None if value is None else Decimal(value)
    given = Given(cast.measure, Q1, State.REPORTED, number, is_later=True)
    return replace(given, **more)


def answer(
    round: Round, *answers: Answer, is_sent: bool = True, by: Officer = OWNER, **more: Any
) -> list[Ask]:
    """Answer some lines, all that is left out being as usual."""
    return answer_many(round=round, answers=answers, is_sent=is_sent, by=by, **{**NOW, **more})
