"""Workbooks of what the council of the tests owes, filled in as somebody would, and sent back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from goldenthread.core.returned import LABELS
from goldenthread.exchange.models import Return
from goldenthread.exchange.return_queries import lines_owed, workbook_for
from goldenthread.exchange.returning import store_return, take_return
from goldenthread.exchange.returns_lines import key_of
from goldenthread.exchange.returns_preview import Asker, Preview, preview_of
from goldenthread.measures.actions import define_measures, link_measures
from goldenthread.measures.models import Measure
from goldenthread.people.officers import Officer
from goldenthread.rounds.models import Ask, Round
from tests.cast import AT, ON, OWNER, WHO, Cast, measure_row

Cells = Mapping[str, Any]  # by field
HEAD = 3  # the row of the headings, counted from one


def asker(by: Officer = OWNER, **more: Any) -> Asker:
    return Asker(by, ON, AT, **more)


def further_measures(cast: Cast, count: int, **more: Any) -> list[Measure]:
    """More measures of the same owner, N1, N2 and so on."""
    owner = cast.council.posts.get(title=OWNER.post)
    whose = {"owner_id": owner.pk, "service_id": owner.service_id}
    codes = [f"N{number}" for number in range(1, count + 1)]
    define_measures(council=cast.council, rows=[measure_row(code, **whose, **more) for code in codes], **WHO)
    found = list(Measure.objects.filter(council=cast.council, code__in=codes))
    clean = cast.elements["clean"].pk
    link_measures(
        council=cast.council, rows=[{"measure_id": one.pk, "element_id": clean} for one in found], **WHO
    )
    return found


def downloaded(round: Round, by: Officer = OWNER) -> bytes:
    """The workbook of what somebody owes."""
    return workbook_for(round, lines_owed(round, asker(by)), asker(by))


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet: Any, ask: Ask) -> int:
    """In which row a line stands."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key_of(ask.pk))


def column_of(sheet: Any, heading: str) -> int:
    """In which column a heading stands."""
    heads = [sheet.cell(HEAD, place).value for place in range(1, sheet.max_column + 1)]
    return heads.index(heading) + 1


def filled(data: bytes, cells: Mapping[Ask, Cells]) -> bytes:
    """The workbook with some cells of some lines filled in."""
    book = opened(data)
    for ask, typed in cells.items():
        sheet = book["Measures" if ask.measure_id else "Actions"]
        for name, value in typed.items():
            sheet.cell(row_of(sheet, ask), column_of(sheet, LABELS[name])).value = value
    return saved(book)


def sent_back(cast: Cast, data: bytes, by: Officer = OWNER, file: str = "lines.xlsx") -> Return:
    return take_return(council=cast.council, data=data, file=file, asker=asker(by))


def previewed(held: Return, by: Officer = OWNER) -> Preview:
    held.refresh_from_db()
    return preview_of(held, asker(by))


def stored(held: Return, by: Officer = OWNER, *, is_sent: bool = False) -> list[Ask]:
    held.refresh_from_db()
    return store_return(held=held, version=held.version, is_sent=is_sent, asker=asker(by))
