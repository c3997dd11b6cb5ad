"""The thread across plans: one element, the whole council, frameworks, evidence and partners."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import thread

urlpatterns = [
    path("<slug:council>/elements/<int:pk>/thread/", thread.thread, name="thread"),
    path("<slug:council>/map/", thread.thread_map, name="map"),
]
