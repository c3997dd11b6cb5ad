"""What stands on which slide: blocks measured in Arial, parted where a slide is full. Lengths are in points.

A slide has 960 by 540 points. Nothing is set below 14 points, so what doesn't fit goes on to another slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.reports.blocks import Picture
from goldenthread.reports.grids import Cell, Grid, Kind, Row
from goldenthread.reports.rendering.figured import bare
from goldenthread.reports.rendering.widths import widths

WIDE, HIGH = 960.0, 540.0
EDGE, TOP, BOTTOM = 48.0, 116.0, 488.0  # of what a slide holds between its title and its footer
ROOM, TALL = WIDE - 2 * EDGE, BOTTOM - TOP
TYPE, SMALL, LEAD, FIGURE = 18.0, 14.0, 24.0, 48.0
LINE = 1.24  # of the type's size, from one line to the next
GAP = 10.0  # below each piece
GUTTER, PAD = 14.0, 3.5  # of a table's cells: between two columns, above and below
ASIDE = 30.0  # kept beside a row as long as a slide, for the note above its table
CHART = ROOM * 250 / 892
_WIDE_LETTERS, _NARROW = frozenset("mwMW%@—…"), frozenset("fijlrtI.,:;’'|!/()- ")
_SPLIT = re.compile(r"\S+\s*")

Span = tuple[str, bool]  # words, and whether they are strong


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of runs; a heading stays with what follows it."""

    spans: tuple[Span, ...]
    size: float = TYPE
    is_quiet: bool = False
    is_bullet: bool = False
    is_heading: bool = False

    @property
    def words(self) -> str:
        return "".join(words for words, _ in self.spans)

    @property
    def height(self) -> float:
        room = ROOM - (20 if self.is_bullet else 0)
        return lines(self.words, room, self.size, is_strong=True) * self.size * LINE + GAP


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell's paragraphs, each with whether it is a note; `sign` is the cell that its sign is drawn for."""

    parts: tuple[tuple[str, bool], ...]
    given: Cell


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the height that its longest cell takes."""

    cells: tuple[TableCell, ...]
    row: Row
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, or as many of its rows as a slide holds."""

    grid: Grid
    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]
    head: float
    caption: str = ""

    @property
    def height(self) -> float:
        return self.head + sum(row.height for row in self.rows) + 2 * GAP


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures set large, at most three in a row."""

    figures: tuple[tuple[str, str, str], ...]

    @property
    def across(self) -> int:
        return 2 if len(self.figures) in (2, 4) else min(3, max(1, len(self.figures)))

    @property
    def width(self) -> float:
        return (ROOM - 28 * (self.across - 1)) / self.across

    def high(self, figure: tuple[str, str, str]) -> float:
        what = lines(figure[1], self.width, TYPE, is_strong=True) * TYPE * LINE
        note = lines(figure[2], self.width, SMALL) * SMALL * LINE if figure[2] else 0
        return FIGURE * LINE + what + note + 16

    @property
    def row_height(self) -> float:
        return max((self.high(one) for one in self.figures), default=0.0)

    @property
    def height(self) -> float:
        return self.row_height * -(-len(self.figures) // self.across) + GAP


@dataclass(frozen=True, slots=True)
class Chart:
    """A measure's chart, on a slide of its own under its heading."""

    picture: Picture
    name: str
    height: float = TALL


Piece = Para | Sheet | Figures | Chart


def long(words: str, size: float, *, is_strong: bool = False) -> float:
    """About how long words are in Arial."""
    ems = sum(
        0.92 if one in _WIDE_LETTERS else 0.31 if one in _NARROW else 0.7 if one.isupper() else 0.56
        for one in words
    )
    return ems * size * (1.06 if is_strong else 1.0)


def wrapped(words: str, room: float, size: float, *, is_strong: bool = False) -> list[str]:
    """Words line by line in a room; a word longer than a line is broken."""
    found, line = [], ""
    for word in _parts(words, room, size):
        if line and long((line + word).rstrip(), size, is_strong=is_strong) > room:
            found.append(line)
            line = ""
        line += word
    return [*found, line] if line else found


def _parts(words: str, room: float, size: float) -> Iterator[str]:
    most = max(4, int(room / (size * 0.95)))
    for word in _SPLIT.findall(words):
        if long(word.rstrip(), size, is_strong=True) <= room:
            yield word
            continue
        yield from (word[at : at + most] for at in range(0, len(word), most))


def lines(words: str, room: float, size: float, *, is_strong: bool = False) -> int:
    """How many lines words take."""
    return max(1, len(wrapped(words, room, size, is_strong=is_strong)))


def table_of(grid: Grid) -> Sheet:
    """A table measured: each row as high as its longest cell; one longer than a slide is parted."""
    columns = tuple(replace(column, head=bare(column.head)) for column in grid.columns)
    told = replace(grid, caption=bare(grid.caption), columns=columns, rows=tuple(map(_told, grid.rows)))
    wide = tuple(widths(told, ROOM, SMALL * 1.14, GUTTER))
    head = max((_head_height(c.head, wide[at]) for at, c in enumerate(columns)), default=0.0)
    rows = tuple(made for row in told.rows for made in _rows(row, wide, TALL - head - 2 * GAP - ASIDE))
    return Sheet(told, wide, rows, head)


def _told(row: Row) -> Row:
    """A row of words that a file can hold, whose strips and bars are said in words."""
    cells = tuple(
        replace(
            cell,
            text=bare(cell.text),
            note=bare(cell.note),
            kind=Kind.TEXT if cell.kind in (Kind.STRIP, Kind.BAR, Kind.SHARE) else cell.kind,
        )
        for cell in row.cells
    )
    return replace(row, cells=cells)


def _head_height(words: str, room: float) -> float:
    return lines(words, room - GUTTER, SMALL, is_strong=True) * SMALL * LINE + 2 * PAD


def _rows(row: Row, wide: Sequence[float], room: float) -> Iterator[TableRow]:
    most = max(1, int((room - 2 * PAD) / (SMALL * LINE)))
    cells = [_lines_of(cell, wide[at] - GUTTER) for at, cell in enumerate(row.cells)]
    longest = max((len(one) for one in cells), default=1)
    for start in range(0, max(1, longest), most):
        parts = [one[start : start + most] for one in cells]
        height = max(1, *(len(one) for one in parts)) * SMALL * LINE + 2 * PAD
        made = (TableCell(_joined(part), cell) for part, cell in zip(parts, row.cells, strict=True))
        yield TableRow(tuple(made), row, height)


def _lines_of(cell: Cell, room: float) -> list[tuple[str, bool]]:
    sign = 20 if cell.code is not None and cell.kind is not Kind.BLANK else 0
    said = [(line, False) for line in wrapped(cell.text, room - sign, SMALL, is_strong=True)]
    return said + [(line, True) for line in wrapped(cell.note, room, SMALL)]


def _joined(parts: Sequence[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Lines as paragraphs again: the words, then the note."""
    words = "".join(line for line, is_note in parts if not is_note).rstrip()
    note = "".join(line for line, is_note in parts if is_note).rstrip()
    return tuple((said, is_note) for said, is_note in ((words, False), (note, True)) if said)


def packed(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces slide by slide, in order; at least one slide."""
    slides: list[list[Piece]] = [[]]
    left, waiting = TALL, list(pieces)
    while waiting:
        piece = waiting.pop(0)
        if piece.height + _kept(piece, waiting) <= left:
            slides[-1].append(piece)
            left -= piece.height
            continue
        first, rest = parted(piece, left)
        if first is None and slides[-1]:
            slides.append([])
            left = TALL
            waiting.insert(0, piece)
            continue
        slides[-1].append(first or piece)
        slides.append([])
        left = TALL
        waiting[:0] = [rest] if rest is not None else []
    return [one for one in slides if one] or [[]]


def _kept(piece: Piece, waiting: Sequence[Piece]) -> float:
    """The room that must be left below a heading for the first of what it heads."""
    if not (isinstance(piece, Para) and piece.is_heading and waiting):
        return 0.0
    after = waiting[0]
    if isinstance(after, Sheet):
        return after.head + sum(row.height for row in after.rows[:2])
    return min(after.height, TALL - piece.height)


def parted(piece: Piece, left: float) -> tuple[Piece | None, Piece | None]:
    """What of a piece fits in the room that is left, and the rest; nothing where it can't be parted there."""
    if isinstance(piece, Sheet):
        return _parted_table(piece, left)
    if isinstance(piece, Figures):
        return _parted_figures(piece, left)
    if isinstance(piece, Para) and left >= TALL:
        return _parted_words(piece)
    return None, piece


def _parted_table(piece: Sheet, left: float) -> tuple[Piece | None, Piece | None]:
    used, count = piece.head + 2 * GAP, 0
    for row in piece.rows:
        if used + row.height > left:
            break
        used, count = used + row.height, count + 1
    least = 1 if piece.rows[0].height > TALL / 3 else min(2, len(piece.rows))
    if count < least and left < TALL:
        return None, piece
    count = max(1, count)
    rest = replace(piece, rows=piece.rows[count:]) if count < len(piece.rows) else None
    return replace(piece, rows=piece.rows[:count]), rest


def _parted_figures(piece: Figures, left: float) -> tuple[Piece | None, Piece | None]:
    rows = int((left - GAP) // piece.row_height)
    if rows < 1 and left < TALL:
        return None, piece
    count = max(1, rows) * piece.across
    rest = replace(piece, figures=piece.figures[count:])
    return replace(piece, figures=piece.figures[:count]), rest if rest.figures else None


def _parted_words(piece: Para) -> tuple[Piece | None, Piece | None]:
    """A paragraph longer than a slide, parted between two lines; its runs lose their weight."""
    most = int((TALL - GAP) / (piece.size * LINE))
    found = wrapped(piece.words, ROOM - 20, piece.size, is_strong=True)
    first, rest = "".join(found[:most]).rstrip(), "".join(found[most:])
    return replace(piece, spans=((first, False),)), replace(piece, spans=((rest, False),)) if rest else None
