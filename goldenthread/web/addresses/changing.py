"""Requests to change what was approved, and their decisions."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
