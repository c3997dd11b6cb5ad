"""Papers: the list, starting one, its page, reading it and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused
from goldenthread.governance.paper_policies import FIRST, paper_templates
from goldenthread.governance.permissions import reasons_not_to_start
from goldenthread.governance.queries import paper_at, papers_of
from goldenthread.governance.writing import start_paper
from goldenthread.reports.figures.paper_page import of_papers, paper_page
from goldenthread.reports.paper_approval import FORMATS, file_of_paper, page_of_paper
from goldenthread.reports.products import MEDIA
from goldenthread.reports.tables.records import papers_to_take
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import day_of, link_to, needing, of_council, page, page_or_file
from goldenthread.web.views.writing import front_form, front_said

if TYPE_CHECKING:
    from goldenthread.governance.models import Paper
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every paper that this person may read."""
    officer = officer_of(request)
    found = papers_of(council, officer)
    return page_or_file(
        request,
        "web/papers.html",
        council,
        "Meetings",
        grid=papers_to_take(found),
        name="papers",
        sentence=of_papers(found),
        cannot_start=reasons_not_to_start(council, officer),
    )


@needing("write_papers")
@of_council
def start(request: HttpRequest, council: Council) -> HttpResponse:
    """Start a paper of one of the council's forms."""
    officer = officer_of(request)
    form = front_form(request, council, None, templates=paper_templates())
    form.fields["template"].initial = FIRST
    if request.method == "POST" and form.is_valid():
        try:
            made = start_paper(
                council=council,
                template=form.cleaned_data["template"],
                front=front_said(council, form, officer),
                by=officer,
                at=timezone.now(),
            )
            return redirect("paper", council.slug, made.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/paper_front.html", council, "Meetings", form=form, code=code)


def paper_or_404(request: HttpRequest, council: Council, slug: str) -> Paper:
    """The paper at this address, if this person may read it."""
    found = paper_at(council, slug, officer_of(request))
    if found is None:
        raise Http404("No paper that you may read is at this address.")
    return found


@of_council
def paper(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """One paper: what it says part by part, what stands in its way, and who signs it."""
    held = paper_or_404(request, council, paper)
    shown = paper_page(held, officer_of(request), day_of(council))
    return page(request, "web/paper.html", council, "Meetings", paper=held, shown=shown)


@of_council
def read(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """The paper as it is read: once it is approved, as it was issued."""
    held = paper_or_404(request, council, paper)
    content = page_of_paper(held, link_to(council))
    return page(request, "web/paper_read.html", council, "Meetings", paper=held, content=content)


@of_council
def file(request: HttpRequest, council: Council, paper: str, form: str) -> HttpResponse:
    """The paper as a file: HTML, Word or PDF; as it was issued, once it is approved."""
    held = paper_or_404(request, council, paper)
    wanted = next((one for one in FORMATS if one.value == form), None)
    if wanted is None:
        raise Http404("A paper is made as HTML, Word or PDF.")
    answer = HttpResponse(file_of_paper(held, wanted), content_type=MEDIA[wanted])
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-{held.slug}.{form}"'
    return answer
