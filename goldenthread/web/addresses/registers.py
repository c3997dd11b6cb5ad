"""Projects and programmes, the register of risks, and what partners bring."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import partner_resources, projects, risks

PROJECTS = "<slug:council>/projects/"
PROJECT = f"{PROJECTS}<int:pk>/"
RISKS = "<slug:council>/risks/"
RISK = f"{RISKS}<int:pk>/"
RESOURCES = "<slug:council>/partner-resources/"

urlpatterns: list[URLPattern] = [
    path(PROJECTS, projects.index, name="projects"),
    path(f"{PROJECTS}add/", projects.add, name="project-add"),
    path(PROJECT, projects.project, name="project"),
    path(f"{PROJECT}change/", projects.change, name="project-change"),
    path(f"{PROJECT}view/", projects.own_view, name="project-view"),
    path(f"{PROJECT}risks/", projects.risks, name="project-risks"),
    path(f"{PROJECT}<slug:kind>/add/", projects.add_a_part, name="project-part-add"),
    path(f"{PROJECT}<slug:kind>/<int:part>/", projects.part, name="project-part"),
    path(RISKS, risks.index, name="risks"),
    path(f"{RISKS}add/", risks.add, name="risk-add"),
    path(RISK, risks.risk, name="risk"),
    path(f"{RISK}change/", risks.change, name="risk-change"),
    path(f"{RISK}score/", risks.score, name="risk-score"),
    path(f"{RISK}close/", risks.close, name="risk-close"),
    path(f"{RISK}controls/add/", risks.add_a_control, name="risk-control-add"),
    path(f"{RISK}controls/<int:control>/", risks.control, name="risk-control"),
    path(RESOURCES, partner_resources.index, name="partner-resources"),
    path(f"{RESOURCES}add/", partner_resources.add, name="partner-resource-add"),
    path(f"{RESOURCES}<int:pk>/", partner_resources.resource, name="partner-resource"),
    path(f"{RESOURCES}<int:pk>/change/", partner_resources.change, name="partner-resource-change"),
]
