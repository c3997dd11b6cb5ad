"""Other councils on the same measures, and the groups to compare with."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import comparing

urlpatterns: list[URLPattern] = [
    path("<slug:council>/comparing/", comparing.index, name="comparing"),
    path("<slug:council>/comparing/groups/", comparing.groups, name="comparing-groups"),
    path("<slug:council>/comparing/groups/<int:pk>/", comparing.edit_group, name="change-group"),
    path("<slug:council>/comparing/groups/<int:pk>/remove/", comparing.delete_group, name="remove-group"),
    path("<slug:council>/comparing/sets/<slug:held>/place/", comparing.home, name="comparing-home"),
    path("<slug:council>/comparing/sets/<slug:held>/add-group/", comparing.add_group, name="add-group"),
    # Codes such as BV/199 hold a stroke, so these are looked for before a measure's own page.
    path("<slug:council>/measures/<path:code>/compare/", comparing.compare, name="compare"),
    path("<slug:council>/measures/<path:code>/compare/link/", comparing.link, name="compare-link"),
]
