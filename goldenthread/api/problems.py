"""Saying no to another system: the sentences that pages show, as problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from goldenthread.core.refused import Refused, Stale

MEDIA = "application/problem+json"


class Problem(Exception):
    """An answer that is no answer: its status and the sentences that say why."""

    def __init__(self, status: int, reasons: Sequence[str]) -> None:
        self.status, self.reasons = status, list(reasons)
        super().__init__(" ".join(reasons))


def answer(status: int, reasons: Sequence[str]) -> HttpResponse:
    """A problem as JSON; `reasons` are sentences that a person can act on."""
    told: Mapping[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": " ".join(reasons),
        "reasons": list(reasons),
    }
    response = HttpResponse(json.dumps(told), status=status, content_type=MEDIA)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def tell_problems(api: NinjaAPI) -> None:
    """Have every refusal of an API answered as a problem, and none as a page."""

    @api.exception_handler(Problem)
    def problem(request: HttpRequest, fault: Problem) -> HttpResponse:
        return answer(fault.status, fault.reasons)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, fault: Refused) -> HttpResponse:
        return answer(409 if isinstance(fault, Stale) else 422, fault.reasons)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
        return answer(422, [_said(one) for one in fault.errors])

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, fault: HttpError) -> HttpResponse:
        if fault.status_code == HTTPStatus.BAD_REQUEST:
            return answer(400, ["The body is not JSON that can be read. Send an object in UTF-8."])
        return answer(fault.status_code, [f"{fault.message.rstrip('.')}."])

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, fault: Http404) -> HttpResponse:
        return answer(404, [str(fault)])


def _said(error: Mapping[str, object]) -> str:
    """“report: Field required.”: where it is and what is wrong, without what was sent."""
    where = error.get("loc")
    parts = [str(one) for one in where] if isinstance(where, list | tuple) else []
    names = [one for one in parts if one not in ("body", "path", "query", "given")]
    return f"{'.'.join(names) or 'the body'}: {error.get('msg', 'wrong')}."
