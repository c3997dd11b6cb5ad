"""Offers to services, service plans and workplans."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
