"""“To check” and “To sign off”: the answers that wait for an owner or a director, one or all at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.periods import from_code, in_words
from goldenthread.core.refused import Refused
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.reports.figures.signing import Moving, moving
from goldenthread.rounds.ask_queries import round_wanted, rounds_going
from goldenthread.rounds.signing import NotMoved, check_asks, sign_asks
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.owed import ways_between

if TYPE_CHECKING:
    from goldenthread.people.models import Council

ACTS = {"check": check_asks, "sign": sign_asks}
TITLES = {"check": "To check", "sign": "To sign off"}


@needing("check_answers")
@of_council
def check(request: HttpRequest, council: Council) -> HttpResponse:
    """The answers that an owner, or the manager of a service, passes on."""
    return _moving(request, council, "check")


@needing("sign_answers")
@of_council
def sign(request: HttpRequest, council: Council) -> HttpResponse:
    """The answers that a director signs off."""
    return _moving(request, council, "sign")


def _moving(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    on, officer = day_of(council), officer_of(request)
    round = round_wanted(rounds_going(council), request.GET.get("round", ""))
    held = moving(round, code, officer, on) if round else None
    shown: dict[str, Any] = {"title": TITLES[code], "step": code, "held": held, "round": round}
    shown["ways"] = ways_between(council, officer, f"{code}-answers")
    shown["rule"] = action_rule_of(council)
    if held is None:
        return page(request, "web/moving.html", council, "Updates", **shown)
    wrong: dict[int, list[str]] = {}
    said: list[str] = []
    if request.method == "POST":
        seen = _chosen(request, held)
        try:
            moved = ACTS[code](round=held.round, seen=seen, on=on, by=officer, at=timezone.now())
            return redirect(f"{request.path}?round={held.round.slug}&moved={len(moved)}")
        except NotMoved as refusal:
            wrong, said = refusal.problems, refusal.reasons
        except Refused as refusal:
            said = refusal.reasons
    given = request.GET.get("moved", "")
    return page(
        request,
        "web/moving.html",
        council,
        "Updates",
        **shown,
        period=in_words(from_code(held.round.period)),
        wrong=wrong,
        said=said,
        moved=int(given) if _is_number(given) else 0,
        chosen={int(one) for one in request.POST.getlist("line") if _is_number(one)},
        code=422 if said else 200,
    )


def _chosen(request: HttpRequest, held: Moving) -> dict[int, int]:
    """The lines chosen, or all, each with the version that was shown."""
    wanted = [str(one.ask.pk) for one in held.can_move]
    if request.POST.get("act") != "all":
        wanted = [key for key in wanted if key in request.POST.getlist("line")]
    given = {int(key): request.POST.get(f"seen_{key}", "") for key in wanted}
    return {key: int(seen) for key, seen in given.items() if _is_number(seen)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
