"""The thread of one element, and the map of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from goldenthread.core.sentences import said
from goldenthread.plans.map_queries import current_edition
from goldenthread.plans.queries import element_at, main_edition, plans_of
from goldenthread.reports.figures.across import across
from goldenthread.reports.figures.thread import thread_page
from goldenthread.reports.figures.thread_map import map_page
from goldenthread.reports.tables.across import outcomes
from goldenthread.reports.thread_map import svg_of
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import day_of, edition_or_404, of_council, page, position_of
from goldenthread.web.views.councils import no_plan_yet

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition, Element


def element_or_404(request: HttpRequest, council: Council, pk: int) -> Element:
    """One element of this council that this person may read."""
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    return held


@of_council
def thread(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One element's whole thread: up to a vision and down to workplan items."""
    held = element_or_404(request, council, pk)
    shown = thread_page(council, held.pk, day_of(council), officer_of(request))
    return page(request, "web/thread.html", council, "Plans", element=held, shown=shown)


@of_council
def thread_map(request: HttpRequest, council: Council) -> HttpResponse:
    """The whole council's thread as a picture and, saying the same, as lists; or one branch of it."""
    viewer = officer_of(request)
    asked_for = _edition_asked(request, council)
    if asked_for is None and not request.GET.get("plan"):
        return no_plan_yet(request, council, "Plans", "Map of the thread")
    edition = edition_or_404(council, asked_for)
    under = request.GET.get("under", "")
    shown = map_page(council, edition, viewer, _number(under), bool(request.GET.get("short")))
    asked = request.GET.get("plan", "")
    picture = svg_of(
        shown.drawing,
        f"Map of the {edition.name}",
        f"{said(shown.sentences)} The lists below the picture hold the same lines in the same order.",
        {pk: place.title for pk, place in shown.places.items()},
        _map_links(council, asked),
    )
    kept = {
        name: value for name, value in (("plan", asked), ("under", under if shown.under else "")) if value
    }
    others = [row for row in plans_of(council, viewer) if row.plan.pk != edition.plan.pk and row.editions]
    return page(
        request, "web/thread_map.html", council, "Plans",
        shown=shown, picture=mark_safe(picture), asked=asked, others=others,
        long_address=urlencode(kept), short_address=urlencode({**kept, "short": 1}),
    )  # fmt: skip


def _number(words: str) -> int:
    """A key from an address; what is no number is nothing's key."""
    return int(words) if words.isdecimal() and len(words) < 12 else 0


def _edition_asked(request: HttpRequest, council: Council) -> Edition | None:
    """The current edition of the plan asked for, or of the council's main plan."""
    asked = request.GET.get("plan", "")
    return current_edition(council, asked, officer_of(request)) if asked else main_edition(council)


def _map_links(council: Council, asked: str) -> Callable[[int, str], str]:
    """A line leads to its thread; what is only counted leads to the map of its branch."""
    plan = f"&plan={asked}" if asked else ""

    def link_of(key: int, kind: str) -> str:
        if kind == "more":
            return f"{reverse('map', args=[council.slug])}?under={key}{plan}"
        return reverse("thread", args=[council.slug, key])

    return link_of


@of_council
def across_plan(request: HttpRequest, council: Council) -> HttpResponse:
    """Each objective that runs across the plan or enables it, with how the outcomes it serves are going."""
    viewer = officer_of(request)
    position = position_of(council, viewer=viewer)
    found = across(position, viewer) if position else []
    tables = [(one, outcomes(one)) for one in found]
    return page(request, "web/across.html", council, "Plans", position=position, tables=tables)
