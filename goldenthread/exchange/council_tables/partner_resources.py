"""The table of what partners bring to priorities."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.core.partner_resources import RESOURCE
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import BASES, elements_by_path
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources import register_tables as resources
from goldenthread.resources.partner_resources import reasons_of_kind

KINDS = ["MONEY", "STAFF_TIME", "PREMISES", "GOODS", "NOT_SAID"]
GIVEN_AS = ["EXISTING", "IN_KIND", "NEW", "NOT_SAID"]
MONEY_DIGITS, DAY_DIGITS = 12, 6
ALSO = (
    "kind", "given_as", "amount", "days", "period", "state", "progress", "progress_on", "basis", "source",
)  # fmt: skip


def read_partner_resources(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What partners bring; `partner` is a slug, `element` the path plan/edition/code."""
    file = File(path, ("partner", "element", "what"), ALSO)
    partners, elements = dict(council.partners.values_list("slug", "id")), elements_by_path(council)
    rows = []
    for cells in file.rows():
        row: dict[str, Any] = {
            "partner_id": cells.named("partner", partners, "partner"),
            "element_id": cells.named("element", elements, "element"),
            "what": cells.needed("what"),
            "kind": cells.choice("kind", KINDS, "NOT_SAID"),
            "given_as": cells.choice("given_as", GIVEN_AS, "NOT_SAID"),
            "amount": _above_nought(cells, "amount", MONEY_DIGITS),
            "days": _above_nought(cells, "days", DAY_DIGITS),
            "period": cells.text("period"),
            "state": cells.choice("state", list(RESOURCE.states), "PLANNED"),
            "progress": cells.text("progress"),
            "progress_on": cells.day("progress_on"),
            "basis": cells.choice("basis", BASES, "STATED"),
            "source": cells.text("source"),
        }
        rows.append(row)
        cells.once("what", row["partner_id"], row["element_id"], row["what"])
        for reason in reasons_of_kind(row["kind"], row["given_as"]):
            cells.wrong("given_as", reason)
        if row["state"] == "WITHDRAWN" and not row["progress"]:
            cells.wrong("progress", "Say why it was withdrawn.")
    file.done()
    return resources.record_partner_resources(council=council, rows=rows, **who)


def _above_nought(cells: Cells, column: str, digits: int) -> Decimal | None:
    found = cells.number(column, digits)
    if found is not None and found <= 0:
        cells.wrong(
            column, f"“{cells.text(column)[:60]}” is not above 0. Leave it blank where it isn’t said."
        )
    return found
