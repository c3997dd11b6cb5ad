"""Who is who: posts, duties, remits, words and the ledger."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import bodies, glossary, ledger, naming_bodies, people

urlpatterns = [
    path("<slug:council>/bodies/", bodies.index, name="bodies"),
    path("<slug:council>/bodies/add/", naming_bodies.add, name="body-add"),
    path("<slug:council>/bodies/<int:pk>/", bodies.body, name="body"),
    path("<slug:council>/bodies/<int:pk>/rename/", naming_bodies.rename, name="body-rename"),
    path("<slug:council>/bodies/<int:pk>/replace/", bodies.replace, name="body-replace"),
    path("<slug:council>/elements/<int:pk>/remit/", bodies.remit, name="remit"),
    path("<slug:council>/ledger/", ledger.index, name="ledger"),
    path("<slug:council>/people/", people.index, name="people"),
    path("<slug:council>/people/<int:pk>/", people.post, name="post"),
    path("<slug:council>/people/<int:pk>/duties/<int:appointment>/end/", people.relieve, name="relieve"),
    path("<slug:council>/duties/", people.duties, name="duties"),
    path("<slug:council>/glossary/", glossary.index, name="glossary"),
    path("<slug:council>/glossary/add/", glossary.add, name="term-add"),
    path("<slug:council>/glossary/<int:pk>/", glossary.term, name="term"),
    path("<slug:council>/glossary/<int:pk>/remove/", glossary.remove, name="term-remove"),
]
