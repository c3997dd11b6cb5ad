"""The route of a plan, what was said of it, and the papers put to bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from goldenthread.governance.decision_queries import decisions_taken
from goldenthread.governance.queries import comments_on, others_considered, papers_of
from goldenthread.governance.route_queries import steps_of
from goldenthread.plans.queries import main_edition
from goldenthread.reports.figures.meetings_hub import MORE, hub_of
from goldenthread.reports.tables.records import papers_to_take
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import day_of, file_asked_for, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The route, the comments with their answers, and the papers."""
    edition, officer = main_edition(council), officer_of(request)
    comments = comments_on(edition) if edition else []
    route = steps_of(edition) if edition else []
    papers = papers_of(council, officer)
    return file_asked_for(request, council, {"papers": papers_to_take(papers)}) or page(
        request,
        "web/meetings.html",
        council,
        "Meetings",
        edition=edition,
        route=route,
        hub=hub_of(council, route, day_of(council), officer),
        decisions=decisions_taken(council, officer)[:MORE],
        others=others_considered(edition, officer) if edition else [],
        comments=comments,
        open_comments=[one for one in comments if one.disposition == "OPEN"],
        papers=papers,
    )
