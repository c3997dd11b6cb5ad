"""Building, refreshing and comparing editions of a plan."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import editing, placing, refreshing, reshaping

urlpatterns: list[URLPattern] = [
    path("<slug:council>/plans/new/", refreshing.new_plan, name="new-plan"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/edit/", editing.edit_plan, name="edit-plan"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/add/", editing.add_element, name="add-element"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/about/", refreshing.facts, name="edition-facts"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/levels/", refreshing.levels, name="levels"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/start/", refreshing.start, name="start-edition"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/adopt/", refreshing.adopt, name="adopt-edition"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/open/", refreshing.open_up, name="open-edition"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/changes/", refreshing.changes, name="changes"),
    path(
        "<slug:council>/plans/<slug:plan>/<slug:edition>/changes.docx",
        refreshing.changes_word,
        name="changes-word",
    ),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/picture/", refreshing.picture, name="picture"),
    path("<slug:council>/elements/<int:pk>/also-in/", placing.also_in, name="also-in"),
    path("<slug:council>/elements/<int:pk>/edit/", editing.edit_element, name="edit-element"),
    path("<slug:council>/elements/<int:pk>/move/", reshaping.move, name="move-element"),
    path("<slug:council>/elements/<int:pk>/merge/", reshaping.merge, name="merge-element"),
    path("<slug:council>/elements/<int:pk>/replaces/", reshaping.replace, name="replace-lines"),
    path("<slug:council>/elements/<int:pk>/split/", reshaping.split, name="split-element"),
    path("<slug:council>/elements/<int:pk>/retire/", reshaping.retire, name="retire-element"),
]
