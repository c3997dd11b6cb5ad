"""Opportunities with partners: recorded, taken up or let go, and how they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.commissioning import (
    Chance,
    change_opportunity,
    reasons_of_chance,
    record_opportunity,
    remove_opportunity,
)
from goldenthread.governance.commissioning_queries import comments_to_choose, opportunity_at
from goldenthread.ledger.queries import history_of
from goldenthread.plans.queries import element_at, lines_to_choose
from goldenthread.reports.figures.commissioning import came_from
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.commissioning import OpportunityForm, RemoveForm
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.governance.models import Comment, Opportunity
    from goldenthread.people.models import Council

MOST_LETTERS = 80


def _opportunity(council: Council, pk: int) -> Opportunity:
    held = opportunity_at(council, pk)
    if held is None:
        raise Http404("No opportunity of this council is at this address.")
    return held


@of_council
def opportunity(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One opportunity: with whom, where it came from, and what became of it."""
    held, viewer = _opportunity(council, pk), officer_of(request)
    cannot = reasons_of_chance(council, viewer, held.element)
    seen = element_at(council, held.element.pk, viewer) if held.element else None
    return page(
        request, "web/opportunity.html", council, "Plans", opportunity=held, element=seen,
        came_from=came_from(held), cannot_keep=cannot, history=history_of(held, council.slug),
    )  # fmt: skip


@needing("keep_commissioning")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record an opportunity with a partner."""
    return _written(request, council, None)


@needing("keep_commissioning")
@of_council
def edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put an opportunity right, take it up, let it go, or say how it goes."""
    held = _opportunity(council, pk)
    refuse_if(reasons_of_chance(council, officer_of(request), held.element))
    return _written(request, council, held)


def _written(request: HttpRequest, council: Council, held: Opportunity | None) -> HttpResponse:
    viewer = officer_of(request)
    comments = comments_to_choose(council, viewer)
    form = OpportunityForm(
        request.POST or None,
        partners=[(one.pk, one.name) for one in council.partners.all()],
        comments=[(one.pk, _named(one)) for one in comments],
        lines=lines_to_choose(council, viewer),
        opportunity=held,
        initial={} if held else {"partner": request.GET.get("partner"), "element": request.GET.get("line")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            pk = _store(request, council, held, form, {one.pk: one for one in comments})
            return redirect("opportunity", council.slug, pk)
        except Stale as stale:
            now = _opportunity(council, held.pk) if held else None
            if now is not None:
                show_held(
                    form, now.version, {"text": now.text, "reason": now.reason, "progress": now.progress}
                )
            form.add_error("text", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/opportunity_edit.html", council, "Plans", opportunity=held, form=form, code=code
    )


def _named(one: Comment) -> str:
    said = one.text if len(one.text) <= MOST_LETTERS else f"{one.text[:MOST_LETTERS]}…"
    return f"{one.edition}, {one.position}: {said}"


def _store(
    request: HttpRequest, council: Council, held: Opportunity | None, form: OpportunityForm,
    comments: dict[int, Comment],
) -> int:  # fmt: skip
    data, by, at = form.cleaned_data, officer_of(request), timezone.now()
    names = ("text", "came_from", "state", "reason", "resource", "progress", "source")
    joined = ("edition__plan__service__directorate", "service__directorate", "owner")
    said = Chance(
        partner=council.partners.get(pk=data["partner"]),
        comment=comments.get(data["comment"] or 0),
        element=council.elements.select_related(*joined).filter(pk=data["element"] or 0).first(),
        **{name: data[name] for name in names},
    )
    if held is None:
        return record_opportunity(council=council, said=said, by=by, at=at).pk
    change_opportunity(opportunity=held, said=said, version=data["version"] or 0, by=by, at=at)
    return held.pk


@needing("keep_commissioning")
@of_council
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Remove an opportunity that was recorded by mistake."""
    held, officer = _opportunity(council, pk), officer_of(request)
    refuse_if(reasons_of_chance(council, officer, held.element))
    form = RemoveForm(request.POST or None, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        try:
            said: dict[str, Any] = form.cleaned_data
            remove_opportunity(opportunity=held, **said, by=officer, at=timezone.now())
            return redirect("commissioning", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request, "web/commissioning_remove.html", council, "Plans", what=held.text, form=form,
        back="opportunity", pk=held.pk, code=422 if form.errors else 200,
    )  # fmt: skip
