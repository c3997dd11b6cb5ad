"""Searching, lists and saved views."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import find

urlpatterns: list[URLPattern] = [
    path("<slug:council>/search/", find.search, name="search"),
    path("<slug:council>/elements/", find.elements, name="elements"),
    path("<slug:council>/views/<slug:of>/save/", find.save, name="save-view"),
    path("<slug:council>/views/<int:pk>/delete/", find.delete, name="delete-view"),
]
