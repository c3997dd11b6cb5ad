"""The papers of a council's folder: what `council.toml` says of each, put on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange import council_tables
from goldenthread.governance import actions as governance
from goldenthread.governance.paper_policies import FIRST, paper_template
from goldenthread.people.models import Council

Given = Mapping[str, Any]
_TEXTS = (
    "slug", "title", "report_of", "wards", "decision", "source", "portfolio", "decision_maker",
    "forward_plan", "exempt_because", "address",
)  # fmt: skip


def put_papers(papers: Iterable[Given], council: Council, who: dict[str, Any]) -> None:
    """Put each paper on record. Raises `UnreadableFile` where one names what isn't there."""
    bodies = {body.name: body.pk for body in council.bodies.all()}
    editions = council_tables.editions_by_path(council)
    elements = council_tables.elements_by_path(council)
    for place, given in enumerate(papers, start=1):
        _refuse_unknown(place, given, elements)
        edition = editions.get(given.get("edition", ""))
        governance.put_paper(
            council=council,
            facts={
                **{name: given.get(name, "") for name in _TEXTS},
                "template": given.get("template", FIRST),
                "kind": given.get("kind", "DECISION"),
                "state": given.get("state", "DRAFT"),
                "body_id": bodies.get(given.get("body", "")),
                "edition_id": edition.pk if edition else None,
                "meets_on": given.get("meets_on"),
                "decided_on": given.get("decided_on"),
                "is_key_decision": given.get("key_decision"),
                "is_exempt": given.get("exempt", False),
                "is_whole": given.get("whole", False),
                "background": "\n".join(given.get("background", [])),
            },
            sections={one["key"]: one["text"].strip() for one in given.get("section", [])},
            **_parts(given, elements),
            **who,
        )


def _parts(given: Given, elements: Mapping[str, int]) -> dict[str, Any]:
    return {
        "contacts": [_with(one, "role", "name", "post", "team", "phone") for one in given.get("contact", [])],
        "approvals": [_approval(one) for one in given.get("approval", [])],
        "implications": [
            {
                **_with(one, "category", "text", "year"),
                "is_none": one.get("none", False),
                "option": one.get("option"),
                "element_id": elements.get(one.get("element", "")),
            }
            for one in given.get("implication", [])
        ],
        "options": [
            {
                **_with(one, "text", "advantages", "disadvantages"),
                "number": one["number"],
                "does_nothing": one.get("does_nothing", False),
            }
            for one in given.get("option", [])
        ],
        "recommendations": [
            {**_with(one, "text", "reason", "asks"), "number": number, "option": one.get("option")}
            for number, one in enumerate(given.get("recommendation", []), start=1)
        ],
        "risks": [
            {**_with(one, "cause", "effect", "control"), "element_id": elements.get(one.get("element", ""))}
            for one in given.get("risk", [])
        ],
        "annexes": [
            {**_with(one, "title"), "kind": one.get("kind", "NAMED")} for one in given.get("annex", [])
        ],
    }


def _approval(one: Given) -> dict[str, Any]:
    given_on = one.get("approved_on")
    return {
        **_with(one, "post", "name", "role"),
        "stage": one.get("stage", 1),
        "asked": one.get("asked", "sign-off"),
        "approved_on": given_on,
        "given_by": one["post"] if given_on else "",
    }


def _refuse_unknown(place: int, given: Given, elements: Mapping[str, int]) -> None:
    where = f"[[paper]] {place}"
    form = paper_template(given.get("template", FIRST))
    found = [
        f"{where}, section: the form “{form.code}” has no section “{one['key']}”."
        for one in given.get("section", [])
        if form.section(one["key"]) is None
    ]
    found += [
        f"{where}, {part}: no element is called “{one['element']}”. Write it as plan/edition/code."
        for part in ("implication", "risk")
        for one in given.get(part, [])
        if one.get("element") and one["element"] not in elements
    ]
    if found:
        raise UnreadableFile([Problem("council.toml", None, None, one) for one in found])


def _with(given: Given, *names: str) -> dict[str, str]:
    return {name: str(given.get(name, "")) for name in names}
