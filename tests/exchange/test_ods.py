"""OpenDocument spreadsheets are read as they are shown, and hostile ones are refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.ods import MOST_CELLS, is_spreadsheet, ods_sheets
from goldenthread.exchange.workbooks import NOT_CALCULATED
from tests.exchange.ods_made import cell, ods, row, table


def rows(*made: str) -> list[list[str]]:
    [(_, read)] = ods_sheets(ods(table("A", *made)), "a.ods")
    return list(read())


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (cell(84.13), "84.13"),
        (cell(0.1 + 0.2), "0.3"),
        (cell("two\nlines"), "two\nlines"),
        ('<table:table-cell office:value-type="percentage" office:value="0.8413"><text:p>84%</text:p>'
         "</table:table-cell>", "84.13%"),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', "TRUE"),
        ('<table:table-cell office:value-type="date" office:date-value="2014-06-30T00:00:00"/>',
         "2014-06-30"),
        ('<table:table-cell office:value-type="float" office:value="1e400"><text:p>x</text:p>'
         "</table:table-cell>", "x"),
        ('<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p>'
         "</table:table-cell>", "#DIV/0!"),
        ('<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>', "2"),
        ('<table:table-cell table:formula="of:=1+1"/>', NOT_CALCULATED),
        ("<table:table-cell><text:p>a<text:s text:c=\"3\"/>b<text:line-break/>c<text:tab/>d</text:p>"
         "</table:table-cell>", "a   b\nc\td"),
        ("<table:table-cell><office:annotation><text:p>A note</text:p></office:annotation>"
         "<text:p>7</text:p></table:table-cell>", "7"),
    ],
)  # fmt: skip
def test_a_cell_as_it_is_shown(made: str, text: str) -> None:
    assert rows(row(made)) == [[text]]


def test_repeated_and_merged_cells_are_spread_out() -> None:
    assert (
        rows(row(cell("a", 'table:number-columns-repeated="2"'), cell("b"), repeated=2))
        == [["a", "a", "b"]] * 2
    )
    merged = cell("x", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    covered = "<table:covered-table-cell/>"
    assert rows(row(merged, covered), row(covered, covered, cell("y"))) == [["x", "x"], ["x", "x", "y"]]


def test_blank_rows_to_the_end_of_a_sheet_are_none() -> None:
    assert rows(row(cell(1)), row(cell(None), repeated=1_048_575)) == [["1"]]


@pytest.mark.parametrize(
    "made",
    [
        row(cell("x"), repeated=MOST_CELLS),
        row(cell("x", 'table:number-columns-spanned="99999" table:number-rows-spanned="99999"')),
    ],
)
def test_a_sheet_that_says_it_is_endless_is_refused(made: str) -> None:
    with pytest.raises(UnreadableFile, match="it has more than 2,000,000 cells"):
        rows(made)


def test_damage_is_told_in_a_sentence() -> None:
    data = ods("<table:table>")
    with pytest.raises(UnreadableFile, match="the file is damaged, locked or incomplete"):
        ods_sheets(data, "a.ods")
    with pytest.raises(UnreadableFile):
        ods_sheets(data[:100], "a.ods")


def test_declared_types_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(UnreadableFile, match="XML declarations that no spreadsheet writes"):
        ods_sheets(out.getvalue(), "a.ods")


def test_what_is_no_spreadsheet_is_told_apart() -> None:
    assert is_spreadsheet(ods(""))
    assert not is_spreadsheet(ods("", "application/vnd.oasis.opendocument.text"))
    assert not is_spreadsheet(b"PK\3\4 no archive")
