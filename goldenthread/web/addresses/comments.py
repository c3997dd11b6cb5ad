"""Comments on plans, the times when a draft is open for them, the public form, and consultations."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import commenting, comments, consultations, have_your_say

urlpatterns: list[URLPattern] = [
    path("<slug:council>/comments/", comments.register, name="comments"),
    path("<slug:council>/comments/add/", commenting.add, name="comment-add"),
    path("<slug:council>/comments/record/", commenting.record, name="comment-record"),
    path("<slug:council>/comments/waiting/", have_your_say.waiting, name="comments-waiting"),
    path("<slug:council>/comments/waiting/<int:pk>/", have_your_say.moderate, name="public-comment"),
    path("<slug:council>/comments/times/add/", have_your_say.add_window, name="comment-window-add"),
    path("<slug:council>/comments/times/<int:pk>/", have_your_say.window, name="comment-window"),
    path("<slug:council>/comments/<int:pk>/", comments.comment, name="comment"),
    path("<slug:council>/comments/<int:pk>/correct/", commenting.correct, name="comment-correct"),
    path("<slug:council>/comments/<int:pk>/answer/", comments.answer, name="comment-answer"),
    path("<slug:council>/comments/<int:pk>/refer/", comments.refer, name="comment-refer"),
    path("<slug:council>/comments/<int:pk>/forward/", comments.forward, name="comment-forward"),
    path("<slug:council>/comments/<int:pk>/reply/", comments.reply, name="comment-reply"),
    path("<slug:council>/comments/<int:pk>/reopen/", comments.reopen, name="comment-reopen"),
    path("<slug:council>/comments/<int:pk>/words/", commenting.words, name="comment-words"),
    path("<slug:council>/comments/<int:pk>/new-line/", commenting.new_line, name="comment-line"),
    path("<slug:council>/have-your-say/<slug:window>/", have_your_say.form, name="have-your-say"),
    path("<slug:council>/consultations/", consultations.index, name="consultations"),
    path("<slug:council>/consultations/add/", consultations.add, name="consultation-add"),
    path("<slug:council>/consultations/<int:pk>/", consultations.consultation, name="consultation"),
    path("<slug:council>/consultations/<int:pk>/change/", consultations.change, name="consultation-change"),
    path(
        "<slug:council>/consultations/<int:pk>/responses/",
        consultations.responses,
        name="consultation-responses",
    ),
]
