"""Requests to change what was approved: the register, one request, asking for one and deciding it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.governance.change_permissions import reasons_not_to_ask, reasons_not_to_decide
from goldenthread.governance.change_queries import request_at, requests_of
from goldenthread.governance.changing import ask_for_change, decide_change, subject_words, withdraw_change
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.measures.approval import is_approved
from goldenthread.measures.queries import measure_at
from goldenthread.measures.target_queries import targets_held
from goldenthread.reports.figures.changing import change_page, of_requests
from goldenthread.reports.tables.changing import request_table
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.changing import (
    CountingAskForm,
    DecideForm,
    DefinitionAskForm,
    SheetAskForm,
    TargetAskForm,
    ToleranceAskForm,
)
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.governance.models import ChangeRequest
    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council

ASKS = {
    "target": "target",
    "tolerance": "tolerance, floor or range",
    "definition": "definition",
    "counting": "way of counting or judging",
}
OF_THE_SHEET: dict[str, type[SheetAskForm]] = {
    "tolerance": ToleranceAskForm,
    "definition": DefinitionAskForm,
    "counting": CountingAskForm,
}


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every request to change what was approved."""
    found = requests_of(council)
    return answer_list(
        request,
        "web/change_requests.html",
        council,
        "Measures",
        found,
        request_table(),
        name="change-requests",
        found=found,
        opening=of_requests(found),
    )


def _request(council: Council, pk: int) -> ChangeRequest:
    found = request_at(council, pk)
    if found is None:
        raise Http404("No request of this council is at this address.")
    return found


def _answer(request: HttpRequest, council: Council, held: ChangeRequest, form: DecideForm) -> HttpResponse:
    return page(
        request,
        "web/change_request.html",
        council,
        "Measures",
        held=held,
        subject=subject_words(held),
        shown=change_page(council, held, officer_of(request)),
        form=form,
        code=422 if form.errors else 200,
    )


def _form(council: Council, held: ChangeRequest, data: Any = None) -> DecideForm:
    bodies = meeting_bodies_of(council)
    return DecideForm(data, bodies=bodies, initial={"version": held.version})


@of_council
def request_page(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One request: before and after, why, and what was decided."""
    held = _request(council, pk)
    return _answer(request, council, held, _form(council, held))


@require_POST
@needing("decide_changes")
@of_council
def decide(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Approve a request, which makes the change, or decline it."""
    held, officer = _request(council, pk), officer_of(request)
    form = _form(council, held, request.POST)
    refuse_if(reasons_not_to_decide(held, officer))
    if form.is_valid():
        try:
            on = day_of(council)
            decide_change(request=held, on=on, by=officer, at=timezone.now(), **form.decided())
            return redirect("change-request", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return _answer(request, council, _request(council, pk), form)


@require_POST
@needing("ask_changes")
@of_council
def withdraw(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take back a request of one's own."""
    held = _request(council, pk)
    version = number(request.POST.get("version")) or 0
    withdraw_change(request=held, version=version, by=officer_of(request), at=timezone.now())
    return redirect("change-request", council.slug, pk)


@needing("ask_changes")
@of_council
def ask(request: HttpRequest, council: Council, code: str, what: str) -> HttpResponse:
    """Ask for another target of a measure, or for another part of its sheet."""
    held, officer = measure_at(council, code), officer_of(request)
    if held is None or what not in ASKS:
        raise Http404("No measure of this council has this code.")
    refuse_if(reasons_not_to_ask(held, officer))
    form = _ask_form(request, held, what)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_change(
                wish=form.wish(),
                reason=form.cleaned_data["reason"],
                on=day_of(council),
                by=officer,
                at=timezone.now(),
            )
            return redirect("change-request", council.slug, made.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    shown = {
        "measure": held,
        "form": form,
        "what": ASKS[what],
        "is_approved": is_approved(held),
        "is_none": what == "target" and not any(one.value for one in targets_held(held).values()),
    }
    code_of_answer = 422 if form.errors else 200
    return page(request, "web/ask_change.html", council, "Measures", **shown, code=code_of_answer)


def _ask_form(request: HttpRequest, measure: Measure, what: str) -> TargetAskForm | SheetAskForm:
    data = request.POST or None
    if what == "target":
        targets = targets_held(measure).values()
        initial = {"period": request.GET.get("period", "")}
        return TargetAskForm(data, measure=measure, targets=targets, initial=initial)
    return OF_THE_SHEET[what](data, measure=measure)
