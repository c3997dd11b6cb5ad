"""Replying to an invitation by its link, without an account: one invitation, and no other page.

Opening the page changes nothing: mail scanners open links too. The link is the leave to reply, so no cookie
is asked for. See `views.link_answers`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from goldenthread.core.refused import Refused
from goldenthread.exchange.workshop_calendar import session_file
from goldenthread.planning.workshop_inviting import reply_by_link
from goldenthread.reports.tables.workshops import when_and_where
from goldenthread.rounds.workshop_links import invited_by, officer_invited
from goldenthread.web.views.link_answers import GONE, kept_close
from goldenthread.web.views.workshops import DIARY

REPLIES = (("YES", "Yes, somebody comes"), ("PERHAPS", "Perhaps"), ("NO", "No, nobody can come"))


@csrf_exempt
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation, with yes, perhaps and no."""
    held, reasons = invited_by(token, timezone.now())
    if held is None:
        return kept_close(render(request, "web/answer_closed.html", {"reasons": reasons}, status=GONE))
    problems: list[str] = []
    if request.method == "POST":
        try:
            said = request.POST.get("reply", "")
            reply_by_link(invitation=held, reply=said, by=officer_invited(held), at=timezone.now())
            return kept_close(HttpResponseRedirect(f"{request.path}?replied=1"))
        except Refused as refusal:
            problems = refusal.reasons
    shown = {
        "is_link": True,
        "of": held.council,
        "invitation": held,
        "session": held.session,
        "when": when_and_where(held.session),
        "token": token,
        "replies": REPLIES,
        "problems": problems,
        "is_replied": "replied" in request.GET,
    }
    return kept_close(render(request, "web/workshop_reply.html", shown, status=422 if problems else 200))


def diary(request: HttpRequest, token: str) -> HttpResponse:
    """The session of the invitation for a diary."""
    held, reasons = invited_by(token, timezone.now())
    file = session_file(held.session) if held else None
    if held is None or file is None:
        said = reasons or ["This workshop has no day yet. You are told when it has."]
        return kept_close(render(request, "web/answer_closed.html", {"reasons": said}, status=GONE))
    answer = HttpResponse(file, content_type=DIARY)
    answer["Content-Disposition"] = 'attachment; filename="workshop.ics"'
    return kept_close(answer)
