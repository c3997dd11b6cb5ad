"""Who is who: posts, duties, remits, words and the ledger."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import bodies, ledger

urlpatterns = [
    path("<slug:council>/bodies/", bodies.index, name="bodies"),
    path("<slug:council>/bodies/<int:pk>/", bodies.body, name="body"),
    path("<slug:council>/bodies/<int:pk>/replace/", bodies.replace, name="body-replace"),
    path("<slug:council>/elements/<int:pk>/remit/", bodies.remit, name="remit"),
    path("<slug:council>/ledger/", ledger.index, name="ledger"),
]
