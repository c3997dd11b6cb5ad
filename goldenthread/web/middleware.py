"""Who is asking, and how a refusal is answered: once, for every view."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]


def officer(get_response: Next) -> Next:
    return get_response


def refusals(get_response: Next) -> Next:
    return get_response
