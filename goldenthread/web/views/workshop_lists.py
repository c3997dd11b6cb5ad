"""Who is asked to a session: building the list, writing to them, and keeping who replied and who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.people.addresses import addresses_of
from goldenthread.people.queries import partners_of, posts_of
from goldenthread.planning import workshop_inviting as actions
from goldenthread.planning.workshop_queries import invitation_at, invitations_to
from goldenthread.reports.figures import workshops as figures
from goldenthread.rounds.workshop_mail import send_invitations
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.workshops import AskForm
from goldenthread.web.pages import needing, of_council, page
from goldenthread.web.views.editing import number
from goldenthread.web.views.workshops import PART, session_or_404

if TYPE_CHECKING:
    from django import forms

    from goldenthread.people.models import Council
    from goldenthread.planning.models import WorkshopInvitation

CAME = {"YES": True, "NO": False, "": None}


@needing("run_workshops")
@of_council
def index(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Who was asked, who replied, who came; what is known is kept here, for all at once."""
    held, problems = session_or_404(request, council, pk), []
    invited = invitations_to(held)
    if request.method == "POST":
        try:
            answers = {one.pk: _answer(request, one) for one in invited if f"reply-{one.pk}" in request.POST}
            actions.record_answers(session=held, answers=answers, by=officer_of(request), at=timezone.now())
            return redirect("workshop-list", council.slug, held.pk)
        except Refused as refusal:
            problems = refusal.reasons
            invited = invitations_to(held)
    shown = next(one for one in figures.gathered([held.round])[0].sessions if one.session.pk == held.pk)
    return page(
        request,
        "web/workshop_list.html",
        council,
        PART,
        session=held,
        invited=invited,
        waiting=actions.waiting_to_be_told(held, invited),
        has_been_told=any(one.sent for one in invited),
        sentence=figures.of_part(shown.parts),
        cannot_ask=actions.reasons_not_to_ask(held, officer_of(request)),
        problems=problems,
        code=422 if problems else 200,
    )


def _answer(request: HttpRequest, one: WorkshopInvitation) -> actions.Answered:
    said = request.POST
    came = CAME.get(said.get(f"came-{one.pk}", ""))
    return actions.Answered(number(said.get(f"version-{one.pk}")) or 0, said.get(f"reply-{one.pk}", ""), came)


@needing("run_workshops")
@of_council
def add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put people on the list: lines, posts and partners at once."""
    held = session_or_404(request, council, pk)
    form = AskForm(request.POST or None, posts=posts_of(council), partners=partners_of(council))
    if request.method == "POST" and form.is_valid():
        people = _people(council, form)
        try:
            actions.ask_people(session=held, people=people, by=officer_of(request), at=timezone.now())
            return redirect("workshop-list", council.slug, held.pk)
        except Refused as refusal:
            form.add_error("lines", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/workshop_ask.html", council, PART, form=form, session=held, code=code)


def _people(council: Council, form: forms.Form) -> list[actions.Asked]:
    """What the form holds, posts and partners with the addresses that are held for them."""
    given, held = form.cleaned_data, addresses_of(council)
    kind = given["kind"]
    posts = [one for one in posts_of(council) if one.pk in set(given["posts"])]
    partners = [one for one in partners_of(council) if one.pk in set(given["partners"])]
    return [
        *actions.asked_in_lines(kind, given["lines"]),
        *(
            actions.Asked(kind, one.title, next(iter(held.of_post.get(one.pk, [])), ""), post=one)
            for one in posts
        ),
        *(
            actions.Asked(kind, one.name, next(iter(held.of_partner.get(one.pk, [])), ""), partner=one)
            for one in partners
        ),
    ]


@require_POST
@needing("run_workshops")
@of_council
def send(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Write to everybody who waits to be told."""
    held = session_or_404(request, council, pk)
    send_invitations(session=held, by=officer_of(request), at=timezone.now())
    return redirect("workshop-list", council.slug, held.pk)


@require_POST
@needing("run_workshops")
@of_council
def take_off(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take somebody off the list who was not asked yet."""
    held = session_or_404(request, council, pk)
    one = invitation_at(council, number(request.POST.get("invitation")) or 0)
    if one is None or one.session_id != held.pk:
        raise Refused("Nobody of that name is on this list any more.")
    actions.take_off_list(invitation=one, by=officer_of(request), at=timezone.now())
    return redirect("workshop-list", council.slug, held.pk)
