"""Tables of major projects and programmes: their money, stages, milestones, benefits and contributions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldenthread.core.projects import PROJECT, SAYS_WHY
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import (
    BASES,
    elements_by_path,
    posts_by_name,
    services_by_name,
)
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources import register_tables as resources
from goldenthread.resources.project_parts import KEYS

KINDS = ["PROJECT", "PROGRAMME"]
VIEWS = ["", "ON_TARGET", "NEAR_TARGET", "OFF_TARGET"]
MONEY = ["CAPITAL", "REVENUE"]
PAYERS = ["UNFUNDED", "BUDGET", "GRANT", "RESERVE", "BORROWING", "PARTNER"]
MONEY_DIGITS = 12
_ALSO = (
    "kind", "programme", "about", "sponsor", "manager", "service", "state", "state_reason", "view",
    "view_words", "view_on", "risks", "basis", "source",
)  # fmt: skip


def read_projects(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Projects and programmes; `programme` is the code of another row or of one on record."""
    file = File(path, ("code", "name"), _ALSO)
    posts, services = posts_by_name(council), services_by_name(council)
    risks = dict(council.risks.values_list("code", "id"))
    found = file.rows()
    codes = {cells.text("code") for cells in found} | set(council.projects.values_list("code", flat=True))
    rows, parents, bearing = [], {}, {}
    for cells in found:
        code, kind = cells.needed("code"), cells.choice("kind", KINDS, "PROJECT")
        cells.once("code", code)
        rows.append(
            {
                "code": code,
                "name": cells.needed("name"),
                "kind": kind,
                "about": cells.text("about"),
                "sponsor_id": cells.known("sponsor", posts, "post"),
                "manager_id": cells.known("manager", posts, "post"),
                "service_id": cells.known("service", services, "service"),
                **_state(cells),
                **_view(cells),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
        if above := cells.known("programme", {one: one for one in codes}, "programme"):
            parents[code] = above
        if above and (kind == "PROGRAMME" or above == code):
            cells.wrong("programme", "Only a project is a part of a programme, and of another than itself.")
        if file.has("risks"):
            bearing[code] = _risks(cells, risks)
    file.done()
    return resources.record_projects(council=council, rows=rows, parents=parents, risks=bearing, **who)


def _state(cells: Cells) -> dict[str, Any]:
    state, reason = cells.choice("state", list(PROJECT.states), "PROPOSED"), cells.text("state_reason")
    if state in SAYS_WHY and not reason:
        cells.wrong("state_reason", "Say why it is on hold or stopped, or what came of it.")
    return {"state": state, "state_reason": reason}


def _view(cells: Cells) -> dict[str, Any]:
    view, words, on = cells.choice("view", VIEWS, ""), cells.text("view_words"), cells.day("view_on")
    if view and not (words and on):
        cells.wrong("view_words", "The owner’s own view has words and a day (view_on): both.")
    return {"view": view, "view_words": words, "view_on": on}


def _risks(cells: Cells, held: dict[str, int]) -> list[int]:
    found = [one.strip() for one in cells.text("risks").split(";") if one.strip()]
    for code in found:
        if code not in held:
            cells.wrong("risks", f"No risk has the code “{code[:40]}”. Check it, or add it to risks first.")
    return [held[code] for code in found if code in held]


Reading = Callable[[Cells, Council], dict[str, Any]]


def _parts(
    kind: str, needs: tuple[str, ...], also: tuple[str, ...], reading: Callable[[Council], Any], once: str
) -> Callable[[Path, Council, dict[str, Any]], Recorded]:
    """A reader of one kind of part: `reading` makes what reads a row, `once` is the column that names it."""

    def read(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
        file = File(path, ("project", *needs), (*also, "source"))
        projects, row_of = dict(council.projects.values_list("code", "id")), reading(council)
        rows = []
        for place, cells in enumerate(file.rows(), start=1):
            project = cells.named("project", projects, "project")
            row = row_of(cells, place)
            rows.append({"project_id": project, **row, "source": cells.text("source")})
            told_by = [row[name] for name in KEYS[kind] if row[name] != ""]
            cells.once(once, project, *told_by)
        file.done()
        return resources.record_parts(kind, council=council, rows=rows, **who)

    return read


def _investments(council: Council) -> Any:
    def row_of(cells: Cells, place: int) -> dict[str, Any]:
        cells.needed("amount")
        return {
            "year": cells.place("year") or 0,
            "kind": cells.choice("kind", MONEY, "CAPITAL"),
            "payer": cells.choice("payer", PAYERS, "UNFUNDED"),
            "funding": cells.text("funding"),
            "amount": _pounds(cells, "amount") or 0,
            "forecast": _pounds(cells, "forecast"),
            "spent": _pounds(cells, "spent"),
        }

    return row_of


def _pounds(cells: Cells, column: str) -> Any:
    found = cells.number(column, MONEY_DIGITS)
    if found is not None and found < 0:
        cells.wrong(column, f"“{cells.text(column)[:60]}” is below 0. Write pounds, or leave it blank.")
    return found


def _stages(council: Council) -> Any:
    def row_of(cells: Cells, place: int) -> dict[str, Any]:
        names = ("starts_on", "ends_on", "forecast_on", "started_on", "ended_on")
        row: dict[str, Any] = {name: cells.day(name) for name in names}
        for first, last in (("starts_on", "ends_on"), ("started_on", "ended_on")):
            if row[first] and row[last] and row[last] < row[first]:
                cells.wrong(last, "The stage ends before it starts. Change one of the days.")
        if row["ended_on"] and not row["started_on"]:
            cells.wrong("started_on", "Say when the stage started too.")
        return {"name": cells.needed("name"), "position": place, **row}

    return row_of


def _milestones(council: Council) -> Any:
    def row_of(cells: Cells, place: int) -> dict[str, Any]:
        cells.needed("due_on")
        days = {name: cells.day(name) for name in ("due_on", "forecast_on", "done_on")}
        return {"name": cells.needed("name"), **days}

    return row_of


def _benefits(council: Council) -> Any:
    measures = dict(council.measures.values_list("code", "id"))

    def row_of(cells: Cells, place: int) -> dict[str, Any]:
        cells.needed("expected")
        baseline, expected = cells.number("baseline"), cells.number("expected")
        if baseline is not None and baseline == expected:
            cells.wrong("expected", "A benefit changes something: this is the baseline.")
        return {
            "measure_id": cells.named("measure", measures, "measure"),
            "words": cells.text("words"),
            "baseline": baseline,
            "expected": expected,
            "due_on": cells.day("due_on"),
        }

    return row_of


def _contributions(council: Council) -> Any:
    elements = elements_by_path(council)

    def row_of(cells: Cells, place: int) -> dict[str, Any]:
        return {"element_id": cells.named("element", elements, "element"), "how": cells.needed("how")}

    return row_of


read_investments = _parts(
    "investments", ("year", "amount"), ("kind", "payer", "funding", "forecast", "spent"), _investments, "year"
)
read_project_stages = _parts(
    "stages", ("name",), ("starts_on", "ends_on", "forecast_on", "started_on", "ended_on"), _stages, "name"
)
read_milestones = _parts("milestones", ("name", "due_on"), ("forecast_on", "done_on"), _milestones, "name")
read_benefits = _parts(
    "benefits", ("measure", "expected"), ("words", "baseline", "due_on"), _benefits, "measure"
)
read_project_contributions = _parts("contributions", ("element", "how"), (), _contributions, "element")
