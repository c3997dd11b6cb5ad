"""What the actions of an edition ask of one service: shown, filled in at once, and by spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.effort import Percents
from goldenthread.core.money_told import year_named
from goldenthread.core.periods import financial_year_of, in_words
from goldenthread.core.refused import Refused, Stale, UnreadableFile, refuse_if
from goldenthread.core.sentences import start
from goldenthread.exchange.service_effort import read_sheet, sheet_of
from goldenthread.plans.queries import edition_at
from goldenthread.reports.figures.service_effort import told
from goldenthread.reports.sheets import XLSX
from goldenthread.reports.tables import service_effort as tables
from goldenthread.reports.tables.quarters import months_of
from goldenthread.resources.capacity_queries import capacity_in, service_at
from goldenthread.resources.needs_permissions import reasons_not_to_say_need
from goldenthread.resources.service_effort import Written, changes_in, say_service_effort
from goldenthread.resources.service_effort_queries import Asked, ServiceEffort, service_effort_of, theirs_of
from goldenthread.web.asking import officer_of
from goldenthread.web.boxes import Box, Boxes, Line, shown
from goldenthread.web.forms.needs import SheetForm
from goldenthread.web.pages import day_of, edition_or_404, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.core.periods import Period
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer

LEAST, MOST = "Least, % of likely", "Most, % of likely"
AROUND = "The least and the most"


def _effort(request: HttpRequest, council: Council, plan: str, edition: str, service: int) -> ServiceEffort:
    held = edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))
    found = service_at(council, service)
    if found is None:
        raise Http404("No service of this council is at this address.")
    return service_effort_of(held, found, day_of(council), officer_of(request))


@of_council
def grid(request: HttpRequest, council: Council, plan: str, edition: str, service: int) -> HttpResponse:
    """What each action asks of the service in each quarter, and what the service can give."""
    effort = _effort(request, council, plan, edition, service)
    given = capacity_in(council, effort.quarters)
    theirs = theirs_of(effort, officer_of(request))
    return page_or_file(
        request, "web/service_effort.html", council, "Plans",
        grid=tables.by_quarter(effort, given), name=f"effort-of-{service}", effort=effort,
        years=tables.years_of(effort, given), sentence=told(effort, given),
        can_change=bool(theirs.asked or theirs.others), others_say=len(effort.asked) - len(theirs.asked),
    )  # fmt: skip


@needing("say_needs")
@of_council
def change(request: HttpRequest, council: Council, plan: str, edition: str, service: int) -> HttpResponse:
    """Fill in what every action asks of the service: all of it is stored, or nothing."""
    effort = _theirs(_effort(request, council, plan, edition, service), officer_of(request))
    wide = _with(effort, [name.removeprefix("version_E") for name in request.POST if "version_E" in name])
    boxes = _boxes(wide)
    added = str(request.POST.get("added", ""))
    if request.method == "POST":
        boxes.fill(request.POST.dict())
        try:
            rows = _written(request, boxes, wide, added)
            if not boxes.problems:
                _refuse_if_taken(request, wide)
                say_service_effort(
                    service=effort.service, rows=rows, by=officer_of(request), at=timezone.now()
                )
                return redirect("service-effort", council.slug, plan, edition, service)
        except Refused as refusal:
            boxes.refuse(refusal.reasons)
            if isinstance(refusal, Stale):
                _say_held(boxes)
    return _form(request, council, wide, boxes, added, code=422 if boxes.problems else 200)


def _theirs(effort: ServiceEffort, by: Officer) -> ServiceEffort:
    """The rows that this person may say. Raises `Refused` where there is none."""
    found = theirs_of(effort, by)
    if not found.asked and not found.others:
        rows = [*(one.element for one in effort.asked), *effort.others]
        nothing = ["No action of this plan can ask anything of a service."]
        refuse_if(reasons_not_to_say_need(rows[0], by) if rows else nothing)
    return found


def _with(effort: ServiceEffort, keys: Iterable[str]) -> ServiceEffort:
    """The grid with rows for some of the actions that ask nothing of the service yet."""
    found = [one for one in effort.others if str(one.pk) in set(keys)]
    if not found:
        return effort
    others = [one for one in effort.others if one not in found]
    return replace(effort, asked=[*effort.asked, *(Asked(one, None) for one in found)], others=others)


def _refuse_if_taken(request: HttpRequest, effort: ServiceEffort) -> None:
    """Raise `Stale` where an action that was added asks something of the service by now."""
    for one in effort.asked:
        if one.need and f"version_E{one.element.pk}" in request.POST:
            raise Stale(f"what “{one.element}” asks")


def _form(
    request: HttpRequest, council: Council, effort: ServiceEffort, boxes: Boxes, added: str,
    code: int = 200, **more: object,
) -> HttpResponse:  # fmt: skip
    return page(
        request, "web/change_service_effort.html", council, "Plans", effort=effort, boxes=boxes,
        added=added, others=[(f"E{one.pk}", one.title) for one in effort.others], code=code, **more,
    )  # fmt: skip


def _boxes(effort: ServiceEffort) -> Boxes:
    """A row of boxes for each action, and one for an action to be added."""
    lines = [_line(one, effort) for one in effort.asked]
    if effort.others:
        lines.append(_line(None, effort))
    return Boxes(f"What is asked of {effort.service}", "Action", lines)


def _line(one: Asked | None, effort: ServiceEffort) -> Line:
    key = one.key if one else "new"
    title = one.element.title if one else "Another action"
    held = one.by_quarter if one else {}
    boxes = []
    for quarter in effort.quarters:
        days, head = held.get(quarter.starts_on), start(in_words(quarter))
        value = shown(days.likely) if days else ""
        box = Box(f"{key}_{quarter.starts_on}", head, f"{title}, {head}", value, value)
        boxes.append(replace(box, part=_year(effort, quarter), short=months_of(quarter)))
    low, high = one.percents if one else ("100", "100")
    boxes.append(Box(f"{key}_least", LEAST, f"{title}, {LEAST}", low, low, part=AROUND))
    boxes.append(Box(f"{key}_most", MOST, f"{title}, {MOST}", high, high, part=AROUND))
    if one is None:
        return Line(title, boxes, note="Choose it at the end")
    link = reverse("needs", args=[effort.service.council.slug, one.element.pk])
    notes = ["Spread evenly between its dates"] if one.is_spread and held else []
    if one.need and one.need.confirmed_on:
        notes.append("Confirmed: other days are to be confirmed again")
    return Line(title, boxes, link, ". ".join(notes), [(f"version_{key}", str(one.version))])


def _year(effort: ServiceEffort, quarter: Period) -> str:
    start_of = effort.service.council.year_start
    return year_named(financial_year_of(quarter.starts_on, start_of).starts_on.year)


def _written(request: HttpRequest, boxes: Boxes, effort: ServiceEffort, added: str) -> list[Written]:
    """The rows as they were written; what can't be read becomes the error of its box."""
    rows = []
    for line, one in zip(boxes.lines, [*effort.asked, None], strict=False):
        asked = one or effort.row(added)
        likely = {
            quarter.starts_on: amount or Decimal(0)
            for quarter, box in zip(effort.quarters, line.boxes, strict=False)
            if (amount := box.amount()) is not None or box.was
        }
        around = _around(line)
        if asked is None:
            if likely:
                boxes.refuse(["Another action: choose below the table which action it is."])
            continue
        if one is None and not likely:
            boxes.refuse([f"Another action: write how many days “{asked.element}” takes."])
        sent = str(request.POST.get(f"version_{asked.key}", "0"))
        version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
        rows.append(Written(asked, likely, around, version))
    return rows


def _around(line: Line) -> Percents | None:
    """The percents of a row where they were changed."""
    least, most = line.boxes[-2:]
    low, high = least.amount(), most.amount()
    if not least.error and not 0 <= (100 if low is None else low) <= 100:
        least.error = "The least is from 0 to 100 percent of what is likely."
    if not most.error and (100 if high is None else high) < 100:
        most.error = "The most is 100 percent of what is likely, or more."
    if not least.is_changed and not most.is_changed:
        return None
    return Percents(Decimal(100) if low is None else low, Decimal(100) if high is None else high)


def _say_held(boxes: Boxes) -> None:
    for line in boxes.lines:
        for box in line.boxes:
            box.note = f"Held now: {box.was or 'nothing'}" if box.is_changed else ""


@of_council
def take_away(request: HttpRequest, council: Council, plan: str, edition: str, service: int) -> HttpResponse:
    """The grid as a spreadsheet, to be filled in and brought back."""
    effort = _effort(request, council, plan, edition, service)
    answer = HttpResponse(sheet_of(effort), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-effort-of-{service}.xlsx"'
    return answer


@needing("say_needs")
@of_council
def bring(request: HttpRequest, council: Council, plan: str, edition: str, service: int) -> HttpResponse:
    """Read a sheet that comes back, and show what it would change before anything is stored."""
    effort = _effort(request, council, plan, edition, service)
    form = SheetForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            rows = read_sheet(given.read(), given.name, effort)
            refuse_if(_reasons_not_theirs(rows, officer_of(request)))
            return _preview(request, council, theirs_of(effort, officer_of(request)), rows)
        except UnreadableFile as refusal:
            problems = [str(one) for one in refusal.problems]
        except Refused as refusal:
            problems = refusal.reasons
    return page(
        request, "web/bring_service_effort.html", council, "Plans", effort=effort, form=form,
        problems=problems, code=422 if problems or form.errors else 200,
    )  # fmt: skip


def _reasons_not_theirs(rows: list[Written], by: Officer) -> list[str]:
    """Why a sheet's changes can't be stored by this person, each row named."""
    changed = [written.asked.element for written, _ in changes_in(rows)]
    return [f"{one}: {why}" for one in changed for why in reasons_not_to_say_need(one, by)]


def _preview(
    request: HttpRequest, council: Council, effort: ServiceEffort, rows: list[Written]
) -> HttpResponse:
    """The grid filled in as the sheet says, with what changes; saving it stores it."""
    changed = changes_in(rows)
    news = [str(written.asked.element.pk) for written, _ in changed if written.asked.need is None]
    wide = _with(effort, news)
    boxes = _boxes(wide)
    by_key = {written.asked.key: written for written, _ in changed}
    for line, one in zip(boxes.lines, wide.asked, strict=False):
        if one.key in by_key:
            _fill(line, by_key[one.key], effort)
    grid = tables.changes([change for _, change in changed], effort) if changed else None
    return _form(request, council, wide, boxes, "", changes=grid, is_preview=True)


def _fill(line: Line, written: Written, effort: ServiceEffort) -> None:
    for quarter, box in zip(effort.quarters, line.boxes, strict=False):
        if quarter.starts_on in written.likely:
            box.value = shown(written.likely[quarter.starts_on])
    if written.percents:
        line.boxes[-2].value, line.boxes[-1].value = (shown(one) for one in written.percents)
