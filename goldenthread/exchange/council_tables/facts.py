"""Tables of what is said of elements: tags, parts taken, other plans, evidence, needs and remits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.core.amounts import DAYS, POUNDS
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import (
    BASES,
    editions_by_path,
    elements_by_path,
    paths_in,
    services_by_name,
)
from goldenthread.governance import actions as governance
from goldenthread.governance.models import Remit
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.plans import facts as plans
from goldenthread.plans.models import Edition, Element, Involvement, Tag
from goldenthread.resources import actions as resources

TAG_KINDS = [str(value) for value in Tag.Kind.values]
ROLES = [str(value) for value in Involvement.Role.values]
ANSWERS = ("answer", "answer_words", "answered_on", "answered_by", "offered_days")


def read_tags(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The words that elements are found by."""
    file = File(path, ("kind", "name"), ("about",))
    rows = []
    for cells in file.rows():
        cells.needed("kind")
        row: dict[str, Any] = {
            "kind": cells.choice("kind", TAG_KINDS, "SUBJECT"),
            "name": cells.needed("name"),
            "about": cells.text("about"),
        }
        rows.append(row)
        cells.once("name", row["kind"], row["name"])
    file.done()
    return plans.set_up_tags(council=council, rows=rows, **who)


def read_taggings(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Which elements carry which tags."""
    file = File(path, ("element", "kind", "tag"))
    elements = elements_by_path(council)
    tags = {(kind, name): pk for kind, name, pk in council.tags.values_list("kind", "name", "id")}
    rows = []
    for cells in file.rows():
        cells.needed("kind")
        kind, name = cells.choice("kind", TAG_KINDS, "SUBJECT"), cells.needed("tag")
        tag = tags.get((kind, name))
        if name and tag is None:
            cells.wrong("tag", f"No tag of kind {kind} is called “{name[:80]}”. Add it to tags first.")
        element = cells.named("element", elements, "element")
        rows.append({"tag_id": tag, "element_id": element})
        cells.once("tag", tag, element)
    file.done()
    return plans.tag_elements(council=council, rows=rows, **who)


def read_involvements(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Which partners and services commission, provide or take part in which elements."""
    file = File(path, ("element", "role"), ("partner", "service", "basis", "source"))
    elements, services = elements_by_path(council), services_by_name(council)
    partners = dict(council.partners.values_list("slug", "id"))
    rows = []
    for cells in file.rows():
        cells.needed("role")
        row: dict[str, Any] = {
            "element_id": cells.named("element", elements, "element"),
            "role": cells.choice("role", ROLES, "PARTNER"),
            "partner_id": cells.known("partner", partners, "partner"),
            "service_id": cells.known("service", services, "service"),
            "basis": cells.choice("basis", BASES, "STATED"),
            "source": cells.text("source"),
        }
        rows.append(row)
        if bool(cells.text("partner")) == bool(cells.text("service")):
            cells.wrong("partner", "Name a partner (by its slug) or a service: one of the two.")
        cells.once("role", row["element_id"], row["role"], cells.text("partner") or cells.text("service"))
    file.done()
    return plans.record_involvements(council=council, rows=rows, **who)


def read_placements(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """In which other plans elements count too."""
    file = File(path, ("element", "edition", "level"), ("parent",))
    editions = editions_by_path(council)
    elements = {
        f"{one.edition.plan.slug}/{one.edition.slug}/{one.code}": one
        for one in Element.objects.filter(council=council).select_related("edition__plan", "level")
    }
    rows = []
    for cells in file.rows():
        element = cells.named("element", elements, "element")
        edition = cells.named("edition", editions, "edition")
        level, parent = _level_of(cells, edition), cells.known("parent", elements, "element")
        if element and edition and element.edition_id == edition.pk:
            cells.wrong("edition", "The element stands in this edition already. Name another plan's.")
        if parent and edition and parent.edition_id != edition.pk:
            cells.wrong("parent", "The parent stands in another edition than this row's. Name one of it.")
        elif parent and level and parent.level.position >= level.position:
            cells.wrong("parent", "An element hangs from one of a higher level. Name another.")
        rows.append(
            {
                "element_id": element.pk if element else None,
                "edition_id": edition.pk if edition else None,
                "level_id": level.pk if level else None,
                "parent_id": parent.pk if parent else None,
            }
        )
        cells.once("edition", rows[-1]["element_id"], rows[-1]["edition_id"])
    file.done()
    return plans.place_again(council=council, rows=rows, **who)


def _level_of(cells: Cells, edition: Edition | None) -> Any:
    levels = {level.key: level for level in edition.levels.all()} if edition else {}
    said = cells.needed("level")
    if said and edition and said not in levels:
        cells.wrong("level", f"This edition has no level “{said[:60]}”.")
    return levels.get(said)


def read_evidence(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What shows that elements are done or needed, and which lines of a framework it answers."""
    file = File(path, ("element", "title"), ("text", "dated_on", "kept_at", "answers", "source"))
    elements = elements_by_path(council)
    rows = []
    for cells in file.rows():
        row: dict[str, Any] = {
            "element_id": cells.named("element", elements, "element"),
            "title": cells.needed("title"),
            "text": cells.text("text"),
            "dated_on": cells.day("dated_on"),
            "kept_at": cells.text("kept_at"),
            "answers": paths_in(cells, "answers", elements),
            "source": cells.text("source"),
        }
        rows.append(row)
        cells.once("title", row["element_id"], row["title"])
        if row["element_id"] in row["answers"]:
            cells.wrong("answers", "Evidence answers lines of a framework, not the element it stands on.")
    file.done()
    return plans.record_evidence(council=council, rows=rows, **who)


def read_needs(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What elements need of services in days and pounds, and who confirmed that it is there."""
    also = ("service", "days", "money", "budget_line", "note", "confirmed_on", "confirmed_by", "basis")
    file = File(path, ("element",), (*also, *ANSWERS))
    elements, services = elements_by_path(council), services_by_name(council)
    rows = []
    for cells in file.rows():
        row: dict[str, Any] = {
            "element_id": cells.named("element", elements, "element"),
            "service_id": cells.known("service", services, "service"),
            "days": cells.amount("days", DAYS),
            "money": cells.amount("money", POUNDS),
            "budget_line": cells.text("budget_line"),
            "note": cells.text("note"),
            "confirmed_on": cells.day("confirmed_on"),
            "confirmed_by": cells.text("confirmed_by"),
            **(_answer(cells) if file.has("answer") else {}),
            "basis": cells.choice("basis", BASES, "STATED"),
        }
        rows.append(row)
        if bool(cells.text("confirmed_on")) != bool(cells.text("confirmed_by")):
            cells.wrong("confirmed_by", "A confirmation gives its day and the post that gave it: both.")
        cells.once("service", row["element_id"], cells.text("service") or "no service")
    file.done()
    return resources.record_needs(council=council, rows=rows, **who)


def _answer(cells: Cells) -> dict[str, Any]:
    """What a service answered that did not confirm: why it declined, or what it offers instead."""
    said = cells.choice("answer", ["", "DECLINED", "COUNTERED"], "")
    if said and cells.text("confirmed_on"):
        cells.wrong("answer", "What is confirmed is neither declined nor countered. Leave one of them out.")
    if bool(said) != bool(cells.text("answer_words")):
        cells.wrong("answer_words", "An answer says why, or what is offered; without one, leave this blank.")
    offered = cells.amount("offered_days", DAYS)
    if (said == "COUNTERED") != (offered is not None):
        cells.wrong("offered_days", "Another offer gives its days, and only that.")
    return {
        "answer": said,
        "answer_words": cells.text("answer_words"),
        "answered_on": cells.day("answered_on"),
        "answered_by": cells.text("answered_by"),
        "offered_days": offered,
    }


def read_remits(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Which bodies scrutinise which elements, and from when to when."""
    file = File(path, ("element", "body"), ("from_on", "until_on", "reason"))
    elements, bodies = elements_by_path(council), dict(council.bodies.values_list("name", "id"))
    rows: list[tuple[Cells, dict[str, Any]]] = []
    for cells in file.rows():
        row: dict[str, Any] = {
            "element_id": cells.named("element", elements, "element"),
            "body_id": cells.named("body", bodies, "body"),
            "from_on": cells.day("from_on"),
            "until_on": cells.day("until_on"),
            "reason": cells.text("reason"),
        }
        rows.append((cells, row))
        cells.once("body", row["element_id"], row["body_id"], row["from_on"] or "from the start")
        if row["from_on"] and row["until_on"] and row["until_on"] < row["from_on"]:
            cells.wrong("until_on", "The remit ends before it begins. Change one of the days.")
    _check_one_at_a_time(rows, council)
    file.done()
    return governance.record_remits(council=council, rows=[row for _, row in rows], **who)


def _check_one_at_a_time(rows: list[tuple[Cells, dict[str, Any]]], council: Council) -> None:
    """An element is in one remit at a time, of those in the file and those that the file leaves alone."""
    key = ("element_id", "body_id", "from_on")
    given = {tuple(row[name] for name in key) for _, row in rows}
    on_record = Remit.objects.filter(council=council, until_on__isnull=True).values_list(*key)
    taken = {one[0] for one in on_record if one not in given}
    for cells, row in rows:
        element = row["element_id"]
        if element is None or row["until_on"] is not None:
            continue
        if element in taken:
            cells.wrong("body", "The element is in another remit already. Say when that ended (until_on).")
        taken.add(element)
