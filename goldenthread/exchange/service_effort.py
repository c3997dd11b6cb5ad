"""What actions ask of a service as a spreadsheet to fill in offline, and reading it when it comes back.

The column “Line” says which action a row is of, and which version of it went out, so that what somebody else
changed since is told apart. Rows may come in any order, and be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from goldenthread.core.amounts import DAYS
from goldenthread.core.effort import Percents
from goldenthread.core.periods import Period, label
from goldenthread.core.workload import Estimate
from goldenthread.exchange.cells import Cells, File
from goldenthread.resources.service_effort import Written
from goldenthread.resources.service_effort_queries import Asked, ServiceEffort
from goldenthread.resources.workload_queries import year_start_of

LINE, ACTION, LEAST, MOST = "Line", "Action", "Least %", "Most %"
PERCENT_DIGITS = 4
HOW = (
    "Write how many days each action is likely to take of this service in each quarter. “Least %” and "
    "“Most %” say how few and how many it may be, in percent of that. Leave the column “Line” as it is. "
    "Then upload the file on the page it came from: you see what changes before anything is stored."
)
AGAIN = "Take the sheet away again and fill that in."


def headings(effort: ServiceEffort) -> list[str]:
    """The quarters as the sheet heads them: 2012/13 Q1."""
    start = year_start_of(effort.service.council)
    return [label(one, start) for one in effort.quarters]


def sheet_of(effort: ServiceEffort) -> bytes:
    """The spreadsheet: every action that asks of the service, and below them those that might."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet("Effort")
    plain = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
    head, told = book.add_format({**plain, "bold": True, "bottom": 2}), book.add_format(plain)
    sheet.merge_range(0, 0, 0, 5, HOW, told)
    sheet.set_row(0, 64)
    heads = [LINE, ACTION, *headings(effort), LEAST, MOST]
    for place, text in enumerate(heads):
        sheet.write_string(2, place, text, head)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, len(heads) - 1, 13)
    rows = [*effort.asked, *(Asked(one, None) for one in effort.others)]
    for number, one in enumerate(rows, start=3):
        _write(sheet, number, one, effort.quarters, told)
    sheet.freeze_panes(3, 2)
    book.close()
    return out.getvalue()


def _write(sheet: Any, number: int, one: Asked, quarters: Sequence[Period], style: Any) -> None:
    sheet.write_string(number, 0, f"{one.key}-{one.version}", style)
    sheet.write_string(number, 1, one.element.title, style)
    for place, quarter in enumerate(quarters, start=2):
        held = one.by_quarter.get(quarter.starts_on)
        if held is not None:
            sheet.write_number(number, place, float(held.likely), style)
    if one.by_quarter:
        for place, percent in enumerate(one.percents, start=2 + len(quarters)):
            sheet.write_number(number, place, float(percent), style)


def read_sheet(given: bytes, name: str, effort: ServiceEffort) -> list[Written]:
    """The rows of a sheet that came back. Raises `UnreadableFile` with file, row, column and remedy."""
    heads = headings(effort)
    file = File(given, (LINE, *heads), (ACTION, LEAST, MOST), name=name)
    found = []
    for cells in file.rows():
        asked = _asked(cells, effort)
        quarters = dict(zip((one.starts_on for one in effort.quarters), heads, strict=True))
        likely = {on: _days(cells, head) for on, head in quarters.items()}
        around = _percents(cells, file, asked)
        if asked is not None:
            found.append(Written(asked, _but_blanks(likely, asked.by_quarter), around, asked.version))
    file.done()
    return found


def _asked(cells: Cells, effort: ServiceEffort) -> Asked | None:
    """The row that “N12-3” names, where it is still as it went out."""
    said = cells.needed(LINE)
    key, _, version = said.rpartition("-")
    found = effort.row(key)
    if not said:
        return None
    cells.once(LINE, key)
    if found is None and key.startswith("E") and key[1:].isdigit():
        taken = next((one for one in effort.asked if f"E{one.element.pk}" == key), None)
        if taken is not None:
            cells.wrong(LINE, f"Somebody said meanwhile what “{taken.element}” asks. {AGAIN}")
            return None
    if found is None:
        cells.wrong(LINE, f"No action of this plan goes by “{said[:40]}”. {AGAIN}")
    elif version != str(found.version):
        cells.wrong(LINE, f"Somebody else changed what “{found.element}” asks since. {AGAIN}")
        return None
    return found


def _days(cells: Cells, head: str) -> Decimal | None:
    return cells.amount(head, DAYS)


def _but_blanks(likely: dict[date, Decimal | None], held: Mapping[date, Estimate]) -> dict[date, Decimal]:
    """What was written; a blank where days were held is nought, one where none were is nothing."""
    return {on: days or Decimal(0) for on, days in likely.items() if days or on in held}


def _percents(cells: Cells, file: File, asked: Asked | None) -> Percents | None:
    """The percents where they were changed; None where they stand as they went out, or are blank."""
    if not (file.has(LEAST) and file.has(MOST)) or asked is None:
        return None
    low, high = cells.number(LEAST, PERCENT_DIGITS), cells.number(MOST, PERCENT_DIGITS)
    if low is None and high is None:
        return None
    held = Percents(*(Decimal(one) for one in asked.percents))
    found = Percents(held.low if low is None else low, held.high if high is None else high)
    if not 0 <= found.low <= 100:
        cells.wrong(LEAST, "The least is from 0 to 100 percent of what is likely. Write such a number.")
    if found.high < 100:
        cells.wrong(MOST, "The most is at least 100 percent of what is likely. Write 100 or more.")
    return None if found == held else found
