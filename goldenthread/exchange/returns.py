"""A return as it is kept until it is confirmed: what came back of each line, and what was settled since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenthread.exchange.returns_in import Workbook

MINE, HELD = "mine", "held"


@dataclass
class Settled:
    """What somebody said in the preview of one line.

    `take` says which of two holds where two people changed it, and `of` what was held when they chose. `put`
    are the questions that `explanation` answers; `mended` are cells written anew.
    """

    take: str = ""
    of: str = ""
    explanation: str = ""
    put: str = ""
    is_later: bool = False
    reason: str = ""
    words: str = ""
    is_left_out: bool = False
    mended: dict[str, str] = field(default_factory=dict)


@dataclass
class Kept:
    """One line that came back: what went out of it, what was typed, and what was settled."""

    ask: int
    sheet: str
    row: int
    out: dict[str, str]
    typed: dict[str, str]
    wrong: dict[str, str]
    settled: Settled = field(default_factory=Settled)


@dataclass
class KeptReturn:
    """A whole return."""

    made_at: str
    notes: list[str]
    lines: list[Kept]


def kept_of(book: Workbook) -> KeptReturn:
    """What is kept of a workbook that was read."""
    sealed = {one.key: one for one in book.seal.lines}
    lines = [
        Kept(ask_of(one.key), one.sheet, one.row, dict(sealed[one.key].out), one.typed, one.wrong)
        for one in book.lines
    ]
    return KeptReturn(book.seal.made_at.isoformat(), book.notes, lines)


def ask_of(key: str) -> int:
    """The line that a key stands for."""
    return int(key.removeprefix("L"))


def as_data(kept: KeptReturn) -> dict[str, Any]:
    """A return as it is stored; blank texts are left out."""
    return {
        "made_at": kept.made_at,
        "notes": kept.notes,
        "lines": [{**vars(one), "settled": _without_blanks(vars(one.settled))} for one in kept.lines],
    }


def _without_blanks(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def from_data(data: Mapping[str, Any]) -> KeptReturn:
    """A return as it was stored."""
    lines = [Kept(**{**one, "settled": Settled(**one["settled"])}) for one in data["lines"]]
    return KeptReturn(data["made_at"], list(data["notes"]), lines)
