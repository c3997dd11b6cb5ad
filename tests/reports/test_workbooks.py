"""Excel and OpenDocument by the Analysis Function's rules, with every figure of their workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document
from openpyxl import load_workbook

from goldenthread.core.words import worked_out
from goldenthread.reports.blocks import Sheet, Workbook
from goldenthread.reports.grids import Column, blank, grid, number, text
from goldenthread.reports.rendering.figured import Held, figure, held
from goldenthread.reports.rendering.ods import to_ods
from goldenthread.reports.rendering.spreadsheet import pages_of, tables_of
from goldenthread.reports.rendering.xlsx import number_format, to_xlsx
from tests.reports.an_outline import exceptions, workbook
from tests.reports.figures_in import (
    allowed_in_workbook,
    as_shown,
    differences,
    figures_in,
    figures_in_ods,
    figures_in_xlsx,
    figures_of_workbook,
)

WRITERS = pytest.mark.parametrize(
    ("write", "read"), [(to_xlsx, figures_in_xlsx), (to_ods, figures_in_ods)], ids=("xlsx", "ods")
)
Write, Read = Callable[[Workbook], bytes], Callable[[bytes], Any]


@cache
def excel() -> Any:
    return load_workbook(BytesIO(to_xlsx(workbook())))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as held_in:
        return held_in.read(name).decode("utf-8")


def of(*sheets: Sheet) -> Workbook:
    return Workbook("Figures", "York", (), sheets)


@WRITERS
def test_every_figure_of_the_workbook_is_held_and_no_other(write: Write, read: Read) -> None:
    made = workbook()
    found = read(write(made))
    assert differences(figures_of_workbook(made), allowed_in_workbook(made), found) == ({}, [])


@WRITERS
def test_one_wrong_digit_would_be_seen(write: Write, read: Read) -> None:
    right = of(Sheet("A", "A", grid("A", [Column("Result", True)], [[number("1,234.5%")]])))
    wrong = of(Sheet("A", "A", grid("A", [Column("Result", True)], [[number("1,234.6%")]])))
    found = read(write(wrong))
    assert differences(figures_of_workbook(right), allowed_in_workbook(right), found) == (
        {"1234.5%": 1},
        ["1234.6%"],
    )


@WRITERS
def test_the_same_workbook_gives_the_same_bytes(write: Write, read: Read) -> None:
    assert write(workbook(5)) == write(workbook(5))


@WRITERS
def test_an_empty_workbook_is_still_a_workbook(write: Write, read: Read) -> None:
    assert not read(write(of()))
    assert not read(write(of(Sheet("", "", exceptions(0)))))


def test_the_sheets_stand_in_order_with_titles_in_a1_and_the_first_one_open() -> None:
    book = excel()
    assert book.sheetnames == [
        "Cover", "Contents", "Notes", "Exceptions", "Money", "Sets", "Calls", "Chart data",
    ]  # fmt: skip
    assert book.active.title == "Cover"
    assert [sheet["A1"].value for sheet in book][:4] == [
        "Finance and Performance Monitor 3: the figures",
        "Contents",
        "Notes",
        "Measures near or off target",
    ]
    assert all(sheet.sheet_view.selection[0].activeCell == "A1" for sheet in [book["Cover"]])


def test_every_table_is_marked_as_one_without_merged_or_empty_cells() -> None:
    book = excel()
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1, sheet.title
        assert not sheet.merged_cells.ranges
        table = next(iter(sheet.tables.values()))
        rows = list(sheet[table.ref])
        assert sheet.freeze_panes == f"A{rows[1][0].row}"
        if sheet.title != "Chart data":
            assert all(cell.value not in (None, "") for row in rows for cell in row), sheet.title
        assert sheet.max_row == rows[-1][0].row


def test_contents_lead_to_every_sheet_and_back() -> None:
    book = excel()
    links = [
        (cell.value, cell.hyperlink.location) for row in book["Contents"] for cell in row if cell.hyperlink
    ]
    assert links == [(name, f"'{name}'!A1") for name in book.sheetnames[2:]]
    assert all(
        any(cell.hyperlink and cell.hyperlink.location == "'Contents'!A1" for cell in sheet["A"])
        for sheet in book.worksheets[2:]
    )


def test_type_is_sans_serif_and_ten_points_or_more() -> None:
    fonts = {
        (cell.font.name, cell.font.sz >= 10)
        for sheet in excel()
        for row in sheet
        for cell in row
        if cell.value
    }
    assert fonts == {("Arial", True)}


def test_numbers_are_numbers_in_a_format_that_prints_them_as_the_page_does() -> None:
    sheet = excel()["Money"]
    rows = {row[0].value: [(cell.value, cell.number_format) for cell in row[1:]] for row in sheet.iter_rows()}
    assert rows["City Strategy"][0] == (412, '"+"0;"−"0;""0')
    assert rows["Treasury management"][:2] == [("Not stated", "General"), (-1226, '#,##0;"−"#,##0')]
    assert rows["Resources"][3] == (-0.005, '0.0%;"−"0.0%')


def test_a_chart_stands_beside_its_table_and_is_told_in_words() -> None:
    content = to_xlsx(workbook())
    drawn = part(content, "xl/drawings/drawing1.xml")
    assert 'descr="Line chart. Measure 3. Results: Apr–Jun 2007 81.3%' in drawn
    chart = part(content, "xl/charts/chart1.xml")
    assert chart.count("<c:ser>") == 2
    assert "dispBlanksAs" not in chart  # which leaves a gap, not a nought
    assert re.findall(r"<c:f>(.*?)</c:f>", chart)[:2] == [
        "'Chart data'!$B$6:$B$13",
        "'Chart data'!$C$6:$C$13",
    ]
    rows = [[cell.value for cell in row] for row in excel()["Chart data"].iter_rows(min_row=5, max_row=9)]
    assert rows[0] == ["Chart", "Period", "Result", "What stands there", "Target"]
    assert rows[1][2] == pytest.approx(0.813)
    assert rows[4][1:4] == ["Jan–Mar 2008", None, "Not held"]


@WRITERS
def test_the_file_says_its_title_and_language_and_bears_no_clock(write: Write, read: Read) -> None:
    content = write(workbook(1))
    said = part(content, "docProps/core.xml" if write is to_xlsx else "meta.xml")
    assert "<dc:title>Finance and Performance Monitor 3: the figures</dc:title>" in said
    assert "<dc:language>en-GB</dc:language>" in said
    assert "20" not in re.sub(r"http\S+", "", said)


@WRITERS
def test_words_that_look_like_a_formula_are_words(write: Write, read: Read) -> None:
    columns = [Column("Said")]
    content = write(
        of(Sheet("A", "A", grid("A", columns, [[text("=1+1")], [text("@SUM(A1:A9)")], [number("=2")]])))
    )
    if write is to_xlsx:
        cells = [cell for cell in load_workbook(BytesIO(content))["A"]["A"] if str(cell.value)[:1] in "=@"]
        assert [cell.data_type for cell in cells] == ["s", "s", "s"]
        assert "<f>" not in part(content, "xl/worksheets/sheet3.xml")
    else:
        assert "table:formula" not in part(content, "content.xml")
        assert "<text:p>=1+1</text:p>" in part(content, "content.xml")


def test_opendocument_says_a_number_and_how_it_is_printed() -> None:
    content = to_ods(workbook(1))
    said = part(content, "content.xml")
    assert 'office:value-type="percentage" office:value="-0.005"><text:p>−0.5%</text:p>' in said
    assert 'office:value-type="float" office:value="-1226"><text:p>−1,226</text:p>' in said
    assert said.count("<table:database-range ") == 6
    assert said.count("<table:table-header-rows>") == 6
    with zipfile.ZipFile(BytesIO(content)) as held_in:
        assert held_in.namelist()[0] == "mimetype"
        assert held_in.getinfo("mimetype").compress_type == zipfile.ZIP_STORED


def test_opendocument_is_read_by_another_hand() -> None:
    body: Any = Document(BytesIO(to_ods(workbook(2)))).body
    assert [table.name for table in body.tables] == [
        "Cover", "Contents", "Notes", "Exceptions", "Money", "Sets", "Calls",
    ]  # fmt: skip
    assert body.tables[4].get_value("C9") == -305


def test_names_of_sheets_are_short_and_never_the_same() -> None:
    long = "A [very] long: name/of a sheet * that Excel? would refuse"
    names = [one.name for one in tables_of(of(*(Sheet(long, "A", exceptions(1)) for _ in range(3))))]
    assert names == [
        "A very long name of a sheet th",
        "A very long name of a shee 2",
        "A very long name of a shee 3",
    ]
    assert [one.name for one in tables_of(of(Sheet("notes", "N", exceptions(1))))] == ["notes 2"]


@WRITERS
def test_tables_of_pages_named_nearly_alike_are_told_apart(write: Write, read: Read) -> None:
    names = ["A B", "A_B", "Tŷ", "Tâ"]
    content = write(of(*(Sheet(name, name, exceptions(1)) for name in names)))
    if write is to_xlsx:
        book = load_workbook(BytesIO(content))
        found = [next(iter(sheet.tables)) for sheet in book.worksheets[2:]]
    else:
        found = re.findall(r'database-range table:name="(.*?)"', part(content, "content.xml"))[1:]
    assert found == ["t_A_20_B", "t_A_5f_B", "t_T_177_", "t_T_e2_"]


def test_what_heads_a_group_becomes_a_column_and_nothing_is_left_empty() -> None:
    sets = tables_of(workbook())[2]
    assert sets.heads[:2] == ("Part", "Set")
    assert [row[0].words for row in sets.rows] == [
        *["Theme 1 (3 objectives)"] * 2,
        *["Theme 3 (5 objectives)"] * 2,
        "Not applicable",
    ]
    assert all(cell.words for page in tables_of(workbook()) for row in page.rows for cell in row)


def test_headings_alike_are_told_apart() -> None:
    columns = [Column("Result"), Column("result"), Column("")]
    page = tables_of(of(Sheet("A", "A", grid("A", columns, [[text("1"), text("2"), text("3")]]))))[0]
    assert page.heads == ("Result", "result (2)", "Column")


def test_notices_and_whom_to_ask_stand_on_the_cover() -> None:
    said = [line.words for line in pages_of(workbook(), [])[0].lines]
    assert said[:5] == [
        "City of Testing Council",
        "Position at 31 January 2009",
        "Correction on 9 April 2009: 1 figure changed after publication.",
        "Made for the Executive of 31 March 2009.",
        "Contact: performance team, 01904 551550.",
    ]


@pytest.mark.parametrize(
    ("words", "value", "form"),
    [
        ("78.5%", "0.785", '0.0%;"−"0.0%'),
        ("−£742,000", "-742000", '"£"#,##0;"−£"#,##0'),
        ("+1.70", "1.70", '"+"0.00;"−"0.00;""0.00'),
        ("0", "0", '0;"−"0'),
        ("2009", "2009", '0;"−"0'),
    ],
)
def test_a_printed_number_becomes_a_number_with_its_format(words: str, value: str, form: str) -> None:
    read = figure(words)
    assert read.value == Decimal(value)
    assert number_format(read.form) == form


@pytest.mark.parametrize(
    "words", ["20 of 37", "007", "12,34", "9.1 days", "1234567890123456", "Yes", "−", "1e5"]
)
def test_what_is_no_plain_number_stays_words(words: str) -> None:
    assert figure(words) == Held(words)


def test_an_exact_figure_stands_behind_the_words_only_where_it_is_printed_as_they_are() -> None:
    assert held(number("78.5%", value=Decimal("78.4567"))).value == Decimal("0.784567")
    assert held(number("78.5%", value=Decimal("78.4"))).value == Decimal("0.785")
    assert held(blank("No target")) == Held("No target", is_blank=True)


@given(st.decimals(-999_999_999, 999_999_999, places=2), st.sampled_from(["", "%"]), st.booleans())
def test_any_figure_is_shown_as_it_was_printed(value: Decimal, sign: str, is_signed: bool) -> None:
    """The number that is kept, through its format, is the words that it was read from."""
    printed = ("+" if is_signed and value > 0 else "") + worked_out(value) + sign
    read = figure(printed)
    assert read.value is not None
    shown = as_shown(float(read.value), number_format(read.form))
    assert figures_in(shown) == figures_in(printed)


def test_a_control_sign_in_any_words_breaks_no_file() -> None:
    made = replace(workbook(1), title="A\x00B\x0b", council="\ud800C", about=("\x1fD",))
    assert load_workbook(BytesIO(to_xlsx(made)))["Cover"]["A1"].value == "A B"
    assert "A B" in part(to_ods(made), "content.xml")
