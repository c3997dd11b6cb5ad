"""Tables of the calendar of plan and budget, and of partnerships' decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.exchange.cells import File
from goldenthread.exchange.council_tables.names import BASES
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.planning.staging import record_stages


def read_stages(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The stages of the plan and of the budget, with their days and how the source says them."""
    file = File(path, ("cycle", "name", "starts_on"), ("ends_on", "when", "basis", "source"))
    rows = []
    for cells in file.rows():
        starts_on, ends_on = cells.day("starts_on"), cells.day("ends_on")
        cells.needed("starts_on")
        if starts_on and ends_on and ends_on < starts_on:
            cells.wrong("ends_on", "The stage ends before it starts. Write the earlier day first.")
        rows.append(
            {
                "cycle": cells.choice("cycle", ["PLAN", "BUDGET"], "PLAN"),
                "name": cells.needed("name"),
                "starts_on": starts_on,
                "ends_on": ends_on or starts_on,
                "when": cells.text("when"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return record_stages(council=council, rows=rows, **who)
