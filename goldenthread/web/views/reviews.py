"""Reviews of the reporting arrangements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance.reviewing import (
    Looked,
    change_review,
    reasons_not_to_review,
    record_review,
    review_at,
    reviews_of,
)
from goldenthread.people.queries import posts_of
from goldenthread.reports.tables import reviews as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.reviews import ReviewForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.governance.models import Review
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every review, what it asks for, and how that stands."""
    found, on = reviews_of(council), day_of(council)
    cannot = reasons_not_to_review(council, officer_of(request))
    return page_or_file(
        request,
        "web/reviews.html",
        council,
        "Measures",
        grid=tables.reviews(found, on, not cannot),
        name="reviews",
        sentence=tables.of_reviews(found, on),
        cannot_review=cannot,
    )


@needing("review_reporting")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record a review."""
    return _written(request, council, None)


@needing("review_reporting")
@of_council
def review(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a review right, or say that what it asks is done."""
    held = review_at(council, pk)
    if held is None:
        raise Http404("No review of this council is at this address.")
    return _written(request, council, held)


def _written(request: HttpRequest, council: Council, held: Review | None) -> HttpResponse:
    form = ReviewForm(request.POST or None, posts=posts_of(council), review=held)
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, council, held, form)
            return redirect("reviews", council.slug)
        except Stale as stale:
            now = review_at(council, held.pk) if held else None
            if now is not None:
                show_held(form, now.version, {"found": now.found, "to_do": now.to_do})
            form.add_error("found", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("to_do", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/review.html", council, "Measures", review=held, form=form, code=code)


def _store(request: HttpRequest, council: Council, held: Review | None, form: ReviewForm) -> None:
    given, officer, at = dict(form.cleaned_data), officer_of(request), timezone.now()
    version, owner = given.pop("version"), given.pop("owner")
    post = next((one for one in posts_of(council) if one.pk == owner), None)
    said = Looked(**given, owner=post)
    if held is None:
        record_review(council=council, said=said, by=officer, at=at)
    else:
        change_review(review=held, said=said, version=version, by=officer, at=at)
