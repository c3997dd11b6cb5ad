"""What services can give, what actions take besides days, and effort service by service."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import capacity, element_facts, service_effort

ELEMENT = "<slug:council>/elements/<int:pk>/needs/"
SERVICE = "<slug:council>/capacity/<int:pk>/"
EFFORT = "<slug:council>/delivery/of/<slug:plan>/<slug:edition>/services/<int:service>/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/capacity/", capacity.index, name="capacity"),
    path(SERVICE, capacity.of_service, name="service-capacity"),
    path(f"{SERVICE}change/", capacity.change, name="change-capacity"),
    path(f"{SERVICE}confirm/", capacity.confirm, name="confirm-service-capacity"),
    path("<slug:council>/skills/", element_facts.skills, name="skills"),
    path("<slug:council>/skills/new/", element_facts.skill, name="add-skill"),
    path("<slug:council>/skills/<int:pk>/", element_facts.skill, name="skill"),
    path(f"{ELEMENT}costs/new/", element_facts.cost, name="add-cost"),
    path(f"{ELEMENT}costs/<int:cost>/", element_facts.cost, name="cost"),
    path(f"{ELEMENT}terms/", element_facts.terms, name="terms"),
    path(f"{ELEMENT}waits/new/", element_facts.dependency, name="add-dependency"),
    path(f"{ELEMENT}waits/<int:dependency>/", element_facts.dependency, name="dependency"),
    path(f"{ELEMENT}<int:need>/skills/new/", element_facts.skill_need, name="add-skill-need"),
    path(f"{ELEMENT}<int:need>/skills/<int:skill_need>/", element_facts.skill_need, name="skill-need"),
    path(EFFORT, service_effort.grid, name="service-effort"),
    path(f"{EFFORT}change/", service_effort.change, name="change-service-effort"),
    path(f"{EFFORT}effort.xlsx", service_effort.take_away, name="service-effort-file"),
    path(f"{EFFORT}bring/", service_effort.bring, name="bring-service-effort"),
]
