"""What an element needs of services, and whether they can give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import services_of
from goldenthread.plans.queries import element_at
from goldenthread.reports.figures.achievable import achievable
from goldenthread.reports.tables.needs import needs as needs_table
from goldenthread.resources.needs import change_need, confirm_capacity, remove_need, say_need
from goldenthread.resources.needs_permissions import reasons_not_to_confirm, reasons_not_to_say_need
from goldenthread.resources.needs_queries import need_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.needs import NeedForm
from goldenthread.web.pages import changing, day_of, needing, of_council, page, page_or_file, position_of

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element
    from goldenthread.resources.models import Need


def _element(request: HttpRequest, council: Council, pk: int) -> Element:
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    return held


def _need(request: HttpRequest, council: Council, pk: int, need: int) -> Need:
    found = need_of(_element(request, council, pk), need)
    if found is None:
        raise Http404("This element has no such need.")
    return found


@of_council
def needs(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What an element needs of each service, and whether it can be done."""
    held = _element(request, council, pk)
    position = position_of(council, held.edition, officer_of(request))
    assert position is not None
    shown = achievable(position, held)
    return page_or_file(
        request,
        "web/needs.html",
        council,
        "Strategy",
        grid=needs_table(shown.needs),
        name=f"needs-of-{held.pk}",
        shown=shown,
        element=held,
        is_dropped=request.GET.get("confirmation") == "dropped",
        cannot_say=reasons_not_to_say_need(held, None, officer_of(request)),
    )


@needing("say_needs")
@of_council
def say(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say what an element needs of a service that it needs nothing of yet."""
    held, officer = _element(request, council, pk), officer_of(request)
    form = NeedForm(request.POST or None, services=services_of(council))
    if request.method == "POST" and form.is_valid():
        try:
            say_need(element=held, asked=form.asked(), by=officer, at=timezone.now())
            return redirect("needs", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/need.html", council, "Strategy", element=held, form=form, code=code)


@changing("say_needs")
@of_council
def change(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """One need: what is asked, its confirmation, and the form to change it."""
    held, officer = _need(request, council, pk, need), officer_of(request)
    element = _element(request, council, pk)
    form = NeedForm(request.POST or None, services=services_of(council), initial=NeedForm.held(held))
    cannot_say = reasons_not_to_say_need(element, held.service, officer)
    if request.method == "POST":
        if cannot_say:
            raise Refused(cannot_say)
        if form.is_valid():
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
                held = _need(request, council, pk, need)
                if form.cleaned_data["version"] != held.version:
                    form.show_held(held)
    return page(
        request,
        "web/need.html",
        council,
        "Strategy",
        element=element,
        need=held,
        form=form,
        cannot_say=cannot_say,
        cannot_confirm=reasons_not_to_confirm(held, officer),
        history=history_of(held, council.slug),
        code=422 if form.errors else 200,
    )


@require_POST
@needing("confirm_capacity")
@of_council
def confirm(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Confirm that the service has the capacity for what was seen."""
    held = _need(request, council, pk, need)
    confirm_capacity(
        need=held, on=day_of(council), version=_version(request), by=officer_of(request), at=timezone.now()
    )
    return redirect("needs", council.slug, pk)


@require_POST
@needing("say_needs")
@of_council
def remove(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Take a need back."""
    held = _need(request, council, pk, need)
    remove_need(need=held, version=_version(request), by=officer_of(request), at=timezone.now())
    return redirect("needs", council.slug, pk)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
