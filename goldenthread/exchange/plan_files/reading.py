"""From a file's bytes to its tables, or a refusal that says what to do: nothing is half read."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence

from goldenthread.core.plan_table import Line, PlanTable
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.plan_files.word import word_tables
from goldenthread.exchange.tables import Sheet, Sheets, csv_problem, read_sheets
from goldenthread.exchange.workbooks import NOT_CALCULATED, hidden_rows, refuse_unsafe

LARGEST_PLAN = 20 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 5_000_000
MOST_TABLES = 200
_BLANK_ROWS_AT_THE_END = 2_000  # a sheet formatted to its last row is not a longer plan
_TOO_LONG = f"there are more than {MOST_ROWS:,} rows. Bring in one plan, or one year, at a time."
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def read_plan_file(data: bytes, file: str) -> tuple[PlanTable, ...]:
    """Every table of a file; raises `UnreadableFile` for what is no table, or too large a one."""
    if len(data) > LARGEST_PLAN:
        most = LARGEST_PLAN // 1024**2
        _refuse(file, f"the file is larger than {most} MB. Part it, or leave pictures out.")
    if data.startswith(_OLD_OR_LOCKED):
        _refuse(
            file,
            "this is an old Word or Excel file (.doc, .xls), or one locked with a password. "
            "Open it, take the password off, and save it as .docx, .xlsx or .csv.",
        )
    tables = _tables_of(data, file)
    found = tuple(table for table in tables if table.lines and table.width > 1)
    if not found:
        _refuse(file, "there is no table in it: no row has more than one column. Bring in a table.")
    if len(found) > MOST_TABLES:
        _refuse(file, f"it holds {len(found)} tables, and up to {MOST_TABLES} can be read. Part it.")
    if not any(len(table.lines) > 1 for table in found):
        _refuse(file, "there are no rows below the headings. Bring in a table with rows.")
    return found


def _refuse(file: str, sentence: str) -> None:
    raise UnreadableFile([Problem(file, None, None, sentence)])


def _tables_of(data: bytes, file: str) -> list[PlanTable]:
    if _is_word(data):
        refuse_unsafe(data, file)
        return [_within_limits(table, file) for table in word_tables(data, file)]
    sheets = read_sheets(data, name=file)
    if not sheets.is_workbook:
        return [_text_table(sheets, file)]
    hidden = hidden_rows(data, file)
    return [_sheet_table(sheet, hidden.get(sheet.name, frozenset()), file) for sheet in sheets.sheets]


def _is_word(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except Exception:  # a crafted or cut archive can raise almost anything; read_sheets tells of it
        return False


# Sheets and text


def _sheet_table(sheet: Sheet, hidden: frozenset[int], file: str) -> PlanTable:
    return _table(sheet.name, sheet.rows, hidden, f"{file} (sheet {sheet.name})")


def _text_table(sheets: Sheets, file: str) -> PlanTable:
    """The text parted in the way that makes the most of a table of it."""
    read: list[PlanTable] = []
    wrong: list[UnreadableFile] = []
    for sheet in sheets.sheets:
        try:
            read.append(_table("", sheet.rows, frozenset(), file))
        except UnreadableFile as refusal:
            wrong.append(refusal)
    best = max(read, key=_is_parted, default=None)
    if best is None or (best.width < 2 and wrong):
        raise wrong[0]
    return best


def _is_parted(table: PlanTable) -> int:
    """How many cells beyond the first are filled: parted by the wrong sign, there are few."""
    return sum(sum(bool(cell) for cell in line.cells) - 1 for line in table.lines)


def _table(
    name: str, rows: Callable[[], Iterator[list[str]]], hidden: frozenset[int], file: str
) -> PlanTable:
    lines: list[Line] = []
    uncalculated: list[tuple[int, int]] = []
    blank = 0
    for number, cells in _numbered(rows, file):
        if not any(cell.strip() for cell in cells):
            blank += 1
            if blank > _BLANK_ROWS_AT_THE_END:
                break
            continue
        blank = 0
        uncalculated += [(number, at) for at, cell in enumerate(cells) if cell == NOT_CALCULATED]
        lines.append(Line(number, _plain(cells), number in hidden))
        if len(lines) > MOST_ROWS:
            _refuse(file, _TOO_LONG)
    return _within_limits(PlanTable(name, tuple(lines), 0, tuple(uncalculated)), file)


def _numbered(rows: Callable[[], Iterator[list[str]]], file: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, cells in enumerate(rows(), start=1):
            yield number, cells
    except csv.Error as error:
        raise UnreadableFile([Problem(file, number + 1, None, csv_problem(str(error)))]) from error


def _plain(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells without what no record can hold, and without blanks at the end of the row."""
    plain = [cell.replace("\0", "").strip() for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    return tuple(plain)


def _within_limits(table: PlanTable, file: str) -> PlanTable:
    if table.width > MOST_COLUMNS:
        _refuse(file, f"there are {table.width} columns, and {MOST_COLUMNS} can be read. Leave some out.")
    if len(table.lines) > MOST_ROWS:
        _refuse(file, _TOO_LONG)
    if sum(len(cell) for line in table.lines for cell in line.cells) > MOST_CHARACTERS:
        _refuse(file, f"it holds more than {MOST_CHARACTERS:,} characters. Part it.")
    return table
