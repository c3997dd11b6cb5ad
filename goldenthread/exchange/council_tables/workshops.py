"""Tables of rounds of workshops and their sessions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from goldenthread.exchange.cells import File
from goldenthread.exchange.council_tables.names import BASES, editions_by_path, elements_by_path
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.planning.workshop_recording import (
    record_workshop_rounds,
    record_workshop_sessions,
    workshop_rounds_by_path,
)

_ROUND = ("when", "starts_on", "ends_on", "took_part", "state", "basis", "source")
_SESSION = ("theme", "held_on", "place", "state", "notes", "basis", "source")


def read_workshops(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The rounds of workshops about editions, in their order, with their purpose and month."""
    file = File(path, ("edition", "name", "purpose"), _ROUND)
    editions, places = editions_by_path(council), Counter[str]()
    rows = []
    for cells in file.rows():
        edition = cells.named("edition", editions, "edition")
        starts_on, ends_on = cells.day("starts_on"), cells.day("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            cells.wrong("ends_on", "The round ends before it starts. Write the earlier day first.")
        cells.once("name", cells.text("edition"), cells.text("name"))
        places[cells.text("edition")] += 1
        row = {
            "edition_id": edition.pk if edition else None,
            "name": cells.needed("name"),
            "purpose": cells.needed("purpose"),
            "when": cells.text("when"),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "took_part": cells.text("took_part"),
            "state": cells.choice("state", ["PLANNED", "OPEN", "CLOSED"], "PLANNED"),
            "position": places[cells.text("edition")],
            "basis": cells.choice("basis", BASES, "STATED"),
            "source": cells.text("source"),
        }
        rows.append(row)
    file.done()
    return record_workshop_rounds(council=council, rows=rows, **who)


def read_workshop_sessions(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The sessions of those rounds; `round` is plan/edition/name, and a theme is of the same edition."""
    file = File(path, ("round", "title"), _SESSION)
    rounds, elements = workshop_rounds_by_path(council), elements_by_path(council)
    rows = []
    for cells in file.rows():
        round = cells.named("round", rounds, "round of workshops")
        theme = cells.known("theme", elements, "element")
        plan = cells.text("round").rsplit("/", 1)[0]
        if theme is not None and round is not None and not cells.text("theme").startswith(f"{plan}/"):
            cells.wrong("theme", f"The theme is of another edition than the round. Name one of {plan}.")
        cells.once("title", cells.text("round"), cells.text("title"))
        row = {
            "round_id": round.pk if round else None,
            "title": cells.needed("title"),
            "theme_id": theme,
            "held_on": cells.day("held_on"),
            "place": cells.text("place"),
            "state": cells.choice("state", ["PLANNED", "HELD", "CANCELLED"], "PLANNED"),
            "notes": cells.text("notes"),
            "basis": cells.choice("basis", BASES, "STATED"),
            "source": cells.text("source"),
        }
        rows.append(row)
    file.done()
    return record_workshop_sessions(council=council, rows=rows, **who)
