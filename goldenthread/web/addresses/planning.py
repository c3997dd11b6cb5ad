"""How the plan is made: its stages and their waits, other councils' cycles, and how people are told."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import communication, cycles, planning

urlpatterns: list[URLPattern] = [
    path("<slug:council>/planning/", planning.index, name="planning"),
    path("<slug:council>/planning/cycles/", cycles.index, name="cycles"),
    path("<slug:council>/planning/cycles/<slug:cycle>/", cycles.cycle, name="cycle"),
    path(
        "<slug:council>/plans/<slug:plan>/<slug:edition>/how-prepared/",
        planning.prepared,
        name="how-prepared",
    ),
    path("<slug:council>/calendar/<int:pk>/about/", planning.stage, name="stage-about"),
    path("<slug:council>/calendar/<int:pk>/wait/", planning.wait, name="stage-wait"),
    path("<slug:council>/calendar/waits/<int:pk>/end/", planning.end_wait, name="stage-wait-end"),
    path(
        "<slug:council>/plans/<slug:plan>/<slug:edition>/communication/",
        communication.index,
        name="communication",
    ),
    path(
        "<slug:council>/plans/<slug:plan>/<slug:edition>/communication/launch/",
        communication.launch,
        name="communication-launch",
    ),
    path(
        "<slug:council>/plans/<slug:plan>/<slug:edition>/communication/add/<slug:kind>/",
        communication.add,
        name="communication-add",
    ),
    path("<slug:council>/communication/audiences/<int:pk>/", communication.audience, name="audience"),
    path(
        "<slug:council>/communication/audiences/<int:pk>/briefing.<slug:file>",
        communication.briefing_file,
        name="briefing-file",
    ),
    path(
        "<slug:council>/communication/change/<slug:kind>/<int:pk>/",
        communication.change,
        name="communication-part",
    ),
]
