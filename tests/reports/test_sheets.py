"""Any table can be taken away, and what was typed in stays text in a spreadsheet."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from goldenthread.reports.grids import Column, Grid, Row, grid, group_row, number, text
from goldenthread.reports.sheets import csv_of, xlsx_of

TABLE = grid(
    "Gaps: by kind",
    [Column("What"), Column("How many", is_number=True)],
    [
        [text("=1+1", note="TAR1"), number("1,234")],
        [text("\x0bOwner"), number("\u22122.5")],
        [text("None"), number("n/a")],
    ],
)


def test_a_table_as_csv_keeps_numbers_and_marks_formulas_as_text() -> None:
    """R101."""
    found = csv_of(TABLE)
    assert found.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(found.decode("utf-8-sig")))) == [
        ["What", "How many"], ["'=1+1 (TAR1)", "1234"], ["\x0bOwner", "-2.5"], ["None", "n/a"],
    ]  # fmt: skip


def test_the_head_of_a_group_is_a_row_with_words_in_its_first_cell() -> None:
    columns = (Column("What"), Column("How many", is_number=True))
    found = csv_of(Grid("x", columns, (group_row("Ours", "Two", columns), Row((text("a"), number("1"))))))
    assert found.decode("utf-8-sig").splitlines() == ["What,How many", "Ours (Two),", "a,1"]


def test_a_table_as_a_workbook_holds_no_formula() -> None:
    """R101."""
    sheet = load_workbook(BytesIO(xlsx_of(TABLE))).active
    assert sheet is not None and sheet.title == "Gaps  by kind" and sheet.freeze_panes == "A2"
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        [("=1+1 (TAR1)", "s"), (1234, "n")],
        [(" Owner", "s"), (-2.5, "n")],
        [("None", "s"), ("n/a", "s")],
    ]


def test_money_is_a_number_with_a_format_of_money() -> None:
    """R101: a finance officer can add the column up."""
    column = [Column("Net", is_number=True)]
    amounts = ["£14,500,500", "\u2212£9,123", "+£300,000.55"]
    table = grid("Money", column, [[number(one)] for one in amounts])
    assert csv_of(table).decode("utf-8-sig").split() == ["Net", "14500500", "-9123", "300000.55"]
    sheet = load_workbook(BytesIO(xlsx_of(table))).active
    assert sheet is not None
    held = [(row[0].value, row[0].number_format) for row in sheet.iter_rows(min_row=2)]
    assert held == [
        (14_500_500, '"£"#,##0;-"£"#,##0'), (-9123, '"£"#,##0;-"£"#,##0'),
        (300_000.55, '"£"#,##0.00;-"£"#,##0.00'),
    ]  # fmt: skip
