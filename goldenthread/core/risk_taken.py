"""Whether a register has moved on since a risk was taken from it into a paper, in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from goldenthread.core.prepared import listed
from goldenthread.core.sentences import on_day


class Said(NamedTuple):
    """What a register says of a risk: its number, cause and effect."""

    number: str
    cause: str
    effect: str


def moved_on(
    taken: Said, now: Said, *, line: int | None, lines: Collection[int], closed_on: date | None
) -> str:
    """What the register says otherwise since, in a sentence; empty where it says the same.

    `line` is the key of the line taken with it, and `lines` are those that the risk bears on now.
    """
    if closed_on is not None:
        return f"It was closed on the register on {on_day(closed_on)}."
    names = ("number", "cause", "effect")
    found = [f"its {name}" for name, one, other in zip(names, taken, now, strict=True) if one != other]
    if (line not in lines) if line is not None else bool(lines):
        found.append("the lines that it bears on")
    return f"The register says otherwise since: {listed(found)}." if found else ""


def closed(text: str) -> str:
    """A text with a full stop to end it, so that cause and effect read one after the other."""
    held = text.strip()
    return held if held.endswith((".", "!", "?", ":", ";", ")", "”")) or not held else f"{held}."
