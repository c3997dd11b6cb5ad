"""Bringing in a plan from a file."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import bring

urlpatterns: list[URLPattern] = [
    path("<slug:council>/bring-a-plan/", bring.index, name="bring"),
    path("<slug:council>/bring-a-plan/<int:pk>/", bring.columns, name="bring-columns"),
    path("<slug:council>/bring-a-plan/<int:pk>/table/", bring.table, name="bring-table"),
    path("<slug:council>/bring-a-plan/<int:pk>/preview/", bring.preview, name="bring-preview"),
    path("<slug:council>/bring-a-plan/<int:pk>/give-up/", bring.give_up, name="bring-give-up"),
]
