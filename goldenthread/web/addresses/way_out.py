"""Ways out of a plan that asks more than its services can give."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import way_out

urlpatterns: list[URLPattern] = [
    path("<slug:council>/delivery/way-out/", way_out.index, name="ways-out"),
    path("<slug:council>/delivery/way-out/ask/", way_out.ask, name="ask-way-out"),
    path("<slug:council>/delivery/way-out/<int:pk>/", way_out.way_out, name="way-out"),
    path("<slug:council>/delivery/way-out/<int:pk>/cancel/", way_out.cancel, name="cancel-way-out"),
    path("<slug:council>/delivery/way-out/<int:pk>/scenario/", way_out.to_scenario, name="way-out-scenario"),
]
