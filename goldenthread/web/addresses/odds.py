"""The odds of delivery: of an edition now, each simulation, and how well odds have told what happened."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import odds

urlpatterns: list[URLPattern] = [
    path("<slug:council>/delivery/odds/", odds.index, name="odds"),
    path("<slug:council>/delivery/odds/work-out/", odds.ask, name="odds-ask"),
    path("<slug:council>/delivery/odds/back-test/", odds.back_test, name="odds-back-test"),
    path("<slug:council>/delivery/odds/<int:pk>/", odds.one, name="odds-run"),
    path("<slug:council>/delivery/odds/<int:pk>/cancel/", odds.cancel, name="odds-cancel"),
    path("<slug:council>/delivery/odds/<int:pk>/again/", odds.again, name="odds-again"),
]
