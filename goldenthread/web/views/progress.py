"""How the whole plan is going."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from goldenthread.reports import tables
from goldenthread.reports.figures.overview import progress as gather_progress
from goldenthread.reports.figures.work_status import of_work, work_statuses
from goldenthread.reports.grids import text
from goldenthread.reports.tables.work_status import alerts, work_by_status
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import file_asked_for, of_council, page, position_of
from goldenthread.web.views.councils import no_plan_yet

if TYPE_CHECKING:
    from goldenthread.people.models import Council

MOST_ALERTS = 12  # more are on the list of work


@of_council
def progress(request: HttpRequest, council: Council) -> HttpResponse:
    """Counts by status for the council, each theme and each service; activity beside outcomes."""
    position = position_of(council, viewer=officer_of(request))
    if position is None:
        return no_plan_yet(request, council, "Progress", "Progress")
    shown = gather_progress(position)
    rows, what = shown.overview.rows, position.top_name
    level = position.dated_level
    plural = level.plural if level else "Work"
    stands = list(work_statuses(position).values())
    grids: dict[str, Any] = {
        "by_theme": tables.by_theme(rows, shown.overview.total, what, council.name),
        "by_service": tables.by_service(shown.services) if shown.has_services_apart else None,
        "by_control": tables.by_control(shown.by_control),
        "work": tables.work(
            [(text(row.line.title, link=tables.element_link(row.line)), row.doing) for row in rows],
            position.doing_in_all,
            what,
            plural,
        ),
        "off_target": tables.exceptions(shown.off_target, "Measures off or near target"),
        "overdue": tables.overdue(shown.overdue, position.on, plural),
        "by_rule": work_by_status(stands, plural),
        "alerts": alerts(stands, level.name if level else "Work"),
        "gaps": tables.gaps_by_kind(shown.overview.gaps),
    }
    return file_asked_for(request, council, grids) or page(
        request,
        "web/progress.html",
        council,
        "Progress",
        position=position,
        shown=shown,
        work_name=plural,
        of_work=of_work(stands, level.name.lower() if level else "action", plural.lower()),
        alerts_shown=grids["alerts"].first(MOST_ALERTS),
        alerts_count=len(grids["alerts"].rows),
        **grids,
    )
