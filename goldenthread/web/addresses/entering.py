"""Recording results: one, a grid of many, a file, and what was asked at the door."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import entering

urlpatterns: list[URLPattern] = [
    path("<slug:council>/enter/", entering.enter, name="enter"),
    path("<slug:council>/enter/confirm/", entering.confirm, name="confirm-many"),
    path("<slug:council>/queries/", entering.queries, name="queries"),
    path("<slug:council>/queries/<int:pk>/", entering.question, name="question"),
    path("<slug:council>/measures/<path:code>/record/", entering.record, name="record"),
    path("<slug:council>/measures/<path:code>/confirm/", entering.confirm, name="confirm"),
]
