"""Tables of a plan: elements, links, what became of them, updates and gaps."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from goldenthread.core.action_status import ActionRule
from goldenthread.core.findings import LINE_RULES, NOTED_ONLY
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import (
    BASES,
    editions_by_path,
    elements_by_path,
    posts_by_name,
    services_by_name,
)
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.plans import actions as plans
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.models import Edition, Element, Succession

GAP_CODES = [*LINE_RULES, *NOTED_ONLY]
AGREEMENTS = [str(value) for value in Element.Agreement.values]
# Left as they are where the file has no such column: what a council marked in the browser stays marked.
ALSO_OF_AN_ELEMENT = (
    "portfolio_holder", "rank", "need", "continuing_since", "agreement", "exempt", "state",
)  # fmt: skip


def read_elements(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Elements of any of the council's editions, in the order in which they are shown."""
    needs = ("plan", "edition", "level", "code", "title")
    also = (
        "parent",
        "detail",
        "kind",
        "owner",
        "service",
        "starts_on",
        "due_on",
        "quantity",
        "basis",
        "source",
        *ALSO_OF_AN_ELEMENT,
    )
    file = File(path, needs, also)
    editions, posts, services = editions_by_path(council), posts_by_name(council), services_by_name(council)
    kinds = [str(value) for value in Element.Kind.values]
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    codes: dict[str, set[str]] = defaultdict(set)
    for place, cells in enumerate(file.rows(), start=1):
        edition = f"{cells.text('plan')}/{cells.text('edition')}"
        if edition not in editions:
            cells.wrong("edition", f"No edition “{edition}” is on record. Add it to council.toml first.")
            continue
        code = cells.needed("code")
        if code in codes[edition]:
            cells.wrong("code", f"“{code}” stands twice in this edition. Codes are unique.")
        if cells.text("parent") and cells.text("parent") not in codes[edition]:
            cells.wrong("parent", f"“{cells.text('parent')}” does not stand above this row.")
        codes[edition].add(code)
        rows[edition].append(
            {
                "level": cells.needed("level"),
                "parent": cells.text("parent"),
                "code": code,
                "title": cells.needed("title"),
                "detail": cells.text("detail"),
                "kind": cells.choice("kind", kinds, "ORDINARY"),
                "owner_id": cells.known("owner", posts, "post"),
                "service_id": cells.known("service", services, "service"),
                "starts_on": cells.day("starts_on"),
                "due_on": cells.day("due_on"),
                "quantity": cells.text("quantity"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
                "position": place,
                **_further(file, cells, posts),
            }
        )
        if cells.text("level") not in {level.key for level in editions[edition].levels.all()}:
            cells.wrong("level", f"This edition has no level “{cells.text('level')}”.")
    file.done()
    recorded = Recorded()
    for edition, found in rows.items():
        recorded += plans.place_elements(council=council, edition=editions[edition], rows=found, **who)
    return recorded


def _further(file: File, cells: Cells, posts: dict[str, int]) -> dict[str, Any]:
    """What the file says further of an element, in the columns that it has."""
    given = {
        "portfolio_holder_id": cells.known("portfolio_holder", posts, "post"),
        "rank": _rank(cells),
        "need": cells.text("need"),
        "continuing_since": cells.day("continuing_since"),
        "agreement": cells.choice("agreement", AGREEMENTS, ""),
        "is_exempt": cells.yes("exempt"),
    }
    columns = ALSO_OF_AN_ELEMENT[:-1]
    found = {
        name: value for column, (name, value) in zip(columns, given.items(), strict=True) if file.has(column)
    }
    # A blank state is no news: an element that a later list leaves out is marked by that list.
    if cells.text("state"):
        found["state"] = cells.choice("state", ["LIVE", "RETIRED"], "LIVE")
    return found


def _rank(cells: Cells) -> int | None:
    found = cells.whole("rank", 32_767)
    if found == 0:
        cells.wrong("rank", "Ranks count from 1, which comes first.")
    return found


def read_contributions(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Links between elements, of one plan or of two."""
    file = File(path, ("giver", "taker"), ("kind", "how", "basis", "source"))
    elements = elements_by_path(council)
    kinds = ["CONTRIBUTES", "ENABLES", "RUNS_ACROSS"]
    rows = []
    for cells in file.rows():
        row = {
            "giver_id": cells.named("giver", elements, "element"),
            "taker_id": cells.named("taker", elements, "element"),
            "kind": cells.choice("kind", kinds, "CONTRIBUTES"),
            **({"how": cells.text("how")} if file.has("how") else {}),
            "basis": cells.choice("basis", BASES, "STATED"),
            "source": cells.text("source"),
        }
        rows.append(row)
        ends = (row["giver_id"], row["taker_id"], row["kind"])
        cells.once("giver", *ends)
        if ends[0] is not None and ends[0] == ends[1]:
            cells.wrong("taker", "An element doesn't serve itself. Name another.")
    file.done()
    return plans.link_elements(council=council, rows=rows, **who)


def read_successions(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What became of the elements of earlier editions."""
    file = File(path, ("old", "new", "kind"), ("reason", "decided_by", "decided_on", "source"))
    elements = elements_by_path(council)
    kinds = [str(value) for value in Succession.Kind.values]
    rows = []
    for cells in file.rows():
        row = {
            "old_id": cells.known("old", elements, "element"),
            "new_id": cells.known("new", elements, "element"),
            "kind": cells.choice("kind", kinds, "REPLACED"),
            "reason": cells.text("reason"),
            "decided_by": cells.text("decided_by"),
            "decided_on": cells.day("decided_on"),
            "source": cells.text("source"),
        }
        rows.append(row)
        if not cells.text("old") and not cells.text("new"):
            cells.wrong("old", "Name the old element, the new one, or both.")
        cells.once("old", cells.text("old") or "nothing", cells.text("new") or "nothing", row["kind"])
        _check_succession(cells, str(row["kind"]))
    file.done()
    return plans.record_successions(council=council, rows=rows, **who)


def _check_succession(cells: Cells, kind: str) -> None:
    if kind == "DROPPED" and cells.text("new"):
        cells.wrong("new", "What was dropped became nothing. Leave this cell blank, or change the kind.")
    if kind in ("MERGED", "SPLIT") and not (cells.text("old") and cells.text("new")):
        side = "new" if cells.text("old") else "old"
        cells.wrong(side, "Merging and splitting lead from an old element to a new one. Name both.")


def read_updates(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Dated statements of progress; elements missing from a plan's latest statement are no longer listed."""
    also = ("done", "stated", "percent_complete", "due_on", "text", "source")
    file = File(path, ("element", "made_on"), (*also, *_FULLER))
    elements, rule = elements_by_path(council), action_rule_of(council)
    rows = []
    for cells in file.rows():
        cells.needed("made_on")
        row = {
            "element_id": cells.named("element", elements, "element"),
            "made_on": cells.day("made_on"),
            "is_done": cells.yes("done") if cells.text("done") else None,
            "stated": cells.text("stated"),
            "percent_complete": cells.whole("percent_complete", 100),
            "due_on": cells.day("due_on"),
            "text": cells.text("text"),
            "source": cells.text("source"),
            **_fuller(file, cells, rule),
        }
        rows.append(row)
        cells.once("made_on", row["element_id"], row["made_on"])
    file.done()
    recorded = plans.record_updates(council=council, rows=rows, **who)
    _mark_not_listed(council, rows, who)
    return recorded


_FULLER = ("expected_on", "in_the_way", "corrective", "state", "view", "view_reason")


def _fuller(file: File, cells: Cells, rule: ActionRule) -> dict[str, Any]:
    """What a row says beyond the first columns; a column that the file doesn't have is left as it is held."""
    found: dict[str, Any] = {name: cells.text(name) for name in _FULLER[1:] if file.has(name)}
    if file.has("expected_on"):
        found["expected_on"] = cells.day("expected_on")
    for name in ("state", "view"):
        if found.get(name) and found[name] not in rule.names:
            cells.wrong(
                name, f"“{found[name]}” is no status of this council. Write one of: {', '.join(rule.names)}."
            )
    if bool(found.get("view")) != bool(found.get("view_reason")):
        cells.wrong(
            "view_reason", "An owner who sees it otherwise says which status and why. Give both or neither."
        )
    return found


def _mark_not_listed(council: Council, rows: list[dict[str, Any]], who: dict[str, Any]) -> None:
    latest = max((row["made_on"] for row in rows), default=None)
    seen = {row["element_id"] for row in rows}
    gone = seen - {row["element_id"] for row in rows if row["made_on"] == latest}
    for edition in Edition.objects.filter(elements__in=seen).distinct():
        plans.mark_not_listed(council=council, edition=edition, element_ids=gone, **who)


def read_gaps(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Why things are missing."""
    file = File(path, ("element", "code", "reason"), ("owner", "due_on", "source"))
    elements, posts = elements_by_path(council), posts_by_name(council)
    rows = []
    for cells in file.rows():
        cells.once("code", cells.text("element"), cells.text("code").upper())
        rows.append(
            {
                "element_id": cells.named("element", elements, "element"),
                "code": cells.needed("code") and cells.choice("code", GAP_CODES, ""),
                "reason": cells.needed("reason"),
                "owner_id": cells.known("owner", posts, "post"),
                "due_on": cells.day("due_on"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return plans.name_gaps(council=council, rows=rows, **who)
