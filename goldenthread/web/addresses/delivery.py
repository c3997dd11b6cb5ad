"""Can it be delivered: the strain on services, what they can give, and decisions to go on all the same."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import delivery

EDITION = "<slug:council>/delivery/of/<slug:plan>/<slug:edition>/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/delivery/", delivery.index, name="delivery"),
    path(EDITION, delivery.strain, name="strain"),
    path(f"{EDITION}forward/", delivery.forward, name="overload-allow"),
    path(f"{EDITION}money/<int:year>/", delivery.purse, name="purse"),
    path(f"{EDITION}cells/<int:service>/<str:quarter>/", delivery.cell, name="strain-cell"),
]
