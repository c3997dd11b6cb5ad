"""The addresses of the staff's and councillors' pages. An address, once given out, is kept."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.addresses import (
    bring,
    calendar,
    cascade,
    changing,
    comparing,
    difference,
    documents,
    editing,
    entering,
    find,
    gaps,
    measures,
    signals,
    targets,
    thread,
    trust,
    who,
)
from goldenthread.web.views import about, account, councils, meetings, plans, progress, reports

urlpatterns = [
    path("", councils.index, name="councils"),
    path("favicon.ico", about.favicon, name="favicon"),
    path("sign-in/", account.SignIn.as_view(), name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("accessibility/", about.accessibility, name="accessibility"),
    *bring.urlpatterns,
    *calendar.urlpatterns,
    *cascade.urlpatterns,
    *changing.urlpatterns,
    *comparing.urlpatterns,
    *difference.urlpatterns,
    *documents.urlpatterns,
    *editing.urlpatterns,
    *entering.urlpatterns,
    *find.urlpatterns,
    *gaps.urlpatterns,
    *signals.urlpatterns,
    *targets.urlpatterns,
    *thread.urlpatterns,
    *trust.urlpatterns,
    *who.urlpatterns,
    *measures.urlpatterns,  # last of those under measures/: a code may hold strokes, so it takes what is left
    path("<slug:council>/", councils.home, name="home"),
    path("<slug:council>/rules/", about.rules, name="rules"),
    path("<slug:council>/plans/", plans.index, name="plans"),
    path("<slug:council>/plans/<slug:plan>/<slug:edition>/", plans.edition, name="edition"),
    path("<slug:council>/elements/<int:pk>/", plans.element, name="element"),
    path("<slug:council>/progress/", progress.progress, name="progress"),
    path("<slug:council>/reports/", reports.index, name="reports"),
    path("<slug:council>/reports/<slug:report>/", reports.monitor, name="report"),
    path("<slug:council>/reports/<slug:report>.docx", reports.monitor_word, name="report-word"),
    path("<slug:council>/meetings/", meetings.index, name="meetings"),
    path("<slug:council>/papers/<slug:paper>/", meetings.paper, name="paper"),
    path("<slug:council>/papers/<slug:paper>/implications/", meetings.implications, name="implications"),
    path("<slug:council>/papers/<slug:paper>/approve/", meetings.approve, name="approve"),
]
