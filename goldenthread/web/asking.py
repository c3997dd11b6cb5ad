"""Who is asking, as `middleware.officer` put them on the request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.core.duties import Subject
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.people.permissions import has_power
from goldenthread.people.queries import council_for, services_of

if TYPE_CHECKING:
    from goldenthread.people.models import Council


def officer_of(request: HttpRequest) -> Officer:
    """The officer behind a request; one that never passed the middleware is a visitor's."""
    found: Officer = getattr(request, "officer", VISITOR)
    return found


def came_from(request: HttpRequest) -> str:
    """The page of ours that somebody came from, as an address of this site; empty where none is known.

    Browsers tell it within one site (`Referrer-Policy: same-origin`); what another site claims is not taken.
    """
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(told)
    back = urlunsplit(("", "", parts.path, parts.query, ""))
    return "" if request.method == "GET" and back == request.get_full_path() else back


def own_service(council: Council, by: Officer, power: str) -> dict[str, int]:
    """What a form begins with for who has a power for their own service, and not for the whole council."""
    if not by.service or has_power(power, by, Subject()):
        return {}
    return next(({"service": one.pk} for one in services_of(council) if str(one) == by.service), {})


def council_asked_for(request: HttpRequest) -> Council | None:
    """The council that an address begins with, if this person may read it."""
    first = re.match(r"/([-a-zA-Z0-9_]{1,80})/", request.path_info)
    return council_for(first[1], officer_of(request)) if first else None
