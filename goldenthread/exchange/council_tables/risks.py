"""Tables of the register of risks: risks, their scores through time, and what is done about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.core.risk_scale import Pair
from goldenthread.core.risks import CONTROL
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import (
    BASES,
    elements_by_path,
    paths_in,
    posts_by_name,
    services_by_name,
)
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources import register_tables as resources
from goldenthread.resources.rules_adopted import scales_of

MOVEMENTS = ["UP", "SAME", "DOWN", "NEW"]
KINDS = ["GROSS", "CURRENT", "TARGET"]
_WORDS = ("cause", "effect", "control", "likelihood", "impact", "source")
_FURTHER = ("service", "elements", "key", "next_review_on", "closed_on", "closed_because", "basis")


def read_risks(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Risks; likelihood, impact and movement are in the source's own words, for scores have their own table.

    An owner who is a post on record answers for it; another stays as the source names them.
    """
    file = File(path, ("code", "title"), ("owner", "movement", *_WORDS, *_FURTHER))
    posts, services, elements = posts_by_name(council), services_by_name(council), elements_by_path(council)
    rows, bears_on = [], {}
    for cells in file.rows():
        code, owner = cells.needed("code"), cells.text("owner")
        cells.once("code", code)
        row = {
            "code": code,
            "title": cells.needed("title"),
            "owner_post_id": posts.get(owner),
            "owner": "" if owner in posts else owner,
            "movement": cells.choice("movement", ["", *MOVEMENTS], ""),
            **{name: cells.text(name) for name in _WORDS},
        }
        if file.has("service"):
            row["service_id"] = cells.known("service", services, "service")
        if file.has("elements"):
            bears_on[code] = paths_in(cells, "elements", elements)
        rows.append({**row, **_further(file, cells)})
    file.done()
    return resources.record_risks(council=council, rows=rows, bears_on=bears_on, **who)


def _further(file: File, cells: Cells) -> dict[str, Any]:
    """The columns that a file may leave out, so that what is held stays."""
    found: dict[str, Any] = {}
    if file.has("key"):
        found["is_key"] = cells.yes("key")
    if file.has("next_review_on"):
        found["next_review_on"] = cells.day("next_review_on")
    if file.has("closed_on"):
        found["closed_on"], found["closed_because"] = cells.day("closed_on"), cells.text("closed_because")
        if bool(found["closed_on"]) != bool(found["closed_because"]):
            cells.wrong("closed_because", "A closed risk says when and why it was closed: both.")
    if file.has("basis"):
        found["basis"] = cells.choice("basis", BASES, "STATED")
    return found


def read_risk_scores(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """How risks were judged and when, by the scale in force or the one that a row names."""
    file = File(path, ("risk", "scored_on", "likelihood", "impact"), ("kind", "scale", "by", "why", "source"))
    risks, scales = dict(council.risks.values_list("code", "id")), scales_of(council)
    rows = []
    for cells in file.rows():
        kind = cells.choice("kind", KINDS, "CURRENT")
        cells.needed("scored_on")
        row: dict[str, Any] = {
            "risk_id": cells.named("risk", risks, "risk"),
            "kind": kind,
            "scored_on": cells.day("scored_on"),
            "likelihood": cells.place("likelihood") or 0,
            "impact": cells.place("impact") or 0,
            "scale": cells.text("scale") or scales.now.code,
            **{name: cells.text(name) for name in ("by", "why", "source")},
        }
        rows.append(row)
        cells.once("scored_on", row["risk_id"], kind, row["scored_on"])
        scale = scales.by_code.get(row["scale"])
        if scale is None:
            cells.wrong("scale", f"There is no scale “{row['scale'][:40]}”: {', '.join(scales.by_code)}.")
            continue
        for reason in scale.reasons_not(Pair(row["likelihood"], row["impact"])):
            cells.wrong("likelihood", reason)
    file.done()
    return resources.record_scores(council=council, rows=rows, **who)


def read_risk_controls(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What is done about risks: how each stands, who answers for it, and by when."""
    file = File(path, ("risk", "text"), ("state", "owner", "due_on", "source"))
    risks, posts = dict(council.risks.values_list("code", "id")), posts_by_name(council)
    rows = []
    for cells in file.rows():
        row: dict[str, Any] = {
            "risk_id": cells.named("risk", risks, "risk"),
            "text": cells.needed("text"),
            "state": cells.choice("state", list(CONTROL.states), "PLANNED"),
            "owner_id": cells.known("owner", posts, "post"),
            "due_on": cells.day("due_on"),
            "source": cells.text("source"),
        }
        rows.append(row)
        cells.once("text", row["risk_id"], row["text"])
    file.done()
    return resources.record_controls(council=council, rows=rows, **who)
