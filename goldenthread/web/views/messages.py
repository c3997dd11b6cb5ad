"""What was sent to whom and what became of it; sending again; and where mail for a post goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.ledger.addresses import set_address
from goldenthread.people.addresses import holders_of
from goldenthread.people.holding import post_at
from goldenthread.reports.tables.messages import kind_words, message_table, opening, told
from goldenthread.rounds.notice_queries import notice_at, notices_of
from goldenthread.rounds.notices import LINK, SITE, reasons_not_to_send_again, send_again
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.messages import AddressForm
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import needing, of_council, page
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.rounds.models import Notice

WITHHELD = "[the link: only whoever it was sent to reads it]"


@needing("see_notices")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every message: to whom, when, and what became of it."""
    found = notices_of(council)
    return answer_list(
        request,
        "web/messages.html",
        council,
        "Reports",
        found,
        message_table(),
        name="messages",
        found=found,
        opening=opening(found, sends=settings.GOLDENTHREAD_SENDS),
    )


def _notice(council: Council, pk: int) -> Notice:
    found = notice_at(council, pk)
    if found is None:
        raise Http404("No message of this council is at this address.")
    return found


@needing("see_notices")
@of_council
def message(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One message as it was written; a personal link in it is not shown."""
    held = _notice(council, pk)
    text = held.text.replace(LINK, WITHHELD).replace(SITE, settings.GOLDENTHREAD_SITE)
    return page(
        request,
        "web/message.html",
        council,
        "Reports",
        held=held,
        kind=kind_words(held.kind),
        text=text,
        sentence=told(held),
        cannot_send=reasons_not_to_send_again(held, officer_of(request)),
        is_unknown=held.state == "SENDING",
    )


@require_POST
@needing("keep_rounds")
@of_council
def again(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Have a message sent again that failed, or of which nobody knows whether it went."""
    attempts = number(request.POST.get("attempts"))
    held = _notice(council, pk)
    seen = -1 if attempts is None else attempts
    send_again(notice=held, attempts=seen, by=officer_of(request), at=timezone.now())
    return redirect("message", council.slug, pk)


@needing("keep_people")
@of_council
def addresses(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say where mail goes for each person who signs in for a post."""
    post = post_at(council, pk)
    if post is None:
        raise Http404("No post of this council is at this address.")
    holders = holders_of(post)
    form = AddressForm(request.POST or None, holders=holders)
    if request.method == "POST" and form.is_valid():
        try:
            for username, email in form.given().items():
                set_address(
                    post=post, username=username, email=email, by=officer_of(request), at=timezone.now()
                )
            return redirect("people", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/addresses.html", council, "", post=post, form=form, holders=holders, code=code)
