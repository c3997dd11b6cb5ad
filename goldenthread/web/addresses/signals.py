"""Status, forecast and variation side by side; forecasts and fresh limits."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
