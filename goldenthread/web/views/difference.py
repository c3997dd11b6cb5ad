"""Doing against difference: the four boxes of a level, and one element's work beside its measures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from goldenthread.core.difference import thresholds_in_words
from goldenthread.plans.map_queries import current_edition
from goldenthread.plans.queries import element_at, main_edition, plans_of
from goldenthread.reports.figures.difference import Difference, difference, row_of, sentences_of
from goldenthread.reports.four_box import NARROW, WIDE, four_box, spot_of
from goldenthread.reports.tables import difference as tables
from goldenthread.reports.thresholds import thresholds
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import (
    edition_or_404,
    file_asked_for,
    of_council,
    page,
    page_or_file,
    position_of,
)
from goldenthread.web.views.councils import no_plan_yet

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The elements of one level in four boxes, as a picture and as a table."""
    viewer, plan = officer_of(request), request.GET.get("plan", "")
    edition = current_edition(council, plan, viewer) if plan else main_edition(council)
    if edition is None and not plan:
        return no_plan_yet(request, council, "Progress", "Doing against difference")
    held = edition_or_404(council, edition)
    position = position_of(council, held, viewer)
    assert position is not None
    found = difference(position, thresholds(), request.GET.get("level", ""))
    others = [row.plan for row in plans_of(council, viewer) if row.plan.pk != held.plan_id and row.editions]
    return page_or_file(
        request,
        "web/difference.html",
        council,
        "Progress",
        grid=tables.elements(found),
        name="doing-against-difference",
        found=found,
        boxes=tables.boxes(found),
        picture=_picture(council, found),
        limits=thresholds_in_words(found.by),
        plan=plan,
        others=others,
    )


def _picture(council: Council, found: Difference) -> SafeString:
    spots = [
        spot_of(
            number, row.line.title, row.verdict, reverse("difference-of", args=[council.slug, row.line.id])
        )
        for number, row in enumerate(found.rows, start=1)
    ]
    drawn = [spot for spot in spots if spot]
    if not drawn:
        return mark_safe("")
    counts = Counter(spot.box for spot in drawn)
    both = "".join(four_box(drawn, counts, found.by, frame, "boxes") for frame in (WIDE, NARROW))
    return mark_safe(both)


@of_council
def of_element(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One element's work beside its measures, and how its box is reached."""
    viewer = officer_of(request)
    held = element_at(council, pk, viewer)
    position = position_of(council, held.edition, viewer) if held else None
    if held is None or position is None or pk not in position.lines:
        raise Http404("No listed element of this council is at this address.")
    by = thresholds()
    row = row_of(position, position.lines[pk], by)
    level = position.dated_level
    grids: dict[str, Any] = {
        "work": tables.work_of(row, level.plural if level else "Work"),
        "measures": tables.measures_of(row),
    }
    return file_asked_for(request, council, grids) or page(
        request,
        "web/difference_of.html",
        council,
        "Progress",
        element=held,
        row=row,
        sentences=sentences_of(row),
        limits=thresholds_in_words(by),
        level=level,
        **grids,
    )
