"""The list of councils, and a council's strategy on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.exchange.permissions import reasons_not_to_bring
from goldenthread.governance.queries import route_of
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.people.queries import councils_for
from goldenthread.plans.permissions import reasons_not_to_change, reasons_not_to_start
from goldenthread.plans.queries import main_edition, vision_source
from goldenthread.reports.figures.frozen import published_facts
from goldenthread.reports.figures.overview import overview
from goldenthread.reports.figures.sources import source_warnings
from goldenthread.reports.queries import published_of, reports_of
from goldenthread.reports.tables import gaps_by_kind, published
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import of_council, page, position_of

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every council that this person may read, each with one sentence of what matters now."""
    found = councils_for(officer_of(request))
    viewer = officer_of(request)
    positions = [(council, position_of(council, viewer=viewer)) for council in found]
    shown = [(council, overview(position) if position else None) for council, position in positions]
    return render(request, "web/councils.html", {"councils": shown})


@of_council
def home(request: HttpRequest, council: Council) -> HttpResponse:
    """The strategy on a page (York's Annex A)."""
    edition = main_edition(council)
    if edition is None:
        return no_plan_yet(request, council, "Strategy")
    return strategy(request, council, edition)


def no_plan_yet(request: HttpRequest, council: Council, current: str, title: str = "") -> HttpResponse:
    """What stands on a page about the plans until there is one: how to begin."""
    viewer = officer_of(request)
    return page(
        request,
        "web/home_empty.html",
        council,
        current,
        title=title,
        cannot_begin=reasons_not_to_start(council, None, viewer),
        cannot_bring=reasons_not_to_bring(council, viewer),
    )


def strategy(request: HttpRequest, council: Council, edition: Edition) -> HttpResponse:
    """One edition of a plan on a page."""
    viewer = officer_of(request)
    position = position_of(council, edition, viewer)
    assert position is not None
    reports = reports_of(council)
    latest = next((one for one in reports if one.report), None)
    headlines = published_of(council, latest.report) if latest else []
    shown = overview(position)
    return page(
        request,
        "web/home.html",
        council,
        "Strategy",
        edition=position.edition,
        cannot_change=reasons_not_to_change(position.edition, viewer),
        cannot_start=reasons_not_to_start(council, position.edition, viewer),
        position=position,
        overview=shown,
        labels=[level.lower_plural for level in shown.levels],
        singles=[level.name.lower() for level in shown.levels],
        gaps=gaps_by_kind(shown.gaps, f"plan={edition.plan.slug}"),
        route=route_of(position.edition),
        headlines=published(published_facts(headlines)),
        latest=latest,
        vision_source=vision_source(position.vision.id, viewer) if position.vision else None,
        warnings=source_warnings(council, [position.vision.id], viewer) if position.vision else [],
        can_record=not reasons_of_duty(council, "record_results", viewer),
        can_look=not reasons_of_duty(council, "link_elements", viewer),
    )
