"""Tables of commissioning reviews and of opportunities with partners."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.core.commissioning import OPPORTUNITY, REVIEW
from goldenthread.exchange.cells import File
from goldenthread.exchange.council_tables.names import BASES, elements_by_path, paths_in, posts_by_name
from goldenthread.governance.commissioning_tables import record_opportunities, record_reviews
from goldenthread.governance.models import Comment
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council

RESOURCES = ["EXISTING", "IN_KIND", "NEW"]
OVER = ("REPORTED", "ACTED_UPON", "STOPPED")


def read_commissioning_reviews(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Commissioning reviews with the outcomes that they define, or define anew."""
    also = ("covers", "starts_on", "ends_on", "lead", "found", "defines", "redefines", "basis", "source")
    file = File(path, ("name", "state"), also)
    elements, posts = elements_by_path(council), posts_by_name(council)
    rows, defined = [], {}
    for cells in file.rows():
        name, state = cells.needed("name"), cells.choice("state", list(REVIEW.states), "PROPOSED")
        cells.once("name", name)
        starts_on, ends_on = cells.day("starts_on"), cells.day("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            cells.wrong("ends_on", "The review ends before it starts. Write the earlier day first.")
        if state in OVER and not cells.text("found"):
            cells.wrong("found", "A review that is over says what it found, or why it was stopped. Write it.")
        rows.append(
            {
                "name": name,
                "covers": cells.text("covers"),
                "state": state,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "lead_id": cells.known("lead", posts, "post"),
                "found": cells.text("found"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
        defined[name] = {
            **dict.fromkeys(paths_in(cells, "defines", elements), "DEFINES"),
            **dict.fromkeys(paths_in(cells, "redefines", elements), "REDEFINES"),
        }
    file.done()
    return record_reviews(council=council, rows=rows, defined=defined, **who)


def read_opportunities(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Opportunities with partners; `comment` is that of an edition by its number: plan/edition/4."""
    also = ("comment", "came_from", "element", "state", "reason", "resource", "progress", "basis", "source")
    file = File(path, ("partner", "text"), also)
    partners = dict(council.partners.values_list("slug", "id"))
    elements, comments = elements_by_path(council), _comments_by_path(council)
    rows = []
    for cells in file.rows():
        text, state = cells.needed("text"), cells.choice("state", list(OPPORTUNITY.states), "OPEN")
        cells.once("text", cells.text("partner"), text)
        if state == "LET_GO" and not cells.text("reason"):
            cells.wrong("reason", "An opportunity that was let go says why. Write it.")
        rows.append(
            {
                "partner_id": cells.named("partner", partners, "partner"),
                "text": text,
                "comment_id": cells.known("comment", comments, "comment"),
                "came_from": cells.text("came_from"),
                "element_id": cells.known("element", elements, "element"),
                "state": state,
                "reason": cells.text("reason"),
                "resource": cells.choice("resource", RESOURCES, "") if cells.text("resource") else "",
                "progress": cells.text("progress"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return record_opportunities(council=council, rows=rows, **who)


def _comments_by_path(council: Council) -> dict[str, int]:
    """Comments by “plan/edition/number”."""
    rows = Comment.objects.filter(council=council).values_list(
        "edition__plan__slug", "edition__slug", "position", "id"
    )
    return {f"{plan}/{edition}/{number}": pk for plan, edition, number, pk in rows}
