"""The hidden sheet of a workbook that goes out: of which council and round it is, and what it said.

It comes back with the workbook, so that what was filled in can be told from what was held when it went out.
A digest shows whether it is as we wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from goldenthread.core.returned import ACTIONS, MEASURES

MARK = "Golden Thread return"
FORM = "1"  # counted up when a workbook of today can't be read as one of tomorrow
SHEET = "Do not change"
_OF_MEASURE = [one.field for one in MEASURES if one.field]
_OF_ACTION = [one.field for one in ACTIONS if one.field]


@dataclass(frozen=True, slots=True)
class Sealed:
    """One line as it went out: its key, its version, and the text of each field."""

    key: str
    version: int
    is_measure: bool
    out: Mapping[str, str]

    @property
    def cells(self) -> list[str]:
        names = _OF_MEASURE if self.is_measure else _OF_ACTION
        kind = "measure" if self.is_measure else "action"
        return [self.key, str(self.version), kind, *(self.out.get(name, "") for name in names)]


@dataclass(frozen=True)
class Seal:
    """What a workbook says of itself."""

    council: str
    round: str
    made_at: datetime
    lines: Sequence[Sealed] = field(default_factory=list)

    def rows(self) -> list[list[str]]:
        """The cells of the hidden sheet, row by row; the last of the first row is the digest."""
        head = [MARK, FORM, self.council, self.round, self.made_at.isoformat()]
        body = [one.cells for one in self.lines]
        return [[*head, _digest([head, *body])], *body]


class BrokenSeal(ValueError):
    """The hidden sheet is not as we wrote it; the message says what to do."""


def _digest(rows: Sequence[Sequence[str]]) -> str:
    # Spaces and ends of lines are as each program saves them, and empty cells at the end come and go.
    plain = "\n".join("\t".join(" ".join(cell.split()) for cell in row).rstrip("\t") for row in rows)
    return salted_hmac("goldenthread.exchange.returns", plain, algorithm="sha256").hexdigest()


def is_seal(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet's first rows are those of the hidden sheet."""
    return bool(rows) and bool(rows[0]) and rows[0][0] == MARK


def opened(rows: Sequence[Sequence[str]]) -> Seal:
    """What the hidden sheet says; raises `BrokenSeal`."""
    head = [*rows[0], *[""] * 6][:6]
    if head[1] != FORM:
        raise BrokenSeal("it was made by another version of Golden Thread. Download your lines again.")
    body = [list(row) for row in rows[1:] if any(row)]
    if not constant_time_compare(_digest([head[:5], *body]), head[5]):
        raise BrokenSeal(
            "its hidden sheet was changed, so we can’t tell what you filled in. Download your lines again "
            "and copy your answers over."
        )
    return Seal(head[2], head[3], datetime.fromisoformat(head[4]), [_line(row) for row in body])


def _line(row: Sequence[str]) -> Sealed:
    is_measure = row[2] == "measure"
    names = _OF_MEASURE if is_measure else _OF_ACTION
    values = [*row[3:], *[""] * len(names)]
    out = {name: text for name, text in zip(names, values, strict=False) if text}
    return Sealed(row[0], int(row[1]), is_measure, out)
