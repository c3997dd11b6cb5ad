"""Files made for the tests: workbooks and Word documents as councils keep their action plans."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(__file__).parent / "data"
HEAD = ["Objective", "Action", "Lead officer", "By when", "Measure", "Target"]


def workbook(
    rows: Sequence[Sequence[object]], *, merged: Sequence[str] = (), hidden: Sequence[int] = ()
) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Action plan"
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def a_real_workbook() -> bytes:
    """A title across the top, merged objectives, real dates, percentages and a formula without its result."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Action plan"
    sheet.append(["Corporate strategy action plan 2012-13"])
    sheet.append([])
    sheet.append(HEAD)
    sheet.append(["Environment", "Plant trees", "Head of Streets", date(2013, 3, 31), "Trees alive", 0.95])
    sheet.append([None, "Cut verges", "Head of Streets", date(2012, 6, 30), None, None])
    sheet.append(["Economy", "Open a market", "Ann Smith", "Ongoing", "Stalls", "=2*6"])
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A4:A5")
    sheet["F4"].number_format = "0%"
    return saved(book)


def cheltenham_rows() -> list[dict[str, str]]:
    """The lines of Cheltenham's corporate strategy 2012-13 that hang from one another."""
    with (ROOT / "demo" / "cheltenham" / "elements.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["plan"] == "corporate-strategy"]


# What each outcome of 2014-15 is grouped under, as its detail says it.
GROUPS = {
    "Grouped under the environment.": "Enhancing and protecting our environment",
    "Grouped under the economy.": "Strengthening our economy",
    "Grouped under communities.": "Strengthening our communities",
    "Cuts across the others.": "Value for money services that meet customer needs",
}


def cheltenham_word() -> bytes:
    """Cheltenham's plan as a Word table: objectives merged down over their outcomes, two rows of headings."""
    outcomes = [row for row in cheltenham_rows() if row["edition"] == "2014-15"]
    objectives = [
        row["title"]
        for row in cheltenham_rows()
        if row["edition"] == "2012-13" and row["level"] == "objective"
    ]
    document = docx.Document()
    document.add_heading("Corporate strategy action plan", 1)
    document.add_paragraph("Agreed by Council")
    table = document.add_table(rows=2, cols=4)
    for at, words in enumerate(["Objective", "Outcome", "Delivery", "Delivery"]):
        table.cell(0, at).text = words
    for at, words in enumerate(["Objective", "Outcome", "Lead officer", "By when"]):
        table.cell(1, at).text = words
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Delivery"
    for at in (0, 1):
        table.cell(0, at).merge(table.cell(1, at)).text = ["Objective", "Outcome"][at]
    for objective in objectives:
        below = [row for row in outcomes if GROUPS[row["detail"]] == objective]
        first = len(table.rows)
        for row in below:
            cells = table.add_row().cells
            cells[1].text, cells[2].text, cells[3].text = (
                row["title"],
                "Director of Built Environment",
                "31 March 2015",
            )
        if below:
            merged = table.cell(first, 0).merge(table.cell(len(table.rows) - 1, 0))
            merged.text = objective
    return word(document)


def word(document: docx.document.Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()
