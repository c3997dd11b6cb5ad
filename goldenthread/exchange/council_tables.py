"""The tables of a council's folder: each is read whole, checked against what is on record, and stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.core.observed import TargetState, UnreadableNumber, read_target
from goldenthread.core.travel import Polarity
from goldenthread.exchange import policies
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.observations import read_figures
from goldenthread.exchange.published import Goodness, Unreadable, read_polarity
from goldenthread.governance import actions as governance
from goldenthread.ledger.recording import Recorded
from goldenthread.measures import actions as measures
from goldenthread.people.models import Council
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Edition, Element
from goldenthread.reports import actions as reports
from goldenthread.resources import actions as resources

BASES = ["STATED", "INFERRED", "ILLUSTRATIVE"]
THOUSAND = Decimal(1000)
Reader = Callable[[Path, Council, dict[str, Any]], Recorded]


def editions_by_path(council: Council) -> dict[str, Edition]:
    """Editions by “plan/edition”."""
    found = Edition.objects.filter(plan__council=council).select_related("plan")
    return {f"{edition.plan.slug}/{edition.slug}": edition for edition in found}


def elements_by_path(council: Council) -> dict[str, int]:
    """Elements by “plan/edition/code”."""
    rows = Element.objects.filter(council=council).values_list(
        "edition__plan__slug", "edition__slug", "code", "id"
    )
    return {f"{plan}/{edition}/{code}": pk for plan, edition, code, pk in rows}


def _posts(council: Council) -> dict[str, int]:
    return dict(council.posts.values_list("title", "id"))


def _services(council: Council) -> dict[str, int]:
    return dict(council.services.values_list("name", "id"))


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
    )
    file = File(path, needs, also)
    editions, posts, services = editions_by_path(council), _posts(council), _services(council)
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
            }
        )
        if cells.text("level") not in {level.key for level in editions[edition].levels.all()}:
            cells.wrong("level", f"This edition has no level “{cells.text('level')}”.")
    file.done()
    recorded = Recorded()
    for edition, found in rows.items():
        recorded += plans.place_elements(council=council, edition=editions[edition], rows=found, **who)
    return recorded


def read_contributions(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Links between elements, of one plan or of two."""
    file = File(path, ("giver", "taker"), ("kind", "basis", "source"))
    elements = elements_by_path(council)
    kinds = ["CONTRIBUTES", "ENABLES", "RUNS_ACROSS"]
    rows = [
        {
            "giver_id": cells.known("giver", elements, "element"),
            "taker_id": cells.known("taker", elements, "element"),
            "kind": cells.choice("kind", kinds, "CONTRIBUTES"),
            "basis": cells.choice("basis", BASES, "STATED"),
            "source": cells.text("source"),
        }
        for cells in file.rows()
    ]
    file.done()
    return plans.link_elements(council=council, rows=rows, **who)


def read_successions(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What became of the elements of earlier editions."""
    file = File(path, ("old", "new", "kind"), ("reason", "source"))
    elements = elements_by_path(council)
    kinds = ["CARRIED", "AMENDED", "REPLACED", "ADDED", "DROPPED"]
    rows = [
        {
            "old_id": cells.known("old", elements, "element"),
            "new_id": cells.known("new", elements, "element"),
            "kind": cells.choice("kind", kinds, "REPLACED"),
            "reason": cells.text("reason"),
            "source": cells.text("source"),
        }
        for cells in file.rows()
    ]
    file.done()
    return plans.record_successions(council=council, rows=rows, **who)


def read_updates(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Dated statements of progress; elements missing from a plan's latest statement are no longer listed."""
    also = ("done", "stated", "percent_complete", "due_on", "text", "source")
    file = File(path, ("element", "made_on"), also)
    elements = elements_by_path(council)
    rows = [
        {
            "element_id": cells.known("element", elements, "element"),
            "made_on": cells.day("made_on"),
            "is_done": cells.yes("done") if cells.text("done") else None,
            "stated": cells.text("stated"),
            "percent_complete": cells.whole("percent_complete"),
            "due_on": cells.day("due_on"),
            "text": cells.text("text"),
            "source": cells.text("source"),
        }
        for cells in file.rows()
    ]
    file.done()
    recorded = plans.record_updates(council=council, rows=rows, **who)
    _mark_not_listed(council, rows, who)
    return recorded


def _mark_not_listed(council: Council, rows: list[dict[str, Any]], who: dict[str, Any]) -> None:
    latest = max((row["made_on"] for row in rows), default=None)
    seen = {row["element_id"] for row in rows}
    gone = seen - {row["element_id"] for row in rows if row["made_on"] == latest}
    for edition in Edition.objects.filter(elements__in=seen).distinct():
        plans.mark_not_listed(council=council, edition=edition, element_ids=gone, **who)


def read_gaps(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Why things are missing."""
    file = File(path, ("element", "code", "reason"), ("owner", "due_on", "source"))
    elements, posts = elements_by_path(council), _posts(council)
    rows = [
        {
            "element_id": cells.known("element", elements, "element"),
            "code": cells.needed("code"),
            "reason": cells.needed("reason"),
            "owner_id": cells.known("owner", posts, "post"),
            "due_on": cells.day("due_on"),
            "source": cells.text("source"),
        }
        for cells in file.rows()
    ]
    file.done()
    return plans.name_gaps(council=council, rows=rows, **who)


def read_measures(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Definitions of measures and the elements they belong to."""
    also = (
        "unit", "frequency", "cumulative", "control", "data_only", "tolerance", "floor", "service", "owner",
        "elements", "link_basis", "baseline", "baseline_on", "baseline_note", "definition", "basis",
        "polarity_basis", "source",
    )  # fmt: skip
    file = File(path, ("code", "title", "polarity"), also)
    elements, posts, services = elements_by_path(council), _posts(council), _services(council)
    rows, links = [], {}
    for place, cells in enumerate(file.rows(), start=1):
        goodness = _goodness(cells)
        tolerance, is_percent = _tolerance(cells)
        code = cells.needed("code")
        rows.append(
            {
                "code": code,
                "title": cells.needed("title"),
                "definition": cells.text("definition"),
                "unit": cells.text("unit"),
                "polarity": goodness.polarity.value,
                "low": goodness.low,
                "high": goodness.high,
                "frequency": cells.choice("frequency", ["MONTHLY", "QUARTERLY", "YEARLY"], "QUARTERLY"),
                "is_cumulative": cells.yes("cumulative"),
                "is_data_only": cells.yes("data_only"),
                "control": cells.choice("control", ["COUNCIL", "SHARED", "COMMUNITY"], "COUNCIL"),
                "tolerance": tolerance,
                "tolerance_is_percent": is_percent,
                "floor": cells.number("floor"),
                "service_id": cells.known("service", services, "service"),
                "owner_id": cells.known("owner", posts, "post"),
                "baseline": cells.number("baseline"),
                "baseline_on": cells.day("baseline_on"),
                "baseline_note": cells.text("baseline_note"),
                "position": place,
                "basis": cells.choice("basis", BASES, "STATED"),
                "polarity_basis": cells.choice("polarity_basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
        links[code] = (
            _linked(cells, elements),
            cells.choice("link_basis", BASES, "STATED"),
            cells.text("source"),
        )
    file.done()
    recorded = measures.define_measures(council=council, rows=rows, **who)
    codes = dict(council.measures.values_list("code", "id"))
    link_rows = [
        {"measure_id": codes[code], "element_id": element, "basis": basis, "source": source}
        for code, (found, basis, source) in links.items()
        for element in found
    ]
    measures.link_measures(council=council, rows=link_rows, **who)
    return recorded


def _goodness(cells: Cells) -> Goodness:
    try:
        return read_polarity(cells.text("polarity"))
    except Unreadable as unclear:
        cells.wrong("polarity", f"{unclear}.")
        return Goodness(Polarity.HIGHER)


def _tolerance(cells: Cells) -> tuple[Decimal | None, bool]:
    return cells.number("tolerance"), cells.text("tolerance").endswith("%")


def _linked(cells: Cells, elements: dict[str, int]) -> list[int]:
    found = []
    for path in (part.strip() for part in cells.text("elements").split(";")):
        if path and path not in elements:
            cells.wrong("elements", f"No element is at “{path}”. Write plan/edition/code.")
        elif path:
            found.append(elements[path])
    return found


def read_targets(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Targets by period, blank ones with their reason, owner and date."""
    file = File(path, ("measure", "period", "target"), ("reason", "owner", "due_on", "source"))
    codes, posts = dict(council.measures.values_list("code", "id")), _posts(council)
    labels = policies.read_labels()
    rows = []
    for cells in file.rows():
        period = cells.period("period", council.year_start)
        try:
            target = read_target(cells.text("target"), labels)
        except UnreadableNumber as unclear:
            cells.wrong("target", str(unclear))
            continue
        if target.state is not TargetState.SET and not cells.text("reason"):
            cells.wrong("reason", "A target that is not set says why. Write the reason.")
        if period is None:
            continue
        rows.append(
            {
                "measure_id": cells.known("measure", codes, "measure"),
                **measures.fields_of(period),
                "value": target.value,
                "state": target.state.value,
                "reason": cells.text("reason"),
                "owner_id": cells.known("owner", posts, "post"),
                "due_on": cells.day("due_on"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return measures.set_targets(council=council, rows=rows, **who)


def read_observations(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Figures by measure and period; every row is good, or none is stored."""
    codes = dict(council.measures.values_list("code", "id"))
    rows = read_figures(path, council, codes, policies.read_labels()).or_refused()
    return measures.record_observations(council=council, rows=rows, **who)


def read_finance(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Lines of finance reports, given in thousands of pounds and kept in pounds."""
    also = (
        "reported_to", "scope", "directorate", "base_k", "base_kind", "pct", "previous_k", "note", "source",
    )  # fmt: skip
    file = File(path, ("report", "line", "variance_k"), also)
    parts = dict(council.directorates.values_list("name", "id"))
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        amount = cells.number("variance_k")
        if amount is None:
            cells.wrong("variance_k", "A line of a finance report gives its variance.")
        if cells.text("pct") and not cells.text("base_kind"):
            cells.wrong("base_kind", "A percentage must say what it is a percentage of: gross or net budget?")
        rows.append(
            {
                "report": cells.needed("report"),
                "reported_to": cells.day("reported_to"),
                "line": cells.needed("line"),
                "scope": cells.choice("scope", ["COUNCIL", "PART", "DIRECTORATE"], "PART"),
                "directorate_id": cells.known("directorate", parts, "directorate"),
                "amount": (amount or Decimal(0)) * THOUSAND,
                "base": _pounds(cells.number("base_k")),
                "base_kind": cells.text("base_kind"),
                "stated_percent": cells.number("pct"),
                "previous": _pounds(cells.number("previous_k")),
                "note": cells.text("note"),
                "position": place,
                "source": cells.text("source"),
            }
        )
    file.done()
    return resources.record_variances(council=council, rows=rows, **who)


def _pounds(thousands: Decimal | None) -> Decimal | None:
    return None if thousands is None else thousands * THOUSAND


def read_published(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Headlines as they were printed."""
    file = File(path, ("report", "subject", "value"), ("reported_to", "part", "whole", "note", "source"))
    rows = [
        {
            "report": cells.needed("report"),
            "reported_to": cells.day("reported_to"),
            "subject": cells.needed("subject"),
            "value": cells.text("value"),
            "part": cells.whole("part"),
            "whole": cells.whole("whole"),
            "note": cells.text("note"),
            "position": place,
            "source": cells.text("source"),
        }
        for place, cells in enumerate(file.rows(), start=1)
    ]
    file.done()
    return reports.record_published_figures(council=council, rows=rows, **who)


def read_route(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The stops on editions' routes."""
    file = File(path, ("edition", "step", "body", "what"), ("when", "happened_on", "basis", "source"))
    editions = editions_by_path(council)
    bodies = dict(council.bodies.values_list("name", "id"))
    rows = []
    for cells in file.rows():
        edition = cells.known("edition", editions, "edition")
        rows.append(
            {
                "edition_id": edition.pk if edition else None,
                "position": cells.whole("step"),
                "body_id": cells.known("body", bodies, "body"),
                "when": cells.text("when"),
                "happened_on": cells.day("happened_on"),
                "what": cells.needed("what"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return governance.record_route(council=council, rows=rows, **who)


def read_comments(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What bodies said of an edition, the answers, and what was decided about each."""
    also = ("body", "when", "element", "response", "disposition", "sent_to", "source")
    file = File(path, ("edition", "number", "text"), also)
    editions, elements = editions_by_path(council), elements_by_path(council)
    bodies = dict(council.bodies.values_list("name", "id"))
    closed = ["ACCEPTED", "ACCEPTED_IN_PART", "NOT_ACCEPTED", "NOTED", "REFERRED", "FORWARDED"]
    rows = []
    for cells in file.rows():
        edition = cells.known("edition", editions, "edition")
        disposition = cells.choice("disposition", ["OPEN", *closed], "OPEN")
        if disposition in closed and not cells.text("response"):
            cells.wrong("response", "A comment that is closed has an answer. Write it, or leave it OPEN.")
        rows.append(
            {
                "edition_id": edition.pk if edition else None,
                "position": cells.whole("number"),
                "body_id": cells.known("body", bodies, "body"),
                "when": cells.text("when"),
                "element_id": cells.known("element", elements, "element"),
                "text": cells.needed("text"),
                "response": cells.text("response"),
                "disposition": disposition,
                "sent_to": cells.text("sent_to"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return governance.record_comments(council=council, rows=rows, **who)


# In the order in which they build on each other.
READERS: dict[str, Reader] = {
    "elements": read_elements,
    "contributions": read_contributions,
    "successions": read_successions,
    "updates": read_updates,
    "gaps": read_gaps,
    "measures": read_measures,
    "targets": read_targets,
    "observations": read_observations,
    "finance": read_finance,
    "published": read_published,
    "route": read_route,
    "comments": read_comments,
}
