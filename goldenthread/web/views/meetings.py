"""The route of a plan, what was said of it, and the papers put to bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from goldenthread.governance.queries import comments_on, others_considered, papers_of, route_of
from goldenthread.plans.queries import main_edition
from goldenthread.reports.tables.records import papers_to_take
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import file_asked_for, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The route, the comments with their answers, and the papers."""
    edition = main_edition(council)
    comments = comments_on(edition) if edition else []
    papers = papers_of(council, officer_of(request))
    return file_asked_for(request, council, {"papers": papers_to_take(papers)}) or page(
        request,
        "web/meetings.html",
        council,
        "Meetings",
        edition=edition,
        route=route_of(edition) if edition else [],
        others=others_considered(edition, officer_of(request)) if edition else [],
        comments=comments,
        open_comments=[one for one in comments if one.disposition == "OPEN"],
        papers=papers,
    )
