"""Other councils on the same measures, and the groups to compare with."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
