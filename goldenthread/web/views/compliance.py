"""Who has answered a reporting round, and reminding those who have not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.people.permissions import reasons_of_duty
from goldenthread.reports.figures.compliance import compliance as gather
from goldenthread.reports.figures.compliance import opening
from goldenthread.reports.tables import compliance as tables
from goldenthread.rounds.inviting import reasons_not_to_invite
from goldenthread.rounds.nudging import nudge_by_hand, reasons_not_to_nudge
from goldenthread.rounds.queries import round_at
from goldenthread.web.asking import officer_of
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import day_of, file_asked_for, needing, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer
    from goldenthread.rounds.models import Round


def round_or_404(council: Council, slug: str, viewer: Officer) -> Round:
    """A round that this person may read."""
    found = round_at(council, slug, viewer)
    if found is None:
        raise Http404("No round of this council that you may read is at this address.")
    return found


@needing("see_compliance")
@of_council
def index(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """On time, late, provisional, missing: by directorate, service and post, beside earlier rounds."""
    officer = officer_of(request)
    held = round_or_404(council, round, officer)
    found = gather(held, day_of(council))
    grids = {name: tables.by_part(found, part) for name, part in tables.GRIDS.items()}
    grids["rounds"] = tables.earlier(found)
    file = file_asked_for(request, council, grids)
    if file is not None:
        return file
    return answer_list(
        request,
        "web/compliance.html",
        council,
        "Reports",
        found.rows,
        tables.line_table(),
        name=f"compliance-{held.slug}",
        round=held,
        found=found,
        grids=grids,
        opening=opening(found),
        cannot_nudge=reasons_not_to_nudge(held, officer),
        cannot_invite=reasons_not_to_invite(council, officer),
        cannot_read_messages=reasons_of_duty(council, "see_notices", officer),
    )


@require_POST
@needing("keep_rounds")
@of_council
def nudge(request: HttpRequest, council: Council, round: str) -> HttpResponse:
    """Remind everybody who still owes an answer, once a day."""
    officer = officer_of(request)
    held = round_or_404(council, round, officer)
    nudge_by_hand(round=held, on=day_of(council), by=officer, at=timezone.now())
    return redirect("messages", council.slug)
