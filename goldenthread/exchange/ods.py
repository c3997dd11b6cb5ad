"""OpenDocument spreadsheets as rows of text, each cell as it is shown; as `exchange.workbooks`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.parsers import expat

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.returned import decimal_text
from goldenthread.exchange.workbooks import NOT_CALCULATED, SAVE_AGAIN, refuse_unsafe

MOST_CELLS = 2_000_000  # a crafted file may say that a cell is repeated for ever
MOST_COLUMNS = 1_024
_PIECE = 1 << 18
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0|"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0|"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0|"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def is_spreadsheet(data: bytes) -> bool:
    """Whether a zip archive is an OpenDocument spreadsheet, and not a text of the same family."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    except Exception:  # a crafted or cut archive can raise almost anything
        return False


def ods_sheets(data: bytes, file: str) -> list[tuple[str, Callable[[], Iterator[list[str]]]]]:
    """Each sheet's name, with a function that gives its rows. Raises `UnreadableFile`."""
    refuse_unsafe(data, file)
    reader = _Reader(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as part:
            reader.read(part.read)
    except UnreadableFile:
        raise
    except Exception as error:  # damage takes many forms
        sentence = f"the file is damaged, locked or incomplete: {SAVE_AGAIN}"
        raise UnreadableFile([Problem(file, None, None, sentence)]) from error
    return [(name, _giving(rows)) for name, rows in reader.sheets]


def _giving(rows: list[list[str]]) -> Callable[[], Iterator[list[str]]]:
    return lambda: iter(rows)


@dataclass
class _Cell:
    """One cell as it is being read."""

    kind: str = ""
    value: str = ""
    repeated: int = 1
    across: int = 1
    down: int = 1
    is_formula: bool = False
    is_covered: bool = False
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        shown = "\n".join(self.lines).strip()
        if self.is_formula and not self.kind and not shown:
            return NOT_CALCULATED
        if self.kind in ("float", "currency", "percentage"):
            return self._number(shown)
        if self.kind == "date":
            return self.value.removesuffix("T00:00:00")
        if self.kind == "boolean":
            return self.value.upper()
        return shown

    def _number(self, shown: str) -> str:
        try:
            value = Decimal(self.value)
            value = value if abs(value) < Decimal(10) ** 30 else Decimal("NaN")
        except InvalidOperation:
            return shown
        if not value.is_finite():
            return shown
        exact = Decimal(f"{float(value):.15g}")
        is_percent = self.kind == "percentage"
        return f"{decimal_text(exact.scaleb(2))}%" if is_percent else decimal_text(exact)


class _Reader:
    """Walks a spreadsheet's XML for its sheets, spreading repeated and merged cells out."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: list[tuple[str, list[list[str]]]] = []
        self.row: list[str] | None = None
        self.row_repeated, self.cells, self.note = 1, 0, 0
        self.cell: _Cell | None = None
        self.is_in_text = False
        self.merged: dict[tuple[int, int], str] = {}

    def read(self, pieces: Callable[[int], bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator="|")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        while piece := pieces(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self.sheets.append((attributes.get(f"{_TABLE}name", ""), []))
            self.merged = {}
        elif tag == f"{_TABLE}table-row" and self.sheets:
            self.row = []
            self.row_repeated = _count(attributes, "number-rows-repeated")
        elif tag in _CELLS and self.row is not None:
            self.cell = _Cell(
                kind=attributes.get(f"{_OFFICE}value-type", ""),
                value=_value(attributes),
                repeated=_count(attributes, "number-columns-repeated"),
                across=_count(attributes, "number-columns-spanned"),
                down=_count(attributes, "number-rows-spanned"),
                is_formula=f"{_TABLE}formula" in attributes,
                is_covered=tag == _CELLS[1],
            )
        elif tag == f"{_OFFICE}annotation":
            self.note += 1
        elif tag == f"{_TEXT}p" and self.cell is not None and not self.note:
            self.cell.lines.append("")
            self.is_in_text = True
        elif self.is_in_text and self.cell is not None:
            self._within(tag, attributes)

    def _within(self, tag: str, attributes: dict[str, str]) -> None:
        """Spaces, tabs and ends of lines are elements of their own."""
        if tag == f"{_TEXT}s" and self.cell:
            self.cell.lines[-1] += " " * min(_count(attributes, "c", _TEXT), 1000)
        elif tag in (f"{_TEXT}tab", f"{_TEXT}line-break") and self.cell:
            self.cell.lines[-1] += "\n" if tag.endswith("break") else "\t"

    def characters(self, text: str) -> None:
        if self.is_in_text and self.cell is not None and not self.note:
            self.cell.lines[-1] += text

    def end(self, tag: str) -> None:
        if tag == f"{_OFFICE}annotation":
            self.note -= 1
        elif tag == f"{_TEXT}p" and not self.note:
            self.is_in_text = False
        elif tag in _CELLS and self.cell is not None and self.row is not None:
            self._keep(self.cell, self.row)
            self.cell = None
        elif tag == f"{_TABLE}table-row" and self.row is not None and self.sheets:
            self._keep_row(self.row)
            self.row = None

    def _keep(self, cell: _Cell, row: list[str]) -> None:
        text, rows = cell.text(), self.sheets[-1][1]
        for _ in range(min(cell.repeated, MOST_COLUMNS - len(row))):
            place = (len(rows), len(row))
            row.append(self.merged.get(place, text) if cell.is_covered else text)
            if text and not cell.is_covered and cell.across * cell.down > 1:
                self._merge(place, cell, text)
        self._count_in(len(row) if cell.repeated > 1 else 1)

    def _merge(self, place: tuple[int, int], cell: _Cell, text: str) -> None:
        self._count_in(cell.across * cell.down)
        for down in range(cell.down):
            for across in range(cell.across):
                self.merged[place[0] + down, place[1] + across] = text

    def _keep_row(self, row: list[str]) -> None:
        while row and not row[-1]:
            row.pop()
        rows = self.sheets[-1][1]
        if not row and self.row_repeated > 1000:
            return  # the blank rows to the end of the sheet
        self._count_in(self.row_repeated * (len(row) + 1))
        rows += [list(row) for _ in range(self.row_repeated)]

    def _count_in(self, count: int) -> None:
        self.cells += count
        if self.cells > MOST_CELLS:
            sentence = f"it has more than {MOST_CELLS:,} cells: take out what you don’t need"
            raise UnreadableFile([Problem(self.file, None, None, sentence)])


def _count(attributes: dict[str, str], name: str, space: str = _TABLE) -> int:
    said = attributes.get(f"{space}{name}", "1")
    return int(said) if said.isascii() and said.isdigit() and 0 < len(said) < 10 else 1


def _value(attributes: dict[str, str]) -> str:
    names = ("value", "date-value", "boolean-value", "time-value")
    return next((attributes[f"{_OFFICE}{one}"] for one in names if f"{_OFFICE}{one}" in attributes), "")
