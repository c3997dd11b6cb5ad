"""A workbook as an Excel file: tables that are marked as tables, numbers as numbers, charts that speak.

The same workbook gives the same bytes: the file bears no date but the one that its words name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

import xlsxwriter

from goldenthread.reports.blocks import Workbook
from goldenthread.reports.rendering.chart_data import Charted, charted, page_of
from goldenthread.reports.rendering.figured import MINUS, Form, Held, bare
from goldenthread.reports.rendering.settled import settled
from goldenthread.reports.rendering.spreadsheet import (
    FONT,
    SIZE,
    TITLE_SIZE,
    Page,
    pages_of,
    table_name,
    tables_of,
)

INK, SECOND, LINK = "#16212E", "#4B5664", "#12436D"
TITLE_HIGH = 27  # points
CHART_SAID = "A chart of the same figures stands to the right of the table."
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "number": {},
    "title": {"bold": True, "font_size": TITLE_SIZE},
    "head": {"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"},
    "link": {"font_color": LINK, "underline": 1},
    "blank": {"font_color": SECOND, "text_wrap": True},
    "words": {"text_wrap": True},
}


def to_xlsx(workbook: Workbook) -> bytes:
    """The workbook as an Excel file."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "default_date_format": "d mmmm yyyy"})
    book.set_properties({"title": bare(workbook.title), "author": bare(workbook.council)})
    looks = _Looks(book)
    tables = tables_of(workbook, charted=CHART_SAID)
    drawn = charted([(one.name, one.chart) for one in tables])
    for page in pages_of(workbook, [*tables, *([page_of(drawn)] if drawn else [])]):
        _write(book, page, looks, drawn)
    book.get_worksheet_by_name("Cover").activate()
    book.close()
    return settled(written)


class _Looks:
    """The formats of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.of = lru_cache(maxsize=None)(self._made)  # lives as long as the one file being written

    def _made(
        self, kind: str, form: Form | None = None, is_total: bool = False, is_right: bool = False
    ) -> Any:
        look = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "top", **_KINDS[kind]}
        if form is not None:
            look["num_format"] = number_format(form)
        if is_right:
            look |= {"align": "right", "indent": 1}
        if is_total:
            look |= {"bold": True, "top": 1, "bottom": 1}
        return self.book.add_format(look)


def number_format(form: Form) -> str:
    """The format that prints a number as a page does, with a true minus."""
    shape = "#,##0" if form.has_commas else "0"
    shape += "." + "0" * form.places if form.places else ""
    shape += "%" if form.is_percent else ""
    money = "£" if form.is_money else ""
    below = f'"{MINUS}{money}"{shape}'
    if form.is_signed:
        return f'"+{money}"{shape};{below};"{money}"{shape}'
    return f'"{money}"{shape};{below}' if money else f"{shape};{below}"


def _write(book: Any, page: Page, looks: _Looks, drawn: dict[str, Charted]) -> None:
    sheet = book.add_worksheet(page.name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, width, looks.of("plain"))
    sheet.set_row(0, TITLE_HIGH)
    sheet.write_string(0, 0, page.title, looks.of("title"))
    for at, line in enumerate(page.lines, start=1):
        _write_held(sheet, (at, 0), line, looks, None)
    if page.heads:
        _write_table(sheet, page, looks)
    if page.chart and page.name in drawn:
        described = {"description": drawn[page.name].description, "object_position": 3}
        sheet.insert_chart(page.head_at, len(page.heads) + 1, _chart(book, drawn[page.name]), described)


def _write_table(sheet: Any, page: Page, looks: _Looks) -> None:
    head_at, last, numbers = page.head_at, page.head_at + len(page.rows), page.are_numbers()
    columns = [
        {"header": head, "header_format": looks.of("head", None, False, is_number)}
        for head, is_number in zip(page.heads, numbers, strict=True)
    ]
    told = {"columns": columns, "autofilter": False, "style": None, "name": table_name(page.name)}
    sheet.add_table(head_at, 0, last, len(page.heads) - 1, told)
    for place, row in enumerate(page.rows):
        for column, cell in enumerate(row):
            form = cell.form if cell.value is not None else None
            look = (form, place in page.totals, numbers[column])
            _write_held(sheet, (head_at + 1 + place, column), cell, looks, look)
    sheet.freeze_panes(head_at + 1, 0)
    sheet.repeat_rows(head_at)


def _write_held(
    sheet: Any, at: tuple[int, int], cell: Held, looks: _Looks, look: tuple[Form | None, bool, bool] | None
) -> None:
    """A cell of a table in its look, or a line of notes where that is None."""
    if cell.link:
        sheet.write_url(*at, f"internal:'{cell.link}'!A1", looks.of("link"), cell.words)
    elif look is None:
        sheet.write_string(*at, cell.words, looks.of("plain"))
    elif cell.value is not None:
        sheet.write_number(*at, float(cell.value), looks.of("number", *look))
    elif cell.words:
        sheet.write_string(*at, cell.words, looks.of("blank" if cell.is_blank else "words", *look))


def _chart(book: Any, drawn: Charted) -> Any:
    """A line with a mark at each result, joined only where two can be compared; the target is dashed."""
    chart = book.add_chart({"type": "line"})
    first, last = drawn.first, drawn.last
    font = {"name": FONT, "size": 10, "color": INK}
    chart.add_series(
        {
            "name": "Result",
            "categories": [drawn.sheet, first, 1, last, 1],
            "values": [drawn.sheet, first, 2, last, 2],
            "line": {"color": LINK, "width": 2.25},
            "marker": {"type": "circle", "size": 6, "fill": {"color": LINK}, "border": {"color": LINK}},
            "points": [None if joined else {"line": {"none": True}} for joined in drawn.joined],
        }
    )
    if drawn.has_target:
        chart.add_series(
            {
                "name": "Target",
                "categories": [drawn.sheet, first, 1, last, 1],
                "values": [drawn.sheet, first, 4, last, 4],
                "line": {"color": "#3D3D3D", "width": 1.5, "dash_type": "dash"},
                "marker": {"type": "short_dash", "size": 8, "fill": {"color": "#3D3D3D"}},
            }
        )
    chart.set_title({"name": drawn.title, "name_font": {**font, "size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": font, "line": {"color": INK}})
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": number_format(drawn.form),
            "major_gridlines": {"visible": True, "line": {"color": "#DDD8CC"}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": font} if drawn.has_target else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 760, "height": 340})
    return chart
