"""The calendar of plan and budget, days without colour, and what partnerships decided."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import calendar

urlpatterns: list[URLPattern] = [
    path("<slug:council>/calendar/", calendar.calendar, name="calendar"),
    path("<slug:council>/calendar/add/", calendar.add, name="stage-add"),
    path("<slug:council>/calendar/<int:pk>/", calendar.stage, name="stage"),
    path("<slug:council>/calendar/without-colour/", calendar.plain, name="plain"),
    path("<slug:council>/partnership-decisions/", calendar.decisions, name="decisions"),
    path("<slug:council>/partnership-decisions/add/", calendar.add_decision, name="decision-add"),
    path("<slug:council>/partnership-decisions/<int:pk>/", calendar.decision, name="decision"),
]
