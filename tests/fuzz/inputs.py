"""Inputs made by chance from a seed: what councils type, bent, cut, joined and spoilt."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from random import Random

from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from goldenthread.core.returned import ACTIONS, KEY, LABELS, MEASURES
from goldenthread.exchange.returns_seal import Seal, Sealed
from tests.exchange.ods_made import as_ods

TYPED = (
    "84.13 %", "£1,234", "(56)", "−3", "12*", "N/A", "n/a", "TBC", "-", "0", "0.0", "1.2.3", "1,23",
    "½", "85²", "1e9", "1E+400", "NaN", "Infinity", "-0", "--1", "+5", "(5", "5)", "£", "%", "5%%",
    "awaited", "nil activity", "2014/15 Q1", "2014-15", "Q1 2014/15", "April 2014", "Apr-14",
    "30/06/2014", "06/30/2014", "2014", "2014/16", "31 February 2014", "29/02/2100", "Q5 2014/15",
    "2014/15 Q2 to 2014/15 Q1", "0000", "9999/00", "Yes", "no", "Good", "3", "30 June 2014",
    "[CS01] / [CS02] * 100", "sum([A], [B])", "average()", "[[A]]", "(((1)))", "1/0", "[A] - ",
    "least([A],)", "__import__('os')", "=1+1", "@SUM(A1)", "'; DROP TABLE x; --", "<script>", "M1",
    "m1 ", "M1\u00a0", "\ufeffM1", "M\u0000", "\u202e12", "１２", "١٢", "12\u200b", "1 234", "1  234",
    "12 34", "9" * 30, "0." + "1" * 60, "9" * 5000, "\n", "\r\n", "\t", "\"", "\"\"", ",", ";", "|", "",
    " ",
)  # fmt: skip
NUMBERS = (
    "84.13 %",
    "£1,234",
    "(56)",
    "−3",
    "12*",
    "57",
    "0",
    "0.5",
    "1,234,567",
    "N/A",
    "awaited",
    "Yes",
    "Good",
)
PERIODS = (
    "2014/15 Q1", "2014-15", "Q1 2014/15", "April 2014", "Apr-14", "30/06/2014", "2014-06-30", "30 June 2014",
    "April 2014 to June 2014", "2014/15 to 2015/16", "2014_Q1", "May 2014/15",
)  # fmt: skip
FORMULAS = (
    "[CS01] / [CS02] * 100", "sum([A], [B])", "average([A], 2, [B])", "([A] − 1) × 2", "-[BV/199a]",
    "least(most([A], 0), 100)", "1 + 2 * 3 / 4",
)  # fmt: skip
ALPHABET = "0123456789.,-+()£%*/ QqABMm[]'\"\n\t;|=@é²½−–\u00a0\u200b\x00\ud800"


def text(chance: Random, likely: tuple[str, ...] = TYPED) -> str:
    """What somebody may have typed into a cell or a field, more often than not of the `likely` sort."""
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(likely)
    if kind < 0.6:
        return _bent(chance, chance.choice(likely))
    if kind < 0.8:
        return chance.choice(TYPED) + chance.choice(("", " ", "\n", "/")) + chance.choice(TYPED)
    return "".join(chance.choice(ALPHABET) for _ in range(chance.randrange(24)))


def _bent(chance: Random, said: str) -> str:
    letters = list(said)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(letters) + 1)
        if letters and chance.random() < 0.5:
            del letters[min(place, len(letters) - 1)]
        else:
            letters.insert(place, chance.choice(ALPHABET))
    return "".join(letters)


def rows(chance: Random) -> list[list[str]]:
    """A table of results, more or less: some headings right, some rows too long or too short."""
    headings = ["measure", "period", "value", "note", "breakdown"]
    if chance.random() < 0.25:
        years = range(2015, 2015 + chance.randrange(1, 8))
        return [
            headings,
            *(["M1", f"{year}/{(year + 1) % 100:02}", str(chance.randrange(99)), "", ""] for year in years),
        ]
    if chance.random() < 0.3:
        chance.shuffle(headings)
    if chance.random() < 0.2:
        headings[chance.randrange(5)] = text(chance)
    good = ["M1", "2014/15 Q2", "57", "", ""]
    found = [headings]
    for _ in range(chance.randrange(8)):
        row = [cell if chance.random() < 0.6 else text(chance) for cell in good]
        found.append(row[: chance.randrange(1, 7)] if chance.random() < 0.2 else row)
    if chance.random() < 0.2:
        found.insert(0, [text(chance)])
    return found


def csv_bytes(chance: Random) -> bytes:
    """A text file as something may have saved it, perhaps spoilt on the way."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=chance.choice(",,,;\t|")).writerows(rows(chance))
    coding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"))
    return _spoilt(chance, out.getvalue().encode(coding, errors="replace"))


def xlsx_bytes(chance: Random) -> bytes:
    """A workbook, perhaps with numbers, formulas and merged cells, perhaps with a part cut or altered."""
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows(chance), start=1):
        for column, cell in enumerate(row, start=1):
            place = sheet.cell(number, column)
            try:
                place.value = _as_cell(chance, cell)
            except IllegalCharacterError:  # the library itself keeps some characters out of a workbook
                place.value = "left out"
            if chance.random() < 0.1:
                place.number_format = chance.choice(("0.0%", "#,##0", "dd/mm/yyyy", "@", "£0.00"))
    if chance.random() < 0.2:
        sheet.merge_cells(start_row=1, end_row=2, start_column=1, end_column=2)
    out = io.BytesIO()
    book.save(out)
    return _spoilt_archive(chance, out.getvalue())


def _as_cell(chance: Random, said: str) -> object:
    kind = chance.random()
    if kind < 0.2 and said.isdecimal() and len(said) < 15:
        return int(said)
    if kind < 0.22:
        return chance.choice((0.959, -1, True, None, 41820.5, "=A1+1", "#N/A", 1e300))
    return said[:30_000].replace("\ud800", "")  # no workbook can hold half a character


def _spoilt(chance: Random, data: bytes) -> bytes:
    if chance.random() < 0.6 or not data:
        return data
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(spoilt)) if spoilt else 0
        kind = chance.random()
        if kind < 0.4 and spoilt:
            spoilt[place] = chance.randrange(256)
        elif kind < 0.6:
            del spoilt[place:]
        else:
            spoilt[place:place] = chance.randbytes(chance.randrange(1, 9))
    return bytes(spoilt)


def _spoilt_archive(chance: Random, data: bytes) -> bytes:
    kind = chance.random()
    if kind < 0.5:
        return data
    if kind < 0.7:
        return _spoilt(chance, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if chance.random() < 0.1:
                continue
            part = old.read(name)
            new.writestr(name, _spoilt(chance, part) if chance.random() < 0.4 else part)
    return out.getvalue()


def return_bytes(chance: Random) -> bytes:
    """A workbook of lines as somebody may have filled it in, sorted it and spoilt it; .xlsx or .ods."""
    book = Workbook()
    sheet = book.worksheets[0]
    columns = chance.choice((MEASURES, ACTIONS))
    heads = [one.heading for one in columns if chance.random() < 0.95]
    if chance.random() < 0.1:
        heads.append(chance.choice([KEY, *LABELS.values()]))
    keys = [f"L{number}" for number in range(chance.randrange(1, 8))]
    lines = [[chance.choice(keys) if head == KEY else text(chance) for head in heads] for _ in keys]
    for number, cells in enumerate([[], [], heads, *lines], start=1):
        for column, cell in enumerate(cells, start=1):
            try:
                sheet.cell(number, column).value = _as_cell(chance, cell) if number > 3 else cell
            except IllegalCharacterError:
                sheet.cell(number, column).value = "left out"
    _seal(chance, book, [Sealed(key, 1, columns is MEASURES, {"words": "x"}) for key in keys])
    if chance.random() < 0.2:
        sheet.merge_cells(start_row=4, end_row=5, start_column=1, end_column=chance.randrange(1, 4))
    if chance.random() < 0.4:
        return _spoilt(chance, as_ods(book))
    out = io.BytesIO()
    book.save(out)
    return _spoilt(chance, out.getvalue())


def _seal(chance: Random, book: Workbook, lines: list[Sealed]) -> None:
    hidden = book.create_sheet("Do not change")
    for cells in Seal("testbury", "q1", datetime(2014, 9, 2, tzinfo=UTC), lines).rows():
        hidden.append(cells)
    if chance.random() < 0.1:
        hidden.cell(chance.randrange(1, 4), chance.randrange(1, 7)).value = "bent"
