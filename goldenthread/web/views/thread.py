"""The thread of one element, and the map of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.plans.queries import element_at
from goldenthread.reports.figures.thread import thread_page
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import day_of, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element


def element_or_404(request: HttpRequest, council: Council, pk: int) -> Element:
    """One element of this council that this person may read."""
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    return held


@of_council
def thread(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One element's whole thread: up to a vision and down to workplan items."""
    held = element_or_404(request, council, pk)
    shown = thread_page(council, held.pk, day_of(council), officer_of(request))
    return page(request, "web/thread.html", council, "Strategy", element=held, shown=shown)
