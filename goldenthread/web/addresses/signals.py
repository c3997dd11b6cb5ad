"""Status, forecast and variation side by side; forecasts and fresh limits."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import signals

LIMITS = "<slug:council>/measures/<path:code>/limits/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/measures/<path:code>/forecast/", signals.forecast, name="forecast"),
    path(LIMITS, signals.limits, name="limits"),
    path(f"{LIMITS}<int:pk>/remove/", signals.go_on, name="limits-go-on"),
]
