"""Requests to change what was approved, and their decisions."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import changing

REQUEST = "<slug:council>/change-requests/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/change-requests/", changing.index, name="change-requests"),
    path(REQUEST, changing.request_page, name="change-request"),
    path(f"{REQUEST}decide/", changing.decide, name="decide-change"),
    path(f"{REQUEST}put/", changing.put, name="put-change"),
    path(f"{REQUEST}withdraw/", changing.withdraw, name="withdraw-change"),
    path("<slug:council>/measures/<path:code>/ask/<slug:what>/", changing.ask, name="ask-change"),
]
