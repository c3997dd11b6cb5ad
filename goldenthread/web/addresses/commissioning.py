"""Commissioning reviews, opportunities with partners, and who commissions and provides what."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import commissioning, opportunities

TOP = "<slug:council>/commissioning/"
REVIEW = f"{TOP}reviews/<int:pk>/"
OPPORTUNITY = f"{TOP}opportunities/<int:pk>/"
EDITION = "<slug:council>/plans/<slug:plan>/<slug:edition>/"

urlpatterns: list[URLPattern] = [
    path(TOP, commissioning.index, name="commissioning"),
    path(f"{TOP}reviews/add/", commissioning.add, name="commissioning-review-add"),
    path(REVIEW, commissioning.review, name="commissioning-review"),
    path(f"{REVIEW}edit/", commissioning.edit, name="commissioning-review-edit"),
    path(f"{REVIEW}remove/", commissioning.remove, name="commissioning-review-remove"),
    path(f"{TOP}opportunities/add/", opportunities.add, name="opportunity-add"),
    path(OPPORTUNITY, opportunities.opportunity, name="opportunity"),
    path(f"{OPPORTUNITY}edit/", opportunities.edit, name="opportunity-edit"),
    path(f"{OPPORTUNITY}remove/", opportunities.remove, name="opportunity-remove"),
    path(f"{EDITION}commissioners/", commissioning.commissioners, name="commissioners"),
    path(f"{EDITION}providers/", commissioning.providers, name="providers"),
]
