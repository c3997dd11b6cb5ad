"""Who is asking, how a refusal is answered, and what a browser may load: once, for every view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.core.refused import Refused
from goldenthread.people.officers import VISITOR
from goldenthread.people.queries import officer_for
from goldenthread.web.asking import came_from, council_asked_for
from goldenthread.web.pages import link_to

Next = Callable[[HttpRequest], HttpResponse]

# No scripts at all, and styles, fonts and pictures only from here: nothing typed in can run.
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def officer(get_response: Next) -> Next:
    """Put the officer behind the request on it: `request.officer`."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        request.officer = officer_for(user) if user.is_authenticated else VISITOR  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def refusals(get_response: Next) -> Next:
    """Turn a refusal that no view answered into a page that says why."""

    class Answer:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            response = get_response(request)
            response.headers.setdefault("Content-Security-Policy", POLICY)
            return response

        def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
            if not isinstance(exception, Refused):
                return None
            council = council_asked_for(request)
            shown: dict[str, Any] = {"reasons": exception.reasons, "council": council}
            shown["back"] = came_from(request)
            if council is not None:
                shown["link_to"] = link_to(council)
            return render(request, "web/refused.html", shown, status=403)

    return Answer()
