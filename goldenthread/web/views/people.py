"""Who is who, and what each duty may do here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.duties import answers, as_what
from goldenthread.core.refused import Refused
from goldenthread.ledger.appointments import appoint, end_appointment, reasons_not_to_appoint
from goldenthread.people.holding import further_duties_of, post_at
from goldenthread.people.permissions import reasons_of_place
from goldenthread.people.policies import duties as policy_in_force
from goldenthread.people.queries import held_by, services_of
from goldenthread.reports.figures.people import held_words, of_people
from goldenthread.reports.figures.people import people as gather
from goldenthread.reports.tables import people as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.who import AppointForm
from goldenthread.web.pages import needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council, Post


@needing("see_people")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every post with its duties and how much it answers for."""
    rows, policy = gather(council), policy_in_force()
    cannot_appoint = reasons_not_to_appoint(council, officer_of(request))
    return page_or_file(
        request,
        "web/people.html",
        council,
        "",
        grid=tables.people(rows, policy, with_links=not cannot_appoint),
        name="posts",
        sentence=of_people(rows),
        cannot_appoint=cannot_appoint,
    )


@of_council
def duties(request: HttpRequest, council: Council) -> HttpResponse:
    """The policy of duties in plain words, and what the reader may do here."""
    officer, policy = officer_of(request), policy_in_force()
    place = reasons_of_place(council, officer)
    return page_or_file(
        request,
        "web/duties.html",
        council,
        "",
        grid=tables.powers(policy),
        name="duties",
        policy=policy,
        place=place,
        mine=None if place else tables.what_you_may(answers(policy, officer.held, officer.post)),
        as_what=as_what(policy, officer.held),
    )


def _post(council: Council, pk: int) -> Post:
    found = post_at(council, pk)
    if found is None:
        raise Http404("No post of this council is at this address.")
    return found


@needing("keep_people")
@of_council
def post(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Give those who sign in for a post a further duty, or take one back."""
    held, policy = _post(council, pk), policy_in_force()
    further = further_duties_of(held)
    form = AppointForm(request.POST or None, policy=policy, council=council, services=services_of(council))
    if request.method == "POST" and form.is_valid():
        try:
            appoint(post=held, by=officer_of(request), at=timezone.now(), **form.appointment())
            return redirect("post", council.slug, held.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/post.html",
        council,
        "",
        post=held,
        form=form,
        further=[(one.pk, held_words(policy, held_by(one))) for one in further],
        code=422 if form.errors else 200,
    )


@require_POST
@needing("keep_people")
@of_council
def relieve(request: HttpRequest, council: Council, pk: int, appointment: int) -> HttpResponse:
    """Take a further duty back."""
    held = _post(council, pk)
    found = next((one for one in further_duties_of(held) if one.pk == appointment), None)
    if found is None:
        raise Http404("No further duty of this post is at this address.")
    end_appointment(post=held, appointment=found, by=officer_of(request), at=timezone.now())
    return redirect("post", council.slug, held.pk)
