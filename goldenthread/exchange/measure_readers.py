"""A file of another system's measures, as a table with one row of headings; or refused with every reason."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from goldenthread.core.measure_headings import MeasureWords, is_header, joined, read_period, same, word_for
from goldenthread.core.measure_table import MovedIn, move_in
from goldenthread.core.periods import YearStart
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.policies import read_labels, read_policy
from goldenthread.exchange.tables import Sheet, Sheets, one_line, read_sheets, refuse_if_any
from goldenthread.exchange.workbooks import NOT_CALCULATED
from goldenthread.people.policies import policies_folder

_ROWS_BEFORE_HEADER = 50
MOST_MEASURE_ROWS = 50_000
Numbered = list[tuple[int, list[str]]]


def read_words() -> MeasureWords:
    """The words by which headings and values are known, from policies/measure_columns.toml."""
    path = policies_folder() / "measure_columns.toml"
    data = read_policy(path)
    names = ("facts", "parts", "kinds", "aims", "frequencies")
    return MeasureWords(**{name: _words(data.get(name), name, path) for name in names})


def _words(data: object, name: str, path: Path) -> Mapping[str, list[str]]:
    if not isinstance(data, dict) or not all(isinstance(each, list) for each in data.values()):
        sentence = f"the file needs a table [{name}] with a list of words for each"
        raise UnreadableFile([Problem(str(path), None, name, sentence)])
    return {str(code): [same(str(word)) for word in each] for code, each in data.items()}


def read_measure_file(source: Path | bytes, name: str, year_start: YearStart) -> tuple[str, MovedIn]:
    """What a file holds, and what to call it. Raises `UnreadableFile` for one that is no such table."""
    sheets = read_sheets(source, name=name)
    words = read_words()
    for sheet in sheets.sheets:
        found = _table_in(sheet, words, year_start)
        if found:
            headings, rows = found
            return sheets.file, _moved(sheets, headings, rows, words, year_start)
    sentence = (
        "no row has a heading for the code (such as “Code”) and one for the title (such as “Short Name”); "
        "put them above the measures, or add your own headings to policies/measure_columns.toml"
    )
    raise UnreadableFile([Problem(sheets.file, None, None, sentence)])


def _moved(
    sheets: Sheets, headings: list[str], rows: Numbered, words: MeasureWords, year_start: YearStart
) -> MovedIn:
    refuse_if_any(_problems(sheets.file, headings, rows))
    return move_in(headings, rows, words, read_labels(), year_start)


def _problems(file: str, headings: list[str], rows: Numbered) -> list[Problem]:
    keys = [same(one) for one in headings if one]
    twice = sorted({one for one in keys if keys.count(one) > 1})
    found = [Problem(file, None, one, "more than one column has this heading; rename one") for one in twice]
    if not rows:
        found.append(Problem(file, None, None, "no measure stands under the headings"))
    if len(rows) > MOST_MEASURE_ROWS:
        found.append(Problem(file, None, None, f"it has more than {MOST_MEASURE_ROWS:,} rows: part it"))
    for number, cells in rows:
        beyond = [
            cell
            for place, cell in enumerate(cells)
            if cell and not (place < len(headings) and headings[place])
        ]
        if beyond:
            found.append(Problem(file, number, None, f"“{beyond[0][:60]}” stands under no heading: name it"))
        for place, cell in enumerate(cells):
            if NOT_CALCULATED in cell:
                sentence = (
                    "the formula was saved without its result: open the file in a spreadsheet and save it"
                )
                found.append(Problem(file, number, headings[place], sentence))
    return found


def _table_in(sheet: Sheet, words: MeasureWords, start: YearStart) -> tuple[list[str], Numbered] | None:
    try:
        head = [[one_line(cell) for cell in cells] for cells in islice(sheet.rows(), _ROWS_BEFORE_HEADER)]
        place = next((place for place, cells in enumerate(head) if is_header(cells, words)), None)
        if place is None:
            return None
        headings, first = _headings(head, place, words, start)
        rows = [
            (number, [cell.strip() for cell in cells])
            for number, cells in enumerate(sheet.rows(), start=1)
            if number > first and any(cell.strip() for cell in cells)
        ]
    except csv.Error:
        return None
    return headings, rows


def _headings(
    head: list[list[str]], place: int, words: MeasureWords, start: YearStart
) -> tuple[list[str], int]:
    """The headings as one row, and the number of the last row that they take."""
    below = head[place + 1] if place + 1 < len(head) else []
    if any(below) and all(not cell or word_for(cell, words.parts) for cell in below):
        return joined(head[place], below + [""] * (len(head[place]) - len(below)), words, start), place + 2
    above = head[place - 1] if place else []
    if any(read_period(cell, start) for cell in above):
        return joined(above, head[place], words, start), place + 1
    return head[place], place + 1
