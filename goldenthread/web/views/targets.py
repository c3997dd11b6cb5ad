"""Targets: what a council still owes, and a year of one measure's to be set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.change_permissions import reasons_not_to_ask
from goldenthread.measures.queries import measure_at
from goldenthread.measures.targets import Doubted, set_year
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.people.queries import posts_of
from goldenthread.reports.figures.amended import amended
from goldenthread.reports.figures.targets import council_targets, target_year, targets_of_measure, year_from
from goldenthread.reports.tables import targets as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.targets import TargetsForm
from goldenthread.web.pages import day_of, file_asked_for, needing, of_council, page
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from datetime import date

    from django.http.response import HttpResponseBase

    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer

SHOWN = 200  # rows of one table on the page; the file has them all


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Targets still to be set, those left blank for a reason, and those to look at again."""
    shown = council_targets(council, day_of(council))
    start, officer = council.year_start, officer_of(request)
    may_set = not reasons_of_duty(council, "set_targets", officer)
    grids = {
        "to-set": tables.to_set(shown.to_set, shown.none_held, shown.on, start, may_set=may_set),
        "left-blank": tables.left_blank(shown.left, start, may_set=may_set),
        "to-look-at": tables.doubted(shown.doubted, start, may_set=may_set),
    }
    answer = file_asked_for(request, council, grids)
    if answer:
        return answer
    parts = [
        ("to-set", "Still to be set", "Who sets it and by when"),
        ("to-look-at", "To look at again", "Set, and odd in some way"),
        ("left-blank", "Left blank", "There is to be no target, for a reason"),
    ]
    shown_grids = [
        (key, name, note, grids[key].first(SHOWN), len(grids[key].rows)) for key, name, note in parts
    ]
    return page(request, "web/targets.html", council, "Measures", shown=shown, grids=shown_grids, most=SHOWN)


def _measure(council: Council, code: str) -> Measure:
    found = measure_at(council, code)
    if found is None:
        raise Http404("No measure of this council has this code.")
    return found


@needing("set_targets")
@of_council
def of_measure(request: HttpRequest, council: Council, code: str) -> HttpResponseBase:
    """A year of one measure's targets; what looks odd is asked before it is kept."""
    held, officer = _measure(council, code), officer_of(request)
    year = year_from(number(request.GET.get("year")), day_of(council), held)
    shown = target_year(held, year, officer)
    refuse_if(shown.cannot_set)
    form = TargetsForm(request.POST or None, shown=shown, posts=posts_of(council))
    doubts: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            set_year(
                measure=held,
                targets=form.targets(),
                blanks=form.blanks(),
                reason=form.cleaned_data["reason"],
                explanation=form.cleaned_data["explanation"],
                by=officer,
                at=timezone.now(),
            )
            return redirect(reverse("measure", args=[council.slug, held.code]) + "#targets")
        except Doubted as doubted:
            doubts = doubted.reasons[:-1]
            form.add_error("explanation", doubted.reasons[-1])
        except Stale as stale:
            form.add_error(None, " ".join(stale.reasons))
            form.show_held(target_year(held, year, officer))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code_of_answer = 422 if form.errors else 200
    return page(
        request,
        "web/measure_year.html",
        council,
        "Measures",
        shown=shown,
        measure=held,
        form=form,
        doubts=doubts,
        code=code_of_answer,
    )


def targets_section(measure: Measure, on: date, officer: Officer) -> dict[str, Any]:
    """What a measure's page shows of its targets."""
    shown, cannot_ask = targets_of_measure(measure, on, officer), reasons_not_to_ask(measure, officer)
    grid = tables.of_measure(
        shown.rows,
        measure.council.year_start,
        can_ask=shown.is_approved and not cannot_ask,
        can_set=not shown.cannot_set,
    )
    return {
        "targets": shown,
        "targets_grid": grid,
        "cannot_ask": cannot_ask,
        "amended": amended(shown.requests),
    }
