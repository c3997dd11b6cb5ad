"""Tables that stand beside a finance report: requests to carry forward, and virements."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.money import MONEY_DIGITS, THOUSAND
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources import actions as resources

DECISIONS = ["OPEN", "APPROVED", "REFUSED", "NOTED"]


def _above_nought(cells: Cells, what: str) -> Decimal:
    """An amount in thousands of pounds as pounds; nothing and less than nothing are wrong."""
    amount = cells.number("amount_k", MONEY_DIGITS)
    if amount is None or amount <= 0:
        cells.wrong("amount_k", f"{what} is an amount above nought, in thousands of pounds.")
        return Decimal(1)
    return amount * THOUSAND


def read_carry_forwards(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What a finance report asks to carry into the next year; amounts in thousands of pounds."""
    file = File(path, ("report", "line", "amount_k"), ("directorate", "reason", "decision", "source"))
    parts = dict(council.directorates.values_list("name", "id"))
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        cells.once("line", cells.text("report"), cells.text("line"))
        rows.append(
            {
                "report": cells.needed("report"),
                "line": cells.needed("line"),
                "directorate_id": cells.known("directorate", parts, "directorate"),
                "amount": _above_nought(cells, "A request to carry forward"),
                "reason": cells.text("reason"),
                "decision": cells.choice("decision", DECISIONS, "OPEN"),
                "position": place,
                "source": cells.text("source"),
            }
        )
    file.done()
    return resources.record_carry_forwards(council=council, rows=rows, **who)


def read_virements(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Money moved from one budget to another; amounts in thousands of pounds."""
    file = File(path, ("report", "from", "to", "amount_k"), ("reason", "agreed_by", "source"))
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        rows.append(
            {
                "report": cells.needed("report"),
                "moved_from": cells.needed("from"),
                "moved_to": cells.needed("to"),
                "amount": _above_nought(cells, "A virement"),
                "reason": cells.text("reason"),
                "agreed_by": cells.text("agreed_by"),
                "position": place,
                "source": cells.text("source"),
            }
        )
    file.done()
    return resources.record_virements(council=council, rows=rows, **who)
