"""Requests to change what was approved: the register, one request, asking for one and deciding it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, UnreadableFile, refuse_if
from goldenthread.governance.change_permissions import (
    approvers_for,
    reasons_not_to_ask,
    reasons_not_to_decide,
    reasons_not_to_decide_alone,
    reasons_not_to_put,
    reasons_not_to_record_for_a_body,
)
from goldenthread.governance.change_queries import meetings_to_come, request_at, requests_of
from goldenthread.governance.changing import (
    ask_for_change,
    decide_change,
    effects_of_wish,
    put_to_meeting,
    subject_words,
    withdraw_change,
)
from goldenthread.governance.decision_queries import decision_taken_at, decisions_taken
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.measures.approval import is_approved
from goldenthread.measures.queries import measure_at
from goldenthread.measures.target_queries import targets_held
from goldenthread.people.queries import posts_of
from goldenthread.reports.figures.changing import change_page, of_requests
from goldenthread.reports.tables.changing import request_table
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.amending import PutForm
from goldenthread.web.forms.changing import (
    BaselineAskForm,
    CountingAskForm,
    DecideForm,
    DefinitionAskForm,
    OwnerAskForm,
    SheetAskForm,
    TargetAskForm,
    ToleranceAskForm,
    WithdrawalAskForm,
)
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.core.effects import Effect
    from goldenthread.governance.models import Body, ChangeRequest
    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council

AskForm = TargetAskForm | SheetAskForm | WithdrawalAskForm
ASKS = {
    "target": "Ask for another target",
    "baseline": "Ask for another baseline",
    "tolerance": "Ask for another tolerance, floor or range",
    "definition": "Ask for another definition",
    "counting": "Ask for another way of counting or judging",
    "owner": "Ask for another owner",
    "withdrawal": "Ask for it to be withdrawn",
}
OF_THE_SHEET: dict[str, type[SheetAskForm]] = {
    "baseline": BaselineAskForm,
    "tolerance": ToleranceAskForm,
    "definition": DefinitionAskForm,
    "counting": CountingAskForm,
    "owner": OwnerAskForm,
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


def request_or_404(council: Council, pk: int) -> ChangeRequest:
    """One request of this council."""
    found = request_at(council, pk)
    if found is None:
        raise Http404("No request of this council is at this address.")
    return found


def _answer(
    request: HttpRequest, council: Council, held: ChangeRequest, form: DecideForm, put: PutForm | None = None
) -> HttpResponse:
    officer = officer_of(request)
    if put is None and held.is_waiting and not reasons_not_to_put(held, officer):
        put = _put_form(council, held)
    return page(
        request,
        "web/change_request.html",
        council,
        "Measures",
        held=held,
        subject=subject_words(held),
        redirected_by=held.redirected_decision_id
        and decision_taken_at(council, held.redirected_decision_id, officer),
        shown=change_page(council, held, officer, day_of(council)),
        form=form,
        put=put,
        code=422 if form.errors or (put and put.errors) else 200,
    )


def _form(request: HttpRequest, council: Council, held: ChangeRequest, data: Any = None) -> DecideForm:
    officer = officer_of(request)
    is_put = held.meeting is not None and held.state == held.State.PUT
    alone = not is_put and not reasons_not_to_decide_alone(held, officer)
    records = not reasons_not_to_record_for_a_body(council, officer)
    bodies = _bodies(council, held) if records else []
    body = held.meeting.body_id if is_put and held.meeting else None
    initial = {"version": held.version, "body": body}
    return DecideForm(data, bodies=bodies, can_alone=alone, initial=initial)


def _bodies(council: Council, held: ChangeRequest) -> list[Body]:
    """The bodies that may approve a request, by the policy; none by one that can't be read."""
    try:
        kinds = approvers_for(held).bodies
    except UnreadableFile:
        return []
    return [one for one in meeting_bodies_of(council) if one.kind in kinds]


def _put_form(council: Council, held: ChangeRequest, data: Any = None) -> PutForm:
    """The form that puts a request to a meeting of a body that may approve it."""
    bodies = {one.pk for one in _bodies(council, held)}
    found = [one for one in meetings_to_come(council, day_of(council)) if one.body_id in bodies]
    return PutForm(data, meetings=found, initial={"version": held.version})


@of_council
def request_page(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One request: before and after, why, what it would do, and what was decided."""
    held = request_or_404(council, pk)
    return _answer(request, council, held, _form(request, council, held))


@require_POST
@needing("decide_changes")
@of_council
def decide(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Approve a request, which makes the change, or decline it."""
    held, officer = request_or_404(council, pk), officer_of(request)
    form = _form(request, council, held, request.POST)
    refuse_if(reasons_not_to_decide(held, officer))
    if form.is_valid():
        try:
            on = day_of(council)
            decide_change(request=held, on=on, by=officer, at=timezone.now(), **form.decided())
            return redirect("change-request", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return _answer(request, council, request_or_404(council, pk), form)


@require_POST
@needing("keep_route")
@of_council
def put(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a request to a meeting, or to another one."""
    held, officer = request_or_404(council, pk), officer_of(request)
    form = _put_form(council, held, request.POST)
    refuse_if(reasons_not_to_put(held, officer))
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            put_to_meeting(
                request=held, meeting=form.meeting(), version=version, by=officer, at=timezone.now()
            )
            return redirect("change-request", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    held = request_or_404(council, pk)
    return _answer(request, council, held, _form(request, council, held), form)


@require_POST
@needing("ask_changes")
@of_council
def withdraw(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take back a request of one's own."""
    held = request_or_404(council, pk)
    version = number(request.POST.get("version")) or 0
    withdraw_change(request=held, version=version, by=officer_of(request), at=timezone.now())
    return redirect("change-request", council.slug, pk)


@needing("ask_changes")
@of_council
def ask(request: HttpRequest, council: Council, code: str, what: str) -> HttpResponse:
    """Ask for another target of a measure, another part of its sheet, or its withdrawal."""
    held, officer = measure_at(council, code), officer_of(request)
    if held is None or what not in ASKS:
        raise Http404("No measure of this council has this code.")
    refuse_if(reasons_not_to_ask(held, officer))
    form = _ask_form(request, council, held, what)
    effects: Sequence[Effect] = ()
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            effects = effects_of_wish(form.wish(), day_of(council))
        else:
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
        "title": "Ask for it to be followed again"
        if what == "withdrawal" and held.retired_on
        else ASKS[what],
        "effects": effects,
        "is_approved": is_approved(held),
        "is_none": what == "target" and not any(one.value for one in targets_held(held).values()),
    }
    code_of_answer = 422 if form.errors else 200
    return page(request, "web/ask_change.html", council, "Measures", **shown, code=code_of_answer)


def _ask_form(request: HttpRequest, council: Council, measure: Measure, what: str) -> AskForm:
    data = request.POST or None
    if what == "target":
        targets = targets_held(measure).values()
        initial = {"period": request.GET.get("period", "")}
        bodies, decisions = meeting_bodies_of(council), decisions_taken(council, officer_of(request))
        return TargetAskForm(
            data, measure=measure, targets=targets, bodies=bodies, decisions=decisions, initial=initial
        )
    if what == "withdrawal":
        return WithdrawalAskForm(data, measure=measure)
    posts = [(one.pk, one.title) for one in posts_of(council)] if what == "owner" else []
    return OF_THE_SHEET[what](data, measure=measure, posts=posts)
