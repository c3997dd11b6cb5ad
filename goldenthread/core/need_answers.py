"""What may become of help asked of a service: the map that is obeyed, and drawn in docs/reference.

A service confirms, declines with its reason, or offers other days, which it may correct or take back until
they are taken; whoever asked takes the offer, or asks for something else, which the service has not answered
(Cheltenham 2012, paragraph 3).
"""

from __future__ import annotations

from decimal import Decimal

from goldenthread.core.state_map import Move, StateMap
from goldenthread.core.words import number

ASKED, CONFIRMED, DECLINED, COUNTERED, TAKEN_BACK = (
    "ASKED", "CONFIRMED", "DECLINED", "COUNTERED", "TAKEN_BACK",
)  # fmt: skip
ANSWERED = (CONFIRMED, DECLINED, COUNTERED)
MAP = StateMap(
    states={
        ASKED: "not answered",
        CONFIRMED: "confirmed",
        DECLINED: "declined",
        COUNTERED: "answered with another offer",
        TAKEN_BACK: "taken back",
    },
    begins=(ASKED,),
    moves={
        "confirm": Move((ASKED, DECLINED, COUNTERED), CONFIRMED, "The service confirms it can give this"),
        "decline": Move((ASKED, CONFIRMED, COUNTERED), DECLINED, "The service declines, and says why"),
        "offer": Move(
            (ASKED, CONFIRMED, DECLINED, COUNTERED),
            COUNTERED,
            "The service offers other days, or corrects that",
        ),
        "withdraw": Move((COUNTERED,), ASKED, "The service takes its offer back"),
        "accept": Move((COUNTERED,), CONFIRMED, "Whoever asked takes the days offered"),
        "change": Move(ANSWERED, ASKED, "Whoever asked asks for something else"),
        "take back": Move((ASKED, *ANSWERED), TAKEN_BACK, "Whoever asked needs nothing of the service"),
    },
)
WHAT = "What is asked of this service"


def state_of(answer: str) -> str:
    """The state of a need by its answer on record; a need without one is asked."""
    return answer or ASKED


def answer_in(state: str) -> str:
    """The answer on record in a state."""
    return "" if state == ASKED else state


def next_step(answer: str, service: str, offered: Decimal | None = None) -> str:
    """What to do next about a need, in a sentence."""
    state = state_of(answer)
    if not service:
        return "Say which service gives the time."
    if state == COUNTERED:
        days = f" of {number(offered.normalize() + 0)} days" if offered is not None else ""
        return f"Take the offer{days}, or ask for something else."
    return {
        ASKED: f"{service} answers: yes, no, or other days.",
        DECLINED: "Ask for something else, ask another service, or do without.",
        CONFIRMED: "Nothing more to do.",
    }[state]
