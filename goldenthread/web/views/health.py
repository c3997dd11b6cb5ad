"""How healthy a plan is, and what would make it healthier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from goldenthread.plans.queries import edition_at
from goldenthread.reports.figures.health import health_page
from goldenthread.reports.tables import health as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import day_of, edition_or_404, of_council, page_or_file
from goldenthread.web.paging import Pages

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def health(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """The score, its recipe, the ten fixes worth most, and every point lost."""
    viewer = officer_of(request)
    held = edition_or_404(council, edition_at(council, plan, edition, viewer))
    shown = health_page(council, held, day_of(council), viewer)
    losses = shown.now.health.losses
    pages = Pages.of(request.GET, len(losses))
    on = shown.now.on
    return page_or_file(
        request,
        "web/health.html",
        council,
        "Gaps",
        grid=tables.losses(losses if request.GET.get("as") else losses[pages.slice], on),
        name=f"points-lost-{held.plan.slug}-{held.slug}",
        shown=shown,
        edition=held,
        recipe=tables.recipe(shown.now.health, held.plan.slug),
        fixes=tables.fixes(shown.fixes),
        accepted=tables.points(shown.now.health.accepted) if shown.now.health.accepted else "",
        pages=pages,
    )
