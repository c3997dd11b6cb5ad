"""Partners: what each delivers, and the partnership's targets that this touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.governance.commissioning import reasons_not_to_keep_any
from goldenthread.governance.commissioning_queries import opportunities_of
from goldenthread.reports.figures.partners import partners_page
from goldenthread.reports.tables import partners as tables
from goldenthread.reports.tables.commissioning import opportunities
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import day_of, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every partner with what it delivers; a partner's own people find theirs first."""
    shown = partners_page(council, day_of(council), officer_of(request))
    return page_or_file(
        request, "web/partners.html", council, "Plans",
        grid=tables.partners(shown.rows), name="partners", shown=shown,
    )  # fmt: skip


@of_council
def partner(request: HttpRequest, council: Council, partner: str) -> HttpResponse:
    """One partner: its lines, how they stand, and the partnership lines that they touch."""
    viewer = officer_of(request)
    rows = partners_page(council, day_of(council), viewer).rows
    row = next((one for one in rows if one.partner.slug == partner), None)
    if row is None:
        raise Http404("No partner of this council is at this address.")
    return page(
        request, "web/partner.html", council, "Plans", row=row,
        delivered=tables.delivered(row.delivers), touched=tables.touched(row.touches),
        by_whom=tables.by_whom(row.measures),
        chances=opportunities(opportunities_of(council, viewer, row.partner), with_partner=False),
        cannot_keep=reasons_not_to_keep_any(council, viewer),
    )  # fmt: skip
