"""Data quality: whether the figures can be trusted, and what to do where they can't."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import trust

urlpatterns: list[URLPattern] = [
    path("<slug:council>/data-quality/", trust.index, name="data-quality"),
]
