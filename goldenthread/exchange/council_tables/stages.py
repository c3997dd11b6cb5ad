"""Tables of the calendar of plan and budget: its stages, and what waits for what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.core.stages import Waits, circle, circle_words
from goldenthread.exchange.cells import File
from goldenthread.exchange.council_tables.names import BASES, editions_by_path
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.planning.recording import stages_by_name
from goldenthread.planning.staging import record_stages, record_waits


def read_stages(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The stages of the plan and of the budget, with their days and how the source says them."""
    also = ("ends_on", "when", "purpose", "edition", "done_on", "done_what", "basis", "source")
    file = File(path, ("cycle", "name", "starts_on"), also)
    editions, rows = editions_by_path(council), []
    for cells in file.rows():
        starts_on, ends_on = cells.day("starts_on"), cells.day("ends_on")
        cells.needed("starts_on")
        if starts_on and ends_on and ends_on < starts_on:
            cells.wrong("ends_on", "The stage ends before it starts. Write the earlier day first.")
        if cells.text("done_what") and not cells.text("done_on"):
            cells.wrong("done_on", "What was done has a day. Write it, or leave done_what empty until it is.")
        edition = cells.known("edition", editions, "edition")
        rows.append(
            {
                "cycle": cells.choice("cycle", ["PLAN", "BUDGET"], "PLAN"),
                "name": cells.needed("name"),
                "starts_on": starts_on,
                "ends_on": ends_on or starts_on,
                "when": cells.text("when"),
                "purpose": cells.text("purpose"),
                "edition_id": edition.pk if edition else None,
                "done_on": cells.day("done_on"),
                "done_what": cells.text("done_what"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return record_stages(council=council, rows=rows, **who)


def read_waits(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Which stage waits for which, and why; a row that would close a circle of waits is refused."""
    file = File(path, ("stage", "awaited", "reason"), ("source",))
    stages, rows, waits = stages_by_name(council), [], list[Waits]()
    names = {pk: name for name, pk in stages.items()}
    for cells in file.rows():
        cells.once("awaited", cells.text("stage"), cells.text("awaited"))
        for column in ("stage", "awaited"):
            cells.needed(column)
        stage, awaited = (cells.known(column, stages, "stage") for column in ("stage", "awaited"))
        if stage is not None and awaited is not None:
            round_it = circle(waits, stage, awaited)
            if round_it:
                cells.wrong("awaited", circle_words([names[pk] for pk in round_it]))
            waits.append(Waits(stage, awaited, ""))
        rows.append(
            {
                "stage_id": stage,
                "awaited_id": awaited,
                "reason": cells.needed("reason"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return record_waits(council=council, rows=rows, **who)
