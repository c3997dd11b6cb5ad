"""The table of reporting rounds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from goldenthread.core.periods import code
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import BASES, editions_by_path
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.rounds.recording import record_rounds


def read_rounds(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The rounds with their periods and meetings; their deadlines are worked back, not given."""
    file = File(path, ("slug", "name", "period", "meets_on"), ("body", "edition", "basis", "source"))
    editions, bodies = editions_by_path(council), dict(council.bodies.values_list("name", "id"))
    rows = []
    for cells in file.rows():
        period, meets_on = cells.period("period", council.year_start), cells.day("meets_on")
        cells.needed("meets_on")
        if period and meets_on and meets_on <= period.ends_on:
            cells.wrong("meets_on", "The meeting comes before the period is over. Write a later day.")
        edition = cells.known("edition", editions, "edition")
        basis = cells.choice("basis", BASES, "STATED")
        row: dict[str, Any] = {
            "slug": _slug(cells),
            "name": cells.needed("name"),
            "period": code(period) if period else "",
            "meets_on": meets_on,
            "body_id": cells.known("body", bodies, "body"),
            "edition_id": edition.pk if edition else None,
            "source": f"{basis.capitalize()}: {cells.text('source')}",
        }
        rows.append(row)
        cells.once("slug", row["slug"])
        cells.once("name", row["name"])
    file.done()
    return record_rounds(council=council, rows=rows, **who)


def _slug(cells: Cells) -> str:
    found = cells.needed("slug")
    if found and not re.fullmatch("[a-z0-9-]{1,80}", found):
        cells.wrong(
            "slug", f"“{found[:60]}” can't be part of an address. Use small letters, digits and hyphens."
        )
    return found
