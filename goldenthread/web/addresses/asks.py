"""Reporting rounds as those who answer see them: what they owe, what they check, and what they sign off."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import asks, owed, signing

urlpatterns: list[URLPattern] = [
    path("<slug:council>/updates/", owed.updates, name="updates"),
    path("<slug:council>/updates/check/", signing.check, name="check-answers"),
    path("<slug:council>/updates/sign/", signing.sign, name="sign-answers"),
    path("<slug:council>/updates/<int:pk>/", asks.ask, name="ask"),
    path("<slug:council>/updates/<int:pk>/back/", asks.back, name="send-back"),
    path("<slug:council>/updates/<int:pk>/words/", asks.words, name="reword"),
    path("<slug:council>/rounds/<slug:round>/open/", asks.opening, name="open-round"),
    path("<slug:council>/rounds/<slug:round>/close/", asks.closing, name="close-round"),
    path("<slug:council>/rounds/<slug:round>/reopen/", asks.reopening, name="reopen-round"),
]
