"""Tables as values: what stands in each cell and what it means, before anyone decides how it looks.

A page, a Word file and a spreadsheet are drawn from the same grid, so their figures can't differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.doing import Doing
from goldenthread.core.findings import STATES, GapState
from goldenthread.core.rating import Status
from goldenthread.core.travel import Direction


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    BLANK = "BLANK"
    STATUS = "STATUS"
    DIRECTION = "DIRECTION"
    DOING = "DOING"
    GAP = "GAP"
    STRIP = "STRIP"
    BAR = "BAR"
    SHARE = "SHARE"


class Link(NamedTuple):
    """What a cell leads to; each surface makes its own address of it."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, what kind of thing it is, a code where it has one, and a note in smaller type.

    `value` is the exact figure behind a number's words, in the unit that they print it in (78.46 behind
    “78.5%”), for files that people calculate with. `heat` names how deep a page tints the cell; its words
    say the same.
    """

    text: str
    kind: Kind = Kind.TEXT
    code: Status | Direction | Doing | GapState | None = None
    strip: tuple[Status, ...] = ()
    link: Link | None = None
    note: str = ""
    is_strong: bool = False
    bar: tuple[float, float] | None = None
    value: Decimal | None = None
    heat: str = ""


class Sort(NamedTuple):
    """How a page sorts by a column: the address that does it, and which way it is sorted now, if it is."""

    to: str
    now: str = ""  # “ascending” or “descending”


@dataclass(frozen=True, slots=True)
class Column:
    """One column's heading; numbers stand right. `is_minor` columns are left out on a phone.

    `short` stands on a page in place of the heading, where what is around it says the rest.
    """

    head: str
    is_number: bool = False
    is_minor: bool = False
    width: int = 0
    sort: Sort | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a total is ruled off. A group's row heads those below it and has words in its first cell."""

    cells: tuple[Cell, ...]
    is_total: bool = False
    is_detail: bool = False
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption (for those who can't see where it stands), columns and rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    style: str = ""
    note: str = field(default="")

    def __bool__(self) -> bool:
        return bool(self.rows)

    def first(self, most: int) -> Grid:
        """The same table with its first rows only, for a page that would be too long."""
        return replace(self, rows=self.rows[:most])

    def after(self, most: int) -> Grid:
        """The rows that `first` leaves out, named as what came before them."""
        return replace(self, caption=f"{self.caption}, earlier", rows=self.rows[most:])


def text(words: str, *, link: Link | None = None, note: str = "", strong: bool = False) -> Cell:
    return Cell(words, link=link, note=note, is_strong=strong)


def number(
    words: str, *, strong: bool = False, link: Link | None = None, value: Decimal | None = None
) -> Cell:
    return Cell(words, Kind.NUMBER, is_strong=strong, link=link, value=value)


def share(part: int, whole: int, words: str) -> Cell:
    """A part of a whole as a bar from the left; the words say the same."""
    return Cell(words, Kind.SHARE, bar=(part / whole if whole else 0.0, 0.0))


def blank(words: str) -> Cell:
    return Cell(words, Kind.BLANK)


def status(code: Status, words: str, note: str = "") -> Cell:
    return Cell(words, Kind.STATUS, code, note=note)


def direction(code: Direction, words: str) -> Cell:
    return Cell(words, Kind.BLANK if code is Direction.CANNOT_COMPARE else Kind.DIRECTION, code)


def doing(code: Doing, words: str) -> Cell:
    return Cell(words, Kind.DOING, code)


def gap_state(code: GapState) -> Cell:
    return Cell(STATES[code], Kind.GAP, code)


def strip(statuses: Sequence[Status]) -> Cell:
    counts = {code: list(statuses).count(code) for code in Status}
    words = (
        f"{counts[Status.ON_TARGET]} on target, {counts[Status.NEAR_TARGET]} near, "
        f"{counts[Status.OFF_TARGET]} off, {counts[Status.NOT_RATED]} not rated"
    )
    return Cell(words, Kind.STRIP, strip=tuple(statuses))


def on_day(day: date | None, otherwise: str) -> Cell:
    return text(f"{day.day} {day:%B %Y}") if day else blank(otherwise)


def group_row(words: str, note: str, columns: Sequence[Column]) -> Row:
    """The head of the rows below it, up to the next such head."""
    empty = (text(""),) * (len(columns) - 1)
    return Row((text(words, note=note, strong=True), *empty), is_group=True)


def grid(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], style: str = "", note: str = ""
) -> Grid:
    """A grid of ordinary rows."""
    return Grid(caption, tuple(columns), tuple(Row(tuple(cells)) for cells in rows), style, note)
