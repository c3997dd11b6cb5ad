"""Plans, their editions, and one element of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.exchange.permissions import reasons_not_to_bring
from goldenthread.governance.comment_permissions import reasons_not_to_comment
from goldenthread.governance.commissioning_queries import opportunities_on, reviews_defining
from goldenthread.governance.doubting import dates_moved, doubts_about, open_doubts, reasons_not_to_doubt
from goldenthread.governance.queries import comments_on, route_of
from goldenthread.governance.remit_queries import remit_of
from goldenthread.governance.remits import reasons_not_to_give
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.cascade_permissions import reasons_not_to_offer
from goldenthread.plans.cascade_queries import cascade_of
from goldenthread.plans.permissions import (
    reasons_not_to_change,
    reasons_not_to_change_element,
    reasons_not_to_start,
)
from goldenthread.plans.queries import edition_at, element_at, plans_of
from goldenthread.reports.figures.achievable import achievable
from goldenthread.reports.figures.amended import amended, moved_in_words, of_doubts
from goldenthread.reports.figures.element import element_page
from goldenthread.reports.figures.sources import source_warnings
from goldenthread.reports.figures.work_page import work_page
from goldenthread.reports.tables import gaps_of_one
from goldenthread.reports.tables import measures as measures_table
from goldenthread.reports.tables.asks import rounds_of_element
from goldenthread.reports.tables.records import plans_to_take
from goldenthread.resources.bearing_queries import bearing_on
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import edition_or_404, file_asked_for, of_council, page, position_of
from goldenthread.web.views.councils import strategy

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every plan of the council with its editions."""
    plans = plans_of(council, officer_of(request))
    grids = {"plans": plans_to_take(plans)}
    return file_asked_for(request, council, grids) or page(
        request,
        "web/plans.html",
        council,
        "Plans",
        plans=plans,
        cannot_begin=reasons_not_to_start(council, None, officer_of(request)),
        cannot_bring=reasons_not_to_bring(council, officer_of(request)),
        cannot_read_ledger=reasons_of_duty(council, "read_ledger", officer_of(request)),
    )


@of_council
def edition(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """One edition: the current one as the strategy on a page, an earlier one with what became of it."""
    held = edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))
    if held.is_current and held.plan.is_main:
        return strategy(request, council, held)
    position = position_of(council, held, officer_of(request))
    is_draft = position is not None and held.state == held.State.DRAFT
    moved = dates_moved(council, list(position.lines)) if is_draft and position else {}
    doubts = open_doubts(held) if is_draft else []
    return page(
        request,
        "web/edition.html",
        council,
        "Plans",
        edition=held,
        position=position,
        doubts=doubts,
        in_doubt=of_doubts(doubts, len(moved)) if is_draft else [],
        route=route_of(held),
        comments=comments_on(held),
        cannot_change=reasons_not_to_change(held, officer_of(request)),
        cannot_start=reasons_not_to_start(council, held, officer_of(request)),
    )


@of_council
def element(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One element on its thread."""
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    position = position_of(council, held.edition, officer_of(request))
    assert position is not None
    viewer = officer_of(request)
    shown = element_page(position, held, viewer)
    start = council.year_start
    going = work_page(position, held, viewer)
    doubts = doubts_about(held)
    return page(
        request,
        "web/element.html",
        council,
        "Strategy",
        shown=shown,
        going=going,
        waiting=[one for one in going.requests if one.is_waiting and one.kind != "DATE"],
        amended=amended(going.requests),
        moved=[(one, moved_in_words(one)) for one in dates_moved(council, [pk]).get(pk, [])],
        doubts=doubts,
        defined_by=reviews_defining(held),
        chances=opportunities_on(held),
        bearing=bearing_on(held, viewer, position.on),
        doubt=next((one for one in doubts if one.is_open), None),
        cannot_doubt=reasons_not_to_doubt(held, viewer),
        measures=measures_table(shown.measures, "Measures of this element", start),
        measures_below=measures_table(shown.measures_below, "Measures of what is below", start),
        gaps=gaps_of_one(shown.gaps, position.on),
        achievable=achievable(position, held),
        cannot_change=reasons_not_to_change_element(held, viewer),
        warnings=source_warnings(council, [held.pk], viewer),
        can_look=not reasons_of_duty(council, "link_elements", viewer),
        remit=remit_of(held, position.on, viewer),
        cannot_give=reasons_not_to_give(held, viewer),
        cascade=cascade_of(held, viewer),
        cannot_offer=reasons_not_to_offer(held, viewer),
        said_in_rounds=rounds_of_element(held, viewer),
        cannot_comment=reasons_of_duty(council, "make_comments", viewer)
        or reasons_not_to_comment(held.edition, viewer, position.on),
    )
