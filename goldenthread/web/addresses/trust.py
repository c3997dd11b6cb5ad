"""Data quality: whether the figures can be trusted, and what to do where they can't."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import reviews, trust

urlpatterns: list[URLPattern] = [
    path("<slug:council>/data-quality/", trust.index, name="data-quality"),
    path("<slug:council>/data-quality/reviews/", reviews.index, name="reviews"),
    path("<slug:council>/data-quality/reviews/add/", reviews.add, name="review-add"),
    path("<slug:council>/data-quality/reviews/<int:pk>/", reviews.review, name="review"),
]
