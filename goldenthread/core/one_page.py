"""Fitting lists on one printed page: what goes on, what is cut short, and how much is left for elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goldenthread.core.cascade import shortened

NARROW, WIDE = frozenset("fijlrtI.,:;’'|!/()- "), frozenset("mwMWQO@%—…")


class Entry(NamedTuple):
    """One line of a list: its words, and a smaller line under them."""

    words: str
    note: str = ""


class Column(NamedTuple):
    """How many letters of each size go on a row, and how many rows a line's words may take at most."""

    letters: int
    small: int
    most: int = 2


@dataclass(frozen=True, slots=True)
class Fitted:
    """What of a list goes on the page, and how many lines of it are left for the full plan."""

    entries: tuple[Entry, ...]
    left_out: int


def width_of(words: str) -> float:
    """About how wide words are, in letters of middling width."""
    return sum(0.55 if one in NARROW else 1.75 if one in WIDE or ord(one) > 0x2E7F else 1.1 for one in words)


def rows_of(words: str, letters: int) -> int:
    """How many rows words take, said rather too high than too low; none for no words."""
    return -(-int(width_of(words) + 0.999) // letters) if words else 0


def cut(entry: Entry, column: Column) -> Entry:
    """The line, shortened where it would take more rows than it may."""
    return Entry(
        _cut(entry.words, column.letters * column.most),
        _cut(entry.note, column.small),
    )


def _cut(words: str, most: int) -> str:
    if width_of(words) <= most:
        return words
    narrower = words[:most]
    while width_of(narrower) > most - 2:
        narrower = narrower[:-1]
    return shortened(words, len(narrower) + 1)


def height_of(entry: Entry, column: Column) -> int:
    """How many rows a line takes with its note."""
    return rows_of(entry.words, column.letters) + rows_of(entry.note, column.small)


def fit(lists: Sequence[Sequence[Entry]], column: Column, room: int) -> list[Fitted]:
    """As much of each list as `room` rows hold, each list's head counted as two rows.

    A list that is left out in part keeps a row to say so. Earlier lists come first, but each later one keeps
    at least its head, so that nobody takes it for empty.
    """
    heads = 3  # the head, and the row that says what is left out
    left = room - heads * len(lists)
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
