"""Opportunities with partners: recorded, taken up or let go, and how they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import refuse_if
from goldenthread.governance.commissioning import (
    Chance,
    change_opportunity,
    reasons_of_chance,
    record_opportunity,
    remove_opportunity,
)
from goldenthread.governance.commissioning_queries import comments_to_choose, opportunity_at
from goldenthread.ledger.queries import history_of
from goldenthread.plans.queries import element_at, elements_to_choose
from goldenthread.reports.figures.commissioning import came_from
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.commissioning import OpportunityForm
from goldenthread.web.forms.kept import RemoveForm
from goldenthread.web.kept import Words, removal, written
from goldenthread.web.pages import needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.governance.models import Opportunity
    from goldenthread.people.models import Council


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


def _records(request: HttpRequest, council: Council, held: Opportunity | None = None) -> dict[str, Any]:
    """Partners, comments, and lines: those of editions in use, and the one it is for already."""
    viewer = officer_of(request)
    own = element_at(council, held.element.pk, viewer) if held and held.element else None
    lines = [*elements_to_choose(council, viewer), *([own] if own else [])]
    return {
        "partner": council.partners.all(),
        "comment": comments_to_choose(council, viewer),
        "element": list(dict.fromkeys(lines)),
    }


_SENTENCE = (
    "What could be commissioned or done together, where the thought came from, and what becomes of it."
)
_WORDS: dict[str, Any] = {"label": "The opportunity", "current": "Plans"}


@needing("keep_commissioning")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record an opportunity with a partner."""
    begin = {"state": "OPEN", "partner": request.GET.get("partner"), "element": request.GET.get("line")}
    form = OpportunityForm(request.POST or None, records=_records(request, council), begin=begin)

    def store() -> str:
        said = Chance(**form.said())
        made = record_opportunity(council=council, said=said, by=officer_of(request), at=timezone.now())
        return reverse("opportunity", args=[council.slug, made.pk])

    back = reverse("commissioning", args=[council.slug])
    words = Words("Commissioning", "Record an opportunity with a partner", _SENTENCE, back, **_WORDS)
    return written(request, council, form=form, words=words, store=store)


@needing("keep_commissioning")
@of_council
def edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put an opportunity right, take it up, let it go, or say how it goes."""
    held, officer = _opportunity(council, pk), officer_of(request)
    refuse_if(reasons_of_chance(council, officer, held.element))
    form = OpportunityForm(request.POST or None, records=_records(request, council, held), held=held)
    here = reverse("opportunity", args=[council.slug, pk])

    def store() -> str:
        said, version = Chance(**form.said()), form.cleaned_data["version"]
        change_opportunity(opportunity=held, said=said, version=version, by=officer, at=timezone.now())
        return here

    words = Words("Commissioning", f"Change an opportunity with {held.partner}", _SENTENCE, here, **_WORDS)
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _opportunity(council, pk)
    )


@needing("keep_commissioning")
@of_council
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Remove an opportunity that was recorded by mistake."""
    held, officer = _opportunity(council, pk), officer_of(request)
    refuse_if(reasons_of_chance(council, officer, held.element))
    form = RemoveForm(request.POST or None, begin={"version": held.version})

    def store() -> str:
        said, version = form.said(), form.cleaned_data["version"]
        remove_opportunity(opportunity=held, **said, version=version, by=officer, at=timezone.now())
        return reverse("commissioning", args=[council.slug])

    back = reverse("opportunity", args=[council.slug, pk])
    words = removal("Commissioning", f"Remove an opportunity with {held.partner}", back, "Plans", held.text)
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _opportunity(council, pk)
    )
