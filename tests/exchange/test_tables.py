"""Tables from whatever a council's spreadsheet saves (R143): read right, or refused with every problem."""

import io
import random
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange import tables, workbooks
from goldenthread.exchange.tables import Row, find_table, has_columns, read_sheets, read_table

NEEDS = ("measure", "target")


def cells_of(table):
    return [dict(row.cells) for row in table.rows]


def problems_in(source, needs=NEEDS, **options):
    with pytest.raises(UnreadableFile) as refused:
        read_table(source, needs, **options)
    return refused.value.problems


def sentence_for(source, **options):
    (problem,) = problems_in(source, **options)
    return problem.sentence


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(*rows, title="Sheet"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


# Encodings

TEXT = "measure,target\nCost per visit – Siân’s café,£12.50\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_the_encoding_is_told_from_the_bytes(encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")

    table = read_table(mark + TEXT.encode(encoding), NEEDS)

    assert cells_of(table) == [{"measure": "Cost per visit – Siân’s café", "target": "£12.50"}]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "name",
    [
        "Cost in £",
        "Spend of £12m",
        "Café visits",
        "Côr Siân",
        "CAFÉ",
        "José García",
        "Müller crèche",
        "naïve",
        "Pobl â dementia",
        "£000s",
    ],
)
def test_accented_names_and_pounds_come_out_right_whatever_the_code_page(encoding, name):
    text = f"measure,target\n{name},£5\n"

    assert read_table(text.encode(encoding), NEEDS).rows[0]["measure"] == name


@pytest.mark.parametrize(
    "name", ["Ages 4–5", "Bins – weekly", "It’s late", "“Good” or better", "residents’ views"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_dashes_and_quotation_marks_come_out_right(encoding, name):
    assert read_table(f"measure,target\n{name},£5\n".encode(encoding), NEEDS).rows[0]["measure"] == name


def test_unicode_text_saved_by_a_spreadsheet_is_parted_by_tabs():
    data = "measure\ttarget\r\nCafé – £\t5\r\n".encode("utf-16")

    assert cells_of(read_table(data, NEEDS)) == [{"measure": "Café – £", "target": "5"}]


def test_text_cut_in_the_middle_of_a_character_is_refused():
    assert "cut or damaged" in sentence_for(b"\xff\xfe" + "measure,target\n".encode("utf-16-le") + b"\x00")


# The shape of a CSV


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_lines_are_parted_by_whatever_gives_the_columns(mark):
    data = f'measure{mark}target\n"Bins, weekly; all|some"{mark}5\n'.encode()

    assert cells_of(read_table(data, NEEDS)) == [{"measure": "Bins, weekly; all|some", "target": "5"}]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_sep_line_is_obeyed_and_not_counted(line):
    table = read_table(f"{line}\r\nmeasure;target\r\nBins;5\r\n".encode(), NEEDS)

    assert (table.header_row, table.rows) == (1, (Row(2, {"measure": "Bins", "target": "5"}),))


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    data = b'Council performance\n\nmeasure,target\n\n"Bins,\nweekly",5\n,\n  \nParks,6\n'

    table = read_table(data, NEEDS)

    assert table.header_row == 3
    assert [(row.number, row["measure"]) for row in table.rows] == [(5, "Bins,\nweekly"), (8, "Parks")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(ending):
    data = ending.join(["measure,target", "Bins,5"]).encode()

    assert cells_of(read_table(data, NEEDS)) == [{"measure": "Bins", "target": "5"}]


@pytest.mark.parametrize(
    "heading", ["Published Status", "published-status", "PUBLISHED_STATUS", " published  status "]
)
def test_headings_match_whatever_their_capitals_spaces_and_hyphens(heading):
    data = f"{heading},other\ngreen,x\n".encode()

    assert read_table(data, ["published_status"]).rows[0]["published_status"] == "green"


def test_the_files_own_headings_can_be_given():
    data = b"ref,q1_target,target\nCS01,90,5\n"

    table = read_table(data, NEEDS, renamed={"measure": "ref", "target": "Q1 Target"})

    assert table.rows[0]["measure"] == "CS01"
    assert table.rows[0]["target"] == "90"
    assert table.problem(2, "target", "wrong") == Problem("the file", 2, "q1_target", "wrong")


def test_a_heading_keeps_its_own_dashes():
    assert read_table("measure,Actual – Q1\nBins,5\n".encode(), ["measure"]).header == (
        "measure",
        "Actual – Q1",
    )
    assert read_table("measure,Actual – Q1\nBins,5\n".encode(), ["actual q1"]).rows[0]["actual q1"] == "5"


def test_columns_that_were_not_asked_for_go_by_their_own_headings():
    table = read_table(b"measure,target,Lead officer,note,note\nBins,5,Amara,a,b\n", NEEDS, ["floor"])

    assert cells_of(table) == [{"measure": "Bins", "target": "5", "Lead officer": "Amara", "note": "a"}]
    assert table.rows[0]["floor"] == ""


def test_short_rows_are_blank_at_the_end():
    assert read_table(b"measure,target\nBins\n", NEEDS).rows[0]["target"] == ""


def test_more_than_one_kind_of_table_can_be_looked_for():
    sheets = read_sheets(b"parts,stated_total\n1,1\n")

    assert not has_columns(sheets, ["measure"])
    assert has_columns(sheets, ["parts", "stated total"])
    assert find_table(sheets, ["parts"]).rows[0]["parts"] == "1"


# Refusals


def test_every_missing_column_is_named_with_what_was_found(tmp_path):
    path = tmp_path / "kpis.csv"
    path.write_text("Title row\nref,Target,actual\n1,2,3\n")

    found = "there is no such column; the columns found are: ref, Target, actual"
    assert problems_in(path, ("measure", "target", "polarity")) == [
        Problem(str(path), 2, "measure", found),
        Problem(str(path), 2, "polarity", found),
    ]


def test_a_heading_that_was_given_must_be_there():
    (problem,) = problems_in(b"measure,target\nBins,5\n", NEEDS, also=["note"], renamed={"note": "remark"})

    assert problem.column == "remark"


def test_two_columns_of_one_heading_are_refused():
    (problem,) = problems_in(b"measure,target,TARGET\nBins,5,6\n")

    assert problem == Problem(
        "the file", 1, "target", "more than one column has this heading; rename the others"
    )


def test_a_row_with_more_cells_than_the_header_is_refused():
    problems = problems_in(b"measure,target\nBins,1,234\nParks,5,,\nTrees,6,x\n")

    assert [(one.row, one.sentence) for one in problems] == [
        (2, "the row has more cells than the header, from “234” on"),
        (4, "the row has more cells than the header, from “x” on"),
    ]


def test_fifty_problems_are_told_and_the_others_counted():
    problems = problems_in(b"measure,target\n" + b"Bins,1,234\n" * 60)

    assert (len(problems), problems[-1].sentence) == (51, "and 10 more problems")


@pytest.mark.parametrize(
    "data", [b"", b"  \n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0", b"\xff\xfe\n\x00 \x00"]
)
def test_an_empty_file_is_refused(data):
    assert sentence_for(data) == "the file is empty"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "this is an old Excel or Word file"),
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"{\\rtf1 x}", "this is a rich text document"),
        (b"\x89PNG\r\n", "this is a picture"),
        (b"\x1f\x8b\x08", "this is a compressed file"),
        (b"<!DOCTYPE html><table>", "this is a web page"),
        (b"\xef\xbb\xbf\n<html>", "this is a web page"),
        (b"PK\x03\x04rubbish", "this is a damaged workbook or zip file"),
        (b"measure,target\nBi\0ns,5\n", "the file holds NUL bytes"),
        (b'measure,target\n"Bins,5\nParks,6\n', "a quotation mark is opened here or above and never closed"),
        (b"measure,target\n" + b"x" * 200_000 + b",5\n", "a cell is longer than 131,072 letters"),
        (b'measure,target\n"Bins"x,5\n', "the quotation marks in this row do not pair up"),
        (b'"measure,target\nBins,5\n', "a quotation mark is opened here or above and never closed"),
    ],
)
def test_what_is_not_a_table_is_refused_by_what_it_is(data, said):
    assert sentence_for(data).startswith(said)


def _zip(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("word/document.xml", "this is a Word document"),
        ("content.xml", "this is an OpenDocument file"),
        ("xl/workbook.bin", "this is a binary Excel workbook"),
        ("Index/Document.iwa", "this is an Apple Numbers"),
        ("readme.txt", "this is a zip file"),
    ],
)
def test_other_files_under_a_workbooks_name_are_refused_by_what_they_are(tmp_path, part, said):
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(_zip(**{part: "<x/>"}))

    assert sentence_for(path).startswith(said)
    assert "save it as an Excel workbook (.xlsx) or as CSV" in sentence_for(path)


def test_a_path_that_cannot_be_read_is_refused(tmp_path):
    assert sentence_for(tmp_path / "none.csv") == "there is no such file"
    assert sentence_for(tmp_path) == "this is a folder, not a file"
    assert sentence_for(str(tmp_path / "a\0b.csv")).startswith("the file cannot be opened")
    assert sentence_for(tmp_path / ("x" * 300)).startswith("the file cannot be opened")


def test_a_file_that_you_may_not_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "kpis.csv"
    path.write_text("x")

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(tables.Path, "open", refuse)
    assert sentence_for(path).startswith("you may not read this file")


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "LARGEST_FILE", 1024 * 1024)

    assert sentence_for(b"x" * (1024 * 1024 + 1)) == "the file is larger than 1 MB; split it"


# Workbooks


def test_a_cell_is_read_as_the_spreadsheet_shows_it():
    book = workbook(["measure", "target"])
    shown = {
        0.959: ("0.0%", "95.9%"),
        0.07: ("0%", "7%"),
        1: ("0%", "100%"),
        95.9: ('0.0"%"', "95.9"),
        5: ("General", "5"),
        7.0: ("0.00", "7"),
        12345678: ("£#,##0", "12345678"),
        0.1 + 0.2: ("General", "0.3"),
        0.00001: ("General", "0.00001"),
        1e21: ("General", "1000000000000000000000"),
        date(2014, 6, 30): ("dd/mm/yyyy", "2014-06-30"),
        datetime.fromisoformat("2014-06-30T09:30:00"): ("dd/mm/yyyy hh:mm", "2014-06-30T09:30:00"),
        "#N/A": ("General", "#N/A"),
        " padded ": ("General", "padded"),
    }
    for value, (number_format, _) in shown.items():
        book.active.append(["Bins", value])
        book.active.cell(book.active.max_row, 2).number_format = number_format

    table = read_table(saved(book), NEEDS)

    assert [row["target"] for row in table.rows] == [text for _, text in shown.values()]


def test_truth_values_are_words():
    assert read_table(saved(workbook(["measure", "target"], [True, False])), NEEDS).rows[0].cells == {
        "measure": "TRUE",
        "target": "FALSE",
    }


def test_a_merged_cell_counts_for_every_cell_it_covers():
    book = workbook(
        ["Quarter 1 report", None, None],
        ["measure", "service", "target"],
        ["Bins", "Streets", 5],
        ["Parks", None, 6],
    )
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("B3:B4")

    table = read_table(saved(book), NEEDS)

    assert [(row.number, row["service"]) for row in table.rows] == [(3, "Streets"), (4, "Streets")]


def test_blank_and_formatted_rows_after_the_table_are_skipped():
    book = workbook(["measure", "target"], ["Bins", 5])
    book.active["A900"].number_format = "0%"
    book.active.row_dimensions[901].hidden = True

    assert [row.number for row in read_table(saved(book), NEEDS).rows] == [2]


def test_the_first_sheet_with_the_columns_is_taken_or_the_one_that_is_named():
    book = workbook(["Notes"], title="Read me")
    for title, target in (("Q1", 5), ("Q2", 6)):
        sheet = book.create_sheet(title)
        sheet.append(["measure", "target"])
        sheet.append(["Bins", target])
    data = saved(book)

    assert read_table(data, NEEDS).rows[0]["target"] == "5"
    assert read_table(data, NEEDS, sheet="q2").rows[0]["target"] == "6"
    assert read_table(data, NEEDS, name="kpis.xlsx").name == "kpis.xlsx (sheet Q1)"
    assert sentence_for(data, sheet="Q3") == "the workbook has no sheet “Q3”; its sheets are: Read me, Q1, Q2"


def test_a_formula_saved_without_its_result_is_a_problem_only_where_it_is_needed():
    asked = workbook(["measure", "target"], ["Bins", "=1+1"])
    aside = workbook(["measure", "target", "sum"], ["Bins", 5, "=1+1"])

    (problem,) = problems_in(saved(asked))

    assert (problem.row, problem.column) == (2, "target")
    assert "open the file in a spreadsheet and save it" in problem.sentence
    assert read_table(saved(aside), NEEDS).rows[0]["sum"] == ""


def rewritten(data, part, old, new):
    """A workbook with some text in one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, text.replace(old, new) if name == part else text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_formulas_saved_result_is_read():
    data = saved(workbook(["measure", "target"], ["Bins", "=40+2"]))
    data = rewritten(data, SHEET, b"<v/>", b"<v>42</v>")
    data = rewritten(data, SHEET, b"<v></v>", b"<v>42</v>")

    assert read_table(data, NEEDS).rows[0]["target"] == "42"


def test_a_workbook_with_no_sheet_that_fits_says_what_was_found():
    (one, _) = problems_in(saved(workbook(["ref", "value"])))

    assert one.sentence == "there is no such column; the columns found are: ref, value"


def test_a_workbook_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 1024)

    assert "larger than" in sentence_for(saved(workbook(["measure", "target"])))


def test_an_xml_bomb_is_refused_before_it_is_opened():
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet '
    data = rewritten(saved(workbook(["measure", "target"], ["Bins", 5])), SHEET, b"<worksheet ", bomb)

    assert "XML declarations that no spreadsheet writes" in sentence_for(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="2"', b'<row r="99999999"'),
        (b"<sheetData>", b'<mergeCells><mergeCell ref="nonsense"/></mergeCells><sheetData>'),
        (b'r="A2"', b'r="ZZZZZ2"'),
        (b"</sheetData>", b""),
    ],
)
def test_a_damaged_sheet_is_refused(old, new):
    data = rewritten(saved(workbook(["measure", "target"], ["Bins", "=1"])), SHEET, old, new)

    with pytest.raises(UnreadableFile):
        read_table(data, NEEDS)


def test_an_absurd_merge_is_ignored():
    data = saved(workbook(["measure", "target"], ["Bins", 5]))
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'

    assert read_table(rewritten(data, SHEET, b"</sheetData>", merge), NEEDS).rows[0]["target"] == "5"


# Whatever the bytes, the answer is a table or a refusal


def never_a_traceback(data):
    try:
        read_table(data, NEEDS)
    except UnreadableFile as refused:
        assert refused.problems


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_random_bytes_are_read_or_refused(data):
    never_a_traceback(data)
    never_a_traceback(b"measure,target\n" + data)


@given(st.text(alphabet='measure,target"\n\r;\t|£é\0 5', max_size=80))
@settings(max_examples=150, deadline=None)
def test_random_text_is_read_or_refused(text):
    never_a_traceback(b"measure,target\n" + text.encode())


@pytest.mark.parametrize("seed", range(40))
def test_damaged_workbooks_are_read_or_refused(seed):
    chance = random.Random(seed)
    data = bytearray(saved(workbook(["measure", "target"], ["Bins", 0.5], ["Parks", "=1"])))
    for _ in range(chance.choice([1, 5, 40])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    never_a_traceback(bytes(data[: chance.choice([len(data), len(data) // 2])]))


@pytest.mark.parametrize("seed", range(40))
def test_damaged_sheets_inside_sound_workbooks_are_read_or_refused(seed):
    chance = random.Random(seed)
    whole = saved(workbook(["measure", "target"], ["Bins", 0.5], ["Parks", "=1"]))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = chance.choice(archive.namelist())
        text = bytearray(archive.read(part))
    for _ in range(chance.choice([1, 3])):
        text[chance.randrange(len(text))] = chance.choice(b'<>"&/ 0A9\0')
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        old = archive.read(part)
    never_a_traceback(rewritten(whole, part, old, bytes(text)))
