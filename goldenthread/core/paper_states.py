"""The states of a paper and the moves between them: a map that is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DRAFT, APPROVED, DECIDED = "DRAFT", "APPROVED", "DECIDED"
STATES: Mapping[str, str] = {
    DRAFT: "a draft, written and cleared",
    APPROVED: "approved for publication, and kept as it was",
    DECIDED: "decided by its body",
}


@dataclass(frozen=True, slots=True)
class PaperMove:
    """One move: from where to where, by what."""

    goes_from: str
    to: str
    by: str


MOVES = (
    PaperMove(DRAFT, DRAFT, "a change, which takes the sign-offs back"),
    PaperMove(DRAFT, APPROVED, "the last sign-off"),
    PaperMove(APPROVED, DRAFT, "opening it again, with a reason"),
    PaperMove(APPROVED, DECIDED, "the decision of its body"),
)


def drawn() -> str:
    """The map as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {DRAFT}"]
    lines += [f"    {code}: {words}" for code, words in STATES.items()]
    lines += [f"    {one.goes_from} --> {one.to}: {one.by}" for one in MOVES]
    return "\n".join([*lines, f"    {DECIDED} --> [*]"]) + "\n"
