"""The Finance and Performance Monitor as a page and as a Word file, from one gathering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.plans.queries import main_edition
from goldenthread.reports.documents import monitor_tables
from goldenthread.reports.figures.monitor import Monitor
from goldenthread.reports.figures.monitor import monitor as gather_monitor
from goldenthread.reports.queries import report_at, reports_of
from goldenthread.reports.word import monitor_document
from goldenthread.reports.word_parts import WORD
from goldenthread.web.pages import day_of, edition_or_404, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    return page(request, "web/reports.html", council, "Reports", reports=reports_of(council))


def _monitor(council: Council, report: str) -> Monitor:
    setting = report_at(council, report)
    if setting is None:
        raise Http404("No report of this council is at this address.")
    edition = edition_or_404(council, main_edition(council))
    return gather_monitor(council, edition, setting, day_of(council))


@of_council
def monitor(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """The report as a page."""
    shown = _monitor(council, report)
    return page(
        request,
        "web/monitor.html",
        council,
        "Reports",
        monitor=shown,
        tables=monitor_tables(shown),
        word_at=reverse("report-word", args=[council.slug, report]),
    )


@of_council
def monitor_word(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """The report as a Word file."""
    shown = _monitor(council, report)
    answer = HttpResponse(monitor_document(shown), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-{report}.docx"'
    return answer
