"""Reporting rounds, times before elections, and the calendar as a feed."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import calendar_feed, pre_elections, rounds

urlpatterns: list[URLPattern] = [
    path("<slug:council>/rounds/", rounds.index, name="rounds"),
    path("<slug:council>/rounds/set-up/", rounds.set_up, name="round-set-up"),
    path("<slug:council>/rounds/<slug:round>/", rounds.round_page, name="round"),
    path("<slug:council>/rounds/<slug:round>/change/", rounds.change, name="round-change"),
    path("<slug:council>/rounds/<slug:round>/move/", rounds.move, name="round-move"),
    path("<slug:council>/rounds/<slug:round>/work-out-again/", rounds.again, name="round-again"),
    path("<slug:council>/rounds/<slug:round>/report/", rounds.report, name="round-report"),
    path("<slug:council>/rounds/<slug:round>/steps/<slug:step>/", rounds.deadline, name="round-deadline"),
    path("<slug:council>/calendar/elections/", pre_elections.index, name="pre-elections"),
    path("<slug:council>/calendar/elections/add/", pre_elections.add, name="pre-election-add"),
    path("<slug:council>/calendar/elections/<int:pk>/", pre_elections.pre_election, name="pre-election"),
    path(
        "<slug:council>/calendar/elections/<int:pk>/without-colour/",
        pre_elections.without_colour,
        name="pre-election-plain",
    ),
    path("<slug:council>/calendar.ics", calendar_feed.feed, name="calendar-feed"),
    path("<slug:council>/calendar/<slug:event>.ics", calendar_feed.event, name="calendar-event"),
]
