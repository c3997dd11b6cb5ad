"""A cell of a workbook: a number as a number with the format that prints it as the pages do, or words.

The printed words decide: an exact figure stands behind them only where it is printed as they are, so that
a workbook can't disagree with the report it goes with.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from goldenthread.reports.grids import Cell, Kind

MINUS = "\u2212"
LONGEST = 32_767  # characters in one cell of a workbook
_NUMBER = re.compile(
    r"(?P<sign>[+\u2212-]?)(?P<pounds>£?)(?P<whole>\d{1,3}(?:,\d{3})+|0|[1-9]\d*)"
    r"(?:\.(?P<part>\d+))?(?P<percent>\s?%)?"
)
_MOST_DIGITS = 15  # that a spreadsheet keeps
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Form(NamedTuple):
    """How a number is printed: its decimal places, and the signs that are printed with it."""

    places: int = 0
    is_percent: bool = False
    is_signed: bool = False
    is_money: bool = False
    has_commas: bool = False


class Held(NamedTuple):
    """What a cell of a workbook holds: words, and the number where they are one (a percentage as a share)."""

    words: str
    value: Decimal | None = None
    form: Form = Form()
    is_blank: bool = False
    link: str = ""


NOTHING = Held("Not applicable", is_blank=True)


def bare(words: str) -> str:
    """Words on one line without what XML can't hold."""
    return " ".join(_NOT_IN_XML.sub(" ", words).split())[:LONGEST]


def held(cell: Cell) -> Held:
    """A grid's cell as a workbook holds it; none is left empty."""
    words = bare(f"{cell.text} ({cell.note})" if cell.note else cell.text)
    if cell.kind is Kind.NUMBER and not cell.note:
        return figure(words, cell.value)
    return Held(words, is_blank=cell.kind is Kind.BLANK) if words else NOTHING


def figure(words: str, exact: Decimal | None = None) -> Held:
    """A number by its printed words, or the words themselves where they are none: “20 of 37”."""
    read = _NUMBER.fullmatch(words)
    if read is None or sum(letter.isdigit() for letter in words) > _MOST_DIGITS:
        return Held(words) if words else NOTHING
    printed = Decimal(f"{read['whole'].replace(',', '')}.{read['part'] or ''}".rstrip("."))
    printed = -printed if read["sign"] in (MINUS, "-") else printed
    form = Form(
        len(read["part"] or ""),
        bool(read["percent"]),
        read["sign"] == "+",
        bool(read["pounds"]),
        "," in read["whole"],
    )
    value = exact if exact is not None and _is_printed_as(exact, printed, form.places) else printed
    return Held(words, value / 100 if form.is_percent else value, form)


def _is_printed_as(exact: Decimal, printed: Decimal, places: int) -> bool:
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == printed
