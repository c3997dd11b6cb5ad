"""Meetings, the route, the edition as bodies saw it, decisions, tasks, minutes and endorsements."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import agendas, as_seen, decided, minutes, route, tasks

ROUTE = "<slug:council>/route/<slug:plan>/<slug:edition>/"
STEP = "<slug:council>/steps/<int:pk>/"
MEETING = "<slug:council>/meetings/<int:pk>/"
DECISION = "<slug:council>/decisions/<int:pk>/"
TASK = "<slug:council>/tasks/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("<slug:council>/meetings/all/", agendas.index, name="meetings-all"),
    path("<slug:council>/meetings/add/", agendas.add, name="meeting-add"),
    path(MEETING, agendas.meeting, name="meeting"),
    path(f"{MEETING}change/", agendas.change, name="meeting-change"),
    path(f"{MEETING}cancel/", agendas.cancel, name="meeting-cancel"),
    path("<slug:council>/work-programmes/", agendas.work, name="work-programmes"),
    path("<slug:council>/work-programmes/add/", agendas.work_add, name="work-item-add"),
    path("<slug:council>/work-programmes/<int:pk>/", agendas.work_item, name="work-item"),
    path(ROUTE, route.route, name="route"),
    path(f"{ROUTE}add/", route.add, name="step-add"),
    path(STEP, route.step, name="step"),
    path(f"{STEP}change/", route.change, name="step-change"),
    path(f"{STEP}held/", route.hold, name="step-hold"),
    path(f"{STEP}pass-over/", route.pass_over, name="step-pass-over"),
    path(f"{STEP}do/<slug:act>/", route.act, name="step-act"),
    path(f"{STEP}as-seen/", as_seen.as_seen, name="step-seen"),
    path(f"{STEP}since/", as_seen.since, name="step-since"),
    path(f"{STEP}recommend/", minutes.recommend, name="recommendation-add"),
    path("<slug:council>/recommendations/", minutes.recommendations, name="recommendations"),
    path("<slug:council>/recommendations/<int:pk>/", minutes.recommendation, name="recommendation"),
    path("<slug:council>/minutes/", minutes.index, name="minutes"),
    path("<slug:council>/minutes/add/", minutes.add, name="minute-add"),
    path("<slug:council>/minutes/<int:pk>/", minutes.minute, name="minute"),
    path("<slug:council>/decisions/", decided.index, name="decisions-taken"),
    path("<slug:council>/decisions/add/", decided.add, name="decision-taken-add"),
    path(DECISION, decided.decision, name="decision-taken"),
    path(f"{DECISION}change/", decided.change, name="decision-taken-change"),
    path(f"{DECISION}call-in/", decided.called_in, name="decision-call-in"),
    path(f"{DECISION}invite/", decided.invite, name="decision-invite"),
    path("<slug:council>/tasks/", tasks.index, name="tasks"),
    path("<slug:council>/tasks/add/", tasks.add, name="task-add"),
    path(TASK, tasks.task, name="task"),
    path(f"{TASK}change/", tasks.change, name="task-change"),
    path(f"{TASK}follow/", tasks.follow, name="task-follow"),
    path("<slug:council>/endorsements/", decided.endorsements, name="endorsements"),
    path("<slug:council>/endorsements/add/", decided.endorsement_add, name="endorsement-add"),
    path("<slug:council>/endorsements/<int:pk>/", decided.endorsement, name="endorsement"),
]
