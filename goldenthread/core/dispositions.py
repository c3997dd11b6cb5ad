"""What becomes of a comment on a plan: a map of dispositions that is data.

A comment is open until it is answered; it is closed by one of six dispositions, each with an answer. It may
be referred to a body's work programme or forwarded to a partner, on its own or beside another disposition
(Cheltenham 2012: accepted, and its second part taken back to the partnership). Whoever looks again gives a
reason, and the comment is open again. Every comment is counted in exactly one standing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

OPEN = "OPEN"
ACCEPTED, ACCEPTED_IN_PART, NOT_ACCEPTED = "ACCEPTED", "ACCEPTED_IN_PART", "NOT_ACCEPTED"
NOTED, REFERRED, FORWARDED = "NOTED", "REFERRED", "FORWARDED"
DECIDED = (ACCEPTED, ACCEPTED_IN_PART, NOT_ACCEPTED, NOTED)
CLOSED = (*DECIDED, REFERRED, FORWARDED)
# In the order in which they are counted and offered.
DISPOSITIONS: Mapping[str, str] = {
    ACCEPTED: "accepted",
    ACCEPTED_IN_PART: "accepted in part",
    NOT_ACCEPTED: "not accepted",
    NOTED: "noted",
    REFERRED: "referred to a body’s work programme",
    FORWARDED: "forwarded to a partner",
    OPEN: "open",
}
# As a count says it: “two accepted”, “one referred”.
COUNTED: Mapping[str, str] = {**DISPOSITIONS, REFERRED: "referred", FORWARDED: "forwarded"}


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done with a comment: where it leads from each disposition, and what it asks."""

    code: str
    goes: Mapping[str, str]
    button: str
    asks: tuple[str, ...] = ()


def _stays(states: Iterable[str], **more: str) -> dict[str, str]:
    return {**{state: state for state in states}, **more}


MOVES: Mapping[str, Move] = {
    move.code: move
    for move in (
        Move("accept", {OPEN: ACCEPTED}, "Accept", ("an answer",)),
        Move("accept_in_part", {OPEN: ACCEPTED_IN_PART}, "Accept in part", ("an answer",)),
        Move("not_accept", {OPEN: NOT_ACCEPTED}, "Do not accept", ("an answer",)),
        Move("note", {OPEN: NOTED}, "Note", ("an answer",)),
        Move("refer", _stays(DECIDED, OPEN=REFERRED), "Refer it to a body", ("a body", "a topic")),
        Move(
            "forward", _stays((*DECIDED, REFERRED, FORWARDED), OPEN=FORWARDED), "Forward it", ("a partner",)
        ),
        Move("record_reply", _stays((OPEN, *CLOSED)), "Record the reply", ("the partner’s words",)),
        Move("change_words", _stays((OPEN, ACCEPTED, ACCEPTED_IN_PART)), "Change the text", ("new words",)),
        Move("reopen", dict.fromkeys(CLOSED, OPEN), "Open it again", ("a reason",)),
    )
}
ANSWERS: Mapping[str, str] = {move.goes[OPEN]: code for code, move in MOVES.items() if OPEN in move.goes}
CLOSES = {ACCEPTED: "accept", ACCEPTED_IN_PART: "accept_in_part", NOT_ACCEPTED: "not_accept", NOTED: "note"}


def lands_on(code: str, disposition: str) -> str | None:
    """Where a move leads from a disposition; None where it can't be made there."""
    return MOVES[code].goes.get(disposition)


def reasons_not_to_move(code: str, disposition: str) -> list[str]:
    """Why this can't be done with a comment as it stands, and what to do instead."""
    if disposition in MOVES[code].goes:
        return []
    said = DISPOSITIONS[disposition]
    if code == "reopen":
        return ["This comment is open already. Answer it."]
    if code == "change_words":
        return [f"This comment is {said}: only what is accepted changes the text. Open it again first."]
    return [f"This comment is {said} already. Open it again, with a reason, to answer it otherwise."]


class Standing(StrEnum):
    """How a comment is counted: exactly one of these."""

    OPEN = "OPEN"
    AWAITING = "AWAITING"
    CLOSED = "CLOSED"


STANDINGS: Mapping[Standing, str] = {
    Standing.OPEN: "open",
    Standing.AWAITING: "waiting for a partner’s reply",
    Standing.CLOSED: "closed",
}


def standing(disposition: str, *, is_forwarded: bool, has_reply: bool) -> Standing:
    """Open without an answer; waiting while a partner it was forwarded to has not replied; else closed."""
    if disposition == OPEN:
        return Standing.OPEN
    is_sent = is_forwarded or disposition == FORWARDED
    return Standing.AWAITING if is_sent and not has_reply else Standing.CLOSED


def counts(dispositions: Iterable[str]) -> dict[str, int]:
    """How many there are of each disposition, in order; they sum to all."""
    held = Counter(dispositions)
    return {code: held[code] for code in DISPOSITIONS}


def drawn() -> str:
    """The map as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> OPEN"]
    for move in MOVES.values():
        lines += [
            f"    {state} --> {to}: {move.code.replace('_', ' ')}"
            for state, to in move.goes.items()
            if state != to
        ]
    return "\n".join(lines) + "\n"


def stays_on(move: Move) -> Sequence[str]:
    """The dispositions that a move leaves as they are."""
    return [state for state, to in move.goes.items() if state == to]
