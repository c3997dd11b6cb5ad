"""Documents made from frozen figures, and the days on which reports are made and sent."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import documents

urlpatterns = [
    path("<slug:council>/snapshots/<int:pk>/documents/", documents.ask, name="ask-document"),
    path("<slug:council>/documents/", documents.index, name="documents"),
    path("<slug:council>/documents/<int:pk>/", documents.document, name="document"),
    path("<slug:council>/documents/<int:pk>/file/", documents.file, name="document-file"),
    path("<slug:council>/documents/<int:pk>/again/", documents.again, name="document-again"),
]
