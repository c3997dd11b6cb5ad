"""What `council.toml` may hold: its parts, what each has to give, and what it may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.governance.models import Annex, Approval, Body, Paper
from goldenthread.people.models import Nation
from goldenthread.plans.models import Basis, Edition, Plan

Facts = Mapping[str, Any]
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,40}")
LEVEL_NEEDS = (
    "needs_measure", "needs_owner", "needs_budget", "needs_capacity", "needs_carrier", "needs_evidence",
    "needs_update",
)  # fmt: skip
_OTHER_THAN_TEXT: dict[type, tuple[str, ...]] = {
    date: (
        "position_on", "starts_on", "ends_on", "adopted_on", "meets_on", "decided_on", "approved_on",
        "retired_on", "replaced_on",
    ),
    bool: (
        "open", "demonstration", "main", "current", "monitored", "none", "does_nothing", "key_decision",
        "exempt", "whole", *LEVEL_NEEDS,
    ),
    int: (
        "year_start_month", "year_start_day", "years", "limit", "number", "update_number", "stage", "option",
    ),
    list: ("background",),
}  # fmt: skip
_KIND = {name: kind for kind, names in _OTHER_THAN_TEXT.items() for name in names}
_WRITTEN = {
    date: "a day, written 2014-06-30 without quotation marks",
    bool: "true or false",
    int: "a whole number without quotation marks",
    list: "a list of texts in square brackets",
    str: "a text in quotation marks",
}
_WITHIN = {"year_start_month": (1, 12), "year_start_day": (1, 28)}
_ANY_PLACE = (0, 32_767)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of table: what it must give, what no two may share, and the tables inside it."""

    needs: tuple[str, ...]
    once: str = ""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)


_LEVEL = Part(("key", "name"), "key")
_EDITION = Part(("slug", "name"), "slug", {"state": Edition.State.values}, {"level": _LEVEL})
_PAPER = Part(
    ("slug", "title", "report_of"),
    "slug",
    {"kind": Paper.Kind.values, "state": Paper.State.values},
    {
        "contact": Part(("role", "post")),
        "approval": Part(("post",), choices={"asked": Approval.Asked.values}),
        "implication": Part(("category",), "category"),
        "option": Part(("number", "text"), "number"),
        "section": Part(("key", "text"), "key"),
        "recommendation": Part(("text",)),
        "risk": Part(("cause", "effect")),
        "annex": Part(("title",), choices={"kind": Annex.Kind.values}),
    },
)
_COUNCIL = Part(("slug", "name"), choices={"nation": Nation.values})
_PARTS = {
    "directorate": Part(("name",), "name"),
    "service": Part(("name",), "name"),
    "post": Part(("title",), "title", {"basis": Basis.values}),
    "partner": Part(("slug", "name"), "slug"),
    "term": Part(("word", "meaning"), "word"),
    "body": Part(("name", "kind"), "name", {"kind": Body.Kind.values}),
    "plan": Part(("slug", "name", "kind"), "slug", {"kind": Plan.Kind.values}, {"edition": _EDITION}),
    "paper": _PAPER,
    "monitor": Part(("slug", "title", "period"), "slug"),
}


TAKEN = ("accessibility", "sign-in", "sign-out", "static")


def faults_in(facts: Facts) -> list[str]:
    """A sentence for everything wrong in what the file says, in its order."""
    council = facts.get("council")
    if not isinstance(council, dict):
        return ["The part [council] must give a slug and a name."]
    found = list(_in_table("[council]", council, _COUNCIL))
    if council.get("slug") in TAKEN:
        found.append(
            f"[council], slug: “{council['slug']}” is an address of the site itself. Choose another."
        )
    for name, part in _PARTS.items():
        found += _in_tables(name, facts.get(name, []), part)
    # What the parts say of each other can be asked only where each can be read.
    checks = (_in_plans, _among_plans, _in_chains, _in_papers, _nowhere)
    return found or [fault for check in checks for fault in check(facts)]


def _in_tables(name: str, given: object, part: Part) -> Iterator[str]:
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        yield f"{name}: begin each with a line [[{name}]]."
        return
    seen: dict[object, int] = {}
    for place, one in enumerate(given, start=1):
        where = f"[[{name}]] {place}"
        yield from _in_table(where, one, part, name)
        key = str(one.get(part.once, ""))
        if key and seen.setdefault(key, place) != place:
            yield f"{where}, {part.once}: “{key}” stands in [[{name}]] {seen[key]} already. Keep one of them."


def _in_table(where: str, given: Facts, part: Part, name: str = "") -> Iterator[str]:
    for key in part.needs:
        if given.get(key) in (None, ""):
            yield f"{where}, {key}: it is missing. Write it."
    for key, value in given.items():
        if key in part.parts:
            yield from _in_tables(f"{name}.{key}", value, part.parts[key])
        elif fault := _in_value(key, value, part):
            yield f"{where}, {key}: {fault}"


def _in_value(key: str, value: object, part: Part) -> str:
    kind = _KIND.get(key, str)
    if type(value) is not kind or (isinstance(value, list) and not all(isinstance(v, str) for v in value)):
        return f"“{str(value)[:60]}” is not {_WRITTEN[kind]}."
    if key in ("slug", "key") and not _SLUG.fullmatch(str(value)):
        return f"“{str(value)[:60]}” can't be part of an address. Use up to 40 letters, digits and hyphens."
    if key in part.choices and value not in part.choices[key]:
        return f"“{str(value)[:60]}” is not one of {', '.join(part.choices[key])}."
    first, last = _WITHIN.get(key, _ANY_PLACE)
    if isinstance(value, int) and not first <= value <= last:
        return f"{value} is not from {first} to {last:,}."
    return ""


def _in_plans(facts: Facts) -> Iterator[str]:
    plans = facts.get("plan", [])
    if sum(plan.get("main", False) for plan in plans) > 1:
        yield "[[plan]], main: a council has one main plan. Leave the others out."
    for place, plan in enumerate(plans, start=1):
        if sum(edition.get("current", False) for edition in plan.get("edition", [])) > 1:
            yield f"[[plan]] {place}: a plan has one current edition. Leave the others out."
        if plan.get("retired_on") and not plan.get("retired_because"):
            yield f"[[plan]] {place}, retired_because: a plan that is retired says why. Write the reason."
        if plan.get("service") and plan["kind"] != Plan.Kind.SERVICE:
            yield f"[[plan]] {place}, service: only a plan of kind SERVICE is a service's own. Leave it out."
        starts_on, ends_on = plan.get("starts_on"), plan.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            yield f"[[plan]] {place}, ends_on: the plan ends before it starts."


def _among_plans(facts: Facts) -> Iterator[str]:
    """A service has one service plan."""
    seen: dict[str, int] = {}
    for place, plan in enumerate(facts.get("plan", []), start=1):
        service = plan.get("service", "")
        if service and seen.setdefault(service, place) != place:
            yield (
                f"[[plan]] {place}, service: [[plan]] {seen[service]} is this service's plan already. "
                "Give it another edition instead."
            )


def _in_chains(facts: Facts) -> Iterator[str]:
    """Nobody manages themselves by way of others, and no body comes after itself."""
    for part, once, key in (("post", "title", "manager"), ("body", "name", "replaced_by")):
        above = {one[once]: one.get(key, "") for one in facts.get(part, [])}
        for place, name in enumerate(above, start=1):
            if name in _chain(name, above):
                yield f"[[{part}]] {place}, {key}: “{name}” comes round to itself. Name another {part}."
    for place, one in enumerate(facts.get("body", []), start=1):
        if one.get("replaced_on") and not one.get("replaced_by"):
            yield f"[[body]] {place}, replaced_by: name the body that took its place."


def _chain(name: str, above: Mapping[str, str]) -> list[str]:
    """Everything above a name, until it ends or comes round."""
    found: list[str] = []
    while (name := above.get(name, "")) and name not in found:
        found.append(name)
    return found


def _in_papers(facts: Facts) -> Iterator[str]:
    for place, paper in enumerate(facts.get("paper", []), start=1):
        if paper.get("state") == Paper.State.DECIDED and not paper.get("decision"):
            yield f"[[paper]] {place}, decision: a decided paper gives its decision."
        if paper.get("exempt") and not paper.get("exempt_because"):
            yield f"[[paper]] {place}, exempt_because: say on what ground it is exempt."
        for one in paper.get("implication", []):
            if one.get("none") and one.get("text"):
                yield (
                    f"[[paper]] {place}, {one['category']}: "
                    "either write the implications or say that there are none."
                )


def _nowhere(facts: Facts) -> Iterator[str]:
    """What is named and stands nowhere in the file."""
    names = {
        name: {one[part.once] for one in facts.get(name, [])} for name, part in _PARTS.items() if part.once
    }
    names["edition"] = {
        f"{plan['slug']}/{edition['slug']}"
        for plan in facts.get("plan", [])
        for edition in plan.get("edition", [])
    }
    for part, keys in _NAMED.items():
        for place, one in enumerate(facts.get(part, []), start=1):
            for key, kind in keys.items():
                if one.get(key) and one[key] not in names[kind]:
                    yield f"[[{part}]] {place}, {key}: no {kind} is called “{one[key]}” in this file."
    for plan in facts.get("plan", []):
        slugs = {edition["slug"] for edition in plan.get("edition", [])}
        for edition in plan.get("edition", []):
            if edition.get("replaces") and edition["replaces"] not in slugs:
                yield f"Edition {edition['slug']}, replaces: no edition here is “{edition['replaces']}”."


# What each part names, and in which part that stands.
_NAMED = {
    "service": {"directorate": "directorate"},
    "post": {"service": "service", "directorate": "directorate", "manager": "post"},
    "body": {"replaced_by": "body"},
    "plan": {"service": "service"},
    "paper": {"body": "body", "edition": "edition"},
    "monitor": {"paper": "paper"},
}
