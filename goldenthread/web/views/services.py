"""Services: what they were offered, what their plans hold, and the plans as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.periods import financial_year_of
from goldenthread.core.refused import Refused, refuse_if
from goldenthread.people.queries import posts_of
from goldenthread.plans.cascade import add_service_item, draft_of, start_service_plan
from goldenthread.plans.cascade_permissions import (
    is_ours,
    reasons_not_to_add_item,
    reasons_not_to_start_plan,
)
from goldenthread.plans.cascade_queries import places_in, service_at
from goldenthread.reports.figures.cascade import ServicePage, service_page, services_page
from goldenthread.reports.figures.team_plan import team_plan as figures_of_team_plan
from goldenthread.reports.service_plan_word import service_plan_document
from goldenthread.reports.tables import cascade as tables
from goldenthread.reports.tables import measures as measures_table
from goldenthread.reports.word_parts import WORD
from goldenthread.resources.service_waiting_queries import editions_in_hand, waiting_at
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.cascade import ItemForm, StartForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council, Service


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every service with what waits for its answer and what its plan holds."""
    officer = officer_of(request)
    rows, ours = services_page(council, officer), is_ours(council, officer)
    return page_or_file(
        request,
        "web/services.html",
        council,
        "Plans",
        grid=tables.services(rows, is_ours=ours),
        name="services",
        rows=rows,
        planned=[one for one in rows if one.row.edition],
        waiting=sum(one.row.waiting for one in rows),
        is_ours=ours,
    )


def _service(council: Council, pk: int) -> Service:
    found = service_at(council, pk)
    if found is None:
        raise Http404("No service of this council is at this address.")
    return found


def _shown(request: HttpRequest, council: Council, pk: int) -> ServicePage:
    wanted = request.GET.get("edition", "")
    shown = service_page(_service(council, pk), day_of(council), officer_of(request), wanted)
    if wanted and (shown.edition is None or shown.edition.slug != wanted):
        raise Http404("No edition of this service's plan is at this address.")
    return shown


@of_council
def service(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One service: what waits for its answer, what its plan carries, its measures and its posts."""
    officer = officer_of(request)
    shown = _shown(request, council, pk)
    draft = draft_of(shown.service)
    return page_or_file(
        request,
        "web/service.html",
        council,
        "Plans",
        grid=tables.all_items(shown.items, f"{shown.service.name}: items of the plan"),
        name=f"service-{pk}",
        shown=shown,
        carrying=tables.items(shown.carrying, "What the service carries for the council"),
        own=tables.items(shown.own, "The service's own", with_actions=False),
        usual=tables.items(shown.usual, "Business as usual", with_actions=False),
        answers=tables.answers(shown.answered),
        measures=measures_table(shown.measures, "Measures of the service", council.year_start),
        posts=tables.posts(shown.posts),
        is_ours=is_ours(council, officer),
        awaits=waiting_at([shown.service], officer)[0],
        grids=editions_in_hand(council, officer),
        cannot_start=reasons_not_to_start_plan(shown.service, officer),
        cannot_add=reasons_not_to_add_item(shown.service, draft, officer),
    )


@needing("start_edition")
@of_council
def start(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Start the service's plan with a first draft."""
    held, officer = _service(council, pk), officer_of(request)
    refuse_if(reasons_not_to_start_plan(held, officer))
    year = financial_year_of(day_of(council), council.year_start)
    form = StartForm(request.POST or None, this_year=year, year_start=council.year_start)
    if request.method == "POST" and form.is_valid():
        start_service_plan(service=held, year=form.year(), by=officer, at=timezone.now())
        return redirect("service", council.slug, held.pk)
    code = 422 if form.errors else 200
    return page(request, "web/start_service_plan.html", council, "Plans", service=held, form=form, code=code)


@needing("change_plan")
@of_council
def add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Add a line to the service's draft plan: business as usual or its own."""
    held, officer = _service(council, pk), officer_of(request)
    draft = draft_of(held)
    refuse_if(reasons_not_to_add_item(held, draft, officer))
    form = ItemForm(request.POST or None, places=places_in(draft) if draft else [], posts=posts_of(council))
    if request.method == "POST" and form.is_valid():
        try:
            add_service_item(
                service=held,
                wording=form.wording(),
                is_usual=form.is_usual(),
                by=officer,
                at=timezone.now(),
            )
            return redirect("service", council.slug, held.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    shown = {"service": held, "draft": draft, "form": form}
    code = 422 if form.errors else 200
    return page(request, "web/add_service_item.html", council, "Plans", **shown, code=code)


@of_council
def plan(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The whole service plan as a document that prints."""
    shown = _shown(request, council, pk)
    by_theme = [
        (theme or "Under no theme", tables.items(rows, theme or "Under no theme"))
        for theme, rows in shown.by_theme
    ]
    return page(
        request,
        "web/service_plan.html",
        council,
        "Plans",
        shown=shown,
        by_theme=by_theme,
        own=tables.items(shown.own, "The service's own", with_actions=False),
        usual=tables.items(shown.usual, "Business as usual", with_actions=False),
        answers=tables.answers(shown.answered),
        measures=measures_table(shown.measures, "Measures of the service", council.year_start),
        posts=tables.posts(shown.posts),
        is_ours=is_ours(council, officer_of(request)),
    )


@of_council
def plan_word(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The whole service plan as a Word file."""
    shown = _shown(request, council, pk)
    answer = HttpResponse(service_plan_document(shown, day_of(council)), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-service-plan-{pk}.docx"'
    return answer


@of_council
def team_plan(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The service plan on one page of A4."""
    shown = _shown(request, council, pk)
    fitted = figures_of_team_plan(shown, council.year_start)
    return page(request, "web/team_plan.html", council, "Plans", shown=shown, plan=fitted)
