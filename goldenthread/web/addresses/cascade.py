"""Offers to services, service plans and workplans."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import cascade, services, workplans

urlpatterns: list[URLPattern] = [
    path("<slug:council>/cascade/", cascade.index, name="cascade"),
    path("<slug:council>/elements/<int:pk>/offer/", cascade.offer_element, name="offer-element"),
    path("<slug:council>/offers/<int:pk>/", cascade.offer, name="offer"),
    path("<slug:council>/offers/<int:pk>/withdraw/", cascade.withdraw, name="withdraw-offer"),
    path("<slug:council>/services/", services.index, name="services"),
    path("<slug:council>/services/<int:pk>/", services.service, name="service"),
    path("<slug:council>/services/<int:pk>/start/", services.start, name="start-service-plan"),
    path("<slug:council>/services/<int:pk>/add/", services.add, name="add-service-item"),
    path("<slug:council>/services/<int:pk>/plan/", services.plan, name="service-plan"),
    path("<slug:council>/services/<int:pk>/plan.docx", services.plan_word, name="service-plan-word"),
    path("<slug:council>/services/<int:pk>/team-plan/", services.team_plan, name="team-plan"),
    path("<slug:council>/workplan/", workplans.mine, name="workplan"),
    path("<slug:council>/workplan/<int:pk>/", workplans.of_post, name="workplan-of"),
    path("<slug:council>/workplan/item-<int:pk>/", workplans.change, name="workplan-item"),
    path("<slug:council>/workplan/item-<int:pk>/done/", workplans.done, name="workplan-done"),
    path("<slug:council>/workplan/item-<int:pk>/remove/", workplans.remove, name="workplan-remove"),
]
