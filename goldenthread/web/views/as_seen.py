"""An edition exactly as a body saw it, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.core.edition_seen import changes_since
from goldenthread.governance import route_queries as queries
from goldenthread.governance.seeing import seen_at, stands_now
from goldenthread.reports.figures import route as told
from goldenthread.reports.tables import route as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.kept import Words
from goldenthread.web.pages import day_of, of_council, page_or_file
from goldenthread.web.views.route import step_or_404

if TYPE_CHECKING:
    from goldenthread.core.edition_seen import Seen
    from goldenthread.governance.models import Step
    from goldenthread.people.models import Council


def _seen(request: HttpRequest, step: Step) -> Seen:
    found = seen_at(step, officer_of(request))
    if found is None:
        raise Http404("What this body saw is not kept.")
    return found


@of_council
def as_seen(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The edition as the step's body saw it, whole or (`?slice=own`) what was in its remit."""
    step = step_or_404(request, council, pk)
    whole = _seen(request, step)
    own = whole.in_remit_of(str(step.body))
    is_own = request.GET.get("slice") == "own"
    shown = own if is_own else whole
    return page_or_file(
        request,
        "web/as_seen.html",
        council,
        "Meetings",
        grid=tables.seen(shown),
        name=f"step-{pk}-as-seen",
        step=step,
        shown=Words(
            str(step.edition),
            f"As {step.body} saw it",
            told.of_seen(step, whole, len(own.lines)),
            "meetings",
            label="Its remit" if is_own else "Every line",
        ),
        is_own=is_own,
        own=len(own.lines),
        others=[one for one in queries.steps_of(step.edition) if one.seen_id and one.pk != pk],
    )  # fmt: skip


@of_council
def since(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What changed since: against the edition as it stands now, or (`?against=`) as another body saw it."""
    step = step_or_404(request, council, pk)
    old = _seen(request, step)
    others = {str(one.pk): one for one in queries.steps_of(step.edition) if one.seen_id and one.pk != pk}
    other = others.get(request.GET.get("against", ""))
    if other is None:
        new, against = stands_now(step, day_of(council), officer_of(request)), "the edition as it is now"
    else:
        new, against = _seen(request, other), f"what {other.body} saw"
    found = changes_since(old, new)
    sentence = told.of_since(step, found, len(old.lines), against)
    return page_or_file(
        request,
        "web/since_seen.html",
        council,
        "Meetings",
        grid=tables.since(found),
        name=f"step-{pk}-since",
        step=step,
        shown=Words(str(step.edition), "What changed since", sentence, "meetings", label="Line by line"),
        others=list(others.values()),
        other=other,
    )
