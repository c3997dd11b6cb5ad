"""Councils' planning cycles: choosing one, seeing its days, and putting its stages on the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused
from goldenthread.planning.cycle_policies import cycle_names, cycles, read_cycle
from goldenthread.planning.cycling import Offered, offered, take_cycle
from goldenthread.planning.stage_queries import editions_to_prepare
from goldenthread.planning.staging import reasons_not_to_keep_calendar
from goldenthread.reports.tables import stages as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.calendar import CycleForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.core.cycles import Cycle
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer


TIME_TO_PLAN = timedelta(days=150)


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The cycles that there are."""
    found, wrong = cycles()
    return page_or_file(
        request,
        "web/cycles.html",
        council,
        "Meetings",
        grid=tables.cycles(found),
        name="planning-cycles",
        sentence=tables.of_cycles(found),
        wrong=wrong,
        cannot_keep=reasons_not_to_keep_calendar(council, officer_of(request)),
    )


def _cycle(name: str) -> Cycle:
    if name not in cycle_names():
        raise Http404("No planning cycle is at this address.")
    return read_cycle(name)


def _year(council: Council) -> int:
    """The next year whose plan there is still time to plan, as the form opens with it."""
    ready = day_of(council) + TIME_TO_PLAN
    begins = (council.year_start_month, council.year_start_day)
    return ready.year + ((ready.month, ready.day) >= begins)


@needing("keep_calendar")
@of_council
def cycle(request: HttpRequest, council: Council, cycle: str) -> HttpResponse:
    """A cycle's stages with their days for one's own plan; those that stay ticked are stored at once."""
    held, officer = _cycle(cycle), officer_of(request)
    given = request.POST if request.method == "POST" else (request.GET if "year" in request.GET else None)
    form = _form(council, officer, given)
    is_valid = form.is_valid() if given is not None else False
    year = form.cleaned_data["year"] if is_valid else _year(council)
    found = offered(council, held, year)
    chosen = _chosen(request, found)
    if request.method == "POST" and is_valid:
        try:
            take_cycle(
                council=council,
                cycle=held,
                year=year,
                chosen=chosen,
                edition=form.editions.get(form.cleaned_data["edition"]),
                by=officer,
                at=timezone.now(),
            )
            return redirect("planning", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/cycle.html",
        council,
        "Meetings",
        cycle=held,
        form=form,
        year=year,
        offered=[(one, tables.days_of(one), one.dated.step.key in chosen) for one in found],
        names={one.key: one.name for one in held.steps},
        sentence=tables.of_offered(held, found, year),
        code=422 if form.errors else 200,
    )


def _form(council: Council, officer: Officer, given: object) -> CycleForm:
    return CycleForm(given, editions=editions_to_prepare(council, officer), year=_year(council))


def _chosen(request: HttpRequest, found: list[Offered]) -> list[str]:
    """The stages that are ticked: at first all that aren't on the calendar already."""
    if request.method == "POST":
        return request.POST.getlist("step")
    return [one.dated.step.key for one in found if not one.is_there]
