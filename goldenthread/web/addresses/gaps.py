"""What is missing, how healthy the plan is, and what its elements need."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import answering_needs, gap, gaps, health, needs

GAP = "<slug:council>/gaps/<str:kind>/<int:pk>/<str:rule>/"
NEED = "<slug:council>/elements/<int:pk>/needs/<int:need>/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/gaps/", gaps.register_page, name="gaps"),
    path(GAP, gap.gap, name="gap"),
    path(f"{GAP}name/", gap.name, name="name-gap"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/health/", health.health, name="health"),
    path("<slug:council>/elements/<int:pk>/needs/", needs.needs, name="needs"),
    path("<slug:council>/elements/<int:pk>/needs/new/", needs.say, name="say-need"),
    path(NEED, needs.need, name="need"),
    path(f"{NEED}change/", needs.change, name="change-need"),
    path(f"{NEED}confirm/", needs.confirm, name="confirm-capacity"),
    path(f"{NEED}effort/", answering_needs.effort, name="effort"),
    path(f"{NEED}decline/", answering_needs.decline, name="decline-need"),
    path(f"{NEED}offer/", answering_needs.offer, name="offer-days"),
    path(f"{NEED}accept/", answering_needs.accept, name="accept-offer"),
    path(f"{NEED}offer/take-back/", answering_needs.withdraw, name="take-back-offer"),
    path(f"{NEED}remove/", needs.remove, name="remove-need"),
]
