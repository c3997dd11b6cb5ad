"""Workshops as maps of states that are data: of a round, of a session, and of what is proposed in one.

York 2008, paragraphs 5 and 8 to 13: workshops come in rounds with a purpose, one for each theme, and what is
proposed there still needs its delivery arrangements and its measure before it is part of the plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

PLANNED, OPEN, CLOSED = "PLANNED", "OPEN", "CLOSED"
HELD, CANCELLED = "HELD", "CANCELLED"
PROMOTED, SET_ASIDE = "PROMOTED", "SET_ASIDE"
KINDS = ("MEMBER", "OFFICER", "PARTNER")  # who is invited, as York 2008, paragraph 19 parts them


@dataclass(frozen=True, slots=True)
class Step:
    """One step from some states to another: the button that takes it, and whether it says why."""

    code: str
    goes_from: tuple[str, ...]
    to: str
    button: str
    verb: str
    says_why: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """The states of one kind of thing, each in words, and the steps between them."""

    what: str
    states: Mapping[str, str]
    steps: tuple[Step, ...]

    def step(self, code: str) -> Step:
        return next(one for one in self.steps if one.code == code)

    def steps_from(self, state: str) -> list[Step]:
        return [one for one in self.steps if state in one.goes_from]


ROUND = Map(
    "this round",
    {PLANNED: "planned", OPEN: "open", CLOSED: "closed"},
    (
        Step("open", (PLANNED,), OPEN, "Open the round", "opened"),
        Step("close", (OPEN,), CLOSED, "Close the round", "closed"),
        Step("reopen", (CLOSED,), OPEN, "Open it again", "opened again", says_why=True),
    ),
)
SESSION = Map(
    "this session",
    {PLANNED: "planned", HELD: "held", CANCELLED: "cancelled"},
    (
        Step("hold", (PLANNED,), HELD, "It was held", "held"),
        Step("cancel", (PLANNED,), CANCELLED, "Cancel it", "cancelled"),
        Step("plan", (HELD, CANCELLED), PLANNED, "Plan it again", "planned again"),
    ),
)
PROPOSAL = Map(
    "this proposal",
    {OPEN: "open", PROMOTED: "taken into the draft", SET_ASIDE: "set aside"},
    (
        Step("promote", (OPEN,), PROMOTED, "Take it into the draft", "taken into the draft"),
        Step("set_aside", (OPEN,), SET_ASIDE, "Set it aside", "set aside", says_why=True),
        Step("take_up", (SET_ASIDE,), OPEN, "Take it up again", "taken up again"),
    ),
)
MAPS = {"A round": ROUND, "A session": SESSION, "A proposal": PROPOSAL}


def reasons_not_to_step(of: Map, code: str, state: str, reason: str = "") -> list[str]:
    """Why a step can't be taken from a state now, or not without saying why."""
    step = of.step(code)
    if state not in step.goes_from:
        from_words = " or ".join(of.states[one] for one in step.goes_from)
        what = of.what[:1].upper() + of.what[1:]
        return [f"{what} is {of.states[state]}. Only what is {from_words} can be {step.verb}."]
    if step.says_why and not reason.strip():
        return [f"Say why {of.what} is {step.verb}: those who took part will ask."]
    return []


def reasons_not_to_propose(round_state: str, session_state: str) -> list[str]:
    """Why no proposal can be written down or changed in a session now."""
    if round_state == PLANNED:
        return ["This round is not open yet. Open it, and proposals can be written down."]
    if round_state == CLOSED:
        return ["This round is closed, so it takes no more proposals. Open it again first, saying why."]
    if session_state == CANCELLED:
        return ["This session is cancelled, so nothing can be proposed in it. Choose another session."]
    return []


MISSING = {"delivery": "delivery arrangement", "measure": "measure", "owner": "owner"}


def missing_of(delivery: str, measure: str, owner: object) -> list[str]:
    """What a proposal still lacks, by its codes (York 2008, paragraph 8: arrangements and measurements)."""
    said = {"delivery": delivery.strip(), "measure": measure.strip(), "owner": owner}
    return [code for code in MISSING if not said[code]]


@dataclass(frozen=True, slots=True)
class Part:
    """How one kind of people took part: how many were invited, replied, said yes, came and did not."""

    invited: int = 0
    replied: int = 0
    said_yes: int = 0
    came: int = 0
    stayed_away: int = 0

    def __add__(self, other: Part) -> Part:
        return Part(
            self.invited + other.invited,
            self.replied + other.replied,
            self.said_yes + other.said_yes,
            self.came + other.came,
            self.stayed_away + other.stayed_away,
        )

    @property
    def unknown(self) -> int:
        """Of how many nobody has said whether they came."""
        return self.invited - self.came - self.stayed_away


def taken_part(rows: Sequence[tuple[str, bool | None]]) -> Part:
    """Count invitations, each with its reply (empty: none) and whether they came (None: not known)."""
    return Part(
        invited=len(rows),
        replied=sum(1 for reply, _ in rows if reply),
        said_yes=sum(1 for reply, _ in rows if reply == "YES"),
        came=sum(1 for _, came in rows if came is True),
        stayed_away=sum(1 for _, came in rows if came is False),
    )


def reasons_not_when(held_on: date | None, starts_at: time | None, ends_at: time | None) -> list[str]:
    """Why a session can't be at such a time."""
    if starts_at is not None and held_on is None:
        return ["Say on which day the session starts at that time."]
    if ends_at is not None and starts_at is None:
        return ["Say when the session starts, or leave its end empty."]
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        return ["The session ends before it starts. Write a later end."]
    return []


def drawn(of: Map) -> str:
    """The map as a Mermaid state diagram."""
    first = next(iter(of.states))
    lines = [f"    [*] --> {first}"]
    lines += [f"    {state} --> {step.to}: {step.button}" for step in of.steps for state in step.goes_from]
    return "stateDiagram-v2\n" + "\n".join(lines) + "\n"
