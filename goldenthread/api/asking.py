"""Who asks: the person behind a key, or a visitor. Cookies count for nothing here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from ninja.security import HttpBearer

from goldenthread.api.problems import Problem
from goldenthread.people.key_queries import user_by_key
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.people.queries import council_for, officer_for

if TYPE_CHECKING:
    from goldenthread.people.models import Council


def now() -> datetime:
    """The moment of a request."""
    return datetime.now(UTC)


class Key(HttpBearer):
    """A key in the header `Authorization: Bearer …`; without one nothing can be changed."""

    def __call__(self, request: HttpRequest) -> Any:
        if not request.headers.get("Authorization"):
            raise Problem(401, ["Send a key: “Authorization: Bearer …”. Make one on the page of your keys."])
        found = super().__call__(request)
        if not found:
            raise Problem(401, ["The header is not “Authorization: Bearer” and a key."])
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Officer:
        user = user_by_key(token.strip(), now())
        if user is None:
            raise Problem(401, ["This key is not in use. Make another on the page of your keys."])
        return officer_for(user)


class KeyOrNone(Key):
    """A key, or none: everybody reads what is open, but a wrong key is said to be wrong."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.headers.get("Authorization") else VISITOR


def officer_of(request: HttpRequest) -> Officer:
    """The officer behind a request."""
    found: Officer = getattr(request, "auth", VISITOR)
    return found


def council_or_404(request: HttpRequest, slug: str) -> Council:
    """A council that this person may read. Raises `Http404`."""
    found = council_for(slug, officer_of(request))
    if found is None:
        raise Http404("No council that you may read is at this address.")
    return found


def needing(council: Council, power: str, by: Officer) -> None:
    """Raise a problem with the reasons why this person may not, as a page would show them."""
    reasons = reasons_of_duty(council, power, by)
    if reasons:
        raise Problem(403, reasons)
