"""Every address of the site, by surface."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.api.site import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("goldenthread.web.urls")),
]

handler404 = "goldenthread.web.views.answers.not_found"
handler500 = "goldenthread.web.views.answers.server_error"
