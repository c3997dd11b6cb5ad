"""Fitting lists on one printed page: what goes on, what is cut short, and how much is left for elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from goldenthread.core.cascade import shortened

NARROW, WIDE = frozenset("fijlrtI.,:;’'|!/()- "), frozenset("mwMWQO@%—…")


class Entry(NamedTuple):
    """One line of a list: its words, and a smaller line under them."""

    words: str
    note: str = ""


class Column(NamedTuple):
    """What a column of a page holds: middling letters on a row of each size, and heights in any one unit."""

    letters: int
    small: int
    row: float
    small_row: float
    gap: float
    head: float
    most: int = 2


@dataclass(frozen=True, slots=True)
class Fitted:
    """What of a list goes on the page, and how many lines of it are left for the full plan."""

    entries: tuple[Entry, ...]
    left_out: int


def width_of(words: str) -> float:
    """About how wide words are, in middling letters; said rather too wide than too narrow."""
    return sum(_width(one) for one in words)


def _width(letter: str) -> float:
    if letter in NARROW:
        return 0.6
    if letter in WIDE or ord(letter) > 0x2E7F:
        return 1.9
    return 1.25 if letter.isupper() else 1.0


def rows_of(words: str, letters: int) -> int:
    """How many rows words take, broken between words and within one that is wider than a row."""
    rows, used = 0, float(letters)
    for word in words.split():
        wide = width_of(word)
        if rows and used + _width(" ") + wide <= letters:
            used += _width(" ") + wide
            continue
        more = max(ceil(wide / letters), 1)
        rows, used = rows + more, wide - letters * (more - 1)
    return rows


def cut(entry: Entry, column: Column) -> Entry:
    """The line, shortened where it would take more rows than it may; a note takes one."""
    return Entry(_cut(entry.words, column.letters, column.most), _cut(entry.note, column.small, 1))


def _cut(words: str, letters: int, most: int) -> str:
    if rows_of(words, letters) <= most:
        return words
    narrower = words[: letters * most * 2]
    while rows_of(f"{narrower}…", letters) > most:
        narrower = narrower[:-1]
    return shortened(words, len(narrower) + 1)


def height_of(entry: Entry, column: Column) -> float:
    """How much room a line takes with its note."""
    words = rows_of(entry.words, column.letters) * column.row
    return words + rows_of(entry.note, column.small) * column.small_row + column.gap


def fit(lists: Sequence[Sequence[Entry]], column: Column, room: float) -> list[Fitted]:
    """As much of each list as fits into `room`, in the unit of the column's heights.

    Each list keeps its head, and a row that says what is left out of it, so that nobody takes it for empty;
    what is left goes to the lists in their order.
    """
    left = room - column.head * len(lists)
    found = []
    for entries in lists:
        kept: list[Entry] = []
        for entry in (cut(one, column) for one in entries):
            height = height_of(entry, column)
            if height > left:
                break
            kept.append(entry)
            left -= height
        found.append(Fitted(tuple(kept), len(entries) - len(kept)))
    return found
