"""The API as a whole: its address is /api/v1/, its description /api/v1/openapi.json.

An address, once given out, is kept; what changes in a way that breaks others gets a new number.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router

from goldenthread.api import documents, snapshots
from goldenthread.api.problems import answer, tell_problems

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

api = NinjaAPI(
    title="Golden Thread",
    version="1",
    description="Frozen figures of council strategies, and the documents made from them.",
    docs_url=None,  # its pages load scripts from elsewhere; the description can be read by any tool
    urls_namespace="api-1",
)
tell_problems(api)
rest_of_it = Router()


@rest_of_it.api_operation(METHODS, "/{path:rest}", include_in_schema=False)
def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """What is nowhere, said as everything else is said here."""
    return answer(404, ["Nothing is at this address. See /api/v1/openapi.json for what there is."])


for router in (snapshots.router, documents.router, rest_of_it):  # what takes everything comes last
    api.add_router("", router)
