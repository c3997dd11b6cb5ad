"""Tables of the cascade: actions offered to services, and the lines of workplans under what they took on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import (
    BASES,
    elements_by_path,
    posts_by_name,
    services_by_name,
)
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.plans import facts as plans
from goldenthread.plans.models import Element, Offer, Plan

STATES = [str(value) for value in Offer.State.values]


def read_offers(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Which actions were offered to which services, and what those answered."""
    also = ("state", "words", "reason", "item", "answered_on", "basis")
    file = File(path, ("action", "service", "offered_on"), also)
    elements, services = elements_by_path(council), services_by_name(council)
    keepers = _keepers(council)
    rows = []
    for cells in file.rows():
        cells.needed("offered_on")
        row: dict[str, Any] = {
            "action_id": cells.named("action", elements, "element"),
            "service_id": cells.named("service", services, "service"),
            "state": cells.choice("state", STATES, "OFFERED"),
            "words": cells.text("words"),
            "reason": cells.text("reason"),
            "item_id": cells.known("item", elements, "element"),
            "offered_on": cells.day("offered_on"),
            "answered_on": cells.day("answered_on"),
            "basis": cells.choice("basis", BASES, "STATED"),
        }
        rows.append(row)
        cells.once("service", row["action_id"], row["service_id"])
        _check_answer(cells, row)
        if row["item_id"] and keepers.get(row["item_id"]) != row["service_id"]:
            cells.wrong("item", "The item stands in no service plan of this service. Name one that does.")
    file.done()
    return plans.record_offers(council=council, rows=rows, **who)


def _keepers(council: Council) -> dict[int, int | None]:
    """The service whose plan each element of a service plan stands in."""
    items = Element.objects.filter(council=council, edition__plan__kind=Plan.Kind.SERVICE)
    return dict(items.values_list("id", "edition__plan__service_id"))


def _check_answer(cells: Cells, row: dict[str, Any]) -> None:
    state, is_answered = row["state"], row["state"] != "OFFERED"
    if is_answered and not cells.text("answered_on"):
        cells.wrong("answered_on", "An offer that is answered gives the day. Write it, or leave it OFFERED.")
    if not is_answered and cells.text("answered_on"):
        cells.wrong("answered_on", "This offer waits for an answer. Leave the day blank, or give the answer.")
    if state in ("CHANGED", "DECLINED") and not row["reason"]:
        cells.wrong("reason", "A service that changes or declines an action says why. Write the reason.")
    if state in ("OFFERED", "DECLINED") and cells.text("item"):
        cells.wrong("item", "Only an action that was taken on has an item. Leave this cell blank.")


def read_workplan(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Lines of people's workplans under items of service plans; their words are personal."""
    file = File(path, ("item", "post", "words"), ("note", "due_on", "done", "basis"))
    elements, posts, keepers = elements_by_path(council), posts_by_name(council), _keepers(council)
    rows = []
    for cells in file.rows():
        row: dict[str, Any] = {
            "item_id": cells.named("item", elements, "element"),
            "post_id": cells.named("post", posts, "post"),
            "words": cells.needed("words"),
            "note": cells.text("note"),
            "due_on": cells.day("due_on"),
            "is_done": cells.yes("done"),
            "basis": cells.choice("basis", BASES, "STATED"),
        }
        rows.append(row)
        cells.once("words", row["item_id"], row["post_id"], row["words"])
        if row["item_id"] and row["item_id"] not in keepers:
            cells.wrong("item", "A workplan hangs from an item of a service plan. Name one.")
    file.done()
    return plans.record_workplan_items(council=council, rows=rows, **who)
