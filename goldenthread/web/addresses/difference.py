"""Doing against difference, and the calendar of plan and budget."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import difference

urlpatterns: list[URLPattern] = [
    path("<slug:council>/difference/", difference.index, name="difference"),
    path("<slug:council>/difference/<int:pk>/", difference.of_element, name="difference-of"),
]
