"""The thread across plans: one element, the whole council, frameworks, evidence and partners."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
