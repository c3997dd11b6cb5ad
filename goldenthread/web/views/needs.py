"""What an element needs of services, and whether they can give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.need_answers import next_step
from goldenthread.core.refused import Refused, refuse_if
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import services_of
from goldenthread.plans.queries import element_at
from goldenthread.reports.figures.achievable import achievable, money_agrees
from goldenthread.reports.figures.effort_outside import effort_outside
from goldenthread.reports.tables import element_facts as facts_tables
from goldenthread.reports.tables.needs import effort as effort_table
from goldenthread.reports.tables.needs import needs as needs_table
from goldenthread.reports.tables.needs import skills as skills_table
from goldenthread.resources import element_fact_queries as facts
from goldenthread.resources.efforts import effort_of
from goldenthread.resources.needs import change_need, confirm_capacity, remove_need, say_need
from goldenthread.resources.needs_permissions import (
    reasons_not_to_accept,
    reasons_not_to_answer,
    reasons_not_to_confirm,
    reasons_not_to_say_need,
)
from goldenthread.resources.needs_queries import need_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.needs import NeedForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file, position_of

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element
    from goldenthread.resources.models import Need


def element_or_404(request: HttpRequest, council: Council, pk: int) -> Element:
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    return held


def need_or_404(request: HttpRequest, council: Council, pk: int, need: int) -> Need:
    found = need_of(element_or_404(request, council, pk), need)
    if found is None:
        raise Http404("This element has no such need.")
    return found


@of_council
def needs(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What an element needs of each service, and whether it can be done."""
    held = element_or_404(request, council, pk)
    position = position_of(council, held.edition, officer_of(request))
    assert position is not None
    shown = achievable(position, held)
    return page_or_file(
        request,
        "web/needs.html",
        council,
        "Plans",
        grid=needs_table(shown.needs),
        name=f"needs-of-{held.pk}",
        shown=shown,
        element=held,
        costs=facts_tables.costs(facts.costs_of(held)),
        money_differs=money_agrees(shown.needs, list(facts.costs_of(held))),
        terms=facts.terms_of(held),
        waits=facts_tables.dependencies(facts.dependencies_of(held, officer_of(request))),
        waiting=facts.waiting_for(held, officer_of(request)),
        outside=effort_outside(held),
        is_dropped=request.GET.get("confirmation") == "dropped",
        cannot_say=reasons_not_to_say_need(held, officer_of(request)),
    )


@needing("say_needs")
@of_council
def say(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say what an element needs of a service that it needs nothing of yet."""
    held, officer = element_or_404(request, council, pk), officer_of(request)
    form = NeedForm(request.POST or None, services=services_of(council))
    if request.method == "POST" and form.is_valid():
        try:
            say_need(element=held, asked=form.asked(), by=officer, at=timezone.now())
            return redirect("needs", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/say_need.html", council, "Plans", element=held, form=form, code=code)


@of_council
def need(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """One need: what is asked of the service, and whether it has the capacity."""
    held, officer = need_or_404(request, council, pk, need), officer_of(request)
    element = element_or_404(request, council, pk)
    return page(
        request,
        "web/need.html",
        council,
        "Plans",
        element=element,
        need=held,
        cannot_say=reasons_not_to_say_need(element, officer),
        cannot_confirm=reasons_not_to_confirm(held, officer),
        cannot_decline=reasons_not_to_answer(held, "decline", officer),
        cannot_offer=reasons_not_to_answer(held, "offer", officer),
        cannot_withdraw=reasons_not_to_answer(held, "withdraw", officer),
        cannot_accept=reasons_not_to_accept(held, officer),
        next_step=next_step(held.answer, str(held.service or ""), held.offered_days),
        effort=effort_table(held),
        outside=effort_outside(element, held),
        skills=skills_table(held),
        history=history_of(held, council.slug),
    )


@needing("say_needs")
@of_council
def change(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Change what is needed; a confirmation of something else is dropped, and that is said."""
    held, officer = need_or_404(request, council, pk, need), officer_of(request)
    element = element_or_404(request, council, pk)
    refuse_if(reasons_not_to_say_need(element, officer))
    form = NeedForm(
        request.POST or None, services=services_of(council), initial=NeedForm.held(held),
        by_quarter=held if effort_of(held) else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            dropped = change_need(
                need=held, asked=form.asked(), version=version, by=officer, at=timezone.now()
            )
            answer = redirect("needs", council.slug, pk)
            answer["Location"] += "?confirmation=dropped" if dropped else ""
            return answer
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            held = need_or_404(request, council, pk, need)
            if form.cleaned_data["version"] != held.version:
                form.show_held(held)
    shown = {"element": element, "need": held, "form": form}
    return page(request, "web/say_need.html", council, "Plans", **shown, code=422 if form.errors else 200)


@require_POST
@needing("confirm_capacity")
@of_council
def confirm(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Confirm that the service has the capacity for what was seen."""
    held = need_or_404(request, council, pk, need)
    confirm_capacity(
        need=held, on=day_of(council), version=_version(request), by=officer_of(request), at=timezone.now()
    )
    return redirect("needs", council.slug, pk)


@require_POST
@needing("say_needs")
@of_council
def remove(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Take a need back."""
    held = need_or_404(request, council, pk, need)
    remove_need(need=held, version=_version(request), by=officer_of(request), at=timezone.now())
    return redirect("needs", council.slug, pk)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
