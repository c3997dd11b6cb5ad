"""The calendar of plan, budget and rounds, what partnerships decided, and days without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance.partnership_queries import decision_at, decisions_of, partnerships_of
from goldenthread.governance.partnerships import (
    Taken,
    reasons_not_to_record_decisions,
    record_decision,
    take_decision,
)
from goldenthread.ledger.plain_times import set_plain_times
from goldenthread.planning.stage_queries import editions_to_prepare, stage_at
from goldenthread.planning.staging import (
    Staged,
    add_stage,
    change_stage,
    reasons_not_to_keep_calendar,
    remove_stage,
)
from goldenthread.plans.queries import element_at, lines_to_choose
from goldenthread.reports.figures.calendar import calendar_of
from goldenthread.reports.tables import calendar as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.calendar import DecisionForm, PlainForm, StageForm
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.governance.models import PartnershipDecision
    from goldenthread.people.models import Council
    from goldenthread.planning.models import Stage


@of_council
def calendar(request: HttpRequest, council: Council) -> HttpResponse:
    """The stages of the plan beside those of the budget and the steps of rounds, with their slack."""
    officer, on = officer_of(request), day_of(council)
    events = calendar_of(council, officer, on)
    cannot = reasons_not_to_keep_calendar(council, officer)
    return page_or_file(
        request,
        "web/calendar.html",
        council,
        "Meetings",
        grid=tables.calendar(events, on),
        name="calendar",
        sentence=tables.of_calendar(events, on),
        cannot_keep=cannot,
        is_plain=council.is_plain(on),
    )


@needing("keep_calendar")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a stage on the calendar."""
    officer = officer_of(request)
    form = StageForm(request.POST or None, editions=editions_to_prepare(council, officer))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_stage(council=council, said=Staged(**form.said()), by=officer, at=timezone.now())
            return redirect("stage-about", council.slug, made.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/stage.html", council, "Meetings", form=form, code=code)


def _stage(council: Council, pk: int) -> Stage:
    found = stage_at(council, pk)
    if found is None:
        raise Http404("No stage of this council is at this address.")
    return found


@needing("keep_calendar")
@of_council
def stage(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Move a stage, name it otherwise, or take it off."""
    held, officer = _stage(council, pk), officer_of(request)
    form = StageForm(request.POST or None, editions=editions_to_prepare(council, officer), stage=held)
    if request.method == "POST" and "remove" in request.POST:
        remove_stage(stage=held, by=officer, at=timezone.now())
        return redirect("calendar", council.slug)
    if request.method == "POST" and form.is_valid():
        try:
            change_stage(
                stage=held,
                said=Staged(**form.said()),
                version=form.cleaned_data["version"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("stage-about", council.slug, pk)
        except Stale as stale:
            now = _stage(council, pk)
            held_now = {"name": now.name, "purpose": now.purpose, "done_what": now.done_what}
            show_held(form, now.version, held_now)
            form.add_error("name", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/stage.html", council, "Meetings", stage=held, form=form, code=code)


@needing("keep_calendar")
@of_council
def plain(request: HttpRequest, council: Council) -> HttpResponse:
    """Say from when to when statuses are shown without colour."""
    form = PlainForm(request.POST or None, initial={"first": council.plain_from, "last": council.plain_until})
    if request.method == "POST" and form.is_valid():
        try:
            set_plain_times(council=council, by=officer_of(request), at=timezone.now(), **form.cleaned_data)
            return redirect("calendar", council.slug)
        except Refused as refusal:
            form.add_error("last", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/plain.html", council, "Meetings", form=form, code=code)


@of_council
def decisions(request: HttpRequest, council: Council) -> HttpResponse:
    """What partnerships decided, and whether the plan takes it in."""
    officer = officer_of(request)
    found = decisions_of(council, officer)
    cannot = reasons_not_to_record_decisions(council, officer)
    return page_or_file(
        request,
        "web/decisions.html",
        council,
        "Meetings",
        grid=tables.decisions(found, not cannot),
        name="partnership-decisions",
        sentence=tables.of_decisions(found),
        cannot_record=cannot,
    )


def _form(request: HttpRequest, council: Council, held: PartnershipDecision | None) -> DecisionForm:
    lines = lines_to_choose(council, officer_of(request))
    return DecisionForm(request.POST or None, bodies=partnerships_of(council), lines=lines, decision=held)


@needing("record_decisions")
@of_council
def add_decision(request: HttpRequest, council: Council) -> HttpResponse:
    """Record what a partnership decided."""
    return _decided(request, council, None)


@needing("record_decisions")
@of_council
def decision(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say what the plan makes of a partnership's decision."""
    held = decision_at(council, pk)
    if held is None:
        raise Http404("No decision of this council's partnerships is at this address.")
    return _decided(request, council, held)


def _decided(request: HttpRequest, council: Council, held: PartnershipDecision | None) -> HttpResponse:
    form = _form(request, council, held)
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, council, held, form)
            return redirect("decisions", council.slug)
        except Stale as stale:
            now = decision_at(council, held.pk) if held else None
            if now is not None:
                show_held(form, now.version, {"text": now.text, "reason": now.reason})
            form.add_error("text", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("reason", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/decision.html", council, "Meetings", decision=held, form=form, code=code)


def _store(
    request: HttpRequest, council: Council, held: PartnershipDecision | None, form: DecisionForm
) -> None:
    given, officer, at = form.cleaned_data, officer_of(request), timezone.now()
    body = next(one for one in partnerships_of(council) if one.pk == given["body"])
    element = element_at(council, given["element"], officer) if given["element"] else None
    said = Taken(
        given["text"], given["decided_on"], given["taken_in"], element, given["reason"], given["source"]
    )
    if held is None:
        record_decision(council=council, body=body, said=said, by=officer, at=at)
    else:
        take_decision(decision=held, body=body, said=said, version=given["version"], by=officer, at=at)
