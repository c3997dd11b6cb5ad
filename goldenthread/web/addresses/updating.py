"""How elements go: their updates, the list of work, other dates asked for, and help of other services."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import amending, doubting, helping, updating

ELEMENT = "<slug:council>/elements/<int:pk>/"
HELP = "<slug:council>/help/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/doing/", updating.work, name="work"),
    path(f"{ELEMENT}update/", updating.update, name="update-element"),
    path(f"{ELEMENT}ask-date/", updating.ask_date, name="ask-date"),
    path(f"{ELEMENT}ask-owner/", amending.ask_owner, name="ask-owner"),
    path(f"{ELEMENT}ask-withdrawal/", amending.ask_withdrawal, name="ask-withdrawal"),
    path(f"{ELEMENT}doubt/", doubting.doubt, name="doubt-date"),
    path(f"{ELEMENT}ask-help/", helping.ask, name="ask-help"),
    path("<slug:council>/help/", helping.index, name="helps"),
    path(HELP, helping.one, name="help"),
    path(f"{HELP}answer/", helping.answer, name="answer-help"),
    path(f"{HELP}withdraw/", helping.withdraw, name="withdraw-help"),
]
