"""The lines of a round as a workbook: out, and back in."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import returns

urlpatterns: list[URLPattern] = [
    path("<slug:council>/updates/returns/", returns.returns, name="returns"),
    path("<slug:council>/updates/returns/<int:pk>/", returns.one_return, name="return"),
    path("<slug:council>/updates/lines.xlsx", returns.lines, name="lines-to-fill-in"),
]
