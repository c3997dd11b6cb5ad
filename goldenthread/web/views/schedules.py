"""Days on which reports are made and sent: all of them, adding one, stopping it or letting it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused
from goldenthread.people.queries import posts_of
from goldenthread.reports.freezing import facts_now
from goldenthread.reports.products import Product, parts_of
from goldenthread.reports.queries import reports_of
from goldenthread.reports.scheduling import (
    resume_schedule,
    schedule_at,
    schedule_report,
    schedules_of,
    stop_schedule,
)
from goldenthread.reports.tables import schedules as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.schedules import ScheduleForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.reports.models import ReportSetting


@needing("schedule_reports")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every report that is made and sent on a day."""
    found = schedules_of(council)
    return page_or_file(
        request,
        "web/schedules.html",
        council,
        "Reports",
        grid=tables.schedules(found),
        name="schedules",
        sentence=tables.of_schedules(found, day_of(council)),
    )


def _parts(council: Council, settings: list[ReportSetting]) -> list[str]:
    """The parts that a report of the council's plan has now, by the first of its reports."""
    try:
        facts = facts_now(council, settings[0], day_of(council)) if settings else None
    except Refused:  # no plan yet: scheduling says so
        facts = None
    return sorted({part for product in Product for part in parts_of(facts, product)}) if facts else []


@needing("schedule_reports")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Have a report made and sent on a day."""
    settings = reports_of(council)
    posts, parts = posts_of(council), _parts(council, settings)
    form = ScheduleForm(request.POST or None, settings=settings, posts=posts, parts=parts)
    if request.method == "POST" and form.is_valid():
        try:
            said, on = form.said(), day_of(council)
            schedule_report(council=council, said=said, on=on, by=officer_of(request), at=timezone.now())
            return redirect("schedules", council.slug)
        except Refused as refusal:
            form.add_error("product", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/schedule_add.html", council, "Reports", form=form, code=code)


@needing("schedule_reports")
@of_council
def schedule(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One schedule: what became of it, and stopping it or letting it go on."""
    held = schedule_at(council, pk)
    if held is None:
        raise Http404("No schedule of this council is at this address.")
    if request.method == "POST":
        act = resume_schedule if "resume" in request.POST else stop_schedule
        version = number(request.POST.get("version")) or 0
        act(schedule=held, version=version, by=officer_of(request), at=timezone.now())
        return redirect("schedule", council.slug, pk)
    return page(
        request,
        "web/schedule.html",
        council,
        "Reports",
        held=held,
        what=tables.product_words(held),
        state=tables.state_words(held),
        can_stop=held.state in ("WAITING", "FAILED"),
        can_resume=held.state in ("STOPPED", "FAILED"),
    )
