"""One's own keys for other systems."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import keys

urlpatterns = [
    path("<slug:council>/keys/", keys.index, name="keys"),
    path("<slug:council>/keys/<int:pk>/end/", keys.end, name="key-end"),
]
