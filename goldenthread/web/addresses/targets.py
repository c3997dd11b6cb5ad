"""Targets: a year of them, shapes, stretch and blanks with a reason."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import targets

urlpatterns: list[URLPattern] = [
    path("<slug:council>/targets/", targets.index, name="targets"),
    path("<slug:council>/measures/<path:code>/targets/", targets.of_measure, name="targets-of"),
]
