"""Measures: the list, each one's page and sheet, and its figures to take away."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import measures, moving_measures

urlpatterns: list[URLPattern] = [
    path("<slug:council>/measures/", measures.index, name="measures"),
    path("<slug:council>/measures.csv", measures.index_csv, name="measures-csv"),
    path("<slug:council>/measures/upload/", measures.upload, name="upload"),
    path("<slug:council>/measures/bring/", moving_measures.bring_measures, name="bring-measures"),
    path("<slug:council>/measures/number-<int:pk>/", measures.by_id, name="measure-by-id"),
    # Codes such as BV/199 hold a stroke, so what follows a code is looked for first.
    path("<slug:council>/measures/<path:code>/figures.csv", measures.measure_csv, name="measure-csv"),
    path("<slug:council>/measures/<path:code>/", measures.measure, name="measure"),
]
