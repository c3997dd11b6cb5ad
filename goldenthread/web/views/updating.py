"""Saying how an element goes, asking for another date of it, and the list of where all work stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.decision_queries import decisions_taken
from goldenthread.governance.effects import effects_on_element
from goldenthread.governance.moving_dates import ask_for_dates, update_and_ask
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.plans.queries import element_at
from goldenthread.plans.redating import reasons_not_in_force
from goldenthread.reports.figures.work_page import WorkPage, work_page
from goldenthread.reports.figures.work_status import of_work, work_statuses
from goldenthread.reports.tables.work_status import listed_work, work_table
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.amending import AskDateForm
from goldenthread.web.forms.updating import UpdateForm
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import needing, of_council, page, position_of
from goldenthread.web.views.councils import no_plan_yet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goldenthread.core.effects import Effect
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element


def element_or_404(request: HttpRequest, council: Council, pk: int) -> Element:
    """One element of this council that this person may read."""
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    return held


def _shown(request: HttpRequest, council: Council, element: Element) -> WorkPage:
    position = position_of(council, element.edition, officer_of(request))
    assert position is not None
    return work_page(position, element, officer_of(request))


@needing("answer_asks")
@of_council
def update(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say how an element goes, and perhaps ask for another date of it."""
    element = element_or_404(request, council, pk)
    shown = _shown(request, council, element)
    refuse_if(shown.cannot_update)
    form = _form(request, shown)
    if request.method == "POST" and form.is_valid():
        try:
            update_and_ask(
                element=element,
                said=form.said(),
                asked=form.asked(),
                seen=form.cleaned_data["seen"],
                on=shown.on,
                by=officer_of(request),
                at=timezone.now(),
            )
            answer = redirect("element", council.slug, pk)
            answer["Location"] += "#updates"
            return answer
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            if isinstance(refusal, Stale):
                shown = _shown(request, council, element)
                form.show_meanwhile(shown.latest)
    code = 422 if form.errors else 200
    return page(
        request, "web/update_element.html", council, "Progress", shown=shown, element=element, form=form,
        code=code,
    )  # fmt: skip


def _form(request: HttpRequest, shown: WorkPage) -> UpdateForm:
    return UpdateForm(
        request.POST if request.method == "POST" else None,
        element=shown.element,
        latest=shown.latest,
        rule=shown.rule,
        on=shown.on,
        milestones=shown.milestones_below,
        can_ask=shown.is_adopted and not shown.cannot_ask and shown.waiting is None,
    )


@needing("ask_changes")
@of_council
def ask_date(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Ask for another date of an element that was approved."""
    element = element_or_404(request, council, pk)
    shown = _shown(request, council, element)
    refuse_if(shown.cannot_ask or reasons_not_in_force(element))
    data = request.POST if request.method == "POST" else None
    decisions = decisions_taken(council, officer_of(request))
    form = AskDateForm(data, element=element, bodies=meeting_bodies_of(council), decisions=decisions)
    effects: Sequence[Effect] = ()
    if request.method == "POST" and form.is_valid():
        due_on = form.cleaned_data["due_on"]
        if "preview" in request.POST:
            after = {"due_on": due_on.isoformat()}
            effects = effects_on_element(element, "DATE", after, shown.on)
            return _ask_date_page(request, council, shown, form, effects)
        try:
            made = ask_for_dates(
                element=element,
                dates={"due_on": due_on},
                reason=form.cleaned_data["reason"],
                because=form.because(),
                on=shown.on,
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("change-request", council.slug, made.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return _ask_date_page(request, council, shown, form, effects)


def _ask_date_page(
    request: HttpRequest, council: Council, shown: WorkPage, form: AskDateForm, effects: Sequence[Effect]
) -> HttpResponse:
    code = 422 if form.errors else 200
    return page(
        request, "web/ask_date.html", council, "Progress", shown=shown, element=shown.element, form=form,
        effects=effects, code=code,
    )  # fmt: skip


@of_council
def work(request: HttpRequest, council: Council) -> HttpResponse:
    """Where all the work of the main plan stands, what its owners say beside that, and alerts."""
    position = position_of(council, viewer=officer_of(request))
    if position is None:
        return no_plan_yet(request, council, "Work", "Progress")
    found = work_statuses(position)
    level = position.dated_level
    one, many = (level.name.lower(), level.lower_plural) if level else ("action", "actions")
    return answer_list(
        request,
        "web/work.html",
        council,
        "Progress",
        listed_work(position, found),
        work_table(position.top_name, one, many),
        name="work",
        position=position,
        many=many,
        opening=of_work(list(found.values()), one, many),
        is_empty=not found,
    )
