"""Links by which a partner, or a post without a sign-in, answers its lines of a round."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.people.addresses import addresses_of
from goldenthread.reports.tables.inviting import of_links, state_of
from goldenthread.rounds import inviting as actions
from goldenthread.rounds.links import token_of
from goldenthread.rounds.notice_queries import invitation_at, invitations_of
from goldenthread.rounds.owed import asks_of, by_person
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.messages import InviteForm, RenewForm
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.compliance import round_or_404
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.rounds.models import Invitation, Round

FORTNIGHT = timedelta(days=14)


@needing("invite_outsiders")
@of_council
def index(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """The links of a round, and making one: first whose lines, then for whom and until when."""
    officer, now = officer_of(request), timezone.now()
    held = round_or_404(council, round, officer)
    people = by_person(asks_of(held))
    wanted = request.GET.get("of", "")
    person, asks = next(((one, theirs) for one, theirs in people if one.key == wanted), (None, []))
    form = InviteForm(
        request.POST or None, asks=asks, until=_until(held), person=person, addresses=addresses_of(council)
    )
    if request.method == "POST" and person and form.is_valid():
        try:
            said = form.said(asks)
            actions.invite(round=held, **said, on=day_of(council), by=officer, at=now)
            return redirect("invitations", council.slug, held.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    links = invitations_of(held)
    return page(
        request,
        "web/invitations.html",
        council,
        "Reports",
        round=held,
        people=[(one.key, one.name, len(theirs)) for one, theirs in people],
        person=person,
        form=form,
        links=[(one, state_of(one, now), _link(one)) for one in links],
        sentence=of_links(links, now),
        until=_until(held),
        code=422 if form.errors else 200,
    )


def _until(round: Round) -> date:
    """Until when a link is proposed to last: the meeting, or a fortnight from now if that is later."""
    return max(round.meets_on, timezone.localdate() + FORTNIGHT)


def _link(invitation: Invitation) -> str:
    return settings.GOLDENTHREAD_SITE + reverse("answer", args=[token_of(invitation)])


def _invitation(council: Council, pk: int) -> Invitation:
    found = invitation_at(council, pk)
    if found is None:
        raise Http404("No link of this council is at this address.")
    return found


@require_POST
@needing("invite_outsiders")
@of_council
def end(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """End a link: it opens nothing more."""
    held = _invitation(council, pk)
    version = number(request.POST.get("version")) or 0
    actions.end_invitation(invitation=held, version=version, by=officer_of(request), at=timezone.now())
    return redirect("invitations", council.slug, held.round.slug)


@require_POST
@needing("invite_outsiders")
@of_council
def renew(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Send a new link for the same lines; the old one opens nothing more."""
    held = _invitation(council, pk)
    form = RenewForm(request.POST)
    if not form.is_valid():
        raise Refused([str(said) for found in form.errors.values() for said in found])
    actions.renew(
        invitation=held,
        version=form.cleaned_data["version"] or 0,
        expires_at=form.until(),
        on=day_of(council),
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("invitations", council.slug, held.round.slug)
