"""Telling everybody what a round asks of them: one message each, when it opens and when more is asked."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.people.officers import Officer
from goldenthread.rounds.mail_words import of_asks
from goldenthread.rounds.models import Notice, Round
from goldenthread.rounds.notices import Letter, tell_many
from goldenthread.rounds.owed import ASKED, asks_of, by_person, directory_for

KIND = "ask"


@transaction.atomic
def tell_of_asks(*, round: Round, on: date, by: Officer, at: datetime) -> list[Notice]:
    """Write each person's message with everything they owe. Called in the transaction that opens a round.

    Again, it writes only to those of whom more is asked since: the key holds their newest line.
    """
    asks = [ask for ask in asks_of(round) if ask.state == ASKED]
    directory = directory_for(round, asks, on)
    due_on = dict(round.deadlines.values_list("step", "due_on")).get("updater")
    letters = []
    for person, theirs in by_person(asks):
        key = f"{KIND}/{round.pk}/{person.key}/{max(ask.pk for ask in theirs)}"
        for to in directory.reach(person):
            said = of_asks(round, to, theirs, due_on, on)
            letters.append(Letter(key, to.name, to.email, said.subject, said.text))
    return tell_many(council=round.council, round=round, kind=KIND, letters=letters, by=by, at=at)
