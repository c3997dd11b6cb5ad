"""The spreadsheet round trip: take lines away, send them back, look, settle, and store them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.core.returned_told import of_return, of_stored
from goldenthread.exchange.return_queries import (
    done_at,
    every_line,
    lines_owed,
    return_at,
    returns_of,
    workbook_for,
)
from goldenthread.exchange.returning import (
    NotStoredYet,
    give_up_return,
    settle_return,
    store_return,
    take_return,
)
from goldenthread.exchange.returns_preview import Asker, Preview, Previewed, Sort, preview_of
from goldenthread.people.permissions import has_power
from goldenthread.reports.sheets import XLSX
from goldenthread.reports.tables.returns import Told, changes, stored, unchanged
from goldenthread.rounds.ask_queries import round_wanted, rounds_open
from goldenthread.rounds.sign_off import sign_off
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.returns import ReturnForm, settled_from, version_from
from goldenthread.web.pages import day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.exchange.models import Return
    from goldenthread.people.models import Council

MOST_NOTES = 20
MOST_SHOWN = 30  # of the lines that stay as they are
_WHY = {Sort.SAME: "As it is held", Sort.BLANK: "Nothing filled in"}


def asker_of(request: HttpRequest, council: Council) -> Asker:
    """Who takes lines away and sends them back by this request."""
    return Asker(officer_of(request), day_of(council), timezone.now())


@needing("answer_asks")
@of_council
def returns(request: HttpRequest, council: Council) -> HttpResponse:
    """Take the workbook away, send it back, and go on with one that was sent back."""
    asker = asker_of(request, council)
    is_sent = request.method == "POST"
    form = ReturnForm(request.POST, request.FILES) if is_sent else ReturnForm()
    wrong: list[object] = []
    if is_sent and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            made = take_return(council=council, data=given.read(), file=given.name, asker=asker)
            return redirect("return", council.slug, made.pk)
        except UnreadableFile as refusal:
            wrong = list(refusal.problems)
    return page(
        request,
        "web/returns.html",
        council,
        "Updates",
        form=form,
        problems=wrong,
        rounds=rounds_open(council),
        keeps=has_power("keep_rounds", asker.by),
        under_way=returns_of(council, asker),
        code=422 if form.errors or wrong else 200,
    )


@needing("answer_asks")
@of_council
def lines(request: HttpRequest, council: Council) -> HttpResponse:
    """The workbook of what somebody owes, or with `?all=1` of everybody's lines."""
    asker = asker_of(request, council)
    round = round_wanted(rounds_open(council), request.GET.get("round", ""))
    if round is None:
        raise Refused("No such round of this council is open, so nothing is asked in it.")
    is_all = request.GET.get("all") == "1"
    found = every_line(round, asker) if is_all else lines_owed(round, asker)
    if not found:
        raise Refused(f"Nothing is asked of you in {round.name} that is not sent yet.")
    data = workbook_for(round, found, asker, with_posts=is_all)
    answer = HttpResponse(data, content_type=XLSX)
    name = f"{council.slug}-{round.slug}-{'all-' if is_all else ''}lines.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needing("answer_asks")
@of_council
def one_return(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What a workbook would change; settle it, store it or give it up. Once stored, what was stored."""
    asker = asker_of(request, council)
    held = return_at(council, pk, asker)
    if held is None:
        return _done(request, council, pk, asker)
    if request.method != "POST":
        return _preview(request, held, preview_of(held, asker), asker)
    if request.POST.get("act") == "give-up":
        give_up_return(held=held, asker=asker)
        return redirect("returns", council.slug)
    return _settle(request, held, asker)


def _settle(request: HttpRequest, held: Return, asker: Asker) -> HttpResponse:
    """Keep what was said of the lines; then store all, where that is asked and nothing is left to settle."""
    council, act = held.council, request.POST.get("act", "")
    kept = preview_of(held, asker).kept
    try:
        version = version_from(request.POST)
        settled = settled_from(request.POST, kept.lines)
        held = settle_return(held=held, settled=settled, version=version, asker=asker)
        if act in ("send", "keep"):
            store_return(held=held, version=held.version, is_sent=act == "send", asker=asker)
        return redirect("return", council.slug, held.pk)
    except NotStoredYet as refusal:
        found, said = refusal.problems, refusal.reasons
    except Refused as refusal:
        found, said = {}, refusal.reasons
    now = return_at(council, held.pk, asker)
    if now is None:
        raise Http404("This workbook was stored or given up meanwhile.")
    shown = preview_of(now, asker)
    for one in shown.lines:
        one.problems += [reason for reason in found.get(one.key, []) if reason not in one.problems]
    return _preview(request, now, shown, asker, said=said, refused=frozenset(found))


def _preview(
    request: HttpRequest,
    held: Return,
    shown: Preview,
    asker: Asker,
    *,
    said: list[str] | None = None,
    refused: frozenset[int] = frozenset(),
) -> HttpResponse:
    counts = shown.counts()
    notes = shown.kept.notes
    stays = unchanged((told(one), _WHY[one.sort]) for one in shown.of(Sort.SAME, Sort.BLANK))
    return page(
        request,
        "web/return.html",
        held.council,
        "Updates",
        held=held,
        sentence=of_return(
            lines=len(shown.lines),
            changes=len(shown.to_store),
            conflicts=counts[Sort.CONFLICT],
            queries=counts[Sort.QUERY],
            problems=counts[Sort.PROBLEM],
            still_open=len(shown.open),
        ),
        said=said or [],
        refused=refused,
        to_settle=shown.of(Sort.PROBLEM, Sort.CONFLICT, Sort.QUERY, Sort.LEFT_OUT),
        changes=changes((told(one), one.changes) for one in shown.of(Sort.CHANGE)),
        many_reasons=sum(one.needs_reason for one in shown.lines) > 1,
        unchanged=stays.first(MOST_SHOWN),
        more_unchanged=max(len(stays.rows) - MOST_SHOWN, 0),
        notes=notes[:MOST_NOTES],
        more_notes=max(len(notes) - MOST_NOTES, 0),
        can_store=bool(shown.to_store or shown.open),
        reasons=shown.reasons,
        code=422 if said else 200,
    )


def told(one: Previewed) -> Told:
    """A line of the preview by name."""
    return Told(one.title, one.code, one.link)


def _done(request: HttpRequest, council: Council, pk: int, asker: Asker) -> HttpResponse:
    """What was stored of a workbook."""
    found = done_at(council, pk, asker)
    if found is None or request.method == "POST":
        raise Http404("No workbook of yours is at this address: it was stored or given up.")
    shown: dict[str, Any] = {
        "done": found,
        "sentence": of_stored(len(found.asks), found.is_sent),
        "grid": stored(found.asks, dict(sign_off().states)),
    }
    return page(request, "web/return_done.html", council, "Updates", **shown)
