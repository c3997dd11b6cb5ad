"""Excel workbooks as rows of text, each cell as the spreadsheet shows it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import IO, Any
from xml.parsers import expat

from goldenthread.core.refused import Problem, UnreadableFile

# Marks a formula that was saved without its result. No cell can hold it: XML has no NUL.
NOT_CALCULATED = "\0"

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 10_000
LAST_ROW = 1_048_576
_AT_A_TIME = 100  # rows read under one watch for damage
MOST_MERGED_CELLS = 1_000_000  # no table merges more, but a crafted file might

SAVE_AGAIN = "open it in a spreadsheet, then save it as an Excel workbook (.xlsx) or as CSV"


def sheets_of(data: bytes, file: str) -> list[tuple[str, Callable[[], Iterator[list[str]]]]]:
    """Each worksheet's name, with a function that reads its rows from the first.

    Raises `UnreadableFile` for a damaged or dangerous workbook, here or while rows are read.
    """
    refuse_unsafe(data, file)
    with _damage_reported(file):
        from openpyxl import load_workbook  # noqa: PLC0415 - takes longer to load than a CSV takes to check

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return [(sheet.title, _rows_of(sheet, data, file)) for sheet in book.worksheets]


@contextmanager
def _damage_reported(file: str) -> Iterator[None]:
    """Turn whatever a damaged workbook makes openpyxl raise into one sentence; hush its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except UnreadableFile:
            raise
        except Exception as error:  # a damaged workbook makes openpyxl raise almost anything
            _refuse(file, f"the file is damaged, locked or incomplete: {SAVE_AGAIN}", error)


def _refuse(file: str, sentence: str, because: BaseException | None = None) -> None:
    raise UnreadableFile([Problem(file, None, None, sentence)]) from because


# Before it is opened


class _Declared(Exception):
    """A part declares a document type, which no spreadsheet does and XML bombs need."""


class _Began(Exception):
    """The first element was reached: nothing can be declared any more."""


def refuse_unsafe(data: bytes, file: str) -> None:
    """Refuse a workbook or Word document that unpacks to too much or declares types."""
    with _damage_reported(file), zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            _refuse(file, f"unpacked, the file is larger than {LARGEST_UNPACKED // 1024**2} MB; split it")
        for part in parts:
            if _declares_a_type(archive, part):
                _refuse(file, f"the file holds XML declarations that no spreadsheet writes: {SAVE_AGAIN}")


def _declares_a_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _raise(_Declared)
    parser.StartElementHandler = _raise(_Began)
    with archive.open(part) as stream:
        try:
            while chunk := stream.read(65536):
                parser.Parse(chunk, False)
        except _Declared:
            return True
        except (_Began, expat.ExpatError):
            return False  # what isn't XML at all is left for openpyxl to refuse
    return False


def _raise(error: type[Exception]) -> Callable[..., None]:
    def stop(*_: object) -> None:
        raise error

    return stop


# Rows


def hidden_rows(data: bytes, file: str) -> dict[str, frozenset[int]]:
    """The numbers of the rows that each sheet hides, by the sheet's name."""
    with _damage_reported(file):
        from openpyxl import load_workbook  # noqa: PLC0415 - openpyxl is slow to load

        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {sheet.title: archive.read(_part_of(sheet)) for sheet in book.worksheets}
        return {name: _hidden_in(part) for name, part in parts.items()}


def _part_of(sheet: Any) -> str:
    return str(sheet._worksheet_path)  # openpyxl says nowhere else which part a sheet is


def _hidden_in(part: bytes) -> frozenset[int]:
    if b"hidden" not in part:
        return frozenset()
    found: set[int] = set()
    number = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal number
        if tag.rpartition(":")[2] == "row":
            number = int(attributes.get("r", number + 1))
            if attributes.get("hidden") in ("1", "true"):
                found.add(number)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(part, True)
    return frozenset(found)


def rows_claimed(data: bytes) -> int | None:
    """How many rows the largest sheet says it has, for a progress bar; what it says may be wrong."""
    found: list[int] = []
    with suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:  # only ever a hint
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    claim = _DIMENSION.search(part.read(2_000))
                found += [min(int(claim[1]), LAST_ROW)] if claim else []
    return max(found, default=None)


_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})"')


def _rows_of(sheet: Any, data: bytes, file: str) -> Callable[[], Iterator[list[str]]]:
    """What reads a sheet's rows from the first, as often as asked; its marks are looked for once."""
    marks: list[_Marks] = []

    def rows() -> Iterator[list[str]]:
        with _damage_reported(file):
            if not marks:
                marks.append(_marks(sheet, data))
            sheet.reset_dimensions()  # the size that a workbook claims is often wrong
            cells = sheet.iter_rows()
        yield from _texts(cells, marks[0].begun_again(), file)

    return rows


def _texts(cells: Iterator[Any], marks: _Marks, file: str) -> Iterator[list[str]]:
    taken = islice(cells, LAST_ROW)
    number = 0
    while True:
        with _damage_reported(file):
            rows = [[_text(cell) for cell in row] for row in islice(taken, _AT_A_TIME)]
        for texts in rows:
            number += 1
            yield marks.applied(number, texts) if marks.has_any else texts
        if len(rows) < _AT_A_TIME:
            break
    with _damage_reported(file):
        if next(cells, None) is not None:
            _refuse(file, "the sheet has more rows than a spreadsheet can have")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, is_percent=_shows_percent(cell.number_format or ""))
    if isinstance(value, date | datetime | time):
        return _moment(value)
    return str(value).strip()


def _number(value: int | float, *, is_percent: bool) -> str:
    # Fifteen digits are all that a spreadsheet shows: 0.1 + 0.2 is 0.3 there.
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if not exact.is_finite():
        return str(value)
    text = f"{exact.scaleb(2) if is_percent else exact:f}"
    bare = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{bare}%" if is_percent else bare


_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


@lru_cache(maxsize=1024)
def _shows_percent(number_format: str) -> bool:
    return "%" in _LITERAL.sub("", number_format)


def _moment(value: date | time) -> str:
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat()


# What reading row by row does not tell: merged cells, and formulas without results


@dataclass(frozen=True, slots=True)
class _Merge:
    """Cells shown as one, by their edges, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def cells(self) -> int:
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)


@dataclass(slots=True)
class _Marks:
    """What some cells hold besides their own text, by row; `values` fills up as the rows go by."""

    merges: defaultdict[int, list[_Merge]] = field(default_factory=lambda: defaultdict(list))
    not_calculated: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    values: dict[_Merge, str] = field(default_factory=dict)
    merged_cells: int = 0

    @property
    def has_any(self) -> bool:
        return bool(self.merges or self.not_calculated)

    def begun_again(self) -> _Marks:
        """The same marks, for reading from the first row again."""
        return _Marks(self.merges, self.not_calculated)

    def add(self, merge: _Merge) -> None:
        self.merged_cells += merge.cells
        if self.merged_cells <= MOST_MERGED_CELLS:
            for row in range(merge.top, merge.bottom + 1):
                self.merges[row].append(merge)

    def applied(self, number: int, texts: list[str]) -> list[str]:
        for column in self.not_calculated.get(number, ()):
            _put(texts, column, NOT_CALCULATED)
        for merge in self.merges.get(number, ()):
            own = texts[merge.left - 1] if merge.left <= len(texts) else ""
            value = self.values.setdefault(merge, own)
            for column in range(merge.left, merge.right + 1):
                _put(texts, column, value)
        return texts


def _put(texts: list[str], column: int, text: str) -> None:
    texts.extend([""] * (column - len(texts)))
    texts[column - 1] = text


_PIECE = 1 << 18
_MAY_MATTER = re.compile(rb"[<:](?:f|mergeCell)[\s/>]")


def _marks(sheet: Any, data: bytes) -> _Marks:
    """The marks of a sheet, read in pieces: unpacked, a large one is many times its file's size."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        with archive.open(_part_of(sheet)) as part:
            if not _may_matter(part):
                return _Marks()
        reader = _MarkReader()
        with archive.open(_part_of(sheet)) as part:
            reader.read(part)
    return reader.marks


def _may_matter(part: IO[bytes]) -> bool:
    end = b""
    while piece := part.read(_PIECE):
        if _MAY_MATTER.search(end + piece):
            return True
        end = piece[-20:]
    return False


class _MarkReader:
    """Walks a worksheet's XML for merged cells and for formulas whose result was not saved."""

    def __init__(self) -> None:
        self.marks = _Marks()
        self.row = self.column = 0
        self.is_text = self.is_formula = self.has_result = self.is_in_result = False

    def read(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        begin = self._BEGINS.get(tag.rpartition(":")[2])
        if begin:
            begin(self, attributes)

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0

    def begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        self.column = _column(place) if place else self.column + 1
        self.is_text = attributes.get("t") == "str"
        self.is_formula = self.has_result = False

    def begin_formula(self, attributes: dict[str, str]) -> None:
        self.is_formula = True

    def begin_result(self, attributes: dict[str, str]) -> None:
        self.is_in_result = True

    def begin_merge(self, attributes: dict[str, str]) -> None:
        from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415 - openpyxl is slow to load

        edges = range_boundaries(attributes["ref"])
        self.marks.add(_Merge(*(int(edge or 1) for edge in edges)))

    def characters(self, text: str) -> None:
        self.has_result = self.has_result or (self.is_in_result and bool(text))

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self.is_in_result = False
        # A formula may rightly give empty text; then the cell is marked as text.
        if name == "c" and self.is_formula and not self.has_result and not self.is_text:
            self.marks.not_calculated[self.row].append(self.column)

    _BEGINS = {
        "row": begin_row,
        "c": begin_cell,
        "f": begin_formula,
        "v": begin_result,
        "mergeCell": begin_merge,
    }


def _column(letters: str) -> int:
    from openpyxl.utils.cell import column_index_from_string  # noqa: PLC0415 - openpyxl is slow to load

    return int(column_index_from_string(letters))
