"""Tables of how people are told of an edition: the launch, audiences, messages, tasks and booked time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.core.changes import Became
from goldenthread.core.changes_told import AUDIENCES
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import (
    BASES,
    editions_by_path,
    elements_by_path,
    paths_in,
    posts_by_name,
    services_by_name,
)
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.planning import recording
from goldenthread.plans.models import Edition

Who = dict[str, Any]
KINDS = [one.value for one in Became if one is not Became.NOT_SAID]


def _edition(cells: Cells, editions: dict[str, Edition]) -> int | None:
    found = cells.named("edition", editions, "edition")
    return found.pk if found else None


def _said(cells: Cells) -> dict[str, Any]:
    return {"basis": cells.choice("basis", BASES, "STATED"), "source": cells.text("source")}


def read_communications(path: Path, council: Council, who: Who) -> Recorded:
    """What telling people of each edition is to reach, and the stage that is its launch."""
    file = File(path, ("edition",), ("about", "launch", "source"))
    editions, stages, rows = editions_by_path(council), recording.stages_by_name(council), []
    for cells in file.rows():
        cells.once("edition", cells.text("edition"))
        rows.append(
            {
                "edition_id": _edition(cells, editions),
                "about": cells.text("about"),
                "launch_id": cells.known("launch", stages, "stage"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return recording.record_communications(council=council, rows=rows, **who)


def read_audiences(path: Path, council: Council, who: Who) -> Recorded:
    """Whom each edition is told to, and which changes they are told."""
    also = ("reads_as", "themes", "kinds", "opening", "what_next", "contact", "basis", "source")
    file = File(path, ("edition", "name", "side"), also)
    editions, elements, posts = editions_by_path(council), elements_by_path(council), posts_by_name(council)
    rows = []
    for cells in file.rows():
        cells.once("name", cells.text("edition"), cells.text("name"))
        rows.append(
            {
                "edition_id": _edition(cells, editions),
                "name": cells.needed("name"),
                "side": cells.choice("side", ["INTERNAL", "EXTERNAL"], "INTERNAL"),
                "reads_as": _manner(cells),
                "themes": sorted(_themes(cells, elements)),
                "kinds": sorted(_kinds(cells)),
                "opening": cells.text("opening"),
                "what_next": cells.text("what_next"),
                "contact_id": cells.known("contact", posts, "post"),
                **_said(cells),
            }
        )
    file.done()
    return recording.record_audiences(council=council, rows=rows, **who)


def _manner(cells: Cells) -> str:
    """Whose manner of words; staff's where nothing is written."""
    said = cells.text("reads_as") or "staff"
    if said not in AUDIENCES:
        cells.wrong("reads_as", f"“{said}” is no manner of words. Write one of: {', '.join(AUDIENCES)}.")
    return said


def _themes(cells: Cells, elements: dict[str, int]) -> list[int]:
    """The elements named, each of the edition that the audience is told of."""
    own = f"{cells.text('edition')}/"
    return paths_in(cells, "themes", {name: pk for name, pk in elements.items() if name.startswith(own)})


def _kinds(cells: Cells) -> list[str]:
    found = [part.strip() for part in cells.text("kinds").split(";") if part.strip()]
    for kind in found:
        if kind not in KINDS:
            allowed = ", ".join(KINDS)
            cells.wrong("kinds", f"“{kind}” is no kind of change. Write some of: {allowed}.")
    return list(dict.fromkeys(found))


def _audience(cells: Cells, audiences: dict[tuple[str, str], int]) -> int | None:
    """The audience of that name and edition; None where none is named."""
    name = cells.text("audience")
    if not name:
        return None
    found = audiences.get((cells.text("edition"), name))
    if found is None:
        cells.wrong("audience", f"This edition has no audience “{name}”. Add it to audiences.csv.")
    return found


def read_messages(path: Path, council: Council, who: Who) -> Recorded:
    """What each audience is told by each channel."""
    file = File(path, ("edition", "audience", "channel", "text"), ("basis", "source"))
    audiences, rows = recording.audiences_by_name(council), []
    for cells in file.rows():
        cells.once("channel", cells.text("edition"), cells.text("audience"), cells.text("channel"))
        cells.needed("audience")
        rows.append(
            {
                "audience_id": _audience(cells, audiences),
                "channel": cells.needed("channel"),
                "text": cells.needed("text"),
                **_said(cells),
            }
        )
    file.done()
    return recording.record_messages(council=council, rows=rows, **who)


def read_communication_tasks(path: Path, council: Council, who: Who) -> Recorded:
    """What is to be done so that people are told."""
    also = ("audience", "channel", "owner", "starts_on", "done_on", "basis", "source")
    file = File(path, ("edition", "what", "due_on"), also)
    editions, audiences = editions_by_path(council), recording.audiences_by_name(council)
    posts, rows = posts_by_name(council), []
    for cells in file.rows():
        cells.once("what", cells.text("edition"), cells.text("what"))
        cells.needed("due_on")
        starts_on, due_on = cells.day("starts_on"), cells.day("due_on")
        if starts_on and due_on and starts_on > due_on:
            cells.wrong("due_on", "The task is due before it starts. Write the earlier day first.")
        rows.append(
            {
                "edition_id": _edition(cells, editions),
                "what": cells.needed("what"),
                "audience_id": _audience(cells, audiences),
                "channel": cells.text("channel"),
                "owner_id": cells.known("owner", posts, "post"),
                "starts_on": starts_on,
                "due_on": due_on,
                "done_on": cells.day("done_on"),
                **_said(cells),
            }
        )
    file.done()
    return recording.record_communication_tasks(council=council, rows=rows, **who)


def read_booked_times(path: Path, council: Council, who: Who) -> Recorded:
    """Teams' time that is booked for it."""
    also = ("service", "team", "when", "days", "basis", "source")
    file = File(path, ("edition", "from_on", "until_on", "why"), also)
    editions, services, rows = editions_by_path(council), services_by_name(council), []
    for cells in file.rows():
        rows.append(_booked(cells, editions, services))
    file.done()
    return recording.record_booked_times(council=council, rows=rows, **who)


def _booked(cells: Cells, editions: dict[str, Edition], services: dict[str, int]) -> dict[str, Any]:
    cells.needed("from_on")
    cells.needed("until_on")
    from_on, until_on, days = cells.day("from_on"), cells.day("until_on"), cells.number("days", 5)
    if from_on and until_on and until_on < from_on:
        cells.wrong("until_on", "The time ends before it starts. Write the earlier day first.")
    if not cells.text("service") and not cells.text("team"):
        cells.wrong("team", "Say whose time it is: a service on record, or a team by its name.")
    if days is not None and days <= 0:
        cells.wrong("days", "Write more than no days, or leave it empty where how many is not known.")
    return {
        "edition_id": _edition(cells, editions),
        "service_id": cells.known("service", services, "service"),
        "team": cells.text("team"),
        "from_on": from_on,
        "until_on": until_on,
        "when": cells.text("when"),
        "days": days,
        "why": cells.needed("why"),
        **_said(cells),
    }
