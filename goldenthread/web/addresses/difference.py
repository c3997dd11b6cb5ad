"""Doing against difference, and the calendar of plan and budget."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
