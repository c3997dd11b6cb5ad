"""Tables of comments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.exchange.cells import File
from goldenthread.exchange.council_tables.names import editions_by_path, elements_by_path
from goldenthread.governance import actions as governance
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council


def read_comments(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What bodies said of an edition, the answers, and what was decided about each."""
    also = ("body", "when", "element", "response", "disposition", "sent_to", "source")
    file = File(path, ("edition", "number", "text"), also)
    editions, elements = editions_by_path(council), elements_by_path(council)
    bodies = dict(council.bodies.values_list("name", "id"))
    closed = ["ACCEPTED", "ACCEPTED_IN_PART", "NOT_ACCEPTED", "NOTED", "REFERRED", "FORWARDED"]
    rows = []
    for cells in file.rows():
        number = cells.place("number")
        cells.once("number", cells.text("edition"), number)
        edition = cells.named("edition", editions, "edition")
        disposition = cells.choice("disposition", ["OPEN", *closed], "OPEN")
        if disposition in closed and not cells.text("response"):
            cells.wrong("response", "A comment that is closed has an answer. Write it, or leave it OPEN.")
        rows.append(
            {
                "edition_id": edition.pk if edition else None,
                "position": number,
                "body_id": cells.known("body", bodies, "body"),
                "when": cells.text("when"),
                "element_id": cells.known("element", elements, "element"),
                "text": cells.needed("text"),
                "response": cells.text("response"),
                "disposition": disposition,
                "sent_to": cells.text("sent_to"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return governance.record_comments(council=council, rows=rows, **who)
