"""The calendar as a feed that Outlook and others subscribe to, and single events to put in a diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from goldenthread.exchange.calendar_files import MEDIA, event_file, feed_file
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA)
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


@of_council
def feed(request: HttpRequest, council: Council) -> HttpResponse:
    """Everything on the calendar that this person may see."""
    content = feed_file(council, officer_of(request), timezone.localdate())
    return _file(content, f"{council.slug}-calendar")


@of_council
def event(request: HttpRequest, council: Council, event: str) -> HttpResponse:
    """One thing on the calendar, called by its kind and number: “stage-12”."""
    content = event_file(council, officer_of(request), event)
    if content is None:
        raise Http404("Nothing on this council's calendar is at this address.")
    return _file(content, f"{council.slug}-{event}")
