"""Tables as files: any grid that a page shows can be taken away as CSV or as an Excel workbook."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from goldenthread.reports.grids import Cell, Grid, Kind

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POUNDS, POUNDS_AND_PENCE = '"£"#,##0;-"£"#,##0', '"£"#,##0.00;-"£"#,##0.00'
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_767  # characters in one cell of a workbook


def harmless(words: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text; numbers stay numbers."""
    is_formula = words[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(words)
    return "'" + words if is_formula else words


def plain(cell: Cell) -> str:
    """A cell's words as a file holds them: a true minus, thousands commas, £ and + are for reading only."""
    if cell.kind is Kind.NUMBER:
        bare = cell.text.replace("\u2212", "-").replace(",", "").replace("£", "").removeprefix("+")
        return bare if _NUMBER.fullmatch(bare) else cell.text
    return f"{cell.text} ({cell.note})" if cell.note else cell.text


def is_money(cell: Cell) -> bool:
    """Whether a number is printed in pounds."""
    return cell.kind is Kind.NUMBER and "£" in cell.text


def csv_of(grid: Grid) -> bytes:
    """RFC 4180, UTF-8 with a byte order mark so that spreadsheets read £ and dashes right."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.head for column in grid.columns])
    writer.writerows([harmless(plain(cell)) for cell in row.cells] for row in grid.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def xlsx_of(grid: Grid) -> bytes:
    """A workbook of one sheet: a heading row that stays in sight, numbers as numbers, text as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", grid.caption)[:31] or "Table")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(grid.columns, start=1):
        width = column.width or (12 if column.is_number else 30)
        sheet.column_dimensions[get_column_letter(place)].width = max(width, 10)
    sheet.append([_head(sheet, column.head) for column in grid.columns])
    for row in grid.rows:
        sheet.append([_value(sheet, cell) for cell in row.cells])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value=words)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _value(sheet: Any, cell: Cell) -> Any:
    words = plain(cell)
    if cell.kind is Kind.NUMBER and _NUMBER.fullmatch(words):
        made = WriteOnlyCell(sheet, value=float(words) if "." in words else int(words))
        if is_money(cell):
            made.number_format = POUNDS_AND_PENCE if "." in cell.text else POUNDS
        return made
    made = WriteOnlyCell(sheet, value=_NOT_IN_XML.sub(" ", words)[:_LONGEST])
    made.data_type = "s"  # never a formula, whatever it begins with
    made.alignment = Alignment(wrap_text=True, vertical="top")
    return made
