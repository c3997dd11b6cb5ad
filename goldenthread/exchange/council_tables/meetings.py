"""Tables of comments, and of consultations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldenthread.core.dispositions import CLOSED, DISPOSITIONS
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import (
    BASES,
    editions_by_path,
    elements_by_path,
)
from goldenthread.governance import actions as governance
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.planning.consulting import Consulted, reasons_of_counts, record_consultations

FROM = ["BODY", "CONSULTATION", "PARTNER", "PERSON"]
STANCES = ["", "FOR", "AGAINST", "NEITHER"]
KINDS = ["EVENT", "SURVEY", "WRITTEN", "FORM"]
# What a file may say of a comment besides; what it doesn't give is left as it is.
FURTHER = ("came_from", "who", "step", "gap", "stance", "strength", "answered_by", "referred_to", "topic",
           "forwarded_to", "forwarded_on", "reply", "replied_on")  # fmt: skip


def read_comments(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What was said of an edition, the answers, what was decided about each, and where it went."""
    also = ("body", "when", "element", "response", "disposition", "sent_to", "source", *FURTHER)
    file = File(path, ("edition", "number", "text"), also)
    held = _Held(council)
    rows, referrals = [], []
    for cells in file.rows():
        number = cells.place("number")
        cells.once("number", cells.text("edition"), number)
        edition = cells.named("edition", held.editions, "edition")
        disposition = cells.choice("disposition", list(DISPOSITIONS), "OPEN")
        if disposition in CLOSED and not cells.text("response"):
            cells.wrong("response", "A comment that is closed has an answer. Write it, or leave it OPEN.")
        rows.append(
            {
                "edition_id": edition.pk if edition else None,
                "position": number,
                "body_id": cells.known("body", held.bodies, "body"),
                "when": cells.text("when"),
                "element_id": cells.known("element", held.elements, "element"),
                "text": cells.needed("text"),
                "response": cells.text("response"),
                "disposition": disposition,
                "sent_to": cells.text("sent_to"),
                "source": cells.text("source"),
                **_further(file, cells, held, edition.pk if edition else None),
            }
        )
        referrals.append(_referral(cells, held))
    file.done()
    items = governance.record_referrals(council=council, referrals=referrals, **who)
    if file.has("referred_to"):
        rows = [{**row, "work_item_id": item} for row, item in zip(rows, items, strict=True)]
    return governance.record_comments(council=council, rows=rows, **who)


class _Held:
    """What is on record that comments name."""

    def __init__(self, council: Council) -> None:
        self.editions, self.elements = editions_by_path(council), elements_by_path(council)
        self.bodies = dict(council.bodies.values_list("name", "id"))
        self.partners = dict(council.partners.values_list("slug", "id"))
        steps = council.steps.values_list("edition_id", "position", "id")
        self.steps = {(edition, position): pk for edition, position, pk in steps}


def _further(file: File, cells: Cells, held: _Held, edition: int | None) -> dict[str, Any]:
    """Where a comment came from and where it went, as far as the file has columns for it."""
    given: dict[str, Callable[[], Any]] = {
        "came_from": lambda: cells.choice("came_from", FROM, "BODY"),
        "who": lambda: cells.text("who"),
        "step": lambda: _step(cells, held, edition),
        "gap": lambda: cells.yes("gap"),
        "stance": lambda: cells.choice("stance", STANCES, ""),
        "strength": lambda: cells.text("strength"),
        "answered_by": lambda: cells.text("answered_by"),
        "forwarded_to": lambda: cells.known("forwarded_to", held.partners, "partner"),
        "forwarded_on": lambda: cells.day("forwarded_on"),
        "reply": lambda: cells.text("reply"),
        "replied_on": lambda: cells.day("replied_on"),
    }
    names = {"step": "step_id", "gap": "is_gap", "forwarded_to": "forwarded_to_id"}
    row: dict[str, Any] = {names.get(name, name): read() for name, read in given.items() if file.has(name)}
    if not row.get("forwarded_to_id") and (row.get("forwarded_on") or row.get("reply")):
        cells.wrong("forwarded_to", "Name the partner it was forwarded to, by the partner’s short name.")
    if row.get("replied_on") and not row.get("reply"):
        cells.wrong("reply", "There is a day of the reply and no reply. Write it, or leave the day out.")
    sent, replied = row.get("forwarded_on"), row.get("replied_on")
    if sent and replied and replied < sent:
        cells.wrong("replied_on", "The reply comes before the comment was forwarded. Write a later day.")
    return row


def _step(cells: Cells, held: _Held, edition: int | None) -> int | None:
    said = cells.whole("step")
    if said is None or edition is None:
        return None
    if (edition, said) not in held.steps:
        cells.wrong("step", f"The route of this edition has no stop {said}. Add it to route.csv first.")
    return held.steps.get((edition, said))


def _referral(cells: Cells, held: _Held) -> dict[str, Any] | None:
    """The topic of a body's work programme that a comment became."""
    body, topic = cells.known("referred_to", held.bodies, "body"), cells.text("topic")
    if bool(cells.text("referred_to")) != bool(topic):
        missing = "topic" if not topic else "referred_to"
        cells.wrong(missing, "A referral names both the body and the topic. Fill in both, or neither.")
    if body is None or not topic:
        return None
    return {"body_id": body, "topic": topic, "source": cells.text("source")}


def read_consultations(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Whom an edition was consulted on with, what they were shown, and what came of it."""
    counts = ("asked", "answered", "for", "against", "neither")
    words = ("audience", "when", "shown", "base", "findings", "outcome", "source")
    also = (*words, *counts, "from_on", "until_on", "reference_group", "basis")
    file = File(path, ("edition", "name", "kind"), also)
    editions = editions_by_path(council)
    rows = []
    for cells in file.rows():
        cells.once("name", cells.text("edition"), cells.text("name"))
        edition = cells.named("edition", editions, "edition")
        numbers: dict[str, Any] = {"for_it" if name == "for" else name: cells.whole(name) for name in counts}
        texts: dict[str, Any] = {name: cells.text(name) for name in words}
        said = Consulted(
            kind=cells.choice("kind", KINDS, "EVENT"),
            name=cells.needed("name"),
            from_on=cells.day("from_on"),
            until_on=cells.day("until_on"),
            is_reference_group=cells.yes("reference_group"),
            **numbers,
            **texts,
        )
        for reason in reasons_of_counts(said):
            cells.wrong(_column_of(reason), reason)
        if said.from_on and said.until_on and said.until_on < said.from_on:
            cells.wrong("until_on", "It ends before it starts. Write the earlier day first.")
        basis = cells.choice("basis", BASES, "STATED")
        rows.append({"edition_id": edition.pk if edition else None, **said._asdict(), "basis": basis})
    file.done()
    return record_consultations(council=council, rows=rows, **who)


def _column_of(reason: str) -> str:
    """The column in which a count is put right."""
    if reason.startswith("Say of whom"):
        return "base"
    return "for" if reason.startswith("Give all three") else "answered"
