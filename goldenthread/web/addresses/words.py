"""The words of reports and the Word templates that they are printed in."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import templates, words

urlpatterns: list[URLPattern] = [
    path("<slug:council>/reports/templates/", templates.index, name="templates"),
    path("<slug:council>/reports/templates/<int:pk>/", templates.template, name="template"),
    path("<slug:council>/reports/templates/<int:pk>/use/", templates.use, name="template-use"),
    path("<slug:council>/reports/templates/<int:pk>.docx", templates.file, name="template-file"),
    path("<slug:council>/reports/templates/with-the-product/<slug:name>.docx", templates.delivered,
         name="template-delivered"),
    path("<slug:council>/reports/<slug:report>/words/", words.index, name="words"),
    path("<slug:council>/reports/<slug:report>/words/bring/", words.bring, name="words-bring"),
    path("<slug:council>/reports/<slug:report>/words/of/<slug:place>/", words.place, name="words-place"),
]  # fmt: skip
