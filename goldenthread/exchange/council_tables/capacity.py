"""Tables of what services can give, what needs take by quarter, scarce skills, costs, terms, dependencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.core.amounts import DAYS, POUNDS, Unit, reasons_not_year
from goldenthread.core.periods import quarter_of
from goldenthread.core.stages import Waits, circle
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import BASES, elements_by_path, services_by_name
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources import recording
from goldenthread.resources.element_facts import COST_KINDS, PAYERS, circle_told

TAKEN = ("leave", "vacancies")


def _quarter(cells: Cells, council: Council) -> date | None:
    """The first day of a quarter."""
    found = cells.day("quarter_on")
    cells.needed("quarter_on")
    if found and quarter_of(found, council.year_start).starts_on != found:
        cells.wrong("quarter_on", "No quarter begins on this day. Write the first day of one.")
    return found


def _must(cells: Cells, column: str, unit: Unit = DAYS) -> Decimal:
    cells.needed(column)
    return cells.amount(column, unit) or Decimal(0)


def read_capacities(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What services have in each quarter in days, what is taken of it, and who confirmed that."""
    also = (*TAKEN, "note", "confirmed_on", "confirmed_by", "basis", "source")
    file = File(path, ("service", "quarter_on", "in_all", "business_as_usual"), also)
    services, rows = services_by_name(council), []
    for cells in file.rows():
        service, quarter = cells.named("service", services, "service"), _quarter(cells, council)
        cells.once("quarter_on", service, quarter)
        if bool(cells.text("confirmed_on")) != bool(cells.text("confirmed_by")):
            cells.wrong("confirmed_by", "A confirmation gives its day and the post that gave it: both.")
        rows.append(
            {
                "service_id": service,
                "quarter_on": quarter,
                "gross": _must(cells, "in_all"),
                "business_as_usual": _must(cells, "business_as_usual"),
                **{name: cells.amount(name, DAYS) or Decimal(0) for name in TAKEN},
                "note": cells.text("note"),
                "confirmed_on": cells.day("confirmed_on"),
                "confirmed_by": cells.text("confirmed_by"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return recording.record_capacities(council=council, rows=rows, **who)


def _need(cells: Cells, council: Council, held: dict[str, Any]) -> int | None:
    """The need that a row's element and service name."""
    element = cells.named("element", held["elements"], "element")
    service = cells.known("service", held["services"], "service")
    found: int | None = held["needs"].get((element, service))
    if element is not None and found is None and (service or not cells.text("service")):
        cells.wrong("service", "The element needs nothing of this service. Add the need to needs.csv first.")
    return found


def _held(council: Council) -> dict[str, Any]:
    return {
        "elements": elements_by_path(council),
        "services": services_by_name(council),
        "needs": recording.needs_by_place(council),
    }


def read_efforts(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What needs take in each quarter in days: likely, and at the least and most where that differs."""
    file = File(path, ("element", "service", "quarter_on", "likely"), ("low", "high"))
    held, rows = _held(council), []
    for cells in file.rows():
        need, quarter = _need(cells, council, held), _quarter(cells, council)
        cells.once("quarter_on", need, quarter)
        likely = _must(cells, "likely")
        low, high = (cells.amount(name, DAYS) for name in ("low", "high"))
        low, high = likely if low is None else low, likely if high is None else high
        if not low <= likely <= high:
            cells.wrong("likely", "What is likely lies between low and high. Change one of the three.")
        rows.append({"need_id": need, "quarter_on": quarter, "low": low, "likely": likely, "high": high})
    file.done()
    return recording.record_efforts(council=council, rows=rows, **who)


def read_skills(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Skills that are in short supply, and the days of each that there are in a quarter."""
    file = File(path, ("name",), ("days_a_quarter", "note", "source"))
    rows = []
    for cells in file.rows():
        cells.once("name", cells.text("name"))
        rows.append(
            {
                "name": cells.needed("name"),
                "days_a_quarter": cells.amount("days_a_quarter", DAYS),
                "note": cells.text("note"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return recording.record_skills(council=council, rows=rows, **who)


def read_skill_needs(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """How many of needs' days take a scarce skill."""
    file = File(path, ("element", "service", "skill", "days"))
    held, skills = _held(council), dict(council.skills.values_list("name", "id"))
    rows = []
    for cells in file.rows():
        need, skill = _need(cells, council, held), cells.named("skill", skills, "skill")
        cells.once("skill", need, skill)
        days = _must(cells, "days")
        if cells.text("days") and days == 0:
            cells.wrong("days", "A need that takes a skill takes more than 0 days of it. Leave the row out.")
        rows.append({"need_id": need, "skill_id": skill, "days": days})
    file.done()
    return recording.record_skill_needs(council=council, rows=rows, **who)


def read_costs(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What elements cost in pounds by financial year (2012 for 2012/13), and who pays."""
    also = ("kind", "recurring", "in_kind", "payer", "partner", "funding", "note", "basis", "source")
    file = File(path, ("element", "year", "what", "amount"), also)
    elements, partners = elements_by_path(council), dict(council.partners.values_list("slug", "id"))
    rows = []
    for cells in file.rows():
        element, year = cells.named("element", elements, "element"), cells.place("year")
        cells.once("what", element, year, cells.text("what"))
        for reason in reasons_not_year(year) if year is not None else ():
            cells.wrong("year", reason)
        amount = _must(cells, "amount", POUNDS)
        if cells.text("amount") and amount == 0:
            cells.wrong("amount", "A cost is above 0 pounds. Leave the row out where there is none.")
        payer = cells.choice("payer", [code for code, _ in PAYERS], "UNFUNDED")
        if (payer == "PARTNER") != bool(cells.text("partner")):
            cells.wrong("partner", "Name the partner where payer is PARTNER, and only there.")
        rows.append(
            {
                "element_id": element,
                "year": year,
                "what": cells.needed("what"),
                "amount": amount,
                "kind": cells.choice("kind", [code for code, _ in COST_KINDS], "REVENUE"),
                "is_recurring": cells.yes("recurring"),
                "is_in_kind": cells.yes("in_kind"),
                "payer": payer,
                "partner_id": cells.known("partner", partners, "partner"),
                "funding": cells.text("funding"),
                "note": cells.text("note"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return recording.record_costs(council=council, rows=rows, **who)


def read_terms(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """On what terms elements may be moved or dropped, and what they are worth from 0 to 100."""
    also = ("fixed_because", "latest_on", "may_drop", "value", "value_because", "basis")
    file = File(path, ("element",), also)
    elements, rows = elements_by_path(council), []
    for cells in file.rows():
        element = cells.named("element", elements, "element")
        cells.once("element", element)
        rows.append(
            {
                "element_id": element,
                "is_fixed": bool(cells.text("fixed_because")),
                "fixed_because": cells.text("fixed_because"),
                "latest_on": cells.day("latest_on"),
                "may_drop": cells.yes("may_drop") if cells.text("may_drop") else True,
                "value": cells.whole("value", 100),
                "value_because": cells.text("value_because"),
                "basis": cells.choice("basis", BASES, "STATED"),
            }
        )
    file.done()
    return recording.record_terms(council=council, rows=rows, **who)


def read_dependencies(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What elements wait for: other elements, or events outside the council with their days."""
    file = File(
        path, ("element",), ("on", "event", "event_on", "event_latest_on", "because", "basis", "source")
    )
    elements, rows, waits = elements_by_path(council), [], list[Waits]()
    paths = {pk: path for path, pk in elements.items()}
    for cells in file.rows():
        element, on = cells.named("element", elements, "element"), cells.known("on", elements, "element")
        cells.once("on", element, cells.text("on") or cells.text("event"))
        if element is not None and on is not None:
            round_it = circle(waits, element, on)
            if round_it:
                cells.wrong("on", circle_told([paths[pk] for pk in round_it]))
            waits.append(Waits(element, on, ""))
        rows.append(
            {
                "element_id": element,
                "on_id": on,
                "event": cells.text("event"),
                **_event_days(cells),
                "because": cells.text("because"),
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return recording.record_dependencies(council=council, rows=rows, **who)


def _event_days(cells: Cells) -> dict[str, date | None]:
    """When an event is likely and at the latest; an element has its own days."""
    likely, latest = cells.day("event_on"), cells.day("event_latest_on")
    if bool(cells.text("on")) == bool(cells.text("event")):
        cells.wrong("event", "Name an element (on) or an event outside the council: one of the two.")
    elif cells.text("event") and not cells.text("event_on"):
        cells.wrong("event_on", "Say when the event is likely to happen.")
    elif cells.text("on") and (likely or latest):
        cells.wrong("event_on", "Days are of an event. An element has its own: leave them out.")
    if likely and latest and latest < likely:
        cells.wrong("event_latest_on", "The latest day comes before the likely one. Change one of the two.")
    return {"event_on": likely, "event_latest_on": latest}
