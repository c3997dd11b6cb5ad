"""How far the figures can be trusted, what partnerships decided, and reviews of the reporting."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
