"""Reporting rounds: the list, one with its steps, setting one up, and moving its meeting or its days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.core.round_plan import MEETING
from goldenthread.core.sentences import on_day
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.plans.queries import plans_of
from goldenthread.reports.figures.rounds import move_preview, moved_words, of_rounds, round_rows
from goldenthread.reports.figures.rounds import round_page as gather
from goldenthread.reports.round_reports import (
    WhichReport,
    join_report,
    let_round_go,
    reports_to_join,
    set_up_round_for,
)
from goldenthread.reports.tables import rounds as tables
from goldenthread.rounds.queries import period_of, round_at, rounds_of, working_days_of
from goldenthread.rounds.setting_up import (
    SetUp,
    change_round,
    move_meeting,
    reasons_not_this_meeting,
    reasons_not_to_change,
    reasons_not_to_keep_rounds,
    set_deadline,
    work_out_again,
)
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.rounds import DeadlineForm, MoveForm, ReportForm, RoundForm, SetUpForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.reports.models import ReportSetting
    from goldenthread.rounds.models import Round

CURRENT = "Reports"
SHOWN = 8  # lines of what happened, before those that have to be opened


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every round with its meeting and what comes next."""
    officer = officer_of(request)
    rows = round_rows(rounds_of(council, officer), day_of(council))
    return page_or_file(
        request,
        "web/rounds.html",
        council,
        CURRENT,
        grid=tables.rounds(rows),
        name="rounds",
        sentence=of_rounds(rows),
        cannot_keep=reasons_not_to_keep_rounds(council, officer),
    )


def _round(request: HttpRequest, council: Council, slug: str) -> Round:
    found = round_at(council, slug, officer_of(request))
    if found is None:
        raise Http404("No round of this council that you may read is at this address.")
    return found


@of_council
def round_page(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """One round: each step with its day, what is left of it, and what moved."""
    held = _round(request, council, round)
    return _answer(request, council, held, ReportForm(reports=_joinable(held)))


def _answer(request: HttpRequest, council: Council, held: Round, form: ReportForm) -> HttpResponse:
    on = day_of(council)
    shown = gather(held, on, officer_of(request))
    happened = tables.happened(held, shown.history)
    return page_or_file(
        request,
        "web/round.html",
        council,
        CURRENT,
        grid=tables.steps(held, shown.steps, on, not shown.cannot_change),
        name=f"round-{held.slug}",
        held=held,
        shown=shown,
        period=tables.period_of(held),
        happened=happened.first(SHOWN),
        earlier=happened.after(SHOWN),
        would_move=tables.moves(shown.would_move, working_days_of(council)),
        open_at=_address_of("open-round", council, held),
        form=form,
        code=422 if form.errors else 200,
    )


def _address_of(name: str, council: Council, held: Round) -> str:
    """Where a round is opened, once this installation has such a page; else nothing."""
    try:
        return reverse(name, args=[council.slug, held.slug])
    except NoReverseMatch:
        return ""


def _joinable(held: Round) -> list[ReportSetting]:
    return [one for one in reports_to_join(held.council) if one.period == held.period]


def _choices(request: HttpRequest, council: Council) -> dict[str, Any]:
    """The bodies that meet, and the editions that this person may read and that aren't replaced."""
    editions = [
        (edition.pk, f"{row.plan.name}: {edition.name}")
        for row in plans_of(council, officer_of(request))
        for edition, _ in row.editions
        if edition.state != "REPLACED"
    ]
    return {"council": council, "bodies": meeting_bodies_of(council), "editions": editions}


def _said(request: HttpRequest, council: Council, form: RoundForm, meets_on: Any) -> SetUp:
    given = form.cleaned_data
    bodies = {one.pk: one for one in meeting_bodies_of(council)}
    editions = {
        edition.pk: edition for row in plans_of(council, officer_of(request)) for edition, _ in row.editions
    }
    return SetUp(
        given["name"],
        given["period"],
        meets_on,
        bodies.get(given["body"]),
        editions.get(given["edition"]),
    )


@needing("keep_rounds")
@of_council
def set_up(request: HttpRequest, council: Council) -> HttpResponse:
    """Set a round up; its deadlines are worked back from its meeting."""
    joinable = reports_to_join(council)
    form = SetUpForm(request.POST or None, reports=joinable, **_choices(request, council))
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            setting = next((one for one in joinable if one.pk == given["report"]), None)
            made = set_up_round_for(
                council=council,
                said=_said(request, council, form, given["meets_on"]),
                report=WhichReport(setting, given["title"]),
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("round", council.slug, made.slug)
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/round_set_up.html", council, CURRENT, form=form, code=code)


@needing("keep_rounds")
@of_council
def change(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Name a round otherwise or give it another body, period or plan; or remove it."""
    held, officer = _round(request, council, round), officer_of(request)
    if request.method == "POST" and "remove" in request.POST:
        let_round_go(round=held, by=officer, at=timezone.now())
        return redirect("rounds", council.slug)
    form = RoundForm(request.POST or None, round=held, **_choices(request, council))
    if request.method == "POST" and form.is_valid():
        try:
            change_round(
                round=held,
                said=_said(request, council, form, held.meets_on),
                version=form.cleaned_data["version"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("round", council.slug, held.slug)
        except Stale as stale:
            now = _round(request, council, round)
            show_held(form, now.version, {"name": now.name})
            form.add_error("name", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    shown = gather(held, day_of(council), officer)
    code = 422 if form.errors else 200
    return page(
        request, "web/round_change.html", council, CURRENT, held=held, shown=shown, form=form, code=code
    )


@needing("keep_rounds")
@of_council
def move(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Move the meeting: first every date that moves is shown, then it is confirmed."""
    held, officer = _round(request, council, round), officer_of(request)
    refuse_if(reasons_not_to_change(held, officer))
    form = MoveForm(request.POST or None, initial={"version": held.version, "meets_on": held.meets_on})
    preview = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            refuse_if(reasons_not_this_meeting(period_of(held), given["meets_on"]))
            if "confirm" in request.POST:
                move_meeting(round=held, by=officer, at=timezone.now(), **given)
                return redirect("round", council.slug, held.slug)
            preview = move_preview(held, given["meets_on"], day_of(council))
        except Stale as stale:
            now = _round(request, council, round)
            show_held(form, now.version, {"meets_on": on_day(now.meets_on)})
            form.add_error("meets_on", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("meets_on", " ".join(refusal.reasons))
    return page(
        request,
        "web/round_move.html",
        council,
        CURRENT,
        held=held,
        form=form,
        preview=preview,
        grid=tables.moves(preview.moves, working_days_of(council)) if preview else None,
        sentence=moved_words(preview.moves) if preview else "",
        code=422 if form.errors else 200,
    )


@require_POST
@needing("keep_rounds")
@of_council
def again(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Work the deadlines out by the policy and the bank holidays in force."""
    work_out_again(round=_round(request, council, round), by=officer_of(request), at=timezone.now())
    return redirect("round", council.slug, round)


@require_POST
@needing("keep_rounds")
@of_council
def report(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Let a report come in by this round."""
    held = _round(request, council, round)
    joinable = _joinable(held)
    form = ReportForm(request.POST, reports=joinable)
    if form.is_valid():
        setting = next((one for one in joinable if one.pk == form.cleaned_data["report"]), None)
        which = WhichReport(setting, form.cleaned_data["title"])
        try:
            join_report(round=held, report=which, by=officer_of(request), at=timezone.now())
            return redirect("round", council.slug, round)
        except Refused as refusal:
            form.add_error("title", " ".join(refusal.reasons))
    return _answer(request, council, held, form)


@needing("keep_rounds")
@of_council
def deadline(request: HttpRequest, council: Council, round: str, step: str) -> HttpResponse:
    """Set a step's day by hand, with the reason, or let it be worked out again."""
    held, officer = _round(request, council, round), officer_of(request)
    shown = gather(held, day_of(council), officer)
    row = next((one for one in shown.steps if one.due.step.key == step != MEETING), None)
    found = next((one for one in held.deadlines.all() if one.step == step), None)
    if row is None or found is None:
        raise Http404("This round has no such step.")
    refuse_if(shown.cannot_change)
    form = DeadlineForm(request.POST or None, deadline=found)
    is_given_back = request.method == "POST" and "back" in request.POST
    if is_given_back or (request.method == "POST" and form.is_valid()):
        try:
            version = found.version if is_given_back else form.cleaned_data["version"]
            fixed = None if is_given_back else form.fixed()
            set_deadline(round=held, step=step, fixed=fixed, version=version, by=officer, at=timezone.now())
            return redirect("round", council.slug, held.slug)
        except Refused as refusal:
            _say(form, refusal, request, council, held, step)
    code = 422 if request.method == "POST" else 200
    return page(
        request, "web/round_deadline.html", council, CURRENT, held=held, row=row, deadline=found, form=form,
        code=code,
    )  # fmt: skip


def _say(
    form: forms.Form, refusal: Refused, request: HttpRequest, council: Council, held: Round, step: str
) -> None:
    """Put a refusal on the form, and where somebody else was first, what is held now."""
    if isinstance(refusal, Stale):
        now = _round(request, council, held.slug)
        found = next(one for one in now.deadlines.all() if one.step == step)
        show_held(form, found.version, {"due_on": on_day(found.due_on), "reason": found.reason})
    form.add_error("due_on", " ".join(refusal.reasons))
