"""Measures: the list, each one's page and sheet, and its figures to take away."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import measures, moving_measures, sheets

urlpatterns: list[URLPattern] = [
    path("<slug:council>/measures/", measures.index, name="measures"),
    path("<slug:council>/measures.csv", measures.index_csv, name="measures-csv"),
    path("<slug:council>/measures/upload/", measures.upload, name="upload"),
    path("<slug:council>/measures/bring/", moving_measures.bring_measures, name="bring-measures"),
    path("<slug:council>/measures/number-<int:pk>/", measures.by_id, name="measure-by-id"),
    path("<slug:council>/measures-as-defined.csv", sheets.as_file, {"kind": "csv"}, name="sheets-csv"),
    path("<slug:council>/measures-as-defined.xlsx", sheets.as_file, {"kind": "xlsx"}, name="sheets-xlsx"),
    path("<slug:council>/measures/new/", sheets.new, name="new-measure"),
    # Codes such as BV/199 hold a stroke, so what follows a code is looked for first.
    path("<slug:council>/measures/<path:code>/figures.csv", measures.measure_csv, name="measure-csv"),
    path("<slug:council>/measures/<path:code>/edit/", sheets.edit, name="edit-measure"),
    path("<slug:council>/measures/<path:code>/definition/", sheets.definition, name="redefine-measure"),
    path("<slug:council>/measures/<path:code>/links/", sheets.links, name="measure-links"),
    path("<slug:council>/measures/<path:code>/breakdowns/", sheets.breakdowns, name="measure-breakdowns"),
    path("<slug:council>/measures/<path:code>/retire/", sheets.retire, name="retire-measure"),
    path("<slug:council>/measures/<path:code>/", measures.measure, name="measure"),
]
