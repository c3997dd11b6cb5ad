"""A workbook's pages, alike in Excel and in OpenDocument, by the rules of the Government Analysis Function.

The rules (“Releasing statistics in spreadsheets”): a cover and a contents page, a title in A1, one table on
each page with notes above it, no merged cells, no empty rows or cells in a table, short names of pages.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from goldenthread.reports.blocks import Sheet, Workbook
from goldenthread.reports.charts import Series
from goldenthread.reports.grids import Grid, Row
from goldenthread.reports.rendering.figured import NOTHING, Held, bare, held

MOST_NAME, LINE = 30, 110  # letters of a page's name, and of a line of notes
FONT, SIZE, TITLE_SIZE = "Arial", 11, 15  # points
ONE_TABLE = "This sheet has one table. It begins below these notes."
BACK = Held("Back to the contents", link="Contents")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet as it is written: a title in A1, lines of notes below it, then its one table."""

    name: str
    title: str
    lines: tuple[Held, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Held, ...], ...] = ()
    totals: frozenset[int] = field(default=frozenset())
    widths: tuple[int, ...] = (100,)  # of columns, in letters
    chart: Series | None = None
    of_figures: tuple[bool, ...] = ()  # of columns, whether they are said to be

    @property
    def head_at(self) -> int:
        """The row, counted from nought, that the table's headings stand in."""
        return 1 + len(self.lines)

    def are_numbers(self) -> list[bool]:
        """Of each column, whether it holds figures; words in place of a figure stand right too."""
        said = self.of_figures or (False,) * len(self.heads)
        return [one or any(row[at].value is not None for row in self.rows) for at, one in enumerate(said)]


def tables_of(workbook: Workbook, *, charted: str = "") -> list[Page]:
    """The pages of figures in order; `charted` is said of a page that has a chart."""
    taken = {"cover", "contents", "notes", "chart data", "history"}
    return [_table(sheet, _name(sheet.name or sheet.title, taken), charted) for sheet in workbook.sheets]


def pages_of(workbook: Workbook, tables: Sequence[Page]) -> list[Page]:
    """Every page in order: those of figures behind a cover, the contents and the notes."""
    notes = [_notes(workbook)] if workbook.notes else []
    return [_cover(workbook), _contents([*notes, *tables]), *notes, *tables]


def _cover(workbook: Workbook) -> Page:
    lines = [workbook.council, workbook.dated, *workbook.notices, *workbook.about]
    if workbook.stamp:
        lines.append(
            f"These figures are named {workbook.stamp}: whatever bears this name is made of the same."
        )
    return Page("Cover", bare(workbook.title), (*_lines(lines), Held("Contents", link="Contents")))


def _contents(pages: Sequence[Page]) -> Page:
    rows = tuple((Held(one.name, link=one.name), Held(one.title or one.name)) for one in pages)
    return Page(
        "Contents",
        "Contents",
        (Held(ONE_TABLE),),
        ("Sheet", "What it holds"),
        rows or ((NOTHING, NOTHING),),
        widths=(MOST_NAME + 4, 80),
    )


def _notes(workbook: Workbook) -> Page:
    rows = tuple((Held(bare(sign)), Held(bare(means))) for sign, means in workbook.notes)
    return Page(
        "Notes", "Notes", (Held(ONE_TABLE), BACK), ("Shorthand", "What it means"), rows, widths=(24, 90)
    )


def _table(sheet: Sheet, name: str, charted: str) -> Page:
    heads, rows, totals = _flat(sheet.grid)
    notes = [*sheet.notes, sheet.grid.note, ONE_TABLE, charted if sheet.chart else ""]
    return Page(
        name,
        bare(sheet.title) or name,
        (*_lines(notes), BACK),
        heads,
        rows,
        totals,
        _widths(heads, rows),
        sheet.chart,
        (*[False] * (len(heads) - len(sheet.grid.columns)), *(one.is_number for one in sheet.grid.columns)),
    )


def _lines(texts: Iterable[str]) -> list[Held]:
    """Notes line by line: a cell is read whole, so no line runs off the screen."""
    return [Held(line) for text in texts for line in textwrap.wrap(bare(text), LINE, break_on_hyphens=False)]


def _flat(grid: Grid) -> tuple[tuple[str, ...], tuple[tuple[Held, ...], ...], frozenset[int]]:
    """A grid's heads, rows and which are totals; what heads a group of rows becomes a column of its own."""
    groups = any(row.is_group for row in grid.rows)
    heads = _unlike((*(["Part"] if groups else []), *(bare(column.head) for column in grid.columns)))
    found: list[tuple[Held, ...]] = []
    totals: set[int] = set()
    for part, row in _grouped(grid.rows):
        if row is not None and row.is_total:
            totals.add(len(found))
        cells = tuple(held(cell) for cell in row.cells) if row else (NOTHING,) * len(grid.columns)
        found.append((part, *cells) if groups else cells)
    if not found:
        found.append((Held("None", is_blank=True), *(NOTHING,) * (len(heads) - 1)))
    return heads, tuple(found), frozenset(totals)


def _grouped(rows: Sequence[Row]) -> list[tuple[Held, Row | None]]:
    """Each row with what it stands under; a group without rows keeps one that says there are none."""
    found: list[tuple[Held, Row | None]] = []
    part, is_empty = NOTHING, False
    for row in rows:
        if not row.is_group:
            found.append((NOTHING if row.is_total else part, row))
            is_empty = False
            continue
        if is_empty:
            found.append((part, None))
        part, is_empty = held(row.cells[0]), True
    return [*found, (part, None)] if is_empty else found


def _unlike(heads: Sequence[str]) -> tuple[str, ...]:
    """Headings of a table, none empty and no two alike, as Excel asks."""
    found: list[str] = []
    for head in heads:
        made, place = head[:250] or "Column", 2
        while made.casefold() in {one.casefold() for one in found}:
            made, place = f"{head[:245] or 'Column'} ({place})", place + 1
        found.append(made)
    return tuple(found)


def _name(wanted: str, taken: set[str]) -> str:
    """A page's name: short, with no letter that Excel forbids, and no other page's."""
    bared = " ".join(_NOT_IN_NAMES.sub(" ", bare(wanted)).split())[:MOST_NAME].strip() or "Table"
    made, place = bared, 2
    while made.casefold() in taken:
        made, place = f"{bared[: MOST_NAME - 4].strip()} {place}", place + 1
    taken.add(made.casefold())
    return made


def table_name(page: str) -> str:
    """A table's name from its page's: a letter that no such name may have is told by its number."""
    return "t_" + re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found[0]):x}_", page)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Held]]) -> tuple[int, ...]:
    """Each column as wide as its longest cell, from 12 letters to 60; longer words are wrapped."""
    longest = (max(len(row[at].words) for row in rows) for at in range(len(heads)))
    return tuple(
        max(12, min(60, max(found, len(head) // 2, *(len(word) for word in head.split() or [""])) + 2))
        for head, found in zip(heads, longest, strict=True)
    )
