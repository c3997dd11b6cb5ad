"""Targets: a year of them, shapes, stretch and blanks with a reason."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
