"""Tables as councils keep them, from CSV files and Excel workbooks, read the same way for every importer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from goldenthread.core.observed import tidy
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.encodings import decoded
from goldenthread.exchange.file_kinds import kind_of
from goldenthread.exchange.workbooks import NOT_CALCULATED, SAVE_AGAIN, rows_claimed, sheets_of

LARGEST_FILE = 200 * 1024 * 1024
MOST_PROBLEMS = 50
_ROWS_BEFORE_HEADER = 50
_DELIMITERS = (",", ";", "\t", "|")
_MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One row's cells by column; `number` is the row's as the spreadsheet shows it."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows under its header. Asked-for columns go by the names asked, others by the file's own."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int = 1
    headings: Mapping[str, str] | None = None

    def problem(self, row: int | None, column: str | None, sentence: str) -> Problem:
        """A problem at a place in this table, naming the column as the file does."""
        return Problem(self.name, row, (self.headings or {}).get(column or "", column), sentence)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text not yet made out as a table. A CSV gives one for each way its lines may be parted."""

    name: str
    rows: Callable[[], Iterator[list[str]]]


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file holds, read once so that more than one kind of table may be looked for."""

    file: str
    sheets: tuple[Sheet, ...]
    is_workbook: bool = False
    rows_claimed: int | None = None  # a hint for a progress bar


def read_table(
    source: str | Path | bytes,
    needs: Sequence[str],
    also: Sequence[str] = (),
    *,
    sheet: str | None = None,
    renamed: Mapping[str, str] | None = None,
    name: str = "",
) -> Table:
    """Read a table that has the columns `needs`, and may have those in `also`.

    `source` is a path or the bytes of a file (`name` then says what to call it). `sheet` picks a workbook's
    sheet; otherwise the first that has the columns is taken. `renamed` gives the file's own heading for a
    column. Headings match whatever their capitals, spaces, underscores and hyphens.

    Raises `UnreadableFile` with every problem found.
    """
    return find_table(read_sheets(source, name=name), needs, also, sheet=sheet, renamed=renamed)


def read_sheets(source: str | Path | bytes, *, name: str = "") -> Sheets:
    """The sheets of a workbook, or the lines of a text file; raises `UnreadableFile`."""
    file = name or ("the file" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else _bytes_of(source, file)
    if len(data) > LARGEST_FILE:
        _refuse(file, f"the file is larger than {LARGEST_FILE // 1024**2} MB; split it")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        _refuse(file, "the file is empty")
    kind = kind_of(data)
    if kind == "xlsx":
        found = tuple(Sheet(*one) for one in sheets_of(data, file))
        return Sheets(file, found, is_workbook=True, rows_claimed=rows_claimed(data))
    if kind:
        _refuse(file, f"this is {kind}, not a table: {SAVE_AGAIN}")
    text = _text_of(data, file)
    return Sheets(file, _sheets_of_text(text), rows_claimed=text.count("\n"))


def has_columns(sheets: Sheets, needs: Sequence[str], renamed: Mapping[str, str] | None = None) -> bool:
    """Whether some sheet has all of these columns."""
    wanted = _wanted(needs, renamed or {})
    return any(_header_of(sheet, wanted).is_complete(wanted) for sheet in sheets.sheets)


def find_table(
    sheets: Sheets,
    needs: Sequence[str],
    also: Sequence[str] = (),
    *,
    sheet: str | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Table:
    """The first sheet with the columns asked for, as a table; as `read_table`."""
    stream = stream_table(sheets, needs, also, sheet=sheet, renamed=renamed)
    rows: list[Row] = []
    problems: list[Problem] = []
    for row, wrong in stream.rows():
        rows.append(row)
        problems += wrong
    refuse_if_any(problems)
    return Table(stream.name, tuple(stream.headings), tuple(rows), stream.header_row, stream.headings)


def stream_table(
    sheets: Sheets,
    needs: Sequence[str],
    also: Sequence[str] = (),
    *,
    sheet: str | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Stream:
    """The same table with its rows still to be read, one by one, however many there are."""
    renamed = renamed or {}
    # A heading that somebody took the trouble to name has to be there.
    wanted = _wanted([*needs, *(one for one in also if one in renamed)], renamed)
    headers = [_header_of(one, wanted) for one in _chosen(sheets, sheet)]
    header = next((one for one in headers if one.is_complete(wanted)), None)
    if header is None:
        raise UnreadableFile(_what_is_missing(sheets, headers, wanted))
    columns = {**_wanted(also, renamed), **wanted}
    file = _named(sheets, header.sheet)
    places = _places(header, columns, file)
    in_order = sorted(places.items(), key=lambda found: found[1])
    headings = {name: header.cells[place] for name, place in in_order}
    return Stream(file, headings, header.number, header, places, frozenset(columns))


def refuse_if_any(problems: Sequence[Problem]) -> None:
    """Raise `UnreadableFile` with the problems, the first fifty told and the others counted."""
    if not problems:
        return
    told = list(problems[:MOST_PROBLEMS])
    if len(problems) > len(told):
        told.append(Problem(told[0].file, None, None, f"and {len(problems) - len(told)} more problems"))
    raise UnreadableFile(told)


def one_line(text: str) -> str:
    """A cell's text as it stands, its dashes and all, but on one line."""
    return " ".join(text.split())


def _refuse(file: str, sentence: str, because: BaseException | None = None) -> None:
    raise UnreadableFile([Problem(file, None, None, sentence)]) from because


# From the disk to text


def _bytes_of(source: str | Path, file: str) -> bytes:
    try:
        with Path(source).open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        _refuse(file, "there is no such file", error)
    except IsADirectoryError as error:
        _refuse(file, "this is a folder, not a file", error)
    except PermissionError as error:
        _refuse(file, "you may not read this file: ask for permission to, or make a copy", error)
    except (OSError, ValueError) as error:
        _refuse(file, f"the file cannot be opened: {error}", error)
    raise AssertionError("unreachable")


def _text_of(data: bytes, file: str) -> str:
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        _refuse(file, f"the text is cut or damaged: {SAVE_AGAIN}", error)
    if "\0" in text:
        _refuse(file, f"the file holds NUL bytes, so it is not a table saved as text: {SAVE_AGAIN}")
    if not text.strip():
        _refuse(file, "the file is empty")
    return text


_SEP_LINE = re.compile(r'"?sep=(.)"?[ ,;\t]*(?:\r\n|\r|\n)', re.IGNORECASE)


def _sheets_of_text(text: str) -> tuple[Sheet, ...]:
    said = _SEP_LINE.match(text)  # spreadsheets obey this line and don't count it as a row
    body = text[said.end() :] if said else text
    delimiters = (said[1],) if said and said[1] not in '"\r\n' else _DELIMITERS
    return tuple(Sheet("", _lines(body, delimiter)) for delimiter in delimiters)


def _lines(text: str, delimiter: str) -> Callable[[], Iterator[list[str]]]:
    # Strict, because otherwise a quotation mark left open swallows the rows after it without a word.
    return lambda: csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


# Finding the header


@dataclass(frozen=True, slots=True)
class _Header:
    """The row of a sheet that looks most like the header asked for."""

    sheet: Sheet
    number: int
    cells: tuple[str, ...]
    error: str = ""

    def has(self, heading: str) -> bool:
        return _key(heading) in map(_key, self.cells)

    def matches(self, wanted: Mapping[str, str]) -> int:
        return sum(self.has(heading) for heading in wanted.values())

    def is_complete(self, wanted: Mapping[str, str]) -> bool:
        return self.matches(wanted) == len(wanted)


def _key(heading: str) -> str:
    return " ".join(re.split(r"[\s_-]+", tidy(heading).casefold())).strip()


def _wanted(columns: Sequence[str], renamed: Mapping[str, str]) -> dict[str, str]:
    """The file's heading for each column asked for."""
    return {column: renamed.get(column, column) for column in columns}


def _chosen(sheets: Sheets, name: str | None) -> Sequence[Sheet]:
    if name is None or not sheets.is_workbook:
        return sheets.sheets
    found = [sheet for sheet in sheets.sheets if _key(sheet.name) == _key(name)]
    if not found:
        names = ", ".join(sheet.name for sheet in sheets.sheets)
        _refuse(sheets.file, f"the workbook has no sheet “{name}”; its sheets are: {names}")
    return found


def _header_of(sheet: Sheet, wanted: Mapping[str, str]) -> _Header:
    best = _Header(sheet, 1, ())
    try:
        for number, cells in enumerate(islice(sheet.rows(), _ROWS_BEFORE_HEADER), start=1):
            header = _Header(sheet, number, tuple(one_line(cell) for cell in cells))
            if _likeness(header, wanted) > _likeness(best, wanted):
                best = header
            if header.is_complete(wanted):
                return header
    except csv.Error as error:  # parted the wrong way, or a quotation mark left open
        return _Header(sheet, best.number, best.cells, error=str(error))
    return best


def _likeness(header: _Header, wanted: Mapping[str, str]) -> tuple[int, int]:
    return header.matches(wanted), len([cell for cell in header.cells if cell])


def _what_is_missing(sheets: Sheets, headers: Sequence[_Header], wanted: Mapping[str, str]) -> list[Problem]:
    if not headers:
        return [Problem(sheets.file, None, None, "the workbook has no sheet with cells")]
    best = max(headers, key=lambda header: _likeness(header, wanted))
    if best.error and not best.matches(wanted):
        return [Problem(sheets.file, best.number, None, csv_problem(best.error))]
    found = [cell[:60] for cell in best.cells if cell]
    shown = ", ".join(found[:_MOST_SHOWN]) + (", …" if len(found) > _MOST_SHOWN else "")
    sentence = f"there is no such column; the columns found are: {shown or 'none'}"
    file = _named(sheets, best.sheet)
    return [
        Problem(file, best.number, heading, sentence) for heading in wanted.values() if not best.has(heading)
    ]


def _named(sheets: Sheets, sheet: Sheet) -> str:
    return f"{sheets.file} (sheet {sheet.name})" if len(sheets.sheets) > 1 and sheet.name else sheets.file


# Rows under the header


@dataclass(frozen=True, slots=True)
class Stream:
    """A table under its header, its rows not yet read; `headings` gives the file's heading for a column."""

    name: str
    headings: Mapping[str, str]
    header_row: int
    _header: _Header
    _places: Mapping[str, int]
    _asked: frozenset[str]

    def rows(self) -> Iterator[tuple[Row, list[Problem]]]:
        """Each row that is not blank, and what is wrong with its shape.

        Raises `UnreadableFile` where the file can't be read on.
        """
        header, places = self._header.cells, list(self._places.items())
        width = max(place for place, heading in enumerate(header, start=1) if heading)
        asked = [place for name, place in places if name in self._asked]
        for number, cells in _rows_below(self._header, self.name):
            length = len(cells)
            wrong = list(_row_problems(self.name, number, cells, header, width, asked))
            yield (
                Row(number, {name: _bare(cells[place]) for name, place in places if place < length}),
                wrong,
            )


def _bare(cell: str) -> str:
    return cell.strip().strip(NOT_CALCULATED) if cell else cell


def _places(header: _Header, columns: Mapping[str, str], file: str) -> dict[str, int]:
    """Where each column stands: those asked for by our names, then the others by the file's."""
    keys = [_key(cell) for cell in header.cells]
    twice = [heading for heading in columns.values() if keys.count(_key(heading)) > 1]
    refuse_if_any(
        [
            Problem(file, header.number, one, "more than one column has this heading; rename the others")
            for one in twice
        ]
    )
    places = {name: keys.index(_key(heading)) for name, heading in columns.items() if _key(heading) in keys}
    taken = set(places.values())
    for place, cell in enumerate(header.cells):
        if cell and place not in taken:
            places.setdefault(cell, place)
    return places


def _rows_below(header: _Header, file: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows under the header, without blank ones."""
    number = 0
    try:
        for number, cells in enumerate(header.sheet.rows(), start=1):
            if number > header.number and any(map(str.strip, cells)):
                yield number, cells
    except csv.Error as error:
        raise UnreadableFile([Problem(file, number + 1, None, csv_problem(str(error)))]) from error


def csv_problem(error: str) -> str:
    """What is wrong with the quotation marks of a text file, in words."""
    if "field larger" in error:
        return (
            f"a cell is longer than {csv.field_size_limit():,} letters, or a quotation mark is opened and "
            "never closed. Shorten the cell, or close the quotation mark"
        )
    if "unexpected end" in error:
        return "a quotation mark is opened here or above and never closed"
    return f"the quotation marks in this row do not pair up ({error})"


def _row_problems(
    file: str, number: int, cells: Sequence[str], header: Sequence[str], width: int, asked: Sequence[int]
) -> Iterator[Problem]:
    beyond = [cell.strip()[:60] for cell in cells[width:] if cell.strip()]
    if beyond:
        yield Problem(file, number, None, f"the row has more cells than the header, from “{beyond[0]}” on")
    if NOT_CALCULATED not in cells:
        return
    for place in asked:
        if place < len(cells) and cells[place] == NOT_CALCULATED:
            sentence = "the formula was saved without its result: open the file in a spreadsheet and save it"
            yield Problem(file, number, header[place], sentence)
