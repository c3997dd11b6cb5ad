"""Rounds of workshops, their sessions and lists, and what is proposed in them."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import proposals, workshop_lists, workshop_replies, workshops

_AT = "<slug:council>/workshops/"
_ROUND, _SESSION = f"{_AT}<int:pk>/", f"{_AT}sessions/<int:pk>/"
_PROPOSAL = f"{_AT}proposals/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("invited/<str:token>/", workshop_replies.reply, name="workshop-reply"),
    path("invited/<str:token>/workshop.ics", workshop_replies.diary, name="workshop-reply-diary"),
    path(_AT, workshops.index, name="workshops"),
    path(f"{_AT}participation/", workshops.participation, name="workshop-participation"),
    path(f"{_AT}add/", workshops.add_round, name="workshop-round-add"),
    path(_ROUND, workshops.round, name="workshop-round"),
    path(f"{_ROUND}change/", workshops.change_round, name="workshop-round-change"),
    path(f"{_ROUND}move/", workshops.move_round, name="workshop-round-move"),
    path(f"{_ROUND}close/", workshops.close_round, name="workshop-round-close"),
    path(f"{_ROUND}add-session/", workshops.add_session, name="workshop-session-add"),
    path(f"{_ROUND}session-for-each-theme/", workshops.by_theme, name="workshop-by-theme"),
    path(_SESSION, workshops.session, name="workshop-session"),
    path(f"{_SESSION}change/", workshops.change_session, name="workshop-session-change"),
    path(f"{_SESSION}move/", workshops.move_session, name="workshop-session-move"),
    path(f"{_SESSION}workshop.ics", workshops.diary, name="workshop-diary"),
    path(f"{_SESSION}invited/", workshop_lists.index, name="workshop-list"),
    path(f"{_SESSION}invited/add/", workshop_lists.add, name="workshop-ask"),
    path(f"{_SESSION}invited/send/", workshop_lists.send, name="workshop-send"),
    path(f"{_SESSION}invited/take-off/", workshop_lists.take_off, name="workshop-take-off"),
    path(f"{_SESSION}proposals/", proposals.index, name="proposals"),
    path(f"{_SESSION}proposals/group/", proposals.group, name="proposals-group"),
    path(_PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{_PROPOSAL}vote/", proposals.vote, name="proposal-vote"),
    path(f"{_PROPOSAL}hands/", proposals.hands, name="proposal-hands"),
    path(f"{_PROPOSAL}promote/", proposals.promote, name="proposal-promote"),
    path(f"{_PROPOSAL}set-aside/", proposals.set_aside, name="proposal-set-aside"),
]
