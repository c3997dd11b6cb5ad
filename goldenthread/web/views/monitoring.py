"""Budget monitoring: every period's report, and one with its lines and what doesn't add up in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.money_told import year_named
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain
from goldenthread.reports.figures.monitoring import beside_the_budget, of_report, what_does_not_fit
from goldenthread.reports.tables import monitoring as tables
from goldenthread.resources.money_permissions import reasons_not_to_keep_money
from goldenthread.resources.monitoring import bring_monitoring_back, remove_monitoring
from goldenthread.resources.monitoring_queries import read_report, replaced_by, report_at
from goldenthread.resources.opening_money import may_read_report, opened_reports, reports_seen
from goldenthread.web.asking import officer_of
from goldenthread.web.money_parts import CURRENT, Part, Way, parts_page
from goldenthread.web.pages import needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.resources.models import MonitoringReport


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every period's monitoring."""
    found = reports_seen(council, officer_of(request))
    sentences: list[Sentence] = [plain("No period’s monitoring is on record yet.")]
    if found:
        sentences = [
            (
                Span(f"Monitoring of {counted(len(found), 'period')} is on record", True),
                Span(f"; the latest is {found[0].name}, counted to {on_day(found[0].ends_on)}."),
            )
        ]
    ways = []
    if not reasons_not_to_keep_money(council, officer_of(request)):
        ways = [Way(reverse("bring-money", args=[council.slug]), "Bring in a period’s file", True)]
    part = Part("monitoring", "By period", "The latest first", tables.reports(found), ways=ways,
                nothing="None is on record yet.")  # fmt: skip
    return parts_page(request, council, title="Budget monitoring", sentences=sentences, parts=[part])


def _report(council: Council, pk: int) -> MonitoringReport:
    held = report_at(council, pk)
    if held is None:
        raise Http404("No monitoring of this council is at this address.")
    return held


@of_council
def report(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One period's monitoring, line by line, with what doesn't fit in what was printed."""
    held, viewer = _report(council, pk), officer_of(request)
    if not may_read_report(held, viewer):
        raise Http404("No monitoring that you may read is at this address.")
    is_open = held.name in opened_reports(council)
    read = read_report(held)
    wrong = what_does_not_fit(read)
    base = held.get_base_display()
    beside, earlier = beside_the_budget(read), replaced_by(held)
    parts = [
        Part("lines", "Line by line", f"Percentages are of the {base}", tables.report(read),
             filed=tables.report_filed(read)),
        Part("fit", "What doesn’t add up", "In what was printed", words=wrong,
             nothing="" if wrong else "Every printed total and percentage fits the lines."),
        Part("budget", "Beside the budget", "As on record when this was stored", words=beside,
             nothing="" if beside else "Every line fits the budget on record, and none of that is missing."),
    ]  # fmt: skip
    if earlier:
        ways = [
            Way(reverse("monitoring-report", args=[council.slug, one.pk]), _replaced(one)) for one in earlier
        ]
        parts.append(Part("replaced", "Replaced", "They count no more", ways=ways))
    may = not reasons_not_to_keep_money(council, viewer)
    return parts_page(
        request, council, title=held.name, sentences=of_report(read), parts=parts, margin="Budget monitoring",
        note=f"{year_named(held.year)}, counted to {on_day(held.ends_on)}. "
        + (f"Source: {held.source}" if held.source else "No source stated")
        + (f". {_replaced(held)}: it counts no more" if held.replaced_at else "")
        + ("" if is_open else ". Not published: only the council’s own people read it"),
        above=Way(reverse("monitoring", args=[council.slug]), "Monitoring by period"),
        removing=held if may else None, brings_back=held if may and held.replaced_at else None,
    )  # fmt: skip


def _replaced(held: MonitoringReport) -> str:
    assert held.replaced_at is not None
    return f"Replaced on {on_day(timezone.localdate(held.replaced_at))}"


@require_POST
@needing("keep_money")
@of_council
def bring_back(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Have a replaced period's monitoring count again."""
    held = _report(council, pk)
    bring_monitoring_back(report=held, version=_version(request), by=officer_of(request), at=timezone.now())
    return redirect("monitoring-report", council.slug, pk)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@require_POST
@needing("keep_money")
@of_council
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a period's monitoring off the record, once that was asked again and answered."""
    held, version = _report(council, pk), _version(request)
    if "sure" not in request.POST:
        return page(request, "web/take_off.html", council, CURRENT, held=held, version=version)
    remove_monitoring(report=held, version=version, by=officer_of(request), at=timezone.now())
    return redirect("monitoring", council.slug)
