"""Nudging by the council's policy, each day; and by hand, when somebody on the strategy team asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from goldenthread.core.nudging import Due, Nudge, Role, due_messages
from goldenthread.core.refused import refuse_if
from goldenthread.core.working_days import WorkingDays
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.rounds.mail_words import of_nudge
from goldenthread.rounds.models import Ask, Notice, Round
from goldenthread.rounds.notices import Letter, tell_many
from goldenthread.rounds.nudging_policy import nudges
from goldenthread.rounds.owed import Directory, Person, asks_of, by_person, directory_for, lines_of

KIND, BY_HAND = "nudge", "nudge-by-hand"
State = Round.State
GOING = (State.OPEN, State.CLOSED)  # a closed round is still checked and signed off


def nudge(*, council: Council, on: date, at: datetime) -> list[Notice]:
    """Write what the policy of nudges says is due on a day. Called daily; again on the same day adds nothing.

    Raises `UnreadableFile` where the policy can't be read.
    """
    policy = nudges()
    going = council.rounds.filter(state__in=GOING).order_by("pk").values_list("pk", flat=True)
    return [notice for pk in list(going) for notice in _nudge_round(pk, policy, on, at)]


@transaction.atomic
def _nudge_round(pk: int, policy: Sequence[Nudge], on: date, at: datetime) -> list[Notice]:
    """Nudge about one round, which is locked meanwhile: two workers write each message once."""
    round = _locked(pk)
    if round.opened_at is not None and localtime(round.opened_at).date() == on:
        return []  # they were asked today; that is enough for one day
    asks = list(asks_of(round))
    directory = directory_for(round, asks, on)
    lines, people = lines_of([ask for ask in asks if _may_move(ask, round)], directory)
    deadlines = dict(round.deadlines.values_list("step", "due_on"))
    sent = _sent_in(round)
    due = due_messages(lines, deadlines, on, policy, WorkingDays(round.council.nation), sent)
    by_pk = {ask.pk: ask for ask in asks}
    letters = [
        letter
        for one in due
        for letter in _letters(round, one, people[one.who], [by_pk[n] for n in one.lines], directory, on)
    ]
    return tell_many(council=round.council, round=round, kind=KIND, letters=letters, at=at)


def _locked(pk: int) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("council", "body").get(pk=pk)


def _may_move(ask: Ask, round: Round) -> bool:
    """A round that is closed to updates takes no answers, so nobody is nudged for one."""
    return round.state == State.OPEN or ask.state != "ASKED"


def _sent_in(round: Round) -> set[str]:
    """The keys of the nudges written for a round already, as the rules know them."""
    start = f"{KIND}/{round.pk}/"
    held = round.notices.filter(kind=KIND).values_list("key", flat=True)
    return {key.removeprefix(start) for key in held}


def _letters(
    round: Round, due: Due, person: Person, asks: Sequence[Ask], directory: Directory, on: date
) -> list[Letter]:
    """One message to each address of a person, and of who stands in for them."""
    letters = []
    for to in directory.reach(person):
        said = of_nudge(round, to, due.nudge, due.role, asks, due.due_on, on)
        letters.append(Letter(f"{KIND}/{round.pk}/{due.key}", to.name, to.email, said.subject, said.text))
    return letters


def reasons_not_to_nudge(round: Round, by: Officer) -> list[str]:
    """Why this person may not remind everybody who still owes something, or why nobody is to be reminded."""
    found = reasons_of_duty(round.council, "keep_rounds", by)
    if not found and round.state != State.OPEN:
        found = [f"{round} is {round.get_state_display()}: nothing can be answered, so nobody is reminded."]
    return found


@transaction.atomic
def nudge_by_hand(*, round: Round, on: date, by: Officer, at: datetime) -> list[Notice]:
    """Remind everybody who still owes an answer, whatever the policy says; each person once a day."""
    held = _locked(round.pk)
    refuse_if(reasons_not_to_nudge(held, by))
    asks = [ask for ask in asks_of(held) if ask.state == "ASKED"]
    directory = directory_for(held, asks, on)
    due_on = dict(held.deadlines.values_list("step", "due_on")).get("updater", held.meets_on)
    already = set(held.notices.filter(kind=BY_HAND).values_list("key", flat=True))
    rule = Nudge("by-hand", "updater", "ASKED", 0, (Role.UPDATER,))
    letters = []
    for person, theirs in by_person(asks):
        key = f"{BY_HAND}/{held.pk}/{on.isoformat()}/{person.key}"
        for to in directory.reach(person) if key not in already else []:
            said = of_nudge(held, to, rule, Role.UPDATER, theirs, due_on, on)
            letters.append(Letter(key, to.name, to.email, said.subject, said.text))
    refuse_if([] if letters else ["Nobody is left to remind: all was answered, or they were reminded today."])
    return tell_many(council=held.council, round=held, kind=BY_HAND, letters=letters, by=by, at=at)
