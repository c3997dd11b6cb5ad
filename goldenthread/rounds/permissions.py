"""Why somebody may not: open a round, answer what it asks, check an answer or sign it off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from goldenthread.core.duties import Subject
from goldenthread.core.sentences import on_day
from goldenthread.core.workflow import Move, SignOff, reasons_not
from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.rounds.models import Ask, Invitation, Round

State = Round.State
CLOSED = "This round is closed to updates. Ask the strategy team to open it again."
NOT_OPEN = "This round is not open yet: nothing is asked before it is."
OVER = "What this round reports is published. What changes now is told in the next round."


def reasons_not_to_keep(council: Council, by: Officer) -> list[str]:
    """Why this person may not open or close a round of this council."""
    return reasons_of_duty(council, "keep_rounds", by)


def reasons_not_to_open(round: Round, by: Officer) -> list[str]:
    """Why this person may not open a round, or ask again for what is new in it."""
    found = reasons_not_to_keep(round.council, by)
    if not found and round.state == State.CLOSED:
        found = ["This round is closed. Open it again first; then ask for what is new."]
    return found or _over(round)


def reasons_not_to_close(round: Round, by: Officer) -> list[str]:
    """Why this person may not close a round to updates."""
    found = reasons_not_to_keep(round.council, by)
    if not found and round.state != State.OPEN:
        found = [f"This round is {round.get_state_display()}: only an open round is closed."]
    return found


def reasons_not_to_reopen(round: Round, by: Officer) -> list[str]:
    """Why this person may not open a closed round again."""
    found = reasons_not_to_keep(round.council, by) or _over(round)
    if not found and round.state != State.CLOSED:
        found = [f"This round is {round.get_state_display()}: only a closed round is opened again."]
    return found


def _over(round: Round) -> list[str]:
    return [OVER] if round.state == State.PUBLISHED else []


def reasons_not_open(round: Round) -> list[str]:
    """Why nothing of a round can be answered now, whoever asks."""
    said = {State.PLANNED: NOT_OPEN, State.CLOSED: CLOSED, State.PUBLISHED: OVER}
    return [said[State(round.state)]] if round.state != State.OPEN else []


# Whose an answer is


def service_of(ask: Ask) -> Service | None:
    """The service that a line belongs to: its own, its plan's, or its owner's."""
    about = ask.measure or ask.element
    own = about.service if about else None
    return own or (ask.owner.service if ask.owner else None)


def subject_of_ask(ask: Ask, *posts: Post | None) -> Subject:
    """What a line belongs to; one of a post without a service belongs to the post's directorate."""
    found = subject_of(service_of(ask), *posts)
    directorate = ask.owner.directorate if ask.owner else None
    return found._replace(directorate=found.directorate or str(directorate or ""))


def acting(by: Officer, asks: Collection[Ask], covered: Collection[str] = ()) -> Officer:
    """This person with the posts they act for: stood in for, or of lines of their own organisation."""
    posts = [*covered, *(title for ask in asks if _is_of_partner(ask, by) for title in hands_of(ask))]
    return replace(by, stands_in=tuple(dict.fromkeys([*by.stands_in, *posts])))


def hands_of(ask: Ask) -> list[str]:
    """The posts in whose hands a line, and what it is about, are."""
    held = ask.measure or ask.element
    about = (held.owner if held else None, ask.measure.updater if ask.measure else None)
    return [post.title for post in (ask.updater, ask.owner, *about) if post]


def _is_of_partner(ask: Ask, by: Officer) -> bool:
    return bool(by.partner) and ask.partner is not None and ask.partner.slug == by.partner


def reasons_not_to_answer(ask: Ask, by: Officer) -> list[str]:
    """Why this person, with the posts they act for, may not answer a line."""
    return reasons_of_duty(ask.council, "answer_asks", by, subject_of_ask(ask, ask.updater, ask.owner))


def reasons_not_invited(
    ask: Ask, invitation: Invitation, invited: Collection[int], at: datetime
) -> list[str]:
    """Why a line can't be answered by a link that was sent to somebody without an account."""
    if ask.pk not in invited:
        return ["This link is not for this line. Answer the lines that it shows."]
    if invitation.ended_at is not None:
        return ["This link was taken back. Ask the council for another."]
    if at >= invitation.expires_at:
        return [f"This link ended on {on_day(invitation.expires_at.date())}. Ask the council for another."]
    return []


def doers_of(ask: Ask) -> dict[str, str]:
    """The posts that did each step of an answer so far."""
    done = {"send": ask.sent_by, "check": ask.checked_by, "sign": ask.signed_by}
    return {step: post for step, post in done.items() if post}


def reasons_not_to_move(ask: Ask, sign_off: SignOff, move: Move, by: Officer) -> list[str]:
    """Why this person may not check an answer, sign it off or send it back."""
    found = _over(ask.round) or reasons_of_duty(ask.council, move.power, by, subject_of_ask(ask, ask.owner))
    return found or reasons_not(sign_off, move, ask.state, doers_of(ask), by.post)
