"""Written responses to a consultation from a spreadsheet: CSV, Excel or OpenDocument, refused whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from goldenthread.core.public_words import MOST, reasons_not_to_take
from goldenthread.core.refused import Problem, UnreadableFile, refuse_if
from goldenthread.exchange.cells import Cells
from goldenthread.exchange.file_kinds import file_name, kind_of
from goldenthread.exchange.ods import is_spreadsheet, ods_sheets
from goldenthread.exchange.tables import Sheet, Sheets, Table, find_table, read_sheets, refuse_if_any
from goldenthread.people.officers import Officer
from goldenthread.planning.consulting import reasons_not_to_consult
from goldenthread.planning.models import Consultation, ResponseFile
from goldenthread.planning.responses import Written, keep_file
from goldenthread.plans.models import Element

NEEDS = ("text",)
ALSO = ("respondent", "about", "support")
MOST_ROWS = 5000
SUPPORT: Mapping[str, str] = {
    "": "",
    **dict.fromkeys(("for", "support", "supports", "agree", "agrees", "yes"), "FOR"),
    **dict.fromkeys(("against", "oppose", "opposes", "disagree", "disagrees", "no"), "AGAINST"),
    **dict.fromkeys(("neither", "neutral", "no view", "don't know", "don’t know"), "NEITHER"),
}


def take_responses(
    *, consultation: Consultation, data: bytes, file: str, by: Officer, at: datetime
) -> ResponseFile:
    """Read a file of responses and keep it to be looked at. Raises `UnreadableFile` and `Refused`."""
    refuse_if(reasons_not_to_consult(consultation.council, by))
    name = file_name(file)
    rows = read_responses(data, name, consultation)
    return keep_file(consultation=consultation, file=name, rows=rows, by=by, at=at)


def read_responses(data: bytes, file: str, consultation: Consultation) -> list[Written]:
    """The responses in a file, each about a line of the edition consulted on, or about the whole."""
    table = find_table(_sheets(data, file), NEEDS, ALSO)
    if not table.rows:
        raise UnreadableFile([table.problem(None, None, "The table has no responses under its headings.")])
    if len(table.rows) > MOST_ROWS:
        sentence = (
            f"The table has {len(table.rows):,} responses; {MOST_ROWS:,} can be read at once. Split it."
        )
        raise UnreadableFile([table.problem(None, None, sentence)])
    return _written(table, _lines(consultation))


def _sheets(data: bytes, file: str) -> Sheets:
    if kind_of(data).startswith("an OpenDocument") and is_spreadsheet(data):
        return Sheets(file, tuple(Sheet(*one) for one in ods_sheets(data, file)), is_workbook=True)
    return read_sheets(data, name=file)


def _lines(consultation: Consultation) -> dict[str, int]:
    """Lines of the edition by code, and by title where only one has it; small letters throughout."""
    rows = list(
        Element.objects.listed().filter(edition=consultation.edition_id).values_list("id", "code", "title")
    )
    titles = Counter(title.casefold() for _, _, title in rows)
    found = {title.casefold(): pk for pk, _, title in rows if titles[title.casefold()] == 1}
    return found | {code.casefold(): pk for pk, code, _ in rows if code}


def _written(table: Table, lines: Mapping[str, int]) -> list[Written]:
    problems: list[Problem] = []
    found = [_one(Cells(table.name, row, problems), lines) for row in table.rows]
    headings = table.headings or {}
    refuse_if_any(
        [
            Problem(one.file, one.row, headings.get(one.column or "", one.column), one.sentence)
            for one in problems
        ]
    )
    return found


def _one(cells: Cells, lines: Mapping[str, int]) -> Written:
    text, about = cells.needed("text"), cells.text("about")
    if text:
        for reason in reasons_not_to_take(text, least=1):
            cells.wrong("text", reason.replace("Your comment", f"This response (up to {MOST:,} letters)"))
    element = lines.get(about.casefold())
    if about and element is None:
        cells.wrong("about", f"No one line of the plan has the code or title “{about[:80]}”. Write its code.")
    said = cells.text("support")
    if said.casefold() not in SUPPORT:
        cells.wrong(
            "support", f"“{said[:40]}” is none of for, against and neither. Write one, or leave it blank."
        )
    respondent = cells.text("respondent")
    if len(respondent) > 200:
        cells.wrong("respondent", "Name the kind of respondent in at most 200 letters, such as “a business”.")
    return Written(cells.row.number, respondent, text, element, about, SUPPORT.get(said.casefold(), ""))
