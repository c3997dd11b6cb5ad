"""Where everything on a map of the thread stands: pure geometry, the same for the same plan.

Plans stand one above the other, the council's own at the foot. Each plan's vision has a row of its own with a
rail down the left; from the rail a line runs over the plan's columns, one for each of its themes, and below
each theme its lines hang as a list. Columns of a higher plan are ordered by the middle (barycentre) of the
columns below that they are joined to, so that few joins cross. All lengths are in pixels at natural size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import NamedTuple

TEXT = 16  # the size of every letter
LINE = 20  # from one line of text to the next
COLUMN, MOST_COLUMNS = 196, 8
STEP = 18  # one level deeper
BESIDE = 16  # from a ring's middle to its text
RAIL = 22  # from one plan's rail to the next
RING = 6  # a ring's radius
MOST_LINES = 4  # of text before it is cut; its whole words stand in the list
AFTER, ABOVE_ROW, MARGIN = 12, 26, 14


@dataclass(frozen=True, slots=True)
class Twig:
    """One line of the map with what hangs from it; `note` is said under it, `more` is only counted."""

    key: int
    words: str
    note: str = ""
    crosses: bool = False
    below: tuple[Twig, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """One plan: its vision (key 0 where there is none), and its themes as columns.

    `is_broken` where a vision should stand above and none is on record.
    """

    key: int
    words: str
    columns: tuple[Twig, ...]
    note: str = ""
    is_broken: bool = False


class Label(NamedTuple):
    """Some words and where their first line's middle stands; `kind` is vision, top, line, more or note."""

    key: int
    x: float
    y: float
    lines: tuple[str, ...]
    kind: str
    width: float

    @property
    def height(self) -> float:
        return LINE * len(self.lines)


class Ring(NamedTuple):
    """A line's mark on the thread; `is_broken` where something is missing."""

    x: float
    y: float
    is_broken: bool = False


class Path(NamedTuple):
    """Points joined in order, corners rounded; `kind` is thread, crossing or broken."""

    points: tuple[tuple[float, float], ...]
    kind: str = "thread"


@dataclass(slots=True)
class Drawing:
    """Everything that is drawn, and the room that it takes."""

    width: float = 0
    height: float = 0
    labels: list[Label] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)


_WIDE, _NARROW = "mwMW%@—", "fijlrtI.,:;’'|!/()- "
_WIDTHS = {
    **{letter: 0.6 * TEXT for letter in "ABCDEFGHJKLNOPQRSTUVXYZ"},
    **{letter: 0.84 * TEXT for letter in _WIDE},
    **{letter: 0.3 * TEXT for letter in _NARROW},
}
_OTHER, _SPACE = 0.55 * TEXT, 0.3 * TEXT


def long(words: str) -> float:
    """About how long words are at the size of the text: wide, narrow, capital and other letters."""
    return sum([_WIDTHS.get(letter, _OTHER) for letter in words])


def wrapped(words: str, width: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """Words in lines no longer than `width`; what doesn't fit in `most` lines is cut with an ellipsis."""
    lines: list[str] = []
    room = 0.0
    for word in (piece for whole in words.split() for piece in _pieces(whole, width)):
        length = long(word)
        if lines and _SPACE + length <= room:
            lines[-1] = f"{lines[-1]} {word}"
            room -= _SPACE + length
        else:
            lines.append(word)
            room = width - length
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], _cut(lines[most - 1], width))


def _cut(line: str, width: float) -> str:
    """A line with an ellipsis at its end, no longer than `width`."""
    while line and long(line) + _OTHER > width:
        line = line[:-1]
    return f"{line.rstrip(' ,.;:')}…"


def _pieces(word: str, width: float) -> list[str]:
    """A word, or parts of one that is longer than a line."""
    if long(word) <= width:
        return [word]
    most = max(1, int(width // (0.84 * TEXT)))
    return [word[start : start + most] for start in range(0, len(word), most)]


def by_barycentre(upper: Sequence[int], lower: Sequence[int], joins: Iterable[tuple[int, int]]) -> list[int]:
    """The upper keys ordered by the middle of the lower keys they are joined to; the rest after them.

    A join is (lower key, upper key). Those of one middle keep their own order.
    """
    place = {key: at for at, key in enumerate(lower)}
    joined: dict[int, list[int]] = {key: [] for key in upper}
    for below, above in joins:
        if below in place and above in joined:
            joined[above].append(place[below])
    middle = {key: sum(at) / len(at) if at else float(len(lower)) for key, at in joined.items()}
    return sorted(upper, key=lambda key: (middle[key], upper.index(key)))


def placed(bands: Sequence[Band], joins: Sequence[tuple[int, int]]) -> Drawing:
    """Give every band, column and line its place. A join is (key of the giver, key of the taker)."""
    return _Placing(bands, joins).drawing


class _Placing:
    """The map while it is being laid out, from the top down."""

    def __init__(self, bands: Sequence[Band], joins: Sequence[tuple[int, int]]) -> None:
        self.drawing = Drawing()
        self._joins = joins
        self._rings: dict[int, Ring] = {}
        self._left = RAIL * len(bands) + MARGIN + RING
        columns = max((min(len(band.columns), MOST_COLUMNS) for band in bands), default=0)
        self.drawing.width = max(self._left + COLUMN * max(columns, 4) + MARGIN, 640)
        rails = [RAIL * (len(bands) - place) - RING for place in range(len(bands))]
        self._y: float = MARGIN + LINE / 2
        starts = [self._vision(band, rail) for band, rail in zip(bands, rails, strict=True)]
        for band, rail, start in zip(bands, rails, starts, strict=True):
            self._columns(band, rail, start)
        self.drawing.height = ceil(self._y)
        self._join(bands)

    def _vision(self, band: Band, rail: float) -> float:
        """A vision in a row of its own; gives back where its rail begins."""
        y = self._y
        self._ring(band.key, rail, y, is_broken=band.is_broken)
        room = self.drawing.width - self._left - MARGIN
        self._label(band.key, self._left, y, wrapped(band.words, min(room, 900)), "vision", room)
        if band.note:
            self._label(0, self._left, self._y, wrapped(band.note, room, 1), "note", room)
        self._y += AFTER
        return y

    def _columns(self, band: Band, rail: float, start: float) -> None:
        """The band's themes side by side, in rows of as many as fit, each with what hangs below it."""
        kind = "broken" if band.is_broken else "thread"
        for first in range(0, len(band.columns), MOST_COLUMNS):
            row = band.columns[first : first + MOST_COLUMNS]
            bus, top = self._y + ABOVE_ROW / 2, self._y + ABOVE_ROW + LINE
            xs = [self._left + RING + place * COLUMN for place in range(len(row))]
            self.drawing.paths.append(
                Path(((rail, start + RING), (rail, bus), (xs[-1], bus), (xs[-1], top - RING)), kind)
            )
            self.drawing.paths += [Path(((x, bus), (x, top - RING)), kind) for x in xs[:-1]]
            feet = [self._column(twig, x, top) for twig, x in zip(row, xs, strict=True)]
            self._y, start = max(feet) + AFTER, bus

    def _column(self, twig: Twig, x: float, top: float) -> float:
        """A theme and its list; gives back the foot of it."""
        self._y = top
        self._line(twig, x, "top", COLUMN)
        self._hang(twig, x, top, x, COLUMN)
        return self._y

    def _hang(self, twig: Twig, from_x: float, from_y: float, x: float, room: float) -> None:
        """What hangs from a line, one below the other along x; each is joined to the one before it."""
        before = (from_x, from_y)
        for child in twig.below:
            y = self._y
            self._line(child, x, "line", room)
            corner = ((before[0], y),) if before[0] != x else ()
            kind = "crossing" if child.crosses else "thread"
            end = (x - RING, y) if corner else (x, y - RING)
            self.drawing.paths.append(Path(((before[0], before[1] + RING), *corner, end), kind))
            before = (x, y)
            self._hang(child, x, y, x + STEP, room - STEP)
        if twig.more:
            self._y -= AFTER / 2
            self._label(
                twig.key, x + BESIDE, self._y, wrapped(twig.more, room - BESIDE - AFTER), "more", room
            )
            self._y += AFTER

    def _line(self, twig: Twig, x: float, kind: str, room: float) -> None:
        """A ring with its words, and its note under them."""
        self._ring(twig.key, x, self._y)
        width = room - BESIDE - AFTER
        self._label(twig.key, x + BESIDE, self._y, wrapped(twig.words, width), kind, width)
        if twig.note:
            self._label(0, x + BESIDE, self._y, wrapped(twig.note, width), "note", width)
        self._y += AFTER

    def _ring(self, key: int, x: float, y: float, *, is_broken: bool = False) -> None:
        ring = Ring(x, y, is_broken)
        self.drawing.rings.append(ring)
        if key:
            self._rings[key] = ring

    def _label(self, key: int, x: float, y: float, lines: tuple[str, ...], kind: str, width: float) -> None:
        self.drawing.labels.append(Label(key, x, y, lines, kind, width))
        self._y += LINE * len(lines)

    def _join(self, bands: Sequence[Band]) -> None:
        """The joins between plans: from vision to vision by the rails, from theme to theme by the gap."""
        visions = {band.key: place for place, band in enumerate(bands)}
        rows = {twig.key: place for place, band in enumerate(bands) for twig in band.columns}
        is_one_row = all(len(band.columns) <= MOST_COLUMNS for band in bands)
        for giver, taker in self._joins:
            if giver in visions and taker in visions:
                self._join_visions(self._rings[giver], self._rings[taker])
            elif is_one_row and giver in rows and taker in rows and rows[giver] == rows[taker] + 1:
                self._join_themes(self._rings[giver], self._rings[taker])

    def _join_visions(self, low: Ring, high: Ring) -> None:
        points = ((high.x - RING, high.y), (low.x, high.y), (low.x, low.y - RING))
        self.drawing.paths.append(Path(points, "crossing"))

    def _join_themes(self, low: Ring, high: Ring) -> None:
        """Up beside the line that drops to the lower theme, over to the higher one, then up its column."""
        lane = low.y - LINE - RING
        points: tuple[tuple[float, float], ...] = ((low.x - 4, low.y - RING), (low.x - 4, high.y + RING))
        if low.x != high.x:
            points = (points[0], (low.x - 4, lane), (high.x - 4, lane), (high.x - 4, high.y + RING))
        self.drawing.paths.append(Path(points, "crossing"))


def in_order(bands: Sequence[Band], joins: Sequence[tuple[int, int]]) -> list[Band]:
    """The bands with their columns ordered, each by the one below it, from the foot up."""
    ordered: list[Band] = []
    for band in reversed(bands):
        columns = band.columns
        if ordered:
            by_key: Mapping[int, Twig] = {twig.key: twig for twig in columns}
            lower = [twig.key for twig in ordered[-1].columns]
            columns = tuple(by_key[key] for key in by_barycentre([*by_key], lower, joins))
        ordered.append(replace(band, columns=columns))
    return ordered[::-1]
