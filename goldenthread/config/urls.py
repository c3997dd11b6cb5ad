"""Every address of the site, by surface."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("goldenthread.web.urls"))]

handler404 = "goldenthread.web.views.answers.not_found"
handler500 = "goldenthread.web.views.answers.server_error"
