"""Maps of states that are data: what a thing may be, and which moves lead from which state to which.

The map that is obeyed is the map that is drawn in docs/reference, so the two can't differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Move(NamedTuple):
    """One move: from which states to which, and the words of what somebody does."""

    goes_from: tuple[str, ...]
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class StateMap:
    """States in words, those in which a thing may begin, and the moves between them by name."""

    states: Mapping[str, str]
    begins: tuple[str, ...]
    moves: Mapping[str, Move]

    def moves_from(self, state: str) -> list[str]:
        """The names of the moves that lead on from a state."""
        return [name for name, move in self.moves.items() if state in move.goes_from]

    def leads_to(self, state: str) -> list[str]:
        """The states that a move leads to from a state, each once, in the map's order."""
        found = {self.moves[name].to for name in self.moves_from(state)}
        return [one for one in self.states if one in found]

    def is_over(self, state: str) -> bool:
        """True where nothing leads on."""
        return not self.moves_from(state)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The states from which something leads on."""
        return tuple(state for state in self.states if not self.is_over(state))

    def reasons_not(self, name: str, state: str, what: str) -> list[str]:
        """Why a move can't be made now; `what` is what is moved: “This request”."""
        if state in self.moves[name].goes_from:
            return []
        return [f"{what} is {self.states[state]}{' already' if self.is_over(state) else ''}."]

    def reasons_not_to_become(self, state: str, to: str, what: str) -> list[str]:
        """Why a thing can't go from one state to another by one move; to stay is no move."""
        if state == to or to in self.leads_to(state):
            return []
        ways = [self.states[one] for one in self.leads_to(state)]
        if not ways:
            return [f"{what} is {self.states[state]}, which is its end: it can’t be {self.states[to]} now."]
        return [f"{what} is {self.states[state]}. From there it can only be {' or '.join(ways)}."]


def problems_in(held: StateMap) -> Sequence[str]:
    """What is wrong with a map: states that are not there, that nothing leads to, or without an end."""
    named = {*held.begins, *(move.to for move in held.moves.values())}
    named |= {state for move in held.moves.values() for state in move.goes_from}
    found = [f"There is no state {one}." for one in sorted(named - set(held.states))]
    reached, edge = set(held.begins), set(held.begins)
    while edge:
        edge = {to for state in edge for to in held.leads_to(state)} - reached
        reached |= edge
    found += [f"Nothing leads to state {one}." for one in held.states if one not in reached]
    return found if any(map(held.is_over, held.states)) else [*found, "Nothing is ever over."]


def drawn(held: StateMap) -> str:
    """The map as a Mermaid state diagram, made from the data that is obeyed."""
    lines = ["stateDiagram-v2", *(f"    [*] --> {code}" for code in held.begins)]
    lines += [f"    {code}: {words}" for code, words in held.states.items()]
    for move in held.moves.values():
        lines += [f"    {source} --> {move.to}: {move.words}" for source in move.goes_from]
    lines += [f"    {code} --> [*]" for code in held.states if held.is_over(code)]
    return "\n".join(lines) + "\n"
