"""Can it be delivered: the strain on services, what they can give, and decisions to go on all the same."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import capacity, delivery

EDITION = "<slug:council>/delivery/<slug:plan>/<slug:edition>/"
SERVICE = "<slug:council>/capacity/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/delivery/", delivery.index, name="delivery"),
    path("<slug:council>/capacity/", capacity.index, name="capacity"),
    path(SERVICE, capacity.of_service, name="service-capacity"),
    path(f"{SERVICE}change/", capacity.change, name="change-capacity"),
    path(f"{SERVICE}confirm/", capacity.confirm, name="confirm-service-capacity"),
    path(EDITION, delivery.strain, name="strain"),
    path(f"{EDITION}forward/", delivery.forward, name="overload-allow"),
    path(f"{EDITION}cells/<int:service>/<str:quarter>/", delivery.cell, name="strain-cell"),
]
