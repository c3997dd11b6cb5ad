"""Requests to carry money forward from a spreadsheet: read whole or refused whole, with row and column.

The heading says the unit: “amount” in pounds, “amount_k” in thousands. (York, the year end of 2009/10.)
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.money_cells import POUNDS, THOUSANDS, read_pounds
from goldenthread.core.observed import UnreadableNumber
from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.cells import Cells, File
from goldenthread.resources.carrying import Wished
from goldenthread.resources.models import BudgetLine

WHAT = ("item", "line", "what for")
AMOUNTS: Mapping[str, Decimal] = {
    "amount": POUNDS, "pounds": POUNDS, "amount_k": THOUSANDS, "amount £000": THOUSANDS,
}  # fmt: skip
ALSO = ("asked by", "from line", "into", "reason", "decision", "source")
DECISIONS: Mapping[str, str] = {
    "": "OPEN", "open": "OPEN", "for decision": "OPEN", "approved": "APPROVED", "agreed": "APPROVED",
    "not approved": "REFUSED", "refused": "REFUSED", "noted": "NOTED",
}  # fmt: skip


class Asking(NamedTuple):
    """What the file doesn't say: which report asks, from which year, and the lines that it may name."""

    report: str
    year: int | None
    lines: Mapping[str, BudgetLine]


def read_carry_forwards(given: bytes, name: str, asking: Asking) -> list[tuple[Wished, str]]:
    """The requests of a file and what it says was decided. Raises `UnreadableFile` with every fault."""
    file, what, amount = _opened(given, name)
    found = [_row(cells, what, amount, asking) for cells in file.rows()]
    file.done()
    return found


def _opened(given: bytes, name: str) -> tuple[File, str, str]:
    """The file by the first headings of those it may have; a file with none of them says what is missing."""
    missing: UnreadableFile | None = None
    for what in WHAT:
        for amount in AMOUNTS:
            try:
                return File(given, (what, amount), ALSO, name=name), what, amount
            except UnreadableFile as refusal:
                missing = missing or refusal
    assert missing is not None
    raise missing


def _row(cells: Cells, what: str, column: str, asking: Asking) -> tuple[Wished, str]:
    said = cells.needed(what)
    cells.once(what, said.casefold())
    decision = cells.text("decision").casefold()
    if decision not in DECISIONS:
        cells.wrong("decision", "Write approved, not approved or noted, or leave it blank for decision.")
    wished = Wished(
        report=asking.report, line=said, amount=_amount(cells, column), asked_by=cells.text("asked by"),
        year=asking.year, from_line=cells.known("from line", asking.lines, "budget line of that year"),
        into=cells.text("into"), reason=cells.text("reason"), source=cells.text("source"),
    )  # fmt: skip
    return wished, DECISIONS.get(decision, "OPEN")


def _amount(cells: Cells, column: str) -> Decimal:
    try:
        found = read_pounds(cells.text(column), AMOUNTS[column])
    except UnreadableNumber as unclear:
        cells.wrong(column, str(unclear))
        return Decimal(1)
    if found is None or found <= 0:
        cells.wrong(column, "A request is for an amount above £0. Write it, or leave the row out.")
        return Decimal(1)
    return found
