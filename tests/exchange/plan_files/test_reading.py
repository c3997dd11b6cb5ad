"""Files are read whole or refused with a sentence: Excel, CSV and Word, as councils keep them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.plan_table import PlanTable, headings_of, propose
from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.plan_files import LARGEST_PLAN, plan_headings, read_plan_file
from tests.exchange.plan_files.books import HEAD, a_real_workbook, cheltenham_word, saved, word, workbook


def cells(table: PlanTable) -> list[tuple[int, list[str]]]:
    return [(line.number, list(line.cells)) for line in table.lines]


def refusal(data: bytes, name: str = "plan.xlsx") -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_plan_file(data, name)
    return str(refused.value)


# Excel


def test_a_workbook_gives_its_cells_as_they_are_shown():
    """Merged cells are filled, dates are dates, a percentage keeps its sign, rows keep their numbers."""
    (table,) = read_plan_file(a_real_workbook(), "plan.xlsx")
    assert table.name == "Action plan"
    assert cells(table)[0] == (1, ["Corporate strategy action plan 2012-13"] * 6)
    assert cells(table)[2:4] == [
        (4, ["Environment", "Plant trees", "Head of Streets", "2013-03-31", "Trees alive", "95%"]),
        (5, ["Environment", "Cut verges", "Head of Streets", "2012-06-30"]),
    ]
    reading = propose(table, plan_headings())
    assert (reading.head_from, reading.head_to, reading.names) == (3, 3, ("Objective", "Action"))


def test_a_formula_saved_without_its_result_is_marked():
    (table,) = read_plan_file(a_real_workbook(), "plan.xlsx")
    assert table.uncalculated == ((6, 5),)
    assert cells(table)[-1] == (6, ["Economy", "Open a market", "Ann Smith", "Ongoing", "Stalls"])


def test_hidden_rows_are_marked():
    (table,) = read_plan_file(workbook([HEAD, ["A", "One"], ["A", "Two"]], hidden=[3]), "plan.xlsx")
    assert [line.is_hidden for line in table.lines] == [False, False, True]


def test_each_sheet_with_rows_is_a_table():
    book = openpyxl.Workbook()
    book.active.append(["Action", "Lead"])
    book.active.append(["One", "Two"])
    book.create_sheet("Empty")
    book.create_sheet("Notes").append(["Only words"])
    more = book.create_sheet("Streets")
    more.append(["Action", "Lead"])
    more.append(["Three", "Four"])
    assert [table.name for table in read_plan_file(saved(book), "plan.xlsx")] == ["Sheet", "Streets"]


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_whatever_alphabet_and_with_whatever_sign_it_was_saved(encoding, delimiter):
    rows = [["Action", "Lead", "Cost"], ["Café – open it", "St Paul’s", "£5"], ["“Clean”, green", "Head", ""]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    (table,) = read_plan_file(text.encode(encoding), "plan.csv")
    assert [list(line.cells) for line in table.lines] == [[c for c in row if c] for row in rows]


def test_a_cell_of_several_lines_is_one_row():
    (table,) = read_plan_file(b'Action,Lead\n"One\nand two",A\nThree,B\n', "plan.csv")
    assert cells(table) == [(1, ["Action", "Lead"]), (2, ["One\nand two", "A"]), (3, ["Three", "B"])]


# Word


def test_a_word_table_gives_its_merged_cells_and_both_rows_of_headings():
    """R143: Cheltenham's plan, its objectives merged down over their outcomes."""
    (table,) = read_plan_file(cheltenham_word(), "plan.docx")
    assert table.name == "Table 1, Agreed by Council"
    reading = propose(table, plan_headings())
    assert headings_of(table, reading.head_from, reading.head_to) == (
        "Objective", "Outcome", "Delivery Lead officer", "Delivery By when",
    )  # fmt: skip
    assert cells(table)[2:4] == [
        (3, ["Enhancing and protecting our environment", "Clean and well-maintained environment",
             "Director of Built Environment", "31 March 2015"]),
        (4, ["Enhancing and protecting our environment",
             "Natural and built environment enhanced and protected",
             "Director of Built Environment", "31 March 2015"]),
    ]  # fmt: skip


def _word_with(*tables: list[list[str]], heading: str = "") -> docx.document.Document:
    document = docx.Document()
    for number, rows in enumerate(tables, start=1):
        document.add_paragraph(f"{heading} {number}" if heading else "")
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, said in zip(made.rows, rows, strict=True):
            for cell, words in zip(row.cells, said, strict=True):
                cell.text = words
    return document


def test_tables_with_the_same_headings_are_offered_as_one_too():
    """One table for each theme, with the theme's name before it, is how many councils publish."""
    one = [["Action", "Lead"], ["Plant trees", "A"], ["Cut verges", "B"]]
    two = [["Action", "Lead"], ["Open a market", "C"]]
    tables = read_plan_file(word(_word_with(one, two, heading="Theme")), "plan.docx")
    assert [table.name for table in tables] == [
        "All 2 tables with these headings", "Table 1, Theme 1", "Table 2, Theme 2",
    ]  # fmt: skip
    assert [list(line.cells) for line in tables[0].lines] == [
        ["Action", "Lead"], ["Theme 1", "Theme 1"], ["Plant trees", "A"], ["Cut verges", "B"],
        ["Theme 2", "Theme 2"], ["Open a market", "C"],
    ]  # fmt: skip
    assert propose(tables[0], plan_headings()).has_groups


def test_deleted_words_are_left_out_and_headings_marked_in_the_file_are_taken():
    document = _word_with([["Was", "Wer"], ["Plant trees", "A"], ["Cut verges", "B"]])
    table = document.tables[0]
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    run = table.cell(1, 0).paragraphs[0].runs[0]._r
    words = run.find(qn("w:t"))
    words.tag = qn("w:delText")
    (read,) = read_plan_file(word(document), "plan.docx")
    assert read.heads == 1
    assert cells(read)[1] == (2, ["", "A"])


def test_a_table_in_a_cell_is_words_of_that_cell():
    document = _word_with([["Action", "Lead"], ["Plant trees", "A"]])
    inner = document.tables[0].cell(1, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "oak", "ash"
    (read,) = read_plan_file(word(document), "plan.docx")
    assert read.lines[1].cell(0) == "Plant trees oak ash"


# Refused whole


def test_what_is_no_table_is_refused_with_a_sentence():
    assert "there is no table in it" in refusal(b"Dear all,\nplease find the plan below.\n", "plan.csv")
    assert "there is no table in it" in refusal(word(docx.Document()), "plan.docx")
    assert "the file is empty" in refusal(b"", "plan.csv")
    assert "this is a PDF" in refusal(b"%PDF-1.7 and so on", "plan.pdf")
    assert "this is a picture" in refusal(b"\x89PNG and so on", "plan.png")
    assert "no rows below the headings" in refusal(b"Action,Lead\n", "plan.csv")
    assert "a quotation mark is opened" in refusal(b'Action,Lead\n"One,Two\n', "plan.csv")


def test_old_and_locked_files_are_refused_with_what_to_do():
    sentence = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.doc")
    assert "locked with a password" in sentence and "save it as .docx, .xlsx or .csv" in sentence


def test_damaged_files_are_refused():
    assert "damaged" in refusal(a_real_workbook()[:-400])
    assert "damaged" in refusal(
        _with_part(cheltenham_word(), "word/document.xml", b"<w:document"), "plan.docx"
    )


def test_too_large_files_are_refused_with_the_limit():
    assert "larger than 20 MB" in refusal(b"a,b\n" * (LARGEST_PLAN // 4 + 1), "plan.csv")
    assert "more than 5,000 rows" in refusal(b"Action,Lead\n" + b"One,Two\n" * 5_001, "plan.csv")
    assert "61 columns, and 60 can be read" in refusal(b"a,b\n" + b",".join([b"x"] * 61) + b"\n", "plan.csv")
    long = b"Action,Lead\n" + (b"x" * 100_000 + b",y\n") * 51
    assert "5,000,000 characters" in refusal(long, "plan.csv")


def test_bombs_are_refused_before_they_go_off():
    bomb = _with_part(a_real_workbook(), "xl/media/a.bin", b"\0" * (210 * 1024 * 1024))
    assert "unpacked" in refusal(bomb)
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    assert "declarations" in refusal(_with_part(cheltenham_word(), "word/document.xml", entity), "plan.docx")


def _with_part(data: bytes, name: str, part: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for one in held.namelist():
            if one != name:
                made.writestr(one, held.read(one))
        made.writestr(name, part)
    return out.getvalue()


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        tables = read_plan_file(data, "plan")
    except UnreadableFile as refused:
        assert str(refused)
    else:
        assert tables
