"""A workbook that comes back filled in, read as texts: which lines it holds and what stands in their cells.

A file that can't be understood is refused whole, with where and what to do. What is wrong in one cell is
kept beside it, to be mended in the preview. Rows may come in any order, and sheets under any name; columns
and sheets that are not ours are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from goldenthread.core.observed import tidy
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.returned import ACTIONS, KEY, MEASURES, Column
from goldenthread.core.sentences import counted, start
from goldenthread.exchange.file_kinds import kind_of
from goldenthread.exchange.ods import is_spreadsheet, ods_sheets
from goldenthread.exchange.returns_seal import BrokenSeal, Seal, is_seal, opened
from goldenthread.exchange.tables import Sheet, read_sheets
from goldenthread.exchange.workbooks import NOT_CALCULATED

MOST_LINES = 5_000
MOST_ROWS = 20_000
_ROWS_BEFORE_HEADER = 30
_AGAIN = "Download your lines again and fill that in."
_NO_RESULT = "The formula was saved without its result. Write what it should say."


@dataclass
class Filled:
    """One line as it came back: where it stands, the text of each field, and what is wrong with a cell."""

    key: str
    sheet: str
    row: int
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


@dataclass
class Workbook:
    """What came back: what the workbook was when it went out, its lines, and what to know of the rest."""

    seal: Seal
    lines: list[Filled]
    notes: list[str]


def read_return(data: bytes, file: str) -> Workbook:
    """Read a workbook that was filled in. Raises `UnreadableFile` for one that is none of ours."""
    sheets = _sheets(data, file)
    seal = _seal(sheets, file)
    keys = {one.key for one in seal.lines}
    found: dict[str, Filled] = {}
    notes: list[str] = []
    tables = [table for table in (_table(one, file) for one in sheets) if table]
    if not tables:
        _refuse(file, f"no sheet has a column headed “{KEY}” with our columns beside it. {_AGAIN}")
    for table in tables:
        table.take(keys, found, notes)
    return Workbook(seal, list(found.values()), [*notes, *_missing(seal, found)])


def _refuse(file: str, sentence: str, row: int | None = None, column: str | None = None) -> None:
    raise UnreadableFile([Problem(file, row, column, sentence)])


def _sheets(data: bytes, file: str) -> list[Sheet]:
    kind = kind_of(data)
    if kind.startswith("an OpenDocument") and is_spreadsheet(data):
        return [Sheet(*one) for one in ods_sheets(data, file)]
    sheets = read_sheets(data, name=file)
    if not sheets.is_workbook:
        _refuse(
            file,
            "this is text, such as CSV, which does not hold what you downloaded. Save the workbook as .xlsx "
            "or .ods, with all its sheets",
        )
    return list(sheets.sheets)


def _seal(sheets: Sequence[Sheet], file: str) -> Seal:
    for sheet in sheets:
        if is_seal(list(islice(sheet.rows(), 1))):
            try:
                return opened(list(islice(sheet.rows(), MOST_LINES + 2)))
            except BrokenSeal as broken:
                _refuse(file, str(broken))
    sentence = (
        "it is not a workbook of lines that you owe: its hidden sheet is missing. Download your lines from "
        "“Updates I owe”, and send that workbook back"
    )
    raise UnreadableFile([Problem(file, None, None, sentence)])


@dataclass
class _Table:
    """One sheet of lines: its rows under the headings, and in which column each field stands."""

    name: str
    sheet: Sheet
    head_row: int
    key: int
    places: dict[str, int]
    missing: list[str]

    def take(self, keys: set[str], found: dict[str, Filled], notes: list[str]) -> None:
        """Take the lines of this sheet; what can't be taken is told."""
        notes += [
            f"The column “{heading}” is not in the sheet “{self.name}”: what it held is left as it is."
            for heading in self.missing
        ]
        for number, cells in self._rows():
            key = cells[self.key].strip() if self.key < len(cells) else ""
            if not key:
                if any(cells[place].strip() for place in self.places.values() if place < len(cells)):
                    notes.append(f"{self._where(number)} has no line in the column “{KEY}”: it is left out.")
            elif key not in keys:
                shown = key.replace(NOT_CALCULATED, "")[:40]
                notes.append(
                    f"{self._where(number)} is of a line that is none of ours, “{shown}”: it is left out."
                )
            elif key in found:
                first = found[key]
                first.wrong[""] = (
                    f"This line stands in row {first.row} of the sheet “{first.sheet}” and in row "
                    f"{number} of “{self.name}”. Upload it with one of them, or leave the line out here."
                )
            else:
                found[key] = self._filled(key, number, cells)

    def _where(self, number: int) -> str:
        return f"Row {number} of the sheet “{self.name}”"

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        rows = islice(self.sheet.rows(), MOST_ROWS)
        return ((number, cells) for number, cells in enumerate(rows, start=1) if number > self.head_row)

    def _filled(self, key: str, number: int, cells: Sequence[str]) -> Filled:
        made = Filled(key, self.name, number)
        for name, place in self.places.items():
            text = cells[place] if place < len(cells) else ""
            if NOT_CALCULATED in text:
                made.wrong[name] = _NO_RESULT
                text = ""
            made.typed[name] = text.strip()
        return made


def _table(sheet: Sheet, file: str) -> _Table | None:
    """A sheet as a table of lines, by its headings; None for one that is none."""
    for number, cells in enumerate(islice(sheet.rows(), _ROWS_BEFORE_HEADER), start=1):
        heads = [_same(cell) for cell in cells]
        if _same(KEY) not in heads:
            continue
        best = max((MEASURES, ACTIONS), key=lambda columns: _matches(columns, heads))
        fields = [one for one in best if one.field]
        twice = [one.heading for one in (*fields, best[0]) if heads.count(_same(one.heading)) > 1]
        if twice:
            _refuse(
                f"{file} (sheet {sheet.name})", "more than one column has this heading; rename the others",
                number, twice[0],
            )  # fmt: skip
        places = {one.field: heads.index(_same(one.heading)) for one in fields if _same(one.heading) in heads}
        if not places:
            continue
        missing = [one.heading for one in fields if one.field not in places]
        return _Table(sheet.name, sheet, number, heads.index(_same(KEY)), places, missing)
    return None


def _matches(columns: Sequence[Column], heads: Sequence[str]) -> int:
    return sum(_same(one.heading) in heads for one in columns)


def _same(text: str) -> str:
    return tidy(text).casefold()


def _missing(seal: Seal, found: dict[str, Filled]) -> list[str]:
    count = sum(1 for one in seal.lines if one.key not in found)
    if not count:
        return []
    are, they = ("is", "it stays as it is") if count == 1 else ("are", "they stay as they are")
    return [f"{start(counted(count, 'line'))} that went out {are} not in the file: {they}."]
