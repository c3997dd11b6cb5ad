"""Papers: written in their parts by several people, cleared, signed off, read and taken away."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import paper_risks, paper_sign_off, papers, writing

_ONE = "<slug:council>/papers/<slug:paper>/"
urlpatterns: list[URLPattern] = [
    path("<slug:council>/papers/", papers.index, name="papers"),
    path("<slug:council>/papers/start/", papers.start, name="paper-start"),
    path(_ONE, papers.paper, name="paper"),
    path(f"{_ONE}read/", papers.read, name="paper-read"),
    path(f"{_ONE}file.<slug:form>", papers.file, name="paper-file"),
    path(f"{_ONE}front/", writing.front, name="paper-front"),
    path(f"{_ONE}section/<slug:key>/", writing.section, name="paper-section"),
    path(f"{_ONE}part/<slug:part>/", writing.rows, name="paper-part"),
    path(f"{_ONE}risks/", paper_risks.take, name="paper-risks"),
    path(f"{_ONE}risks/<int:pk>/again/", paper_risks.again, name="paper-risk-again"),
    path(f"{_ONE}implications/", writing.implications, name="implications"),
    path(f"{_ONE}implications/<int:pk>/sign/", paper_sign_off.sign_category, name="implication-sign"),
    path(f"{_ONE}sign-off/", paper_sign_off.stops, name="paper-stops"),
    path(f"{_ONE}sign-off/<int:place>/", paper_sign_off.stop, name="paper-stop"),
    path(f"{_ONE}approve/", paper_sign_off.approve, name="approve"),
    path(f"{_ONE}open-again/", paper_sign_off.reopen, name="paper-reopen"),
]
