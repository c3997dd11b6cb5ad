"""What services can give: every service by quarter, one service, saying it and confirming it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.periods import Period, in_words, quarter_of
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.core.sentences import start
from goldenthread.people.queries import services_of
from goldenthread.reports.figures import capacity as told
from goldenthread.reports.tables import capacity as tables
from goldenthread.reports.tables.quarters import by_year
from goldenthread.resources.capacity import (
    HEADS,
    NUMBERS,
    Quarter,
    confirm_service_capacity,
    reasons_not_to_confirm_capacity,
    reasons_not_to_keep_capacity,
    say_capacity,
)
from goldenthread.resources.capacity_queries import (
    capacities_of,
    capacity_in,
    quarters_in_hand,
    service_at,
)
from goldenthread.resources.service_waiting_queries import editions_in_hand, waiting_at
from goldenthread.resources.workload_queries import year_start_of
from goldenthread.web.asking import officer_of
from goldenthread.web.boxes import Box, Boxes, Line, shown
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council, Service
    from goldenthread.resources.models import Capacity

Held = list[tuple[Period, "Capacity | None"]]


def _service(council: Council, pk: int) -> Service:
    found = service_at(council, pk)
    if found is None:
        raise Http404("No service of this council is at this address.")
    return found


def _quarters(service: Service) -> Held:
    """Each quarter in hand, and each that something is on record of, with what is on record."""
    council, start_of = service.council, year_start_of(service.council)
    held = {one.quarter_on: one for one in capacities_of(service)}
    periods = {one.starts_on: one for one in quarters_in_hand(council, day_of(council))}
    periods |= {on: quarter_of(on, start_of) for on in held if on not in periods}
    return [(periods[on], held.get(on)) for on in sorted(periods)]


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every service by quarter."""
    services, quarters = services_of(council), quarters_in_hand(council, day_of(council))
    held = capacity_in(council, quarters)
    grid = tables.by_quarter(services, quarters, held)
    return page_or_file(
        request, "web/capacity.html", council, "Plans", grid=grid, name="capacity",
        years=by_year(grid, quarters, council.year_start, keeps_blank=True),
        sentences=told.of_council(services, held),
    )  # fmt: skip


@of_council
def of_service(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What one service has in each quarter, what is taken of it, and what it can give."""
    service, officer = _service(council, pk), officer_of(request)
    quarters = _quarters(service)
    held = [one for _, one in quarters if one is not None]
    cannot_confirm = reasons_not_to_confirm_capacity(service, officer)
    (awaits,) = waiting_at([service], officer)
    return page_or_file(
        request, "web/service_capacity.html", council, "Plans",
        grid=tables.of_service(quarters), name=f"capacity-of-{pk}",
        service=service, sentence=told.of_service(service, held), held=held,
        waiting=[one for one in held if one.confirmed_on is None],
        cannot_confirm=cannot_confirm,
        cannot_keep=reasons_not_to_keep_capacity(service, officer),
        is_dropped=request.GET.get("confirmation") == "dropped",
        awaits=awaits, grids=editions_in_hand(council, officer),
    )  # fmt: skip


@needing("keep_capacity")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say what a service has in each quarter, all quarters at once."""
    service = _service(council, pk)
    refuse_if(reasons_not_to_keep_capacity(service, officer_of(request)))
    quarters = _quarters(service)
    boxes = _boxes(service, quarters)
    if request.method == "POST":
        boxes.fill(request.POST.dict())
        said = [
            _said(request, line, quarter) for line, (quarter, _) in zip(boxes.lines, quarters, strict=True)
        ]
        try:
            if not boxes.problems:
                done = say_capacity(service=service, quarters=said, by=officer_of(request), at=timezone.now())
                back = reverse("service-capacity", args=[council.slug, pk])
                return redirect(f"{back}?confirmation=dropped" if done.dropped else back)
        except Refused as refusal:
            boxes.refuse(refusal.reasons)
            if isinstance(refusal, Stale):
                _say_held(boxes)
        except OverflowError:
            boxes.refuse(["A number is too large to keep."])
    return page(
        request, "web/change_capacity.html", council, "Plans", service=service, boxes=boxes,
        code=422 if boxes.problems else 200,
    )  # fmt: skip


def _boxes(service: Service, quarters: Held) -> Boxes:
    lines = [_line(quarter, held) for quarter, held in quarters]
    return Boxes(f"What {service} can give", "Quarter", lines)


def _line(quarter: Period, held: Capacity | None) -> Line:
    heading, on = start(in_words(quarter)), quarter.starts_on
    values = (shown(getattr(held, name)) if held else "" for name in NUMBERS)
    boxes = [
        Box(f"{name}_{on}", head, f"{heading}, {head}", value, value)
        for name, head, value in zip(NUMBERS, HEADS, values, strict=True)
    ]
    note = "" if held is None else "Confirmed" if held.confirmed_on else "Not confirmed"
    return Line(heading, boxes, note=note, hidden=[(f"version_{on}", str(held.version if held else 0))])


def _said(request: HttpRequest, line: Line, quarter: Period) -> Quarter:
    gross, usual, leave, vacancies = (box.amount() for box in line.boxes)
    version = _number(request, f"version_{quarter.starts_on}")
    return Quarter(quarter.starts_on, gross, usual, leave, vacancies, version)


def _number(request: HttpRequest, name: str) -> int:
    given = str(request.POST.get(name, ""))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _say_held(boxes: Boxes) -> None:
    """Beside each number that differs: what is held now, to be kept or saved over."""
    for line in boxes.lines:
        for box in line.boxes:
            box.note = f"Held now: {box.was or 'nothing'}" if box.is_changed else ""


@require_POST
@needing("confirm_capacity")
@of_council
def confirm(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Confirm what was seen of a service's capacity."""
    service = _service(council, pk)
    versions = {
        date.fromisoformat(name.removeprefix("version_")): _number(request, name)
        for name in request.POST
        if name.startswith("version_") and _is_day(name.removeprefix("version_"))
    }
    confirm_service_capacity(
        service=service, versions=versions, on=day_of(council), by=officer_of(request), at=timezone.now()
    )
    return redirect("service-capacity", council.slug, pk)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
