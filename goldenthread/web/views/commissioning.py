"""Commissioning: reviews that define outcomes, opportunities with partners, and who stands on which side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import refuse_if
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
from goldenthread.plans.queries import edition_at, elements_to_choose, main_edition
from goldenthread.reports.figures.commissioning import of_commissioning_reviews, of_opportunities, of_sides
from goldenthread.reports.tables import commissioning as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.commissioning import CommissioningReviewForm
from goldenthread.web.forms.kept import RemoveForm
from goldenthread.web.kept import Words, removal, written
from goldenthread.web.pages import (
    edition_or_404,
    file_asked_for,
    needing,
    of_council,
    page,
    page_or_file,
)

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
    of_partners = tables.opportunities(chances)
    file = file_asked_for(request, council, {"opportunities": of_partners})
    if file is not None:
        return file
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
        chances=of_partners,
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


def _records(
    request: HttpRequest, council: Council, held: CommissioningReview | None = None
) -> dict[str, Any]:
    """Posts that lead, and outcomes: those of editions in use, and those that it defines already."""
    viewer = officer_of(request)
    own = [one.element for one in outcomes_in(held, viewer)] if held else []
    return {
        "lead": posts_of(council),
        "outcome": list(dict.fromkeys([*elements_to_choose(council, viewer), *own])),
    }


_SENTENCE = "What it covers, how it stands, who leads it, and which outcomes of the plan it helps define."
_WORDS: dict[str, Any] = {"label": "The review", "current": "Plans"}


@needing("keep_commissioning")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record a commissioning review."""
    form = CommissioningReviewForm(
        request.POST or None, records=_records(request, council), begin={"state": "PROPOSED"}
    )

    def store() -> str:
        said = Reviewed(**form.said())
        made = record_commissioning_review(
            council=council, said=said, by=officer_of(request), at=timezone.now()
        )
        return reverse("commissioning-review", args=[council.slug, made.pk])

    back = reverse("commissioning", args=[council.slug])
    words = Words("Commissioning", "Record a commissioning review", _SENTENCE, back, **_WORDS)
    return written(request, council, form=form, words=words, store=store)


@needing("keep_commissioning")
@of_council
def edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a commissioning review right, or move it along its way."""
    held, officer = _review(council, pk), officer_of(request)
    refuse_if(reasons_not_to_keep(council, officer, held.lead))
    form = CommissioningReviewForm(request.POST or None, records=_records(request, council, held), held=held)
    here = reverse("commissioning-review", args=[council.slug, pk])

    def store() -> str:
        said, version = Reviewed(**form.said()), form.cleaned_data["version"]
        change_commissioning_review(review=held, said=said, version=version, by=officer, at=timezone.now())
        return here

    words = Words("Commissioning", f"Change {held}", _SENTENCE, here, **_WORDS)
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _review(council, pk)
    )


@needing("keep_commissioning")
@of_council
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Remove a review that was recorded by mistake."""
    held, officer = _review(council, pk), officer_of(request)
    refuse_if(reasons_not_to_keep(council, officer, held.lead))
    form = RemoveForm(request.POST or None, begin={"version": held.version})

    def store() -> str:
        said, version = form.said(), form.cleaned_data["version"]
        remove_commissioning_review(review=held, **said, version=version, by=officer, at=timezone.now())
        return reverse("commissioning", args=[council.slug])

    back = reverse("commissioning-review", args=[council.slug, pk])
    words = removal("Commissioning", f"Remove {held}", back, "Plans")
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _review(council, pk)
    )


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
