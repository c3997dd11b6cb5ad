"""Answering by a link, without an account: the link's own lines, and no other page.

Whoever opens the page by reading (mail scanners do) changes nothing but when the link was last opened. The
link itself is the leave to answer, so no cookie is asked for, none is set, and none is believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from goldenthread.core.periods import from_code, in_words
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.reports.figures.owed import Owed, Stand, lines_of
from goldenthread.rounds.ask_queries import asks_in, deadlines_of
from goldenthread.rounds.inviting import note_opening
from goldenthread.rounds.links import (
    officer_of_link,
    opened_by,
    reasons_not_to_answer_by,
    reasons_not_to_open,
)
from goldenthread.rounds.queries import working_days_of
from goldenthread.rounds.sign_off import sign_off
from goldenthread.web.forms.owed import OwedRow
from goldenthread.web.pages import day_of
from goldenthread.web.views.owed import store, told

if TYPE_CHECKING:
    from goldenthread.rounds.models import Invitation

GONE = 410
ANSWERED = "answered"  # in the address, after something was stored


@csrf_exempt
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The lines that a link asks for, to fill in and to send."""
    opened = opened_by(token)
    reasons = reasons_not_to_open(opened, timezone.now())
    if opened is None or reasons:
        return kept_close(render(request, "web/answer_closed.html", {"reasons": reasons}, status=GONE))
    invitation = opened.invitation
    if request.method == "GET":
        note_opening(invitation, timezone.now())
    return kept_close(_answer(request, invitation))


def _answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    owed, cannot = _owed(invitation), reasons_not_to_answer_by(invitation)
    data = request.POST if request.method == "POST" and not cannot else None
    change = request.GET.get("change", "") if data is None else ""
    rule = action_rule_of(invitation.council)
    rows = [
        OwedRow(line, data, rule, owed.on, is_open=not cannot and _is_open(line.stand, line.ask.pk, change))
        for line in owed.lines
    ]
    by = officer_of_link(invitation)
    if data is not None and store(rows, owed, request, by=by, invitation=invitation):
        act = "sent" if data.get("act") == "send" else "saved"
        return HttpResponseRedirect(f"{request.path}?{ANSWERED}={act}")
    return _page(request, invitation, owed, rows, {"cannot": cannot, "rule": rule})


def _is_open(stand: Stand, key: int, change: str) -> bool:
    return stand is Stand.TO_DO or (stand is Stand.SAVED and str(key) == change)


def _owed(invitation: Invitation) -> Owed:
    """What the link asks for, as it stands today."""
    round, on = invitation.round, day_of(invitation.council)
    deadlines = deadlines_of(round)
    due_on = deadlines.get("updater")
    asks = list(asks_in(round).filter(invitations=invitation))
    return Owed(
        round=round,
        on=on,
        whose=invitation.who,
        lines=lines_of(round, asks, on, deadlines),
        deadlines=deadlines,
        days_left=working_days_of(round.council).between(on, due_on) if due_on else None,
    )


def _page(
    request: HttpRequest, invitation: Invitation, owed: Owed, rows: list[OwedRow], more: dict[str, Any]
) -> HttpResponse:
    cannot = more["cannot"]
    wrong = any(row.problems for row in rows)
    asked = any(row.questions for row in rows)
    to_do = [row for row in rows if row.line.stand is Stand.TO_DO]
    shown = {
        "is_link": True,
        "of": invitation.council,
        "who": invitation.who,
        "until": invitation.expires_at,
        "owed": owed,
        "rows": rows,
        "now": to_do[0].key if to_do else 0,
        "sentence": told(owed),
        "period": in_words(from_code(owed.round.period)),
        "states": sign_off().states,
        **more,
        "wrong": wrong,
        "asked": asked,
        "is_over": all(line.stand is Stand.SENT for line in owed.lines),
        "is_nothing": request.method == "POST" and not (wrong or asked or cannot),
        "answered": request.GET.get(ANSWERED, "") if request.method == "GET" else "",
        "is_plain": invitation.council.is_plain(owed.on),
    }
    code = 422 if wrong or asked else 403 if cannot and request.method == "POST" else 200
    return render(request, "web/answer.html", shown, status=code)


def kept_close(answer: HttpResponse) -> HttpResponse:
    """Keep the link, which stands in the address, from other sites, from caches and from search engines."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
