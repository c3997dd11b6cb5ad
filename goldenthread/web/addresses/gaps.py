"""What is missing, how healthy the plan is, and what its elements need."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
