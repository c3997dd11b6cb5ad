"""Who is asking, as `middleware.officer` put them on the request."""

from __future__ import annotations

from django.http import HttpRequest

from goldenthread.people.officers import VISITOR, Officer


def officer_of(request: HttpRequest) -> Officer:
    """The officer behind a request; one that never passed the middleware is a visitor's."""
    found: Officer = getattr(request, "officer", VISITOR)
    return found
