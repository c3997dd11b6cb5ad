"""Requests to carry money forward: asked on screen or by spreadsheet, changed, taken back and decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.money_told import pounds
from goldenthread.core.refused import Refused, UnreadableFile, refuse_if
from goldenthread.core.sentences import Sentence, Span, counted, plain, spell, start
from goldenthread.core.workload import NOUGHT
from goldenthread.exchange.carry_forward_files import Asking, read_carry_forwards
from goldenthread.reports.tables import money_kept as tables
from goldenthread.resources.carrying import (
    Wished,
    ask_to_carry,
    ask_to_carry_several,
    change_request,
    lines_to_ask_of,
    reasons_not_to_ask_at_all,
    reasons_not_to_change,
    take_back_request,
)
from goldenthread.resources.money import Decided, decide_carry_forward
from goldenthread.resources.money_permissions import reasons_not_to_keep_money
from goldenthread.resources.money_queries import carry_forwards_of, lines_of, years_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.carry_forwards import RequestForm, RequestsFileForm
from goldenthread.web.forms.money import CarryForm
from goldenthread.web.kept import Words, written
from goldenthread.web.money_parts import CURRENT, Part, Way, parts_page
from goldenthread.web.pages import by_post, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.resources.models import BudgetLine, CarryForward

MARGIN = "Requests to carry forward"


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer_of(request), "at": timezone.now()}


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Requests to carry money into the next year, with what was decided of each."""
    found, by = carry_forwards_of(council), officer_of(request)
    can_decide = not reasons_not_to_keep_money(council, by)
    ways = []
    if not reasons_not_to_ask_at_all(council, by):
        ways.append(
            Way(reverse("carry-forward-add", args=[council.slug]), "Ask to carry money forward", True)
        )
    if can_decide:
        ways.append(Way(reverse("carry-forwards-bring", args=[council.slug]), "Bring in several at once"))
    mine = {one.pk for one in found if not reasons_not_to_change(one, by)}
    part = Part(
        "carry-forwards", "Requests", "The latest report first", nothing="None is on record yet.",
        grid=tables.carry_forwards(found, can_decide=can_decide, mine=mine), ways=ways,
    )  # fmt: skip
    title = "Requests to carry money forward"
    return parts_page(request, council, title=title, sentences=[_of_requests(found)], parts=[part])


def _of_requests(found: list[CarryForward]) -> Sentence:
    if not found:
        return plain("No request to carry money forward is on record yet.")
    approved = sum((one.amount for one in found if one.decision == "APPROVED"), NOUGHT)
    asked = sum((one.amount for one in found), NOUGHT)
    waiting = sum(one.decision == "OPEN" for one in found)
    wait = f"{spell(waiting)} {'waits' if waiting == 1 else 'wait'}" if waiting else "none waits"
    return (
        Span(start(counted(len(found), "request")), True),
        Span(f" for {pounds(asked)} on record: {pounds(approved)} approved; "),
        Span(f"{wait} for a decision.", bool(waiting)),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """The budget lines that somebody may ask for what they leave over."""

    council: Council
    lines: list[BudgetLine]

    def beside(self, held: CarryForward | None) -> list[BudgetLine]:
        """With the line of a request that is held, of whatever year."""
        own = held.from_line if held else None
        known = {one.pk for one in self.lines}
        return [*self.lines, own] if own and own.pk not in known else self.lines


def _lines(request: HttpRequest, council: Council) -> _Lines:
    found = [one for year in years_of(council)[:3] for one in lines_of(council, year)]
    return _Lines(council, lines_to_ask_of(found, officer_of(request)))


@by_post
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask to carry money forward."""
    officer = officer_of(request)
    refuse_if(reasons_not_to_ask_at_all(council, officer))
    records = {"from_line": _lines(request, council).lines}
    form = RequestForm(request.POST or None, records=records, begin={"asked_by": officer.post})
    to = reverse("carry-forwards", args=[council.slug])

    def store() -> str:
        ask_to_carry(council=council, said=Wished(**form.said()), **_who(request))
        return to

    words = Words(
        margin=MARGIN, title="Ask to carry money forward", label="The request", back=to, current=CURRENT,
        sentence="What a year leaves over, asked for in the next. You can change it or take it back "
        "until it is decided.",
    )  # fmt: skip
    return written(request, council, form=form, words=words, store=store)


def _request_at(council: Council, pk: int) -> CarryForward | None:
    return next((one for one in carry_forwards_of(council) if one.pk == pk), None)


def _held(council: Council, pk: int) -> CarryForward:
    held = _request_at(council, pk)
    if held is None:
        raise Http404("No request of this council is at this address.")
    return held


@by_post
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a request right, or take it back, while it waits for a decision."""
    held = _held(council, pk)
    refuse_if(reasons_not_to_change(held, officer_of(request)))
    records = {"from_line": _lines(request, council).beside(held)}
    form = RequestForm(request.POST or None, records=records, held=held)
    to = reverse("carry-forwards", args=[council.slug])
    if request.method == "POST" and "remove" in request.POST:
        given = request.POST.get("version", "")
        version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
        try:
            take_back_request(held=held, version=version, **_who(request))
            return redirect(to)
        except Refused as refusal:
            form.add_error(None, str(refusal))

    def store() -> str:
        said, version = Wished(**form.said()), form.cleaned_data["version"]
        change_request(held=held, said=said, version=version, **_who(request))
        return to

    words = Words(
        margin=MARGIN, title=f"Change {held.line}", label="The request", back=to, current=CURRENT,
        remove="Take it back",
        sentence="It waits for a decision. What is taken back is off the list; the ledger keeps it.",
    )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _request_at(council, pk)
    )


@needing("keep_money")
@of_council
def bring(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask for several from a spreadsheet: all of them are stored, or none."""
    form = RequestsFileForm(request.POST, request.FILES) if request.method == "POST" else RequestsFileForm()
    problems: list[object] = []
    if request.method == "POST" and form.is_valid():
        report, year, file = (form.cleaned_data[name] for name in ("report", "year", "file"))
        lines = {name: one for one in lines_of(council, year) for name in (one.code, one.name, str(one))}
        try:
            rows = read_carry_forwards(file.read(), file.name, Asking(report, year, lines))
            ask_to_carry_several(council=council, rows=rows, **_who(request))
            return redirect("carry-forwards", council.slug)
        except UnreadableFile as unread:
            problems = list(unread.problems)
        except Refused as refusal:
            problems = list(refusal.reasons)
    code = 422 if form.errors or problems else 200
    return page(
        request, "web/carry_forwards_bring.html", council, CURRENT, code=code, form=form, problems=problems
    )


@needing("keep_money")
@of_council
def decide(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Record what was decided of a request."""
    held = _held(council, pk)
    form = CarryForm(request.POST or None, held=held)
    to = reverse("carry-forwards", args=[council.slug])

    def store() -> str:
        said = form.cleaned_data
        decided = Decided(said["decision"], said["decided_by"], said["decided_on"], said["decision_reason"])
        decide_carry_forward(held=held, said=decided, version=said["version"], **_who(request))
        return to

    words = Words(
        margin=MARGIN, title=held.line, label="The decision", back=to, current=CURRENT,
        sentence=f"{pounds(held.amount)}, asked for in {held.report}.",
    )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _request_at(council, pk)
    )
