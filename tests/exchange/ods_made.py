"""OpenDocument spreadsheets made by hand, as a spreadsheet program saves them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.workbook import Workbook

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods(content: str, mimetype: str = MIMETYPE) -> bytes:
    """A spreadsheet of these tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", _HEAD.format(content))
    return out.getvalue()


def table(name: str, *rows: str) -> str:
    return f"<table:table table:name={quoteattr(name)}>{''.join(rows)}</table:table>"


def row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def cell(value: Any, more: str = "") -> str:
    """A cell of a value, with its type as a spreadsheet program states it."""
    if value is None:
        return f"<table:table-cell {more}/>"
    if isinstance(value, date | datetime):
        day = value.date() if isinstance(value, datetime) else value
        kind = f'office:value-type="date" office:date-value="{day}"'
        return f"<table:table-cell {kind} {more}><text:p>{day:%d/%m/%y}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind} {more}><text:p>{value:.1f}</text:p></table:table-cell>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string" {more}>{lines}</table:table-cell>'


def as_ods(book: Workbook) -> bytes:
    """A workbook saved as an OpenDocument spreadsheet."""
    return ods("".join(table(sheet.title, *_rows(sheet.iter_rows(values_only=True))) for sheet in book))


def _rows(rows: Iterable[Iterable[Any]]) -> list[str]:
    return [*(row(*(cell(one) for one in cells)) for cells in rows), row(cell(None), repeated=1_048_000)]
