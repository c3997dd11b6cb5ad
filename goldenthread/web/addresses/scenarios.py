"""What if: scenarios beside the real plan."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import scenarios

OF_EDITION = "<slug:council>/delivery/of/<slug:plan>/<slug:edition>/scenarios/"
SCENARIO = "<slug:council>/scenarios/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(OF_EDITION, scenarios.index, name="scenarios"),
    path(f"{OF_EDITION}begin/", scenarios.begin, name="scenario-begin"),
    path(SCENARIO, scenarios.scenario, name="scenario"),
    path(f"{SCENARIO}name/", scenarios.name, name="scenario-name"),
    path(f"{SCENARIO}try/action/", scenarios.try_action, name="scenario-try-action"),
    path(f"{SCENARIO}try/staff/", scenarios.try_staff, name="scenario-try-staff"),
    path(f"{SCENARIO}try/money/", scenarios.try_money, name="scenario-try-money"),
    path(f"{SCENARIO}take-out/", scenarios.take_out, name="scenario-take-out"),
    path(f"{SCENARIO}odds/", scenarios.work_odds_out, name="scenario-odds"),
    path(f"{SCENARIO}do/<slug:move>/", scenarios.move, name="scenario-move"),
]
