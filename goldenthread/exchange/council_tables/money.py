"""Tables of money and of headlines as they were printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.exchange.cells import File
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.reports import actions as reports
from goldenthread.resources import actions as resources

THOUSAND = Decimal(1000)
MONEY_DIGITS = 8  # of thousands: pounds are kept with twelve digits, and one may come of rounding
PERCENT_DIGITS = 5


def read_finance(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Lines of finance reports, given in thousands of pounds and kept in pounds."""
    also = (
        "reported_to", "scope", "directorate", "base_k", "base_kind", "pct", "previous_k", "note", "source",
    )  # fmt: skip
    file = File(path, ("report", "line", "variance_k"), also)
    parts = dict(council.directorates.values_list("name", "id"))
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        cells.once("line", cells.text("report"), cells.text("line"))
        amount = cells.number("variance_k", MONEY_DIGITS)
        if not cells.text("variance_k"):
            cells.wrong("variance_k", "A line of a finance report gives its variance.")
        if cells.text("pct") and not cells.text("base_kind"):
            cells.wrong("base_kind", "A percentage must say what it is a percentage of: gross or net budget?")
        rows.append(
            {
                "report": cells.needed("report"),
                "reported_to": cells.day("reported_to"),
                "line": cells.needed("line"),
                "scope": cells.choice("scope", ["COUNCIL", "PART", "DIRECTORATE"], "PART"),
                "directorate_id": cells.known("directorate", parts, "directorate"),
                "amount": (amount or Decimal(0)) * THOUSAND,
                "base": _pounds(cells.number("base_k", MONEY_DIGITS)),
                "base_kind": cells.text("base_kind"),
                "stated_percent": cells.number("pct", PERCENT_DIGITS),
                "previous": _pounds(cells.number("previous_k", MONEY_DIGITS)),
                "note": cells.text("note"),
                "position": place,
                "source": cells.text("source"),
            }
        )
    file.done()
    return resources.record_variances(council=council, rows=rows, **who)


def _pounds(thousands: Decimal | None) -> Decimal | None:
    return None if thousands is None else thousands * THOUSAND


def read_published(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Headlines as they were printed."""
    file = File(path, ("report", "subject", "value"), ("reported_to", "part", "whole", "note", "source"))
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        cells.once("subject", cells.text("report"), cells.text("subject"))
        rows.append(
            {
                "report": cells.needed("report"),
                "reported_to": cells.day("reported_to"),
                "subject": cells.needed("subject"),
                "value": cells.text("value"),
                "part": cells.whole("part"),
                "whole": cells.whole("whole"),
                "note": cells.text("note"),
                "position": place,
                "source": cells.text("source"),
            }
        )
    file.done()
    return reports.record_published_figures(council=council, rows=rows, **who)
