"""Commissioning: reviews that define outcomes, opportunities with partners, and who stands on which side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.commissioning import (
    Reviewed,
    change_commissioning_review,
    reasons_not_to_keep,
    reasons_not_to_keep_any,
    record_commissioning_review,
    remove_commissioning_review,
)
from goldenthread.governance.commissioning_queries import (
    commissioning_review_at,
    commissioning_reviews_of,
    opportunities_of,
    outcomes_in,
    outcomes_without_review,
    sides_of,
)
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import posts_of
from goldenthread.plans.queries import edition_at, lines_to_choose, main_edition
from goldenthread.reports.figures.commissioning import of_commissioning_reviews, of_opportunities, of_sides
from goldenthread.reports.tables import commissioning as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.commissioning import CommissioningReviewForm, RemoveForm
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import edition_or_404, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.governance.models import CommissioningReview
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every commissioning review, the outcomes without one, and the opportunities with partners."""
    viewer = officer_of(request)
    found, edition = commissioning_reviews_of(council, viewer), main_edition(council)
    without = outcomes_without_review(edition, viewer) if edition else []
    chances = opportunities_of(council, viewer)
    return page_or_file(
        request,
        "web/commissioning.html",
        council,
        "Plans",
        grid=tables.reviews(found),
        name="commissioning-reviews",
        sentences=of_commissioning_reviews([one.review for one in found], without, edition is not None),
        edition=edition,
        without=tables.without_review(without),
        chances=tables.opportunities(chances),
        of_chances=of_opportunities(chances),
        cannot_keep=reasons_not_to_keep_any(council, viewer),
    )


def _review(council: Council, pk: int) -> CommissioningReview:
    held = commissioning_review_at(council, pk)
    if held is None:
        raise Http404("No commissioning review of this council is at this address.")
    return held


@of_council
def review(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One review: what it covers, what it found, and the outcomes that it defines."""
    held, viewer = _review(council, pk), officer_of(request)
    return page(
        request,
        "web/commissioning_review.html",
        council,
        "Plans",
        review=held,
        when=tables.when_words(held),
        outcomes=outcomes_in(held, viewer),
        cannot_keep=reasons_not_to_keep(council, viewer, held.lead),
        history=history_of(held, council.slug),
    )


@needing("keep_commissioning")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record a commissioning review."""
    return _written(request, council, None)


@needing("keep_commissioning")
@of_council
def edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a commissioning review right, or move it along its way."""
    held = _review(council, pk)
    refuse_if(reasons_not_to_keep(council, officer_of(request), held.lead))
    return _written(request, council, held)


def _written(request: HttpRequest, council: Council, held: CommissioningReview | None) -> HttpResponse:
    viewer = officer_of(request)
    form = CommissioningReviewForm(
        request.POST or None,
        posts=[(one.pk, one.title) for one in posts_of(council)],
        lines=lines_to_choose(council, viewer),
        review=held,
        outcomes=list(held.defined.all()) if held else (),
    )
    if request.method == "POST" and form.is_valid():
        try:
            pk = _store(request, council, held, form)
            return redirect("commissioning-review", council.slug, pk)
        except Stale as stale:
            now = _review(council, held.pk) if held else None
            if now is not None:
                show_held(form, now.version, {"name": now.name, "covers": now.covers, "found": now.found})
            form.add_error("name", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/commissioning_review_edit.html", council, "Plans", review=held, form=form, code=code
    )


def _store(
    request: HttpRequest, council: Council, held: CommissioningReview | None, form: CommissioningReviewForm
) -> int:
    data, by, at = form.cleaned_data, officer_of(request), timezone.now()
    lines = {one.pk: one for one in council.elements.filter(pk__in=[pk for pk, _ in form.outcomes()])}
    names = ("name", "covers", "state", "starts_on", "ends_on", "found", "source")
    said = Reviewed(
        **{name: data[name] for name in names},
        lead=next((one for one in posts_of(council) if one.pk == data["lead"]), None),
        outcomes=[(lines[pk], how) for pk, how in form.outcomes() if pk in lines],
    )
    if held is None:
        return record_commissioning_review(council=council, said=said, by=by, at=at).pk
    change_commissioning_review(review=held, said=said, version=data["version"] or 0, by=by, at=at)
    return held.pk


@needing("keep_commissioning")
@of_council
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Remove a review that was recorded by mistake."""
    held, officer = _review(council, pk), officer_of(request)
    refuse_if(reasons_not_to_keep(council, officer, held.lead))
    form = RemoveForm(request.POST or None, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        try:
            said: dict[str, Any] = form.cleaned_data
            remove_commissioning_review(review=held, **said, by=officer, at=timezone.now())
            return redirect("commissioning", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request, "web/commissioning_remove.html", council, "Plans", what=held.name, form=form,
        back="commissioning-review", pk=held.pk, code=422 if form.errors else 200,
    )  # fmt: skip


@of_council
def commissioners(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Each commissioner's part of an edition, with who provides it."""
    return _sides(request, council, plan, edition, is_first=True)


@of_council
def providers(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Each provider's part of an edition, with who commissions it."""
    return _sides(request, council, plan, edition, is_first=False)


def _sides(
    request: HttpRequest, council: Council, plan: str, edition: str, *, is_first: bool
) -> HttpResponse:
    viewer = officer_of(request)
    held = edition_or_404(council, edition_at(council, plan, edition, viewer))
    found = sides_of(held, viewer)
    name = "commissioners" if is_first else "providers"
    return page_or_file(
        request,
        "web/sides.html",
        council,
        "Plans",
        grid=tables.sides(found, is_commissioner=is_first),
        name=f"{held.slug}-{name}",
        edition=held,
        is_first=is_first,
        sentences=of_sides(found, is_commissioner=is_first),
        one_sided=tables.one_sided(found),
    )
