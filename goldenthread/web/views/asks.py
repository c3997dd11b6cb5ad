"""One answer of a round: how it came about, sending it back, wording it for others; and opening a round."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from goldenthread.core.periods import from_code, in_words
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.reports.figures.signing import line_of, may_read, steps_of
from goldenthread.rounds.ask_queries import ask_at
from goldenthread.rounds.asking import close_round, open_round, reopen_round, to_ask
from goldenthread.rounds.permissions import (
    reasons_not_to_close,
    reasons_not_to_move,
    reasons_not_to_open,
    reasons_not_to_reopen,
)
from goldenthread.rounds.queries import round_at
from goldenthread.rounds.rewording import AUDIENCES, is_behind, reasons_not_to_reword, reword, wordings_of
from goldenthread.rounds.sign_off import sign_off
from goldenthread.rounds.signing import back_from, send_back
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.asks import BackForm, ReasonForm, WordsForm
from goldenthread.web.pages import by_post, day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.rounds.models import Ask, Round


def _ask(request: HttpRequest, council: Council, pk: int) -> Ask:
    found = ask_at(council, pk)
    if found is None or not may_read(found, council, officer_of(request)):
        raise Http404("No line of a round that you may read is at this address.")
    return found


@of_council
def ask(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One line of a round: what was said, how far it has come, and how it is worded for others."""
    return _ask_page(request, council, _ask(request, council, pk))


def _ask_page(
    request: HttpRequest, council: Council, held: Ask, form: BackForm | None = None
) -> HttpResponse:
    officer, move = officer_of(request), back_from(held.state)
    wordings = wordings_of(held)
    return page(
        request,
        "web/ask.html",
        council,
        "Updates",
        ask=held,
        line=line_of(held, day_of(council)),
        rule=action_rule_of(council),
        steps=steps_of(held),
        state=sign_off().states.get(held.state, held.state),
        period=in_words(from_code(held.round.period)),
        form=form or BackForm(initial={"seen": held.version}),
        cannot_send_back=reasons_not_to_move(held, sign_off(), move, officer) if move else None,
        wordings=[(one, is_behind(one, held)) for one in wordings],
        cannot_reword=reasons_not_to_reword(held, officer),
        code=422 if form and form.errors else 200,
    )


@by_post
@of_council
def back(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Send an answer back to who gave it, with the reason; asked for without one, the page of the answer."""
    held = _ask(request, council, pk)
    form = BackForm(request.POST or None, initial={"seen": held.version})
    if request.method == "POST" and form.is_valid():
        try:
            send_back(
                ask=held,
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
                on=day_of(council),
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("ask", council.slug, pk)
        except Refused as refusal:
            form.add_error("reason", " ".join(refusal.reasons))
    return _ask_page(request, council, held, form)


@needing("reword_answers")
@of_council
def words(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Word an answer for other audiences, beside the original, which stays as it was said."""
    held, officer = _ask(request, council, pk), officer_of(request)
    refuse_if(reasons_not_to_reword(held, officer))
    wordings = {one.audience: one for one in wordings_of(held)}
    wanted = next((code for code, _ in AUDIENCES if f"{code.lower()}-audience" in request.POST), "")
    forms = {
        code: WordsForm(
            request.POST if code == wanted else None, audience=code, name=name, held=wordings.get(code)
        )
        for code, name in AUDIENCES
    }
    form = forms.get(wanted)
    if form is not None and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        try:
            reword(ask=held, audience=wanted, text=text, seen=seen, by=officer, at=timezone.now())
            return redirect("reword", council.slug, pk)
        except Stale as refusal:
            form.add_error("text", " ".join(refusal.reasons))
            form.show_held(wordings.get(wanted))
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    parts = [
        (name, forms[code], one := wordings.get(code), one is not None and is_behind(one, held))
        for code, name in AUDIENCES
    ]
    is_wrong = form is not None and bool(form.errors)
    shown: dict[str, Any] = {
        "ask": held,
        "parts": parts,
        "period": in_words(from_code(held.round.period)),
        "wrong": form,
    }
    return page(request, "web/reword.html", council, "Updates", **shown, code=422 if is_wrong else 200)


# A round


def _round(request: HttpRequest, council: Council, slug: str) -> Round:
    found = round_at(council, slug, officer_of(request))
    if found is None:
        raise Http404("No reporting round of this council is at this address.")
    return found


def _to_round(council: Council, round: Round) -> HttpResponse:
    try:
        return redirect(reverse("round", args=[council.slug, round.slug]))
    except NoReverseMatch:
        return redirect(f"{reverse('updates', args=[council.slug])}?round={round.slug}")


@needing("keep_rounds")
@of_council
def opening(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Open a round: first who would be asked for what, then it is done."""
    held, on = _round(request, council, round), day_of(council)
    refuse_if(reasons_not_to_open(held, officer_of(request)))
    if request.method == "POST":
        open_round(round=held, on=on, by=officer_of(request), at=timezone.now())
        return _to_round(council, held)
    asks = to_ask(held, on)
    posts = Counter(str(one.partner or one.updater) for one in asks if one.partner or one.updater)
    nobody = [one for one in asks if one.updater is None and one.partner_id is None]
    measures = sum(1 for one in asks if one.measure)
    shown: dict[str, Any] = {
        "round": held,
        "posts": sorted(posts.items()),
        "nobody": nobody,
        "measures": measures,
    }
    actions = len(asks) - measures
    period = in_words(from_code(held.period))
    return page(request, "web/open_round.html", council, "Reports", **shown, actions=actions, period=period)


@needing("keep_rounds")
@of_council
def closing(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Close a round to updates, after a look at what is still missing."""
    held = _round(request, council, round)
    refuse_if(reasons_not_to_close(held, officer_of(request)))
    if request.method == "POST":
        close_round(round=held, by=officer_of(request), at=timezone.now())
        return _to_round(council, held)
    states = Counter(held.asks.values_list("state", flat=True))
    missing, whole = states["ASKED"], sum(states.values())
    shown: dict[str, Any] = {"round": held, "missing": missing, "whole": whole}
    return page(request, "web/close_round.html", council, "Reports", **shown)


@needing("keep_rounds")
@of_council
def reopening(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Open a closed round again, with the reason."""
    held = _round(request, council, round)
    refuse_if(reasons_not_to_reopen(held, officer_of(request)))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            reopen_round(round=held, reason=reason, by=officer_of(request), at=timezone.now())
            return _to_round(council, held)
        except Refused as refusal:
            form.add_error("reason", " ".join(refusal.reasons))
    shown = {"round": held, "form": form}
    return page(
        request, "web/reopen_round.html", council, "Reports", **shown, code=422 if form.errors else 200
    )
