"""The way of an answer from the one who updates to the one who signs off: a map of states that is data.

A map says which moves lead from which state to which, whose each move is, and which steps' doers may not make
it: nobody approves their own. A council may amend it (`policies/sign_off.toml`); one that would let somebody
approve their own, or leave an answer where nothing leads on, is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ASKED, SENT, CHECKED, SIGNED = "ASKED", "SENT", "CHECKED", "SIGNED"
STATES = (ASKED, SENT, CHECKED, SIGNED)  # what is stored; CHECKED may be left out of a map
STEPS = ("send", "check", "sign")  # the moves whose doers are kept beside the answer
BACK = ("send_back", "hand_back")  # those that lead back to who was asked, each with a reason
POWER_OF = {"updater": "answer_asks", "owner": "check_answers", "director": "sign_answers"}
DOES = {"send": "sent", "check": "checked", "sign": "signed off"}


class UnreadableMap(ValueError):
    """The map of states says something that can't be obeyed."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move: from which states to which, whose it is, and the steps whose doers may not make it.

    `if_owner` is the state it leads to when the owner makes it themselves: there is nobody left to check it.
    """

    code: str
    goes_from: tuple[str, ...]
    to: str
    who: str
    button: str
    verb: str
    not_by: tuple[str, ...] = ()
    if_owner: str = ""

    @property
    def power(self) -> str:
        """The power that somebody needs for it; see policies/duties.toml."""
        return POWER_OF[self.who]

    @property
    def goes_back(self) -> bool:
        return self.code in BACK


@dataclass(frozen=True, slots=True)
class SignOff:
    """The states, each in words, and the moves between them."""

    states: Mapping[str, str]
    moves: Mapping[str, Move]

    def move_to(self, state: str) -> Move | None:
        """The step by which an answer comes to a state; None for where it starts."""
        steps = (move for move in self.moves.values() if not move.goes_back)
        return next((move for move in steps if state in (move.to, move.if_owner)), None)


def moves_from(sign_off: SignOff, state: str) -> list[Move]:
    """The moves that lead on, or back, from a state."""
    return [move for move in sign_off.moves.values() if state in move.goes_from]


def next_step(sign_off: SignOff, state: str) -> Move | None:
    """The one move that leads on from a state; None where it is signed off."""
    return next((move for move in moves_from(sign_off, state) if not move.goes_back), None)


def lands_on(move: Move, is_owner: bool) -> str:
    """The state that a move leads to: further on where the owner makes it themselves."""
    return move.if_owner if is_owner and move.if_owner else move.to


def reasons_not(sign_off: SignOff, move: Move, state: str, doers: Mapping[str, str], by: str) -> list[str]:
    """Why a post may not make a move now, whatever its powers; `doers` are posts by the step they did."""
    if state not in move.goes_from:
        return [f"This is {sign_off.states[state]}: it can’t be {DOES.get(move.code, 'sent back')} now."]
    own = next((step for step in move.not_by if doers.get(step) == by), "")
    if own:
        return [
            f"You {DOES[own]} it yourself, and nobody approves their own: "
            f"somebody else has to {'sign it off' if move.code == 'sign' else 'check it'}."
        ]
    return []


# Reading


def sign_off_from(data: Mapping[str, object]) -> SignOff:
    """A map from its file's data; raises `UnreadableMap` with a sentence about what is wrong."""
    states, moves = data.get("state"), data.get("move")
    if not isinstance(states, dict) or not isinstance(moves, dict) or len(data) > 2:
        raise UnreadableMap("The file needs one [state] table and [move.NAME] tables, and nothing else.")
    for code, words in states.items():
        if code not in STATES:
            raise UnreadableMap(f"There is no state {code}. Write {', '.join(STATES)}.")
        if not isinstance(words, str) or not words.strip():
            raise UnreadableMap(f"State {code} is not said in words.")
    found = SignOff(dict(states), {code: _move(code, given, states) for code, given in moves.items()})
    _refuse_broken(found)
    return found


_LINES = {"from", "to", "who", "button", "verb", "not_by", "if_owner"}


def _move(code: str, given: object, states: Mapping[str, object]) -> Move:
    if code not in (*STEPS, *BACK):
        raise UnreadableMap(f"There is no move {code}. Write {', '.join((*STEPS, *BACK))}.")
    if not isinstance(given, dict):
        raise UnreadableMap(f"Move {code} is not a table.")
    _refuse_lines(code, given)
    move = Move(
        code=code,
        goes_from=_list(code, "from", given),
        to=given["to"],
        who=given["who"],
        button=given["button"],
        verb=given["verb"],
        not_by=_list(code, "not_by", given),
        if_owner=given.get("if_owner", ""),
    )
    _refuse_unknown(move, states)
    return move


def _refuse_lines(code: str, given: Mapping[str, object]) -> None:
    for line in sorted(set(given) - _LINES):
        raise UnreadableMap(f"Move {code}: there is no line “{line}”. Write {', '.join(sorted(_LINES))}.")
    for line in ("to", "who", "button", "verb"):
        words = given.get(line)
        if not isinstance(words, str) or not words.strip():
            raise UnreadableMap(f"Move {code} has no line “{line}”.")
    if given["who"] not in POWER_OF:
        raise UnreadableMap(f"Move {code}: who is {' or '.join(POWER_OF)}, not {given['who']}.")


def _refuse_unknown(move: Move, states: Mapping[str, object]) -> None:
    for state in (*move.goes_from, move.to, *([move.if_owner] if move.if_owner else [])):
        if state not in states:
            raise UnreadableMap(f"Move {move.code}: there is no state {state} in this file.")
    for step in move.not_by:
        if step not in STEPS:
            raise UnreadableMap(
                f"Move {move.code}: nobody is kept who did “{step}”. Write {', '.join(STEPS)}."
            )


def _list(code: str, line: str, given: Mapping[str, object]) -> tuple[str, ...]:
    held = given.get(line, [])
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        raise UnreadableMap(f"Move {code}: {line} is a list of words.")
    return tuple(held)


def _refuse_broken(found: SignOff) -> None:
    for code in (ASKED, SENT, SIGNED):
        if code not in found.states:
            raise UnreadableMap(f"The file has no state {code}: every answer is asked, sent and signed off.")
    for code in ("send", "sign"):
        if code not in found.moves:
            raise UnreadableMap(f"The file has no move {code}: every answer is sent and signed off.")
    for problem in (*_own_work(found), *_wrong_ways(found), *_dead_ends(found)):
        raise UnreadableMap(problem)


def _own_work(found: SignOff) -> Sequence[str]:
    """Where somebody could approve their own."""
    wanted = {"check": ["send"], "sign": [step for step in ("send", "check") if step in found.moves]}
    return [
        f"Move {code}: nobody approves their own, so not_by has to name {step}."
        for code, steps in wanted.items()
        if code in found.moves
        for step in steps
        if step not in found.moves[code].not_by
    ]


def _wrong_ways(found: SignOff) -> Sequence[str]:
    """Steps that don't lead where their name says, and ways past a step."""
    ends = {"send": SENT, "check": CHECKED, "sign": SIGNED} | dict.fromkeys(BACK, ASKED)
    wrong = [
        f"Move {move.code} has to lead to {ends[move.code]}."
        for move in found.moves.values()
        if move.to != ends[move.code]
    ]
    wrong += [
        f"Move {move.code} leads on by itself: only a move that is not an approval has if_owner."
        for move in found.moves.values()
        if move.if_owner and (move.code != "send" or move.if_owner != CHECKED)
    ]
    if found.moves["send"].goes_from != (ASKED,):
        wrong.append("Move send starts from ASKED alone: what was sent is sent back before it is sent again.")
    if ASKED in found.moves["sign"].goes_from or ("check" in found.moves and _skips_check(found)):
        wrong.append("Move sign passes over a step that is in this file.")
    return wrong


def _skips_check(found: SignOff) -> bool:
    return SENT in found.moves["sign"].goes_from or found.moves["check"].goes_from != (SENT,)


def _dead_ends(found: SignOff) -> Sequence[str]:
    """States that nothing leads to, or that nothing leads on from."""
    reached = {ASKED} | {to for move in found.moves.values() for to in (move.to, move.if_owner) if to}
    return [
        *(f"Nothing leads to state {code}." for code in found.states if code not in reached),
        *(
            f"Nothing leads on from state {code}."
            for code in found.states
            if code != SIGNED and next_step(found, code) is None
        ),
    ]


# Drawing


def drawn(sign_off: SignOff) -> str:
    """The map as a Mermaid state diagram, made from the data that is obeyed."""
    lines = ["stateDiagram-v2", f"    [*] --> {ASKED}"]
    lines += [f"    {code}: {words}" for code, words in sign_off.states.items()]
    for move in sign_off.moves.values():
        lines += [f"    {source} --> {move.to}: {_said(move)}" for source in move.goes_from]
        if move.if_owner:
            lines += [
                f"    {source} --> {move.if_owner}: {move.code}, by the owner" for source in move.goes_from
            ]
    return "\n".join([*lines, f"    {SIGNED} --> [*]"]) + "\n"


def _said(move: Move) -> str:
    return f"{move.code.replace('_', ' ')}, by the {move.who}"
