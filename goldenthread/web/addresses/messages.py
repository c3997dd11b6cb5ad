"""Messages, links without an account, who answered a round, who stands in, and handing posts over."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import compliance, covering, handing_over, inviting, link_answers, messages

urlpatterns: list[URLPattern] = [
    path("answer/<str:token>/", link_answers.answer, name="answer"),
    path("<slug:council>/messages/", messages.index, name="messages"),
    path("<slug:council>/messages/<int:pk>/", messages.message, name="message"),
    path("<slug:council>/messages/<int:pk>/send-again/", messages.again, name="send-again"),
    path("<slug:council>/people/<int:pk>/addresses/", messages.addresses, name="addresses"),
    path("<slug:council>/rounds/<slug:round>/compliance/", compliance.index, name="compliance"),
    path("<slug:council>/rounds/<slug:round>/nudge/", compliance.nudge, name="nudge"),
    path("<slug:council>/rounds/<slug:round>/links/", inviting.index, name="invitations"),
    path("<slug:council>/links-to-answer/<int:pk>/end/", inviting.end, name="end-invitation"),
    path("<slug:council>/links-to-answer/<int:pk>/renew/", inviting.renew, name="renew-invitation"),
    path("<slug:council>/cover/", covering.index, name="cover"),
    path("<slug:council>/cover/<int:pk>/end/", covering.end, name="end-cover"),
    path("<slug:council>/hand-over/", handing_over.index, name="hand-over"),
]
