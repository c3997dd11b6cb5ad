"""Recording results: one, a grid of many, a file, and what was asked at the door."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
