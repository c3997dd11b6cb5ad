"""Documents made from frozen figures, and the days on which reports are made and sent."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import documents, schedules

urlpatterns = [
    path("<slug:council>/reports/schedules/", schedules.index, name="schedules"),
    path("<slug:council>/reports/schedules/add/", schedules.add, name="schedule-add"),
    path("<slug:council>/reports/schedules/<int:pk>/", schedules.schedule, name="schedule"),
    path("<slug:council>/snapshots/<int:pk>/documents/", documents.ask, name="ask-document"),
    path("<slug:council>/documents/", documents.index, name="documents"),
    path("<slug:council>/documents/<int:pk>/", documents.document, name="document"),
    path("<slug:council>/documents/<int:pk>/file/", documents.file, name="document-file"),
    path("<slug:council>/documents/<int:pk>/again/", documents.again, name="document-again"),
]
