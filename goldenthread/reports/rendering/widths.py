"""How wide the columns of a table on paper or a slide are: what they ask for, but room for a word."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.reports.grids import Cell, Column, Grid, Kind, Row
from goldenthread.reports.rendering.letters import LONG, STEP

MOST_LACK = 150.0  # points that a column may ask of its neighbours, however long its words
_WIDE, _NARROW = frozenset("mwMW%●@—…"), frozenset("fijlrtI.,:;’'|!/()- ")


def long(words: str, size: float) -> float:
    """About how long words are in points, set semi-bold at a size: wide, narrow and other letters."""
    return size * sum(0.86 if one in _WIDE else 0.3 if one in _NARROW else 0.56 for one in words)


def needed(column: Column, cells: Sequence[Cell], size: float) -> float:
    """The room that a column's longest unbroken words take; a number stays on one line with its unit."""
    heads = [long(word, size) for word in column.head.split()]
    whole = [
        long(f"{cell.text} ", size) for cell in cells if cell.kind is Kind.NUMBER and len(cell.text) < 22
    ]
    signed = [
        long("●  ", size) + long(max(cell.text.split(), key=len, default=""), size)
        for cell in cells
        if cell.code is not None
    ]
    drawn = [len(cell.strip) * size * 1.15 for cell in cells if len(cell.strip) <= 12]
    bars = [size * 7 for cell in cells if cell.kind is Kind.BAR]
    words = [
        long(word if len(word) <= LONG else word[:STEP], size)
        for cell in cells
        for word in f"{cell.text if cell.kind is not Kind.STRIP else ''} {cell.note}".split()
    ]
    return max([*heads, *whole, *signed, *words, *drawn, *bars], default=0.0)


def widths(grid: Grid, room: float, size: float, gutter: float) -> list[float]:
    """Each column's width in points, summing to the room, in the shares that the columns ask for.

    Where their longest words need more than there is, the room is parted by those.
    """
    columns, rows = grid.columns, [row for row in grid.rows if not row.is_group]
    least = [
        needed(column, [row.cells[place] for row in rows], size) + gutter
        for place, column in enumerate(columns)
    ]
    if sum(least) >= room:
        return [room * need / sum(least) for need in least]
    shares = _shares(columns, rows)
    asked = [room * share / sum(shares) for share in shares]
    spare = [max(ask - need, 0.0) for ask, need in zip(asked, least, strict=True)]
    if not sum(spare):
        return [room * need / sum(least) for need in least]
    kept = (room - sum(least)) / sum(spare)
    given = [need + more * kept for need, more in zip(least, spare, strict=True)]
    return _evened(given, [max(one, least[at]) for at, one in enumerate(_whole(grid, rows, size, gutter))])


def _whole(grid: Grid, rows: Sequence[Row], size: float, gutter: float) -> list[float]:
    """The width in which each column would need no second line."""
    return [
        max([long(column.head, size), *(_line(row.cells[at], size) for row in rows)]) + gutter
        for at, column in enumerate(grid.columns)
    ]


def _line(cell: Cell, size: float) -> float:
    if cell.kind is Kind.STRIP:
        return 0.0
    sign = long("●  ", size) if cell.code is not None else 0.0
    return max(long(cell.text, size) + sign, long(cell.note, size))


def _evened(given: list[float], whole: list[float]) -> list[float]:
    """What a column has over the length of its lines goes to those that have to break theirs."""
    lacks = [min(max(need - have, 0.0), MOST_LACK) for have, need in zip(given, whole, strict=True)]
    overs = [max(have - need, 0.0) for have, need in zip(given, whole, strict=True)]
    moved = min(sum(overs), sum(lacks))
    if not moved:
        return given
    return [
        have - over * moved / sum(overs) + lack * moved / sum(lacks)
        for have, over, lack in zip(given, overs, lacks, strict=True)
    ]


def _shares(columns: Sequence[Column], rows: Sequence[Row]) -> list[float]:
    """What the columns ask for in hundredths; the others part the rest as their longest cells do."""
    unsaid = [
        0 if column.width else min(60, max([8, *(len(row.cells[at].text) for row in rows)]))
        for at, column in enumerate(columns)
    ]
    left = max(100 - sum(column.width for column in columns), 10 * sum(1 for one in unsaid if one))
    return [column.width or left * unsaid[at] / sum(unsaid) for at, column in enumerate(columns)]


def fits(grid: Grid, room: float, size: float, gutter: float) -> bool:
    """True where every column has room for its longest word at a size."""
    rows = [row for row in grid.rows if not row.is_group]
    return room >= sum(
        needed(column, [row.cells[place] for row in rows], size) + gutter
        for place, column in enumerate(grid.columns)
    )
