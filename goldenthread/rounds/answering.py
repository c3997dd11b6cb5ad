"""Answering what a round asks, whichever way it comes in: a page, a spreadsheet or a link. All or nothing.

What is saved to be finished later is a draft: its figure is held as provisional, with `DRAFT` as its
source, so that nobody takes it for an answer; sending confirms it. A figure that its sender calls
provisional stays so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.asked import Query
from goldenthread.core.observed import State
from goldenthread.core.periods import from_code
from goldenthread.core.refused import Refused, Stale
from goldenthread.core.workflow import lands_on, reasons_not
from goldenthread.governance.moving_dates import update_and_ask
from goldenthread.ledger.one import change
from goldenthread.measures.door_queries import held_in
from goldenthread.measures.entering import Given, NotStored, record_many
from goldenthread.measures.models import Observation
from goldenthread.measures.queries import plain
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Update
from goldenthread.plans.updating import Said
from goldenthread.rounds.ask_queries import (
    answers_from,
    asks_in,
    covered_by,
    deadlines_of,
    period_of,
    updates_since,
)
from goldenthread.rounds.models import Ask, Invitation, Round
from goldenthread.rounds.permissions import (
    acting,
    doers_of,
    hands_of,
    reasons_not_invited,
    reasons_not_open,
    reasons_not_to_answer,
)
from goldenthread.rounds.sign_off import sign_off
from goldenthread.rounds.standing import is_short, standings_in

DRAFT = "Saved, to be sent"
CHANGED = "Changed before it was sent."
STALE = "Somebody else changed this line while you were writing. Look at it as it is now."
ELSEWHERE = "This line is not one of this round’s, or is given twice."
NOTHING = "Nothing is given here yet. Fill it in, or leave it for later."
SAY_WORDS = "It falls short of its target. Say what readers should know."


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers to one line: a figure or an update, and the words that go with it.

    `words` and `doing_about` left None stay as they are held; `seen` is the version that the person saw, and
    `update_seen` that of the same day's update, 0 where there was none. `new_date` is another due date that
    is asked for along with an update, and why it moved.
    """

    ask: Ask
    given: Given | None = None
    said: Said | None = None
    words: str | None = None
    doing_about: str | None = None
    seen: int | None = None
    update_seen: int | None = None
    new_date: tuple[date, str] | None = None


class NotAnswered(Refused):
    """Nothing was stored: what is wrong, and what is asked, by the place of each among the answers.

    `stale` are the places where somebody else wrote in between.
    """

    def __init__(
        self, problems: Mapping[int, list[str]], questions: Mapping[int, list[Query]], stale: set[int],
        said: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.problems, self.questions, self.stale = dict(problems), dict(questions), set(stale)
        super().__init__([*(one for found in problems.values() for one in found), *said])


@dataclass
class _Batch:
    """The answers with their lines as they are held, and what is found wrong, by place."""

    round: Round
    answers: list[Answer]
    by: Officer
    on: date
    at: datetime
    problems: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    questions: dict[int, list[Query]] = field(default_factory=dict)
    stale: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)

    def tell(self, place: int, found: Sequence[str]) -> None:
        """Keep what is wrong with an answer."""
        if found:
            self.problems[place] += found

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def refuse(self) -> None:
        """Raise what was found wrong, if anything was."""
        if self.problems or self.questions or self.said:
            raise NotAnswered(self.problems, self.questions, self.stale, self.said)


@transaction.atomic
def answer_many(
    *,
    round: Round,
    answers: Sequence[Answer],
    is_sent: bool,
    on: date,
    by: Officer,
    at: datetime,
    invitation: Invitation | None = None,
) -> list[Ask]:
    """Store answers of one round, all or none; with `is_sent` they go on to be checked.

    `on` is the council's day, by which an answer is on time or late. With an invitation its lines alone can
    be answered. Raises `NotAnswered`.
    """
    batch = _begun(round, answers, by, on, at, invitation)
    _store_figures(batch, is_sent)
    _store_updates(batch)
    batch.refuse()
    if is_sent:
        _refuse_unfinished(batch)
    for answer in batch.answers:
        _keep(answer, batch, is_sent)
    return [answer.ask for answer in batch.answers]


# Who may


def _begun(
    round: Round,
    answers: Sequence[Answer],
    by: Officer,
    on: date,
    at: datetime,
    invitation: Invitation | None,
) -> _Batch:
    """The answers with their lines locked, refused where this person may not or somebody else wrote."""
    held_round = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    keys = [one.ask.pk for one in answers]
    held = {one.pk: one for one in asks_in(round).select_for_update(of=("self",)).filter(pk__in=keys)}
    lines = [replace(one, ask=held.get(one.ask.pk, one.ask)) for one in answers]
    batch = _Batch(round, lines, by, on, at, said=reasons_not_open(held_round))
    batch.refuse()
    batch.covered = [] if invitation else covered_by(round.council, by, on)
    invited = set(invitation.asks.values_list("pk", flat=True)) if invitation else set()
    for place, answer in enumerate(lines):
        if answer.ask.pk not in held or keys.count(answer.ask.pk) > 1:
            batch.tell(place, [ELSEWHERE])
            continue
        found = reasons_not_invited(answer.ask, invitation, invited, at) if invitation else []
        batch.tell(place, found or _reasons(answer, batch, is_invited=invitation is not None))
        if answer.seen is not None and answer.seen != answer.ask.version:
            batch.stale.add(place)
            batch.tell(place, [] if place in batch.problems else [STALE])
    batch.refuse()
    posts = dict.fromkeys([*batch.covered, *(title for one in lines for title in hands_of(one.ask))])
    batch.by = replace(by, stands_in=tuple(posts))  # each line was asked for above; its measure is its own
    return batch


def _reasons(answer: Answer, batch: _Batch, *, is_invited: bool) -> list[str]:
    """Why this person may not answer this line so."""
    ask, way = answer.ask, sign_off()
    if is_invited:
        who = replace(batch.by, stands_in=tuple(hands_of(ask)))
    else:
        who = acting(batch.by, [ask], batch.covered)
    found = reasons_not_to_answer(ask, who)
    found = found or reasons_not(way, way.moves["send"], ask.state, doers_of(ask), who.post)
    return found or _misplaced(answer)


def _misplaced(answer: Answer) -> list[str]:
    """Why what is given is no answer to this line."""
    ask, given = answer.ask, answer.given
    if given and (given.measure.pk != ask.measure_id or given.period != period_of(ask)):
        return ["The figure is not of the measure and period that this line asks for."]
    if answer.said and ask.element is None:
        return ["This line asks for a figure, not for an update."]
    return []


# Storing


def _store_figures(batch: _Batch, is_sent: bool) -> None:
    """Record the figures given; of those that are sent, confirm what was only saved until now."""
    places = [place for place, one in enumerate(batch.answers) if one.given]
    held = _held(batch)
    given = [_settled(one.given, held.get(one.ask.pk), is_sent) for one in batch.answers if one.given]
    _record(batch, places, given)
    if not is_sent or batch.problems or batch.questions:
        return
    drafts = {key: one for key, one in _held(batch).items() if _is_draft(one)}
    wanted = [
        place
        for place, one in enumerate(batch.answers)
        if one.ask.pk in drafts and not (one.given and one.given.state is State.PROVISIONAL)
    ]
    _record(batch, wanted, [_confirmed(batch.answers[place], drafts) for place in wanted])


def _held(batch: _Batch) -> dict[int, Observation]:
    """The result held of each line's measure in the period it is asked for, by the line."""
    asks = [one.ask for one in batch.answers if one.ask.measure_id]
    found = held_in([ask.measure_id for ask in asks if ask.measure_id], [period_of(ask) for ask in asks])
    pairs = ((ask.pk, found.get((ask.measure_id or 0, period_of(ask)))) for ask in asks)
    return {key: one for key, one in pairs if one is not None}


def _is_draft(one: Observation | None) -> bool:
    return one is not None and one.state == State.PROVISIONAL and one.source == DRAFT


def _settled(given: Given, held: Observation | None, is_sent: bool) -> Given:
    """What is given as it is recorded now: as a draft until it is sent, or while it replaces a draft.

    A result that stands already is restated by its reason, and is no draft.
    """
    is_over = _is_draft(held)
    if is_over and not given.reason.strip():
        given = replace(given, reason=CHANGED)
    is_first = held is None or State(held.state).is_waiting
    if given.state is State.REPORTED and (is_over or (is_first and not is_sent)):
        return replace(given, state=State.PROVISIONAL, source=DRAFT)
    return given


def _confirmed(answer: Answer, drafts: Mapping[int, Observation]) -> Given:
    """A draft's own figure, as what it is once it is sent."""
    held = drafts[answer.ask.pk]
    return Given(
        measure=held.measure if answer.ask.measure is None else answer.ask.measure,
        period=held.period,
        value=plain(held.value),
        numerator=plain(held.numerator),
        denominator=plain(held.denominator),
        note=held.note,
        explanation=held.explanation,
        is_later=True,
    )


def _record(batch: _Batch, places: Sequence[int], given: Sequence[Given]) -> None:
    if not given:
        return
    try:
        record_many(council=batch.round.council, given=given, **batch.who)
    except NotStored as refusal:
        for number, place in enumerate(places):
            batch.tell(place, refusal.problems.get(number, []))
            if number in refusal.questions:
                batch.questions[place] = refusal.questions[number]
            if number in refusal.stale:
                batch.stale.add(place)
        batch.said += [] if batch.problems else refusal.reasons


def _store_updates(batch: _Batch) -> None:
    for place, answer in enumerate(batch.answers):
        if answer.said is None or answer.ask.element is None:
            continue
        try:
            update_and_ask(
                element=answer.ask.element,
                said=answer.said,
                asked=answer.new_date,
                on=batch.on,
                seen=answer.update_seen,
                **batch.who,
            )
        except Stale as refusal:
            batch.stale.add(place)
            batch.tell(place, refusal.reasons)
        except Refused as refusal:
            batch.tell(place, refusal.reasons)


# Sending


def _refuse_unfinished(batch: _Batch) -> None:
    """Refuse to send a line without a result or an update, or one that falls short and says nothing."""
    held = _held(batch)
    updates = _updates(batch)
    measures = [one.ask.measure for one in batch.answers if one.ask.measure]
    standings = standings_in(batch.round.council, measures, from_code(batch.round.period))
    for place, answer in enumerate(batch.answers):
        ask, one = answer.ask, held.get(answer.ask.pk)
        has_figure = one is not None and one.state != State.AWAITED
        if not (has_figure if ask.measure_id else ask.element_id in updates):
            batch.tell(place, [NOTHING])
        elif is_short(standings.get(ask.measure_id or 0)) and not _words(answer):
            batch.tell(place, [SAY_WORDS])
    batch.refuse()


def _updates(batch: _Batch) -> dict[int, Update]:
    elements = [one.ask.element for one in batch.answers if one.ask.element]
    return updates_since(elements, answers_from(batch.round, deadlines_of(batch.round)), batch.on)


def _words(answer: Answer) -> str:
    """What readers are told of a line once this answer is stored: of an action, its update's own words."""
    if answer.words is not None:
        return answer.words.strip()
    if answer.said is not None and answer.said.text.strip():
        return answer.said.text.strip()
    return answer.ask.words


def _keep(answer: Answer, batch: _Batch, is_sent: bool) -> None:
    """Keep an answer's words and, where it is sent, that it was: by whom, when, and where it goes next."""
    ask, by, send = answer.ask, batch.by, sign_off().moves["send"]
    doing = ask.doing_about if answer.doing_about is None else answer.doing_about.strip()
    row: dict[str, Any] = {"words": _words(answer), "doing_about": doing}
    if is_sent:
        is_owner = ask.owner is not None and ask.owner.title in (by.post, *batch.covered)
        row |= {
            "state": lands_on(send, is_owner),
            "sent_by": by.post,
            "sent_at": batch.at,
            "sent_on": ask.sent_on or batch.on,  # sent back and sent again: on time if it was so at first
            "sent_back": "",
        }
    behalf = ask.partner or ask.updater
    reason = f"On behalf of {behalf}." if behalf is not None and str(behalf) != by.post else ""
    verb = send.verb if is_sent else "saved"
    change(ask, row, council=ask.council, by=by, at=batch.at, verb=verb, reason=reason)
