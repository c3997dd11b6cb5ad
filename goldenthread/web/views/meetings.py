"""The route of a plan, what was said of it, and the papers put to bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.governance.actions import approve_paper, write_implications
from goldenthread.governance.decision_queries import decisions_taken
from goldenthread.governance.permissions import reasons_not_to_approve, reasons_not_to_write
from goldenthread.governance.queries import comments_on, others_considered, paper_at, papers_of
from goldenthread.governance.route_queries import steps_of
from goldenthread.plans.queries import main_edition
from goldenthread.reports.figures.meetings_hub import MORE, hub_of
from goldenthread.reports.tables.records import papers_to_take
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.records import ImplicationsForm
from goldenthread.web.pages import by_post, day_of, file_asked_for, of_council, page

if TYPE_CHECKING:
    from goldenthread.governance.models import Paper
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The route, the comments with their answers, and the papers."""
    edition, officer = main_edition(council), officer_of(request)
    comments = comments_on(edition) if edition else []
    route = steps_of(edition) if edition else []
    papers = papers_of(council)
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


def _paper(council: Council, slug: str) -> Paper:
    found = paper_at(council, slug)
    if found is None:
        raise Http404("No paper of this council is at this address.")
    return found


@of_council
def paper(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """One paper with its options, implications, contacts and sign-offs."""
    held = _paper(council, paper)
    officer = officer_of(request)
    return page(
        request,
        "web/paper.html",
        council,
        "Meetings",
        paper=held,
        cannot_approve=reasons_not_to_approve(held, officer),
        cannot_write=reasons_not_to_write(held, held.version, officer),
    )


@by_post
@of_council
def implications(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Write what the paper means for money, people, law and so on; “none” is said, not left blank."""
    held = _paper(council, paper)
    officer = officer_of(request)
    refused = reasons_not_to_write(held, held.version, officer)
    if refused:
        raise Refused(refused)
    form = ImplicationsForm(request.POST or None, paper=held)
    if request.method == "POST" and form.is_valid():
        try:
            write_implications(
                paper=held,
                answers=form.answers(),
                version=form.cleaned_data["version"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("paper", council.slug, held.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            form.show_held(_paper(council, paper))
    code = 422 if form.errors else 200
    return page(request, "web/implications.html", council, "Meetings", paper=held, form=form, code=code)


@require_POST
@by_post
@of_council
def approve(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Sign the paper off."""
    now = timezone.now()
    officer = officer_of(request)
    approve_paper(paper=_paper(council, paper), on=timezone.localdate(now), by=officer, at=now)
    return redirect("paper", council.slug, paper)
