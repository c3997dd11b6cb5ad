"""Clearing and signing a paper: who gives what, asking, giving, sending back, and opening it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.governance.clearing import (
    name_stops,
    open_again,
    send_back,
    sign_implication,
)
from goldenthread.governance.permissions import reasons_not_to_open_again, reasons_not_to_write
from goldenthread.people.queries import post_titles
from goldenthread.reports.figures.paper_page import stop_page
from goldenthread.reports.paper_approval import give_approval
from goldenthread.rounds.clearing_mail import ask_and_tell
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.paper_sign_off import StopsForm, WhyForm
from goldenthread.web.pages import by_post, day_of, needing, of_council, page
from goldenthread.web.views.papers import paper_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@by_post
@of_council
def stops(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Say which posts clear and sign the paper, in order."""
    held, officer = paper_or_404(request, council, paper), officer_of(request)
    refuse_if(reasons_not_to_write(held, officer))
    form = StopsForm(
        request.POST or None,
        stops=list(held.approvals.all()),
        version=held.version,
        posts=post_titles(council).values(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            name_stops(
                paper=held,
                rows=form.said(),
                version=form.cleaned_data["version"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("paper", council.slug, held.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/paper_stops.html", council, "Meetings", paper=held, form=form, code=code)


@by_post
@of_council
def stop(request: HttpRequest, council: Council, paper: str, place: int) -> HttpResponse:
    """One clearance or sign-off: ask for it, give it, or send the paper back with words."""
    held, officer, now = paper_or_404(request, council, paper), officer_of(request), timezone.now()
    shown = stop_page(held, place, officer, day_of(council))
    if shown is None:
        raise Http404("There is no such sign-off on this paper.")
    form = WhyForm(request.POST if "back" in request.POST else None)
    on = timezone.localdate(now)
    if request.method == "POST":
        try:
            if "ask" in request.POST:
                ask_and_tell(paper=held, place=place, on=on, by=officer, at=now)
            elif "give" in request.POST:
                give_approval(paper=held, place=place, on=on, by=officer, at=now)
            elif form.is_valid():
                send_back(paper=held, place=place, why=form.cleaned_data["why"], by=officer, at=now)
            if not form.errors:
                return redirect("paper", council.slug, held.slug)
        except Refused as refusal:
            form.full_clean()
            shown = shown._replace(refused=refusal.reasons)
    code = 422 if form.errors or shown.refused else 200
    return page(
        request, "web/paper_stop.html", council, "Meetings", paper=held, shown=shown, form=form, code=code
    )


@require_POST
@by_post
@of_council
def approve(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Give the next sign-off, for one's own post."""
    now = timezone.now()
    held = paper_or_404(request, council, paper)
    give_approval(paper=held, place=None, on=timezone.localdate(now), by=officer_of(request), at=now)
    return redirect("paper", council.slug, paper)


@require_POST
@by_post
@of_council
def sign_category(request: HttpRequest, council: Council, paper: str, pk: int) -> HttpResponse:
    """Sign one category of implications off, as its officer."""
    now = timezone.now()
    held = paper_or_404(request, council, paper)
    one = next((one for one in held.implications.all() if one.pk == pk), None)
    if one is None:
        raise Http404("This paper has no such category.")
    on = timezone.localdate(now)
    seen = request.POST.get("seen", "").replace("\r\n", "\n")
    sign_implication(implication=one, seen=seen, on=on, by=officer_of(request), at=now)
    return redirect("paper", council.slug, paper)


@needing("write_papers")
@of_council
def reopen(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Open an approved paper again, with a reason; every sign-off is taken back."""
    held, officer = paper_or_404(request, council, paper), officer_of(request)
    refuse_if(reasons_not_to_open_again(held, officer))
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_again(paper=held, why=form.cleaned_data["why"], by=officer, at=timezone.now())
            return redirect("paper", council.slug, held.slug)
        except Refused as refusal:
            form.add_error("why", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/paper_reopen.html", council, "Meetings", paper=held, form=form, code=code)
