"""What a measure's year is expected to end at, and from when its limits are worked out afresh."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.figures import shown
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.measures.forecasts import give_forecast, remove_rebase, start_limits_afresh
from goldenthread.measures.queries import measure_at
from goldenthread.measures.signal_permissions import reasons_not_to_forecast, reasons_not_to_rebase
from goldenthread.measures.signal_queries import rebase_of
from goldenthread.reports.figures.measure import MeasurePage, measure_page
from goldenthread.reports.figures.signals import MeasureSignals, signals_on
from goldenthread.reports.grids import Grid
from goldenthread.reports.tables import signals as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.signals import ForecastForm, RebaseForm, RemoveRebaseForm
from goldenthread.web.pages import day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.measures.models import Measure, Rebase
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer


def _measure(council: Council, code: str) -> Measure:
    found = measure_at(council, code)
    if found is None:
        raise Http404("No measure of this council has this code.")
    return found


def _told(shown: MeasurePage) -> MeasureSignals:
    results = [row.result for row in reversed(shown.rows)]
    return signals_on(shown.measure, shown.standing, results, shown.aims, shown.on, shown.changes)


def _signals(council: Council, measure: Measure) -> MeasureSignals:
    return _told(measure_page(council, measure, day_of(council)))


def of_signals(shown: MeasurePage, by: Officer) -> dict[str, Any]:
    """What a measure's page shows of its signals."""
    told, measure = _told(shown), shown.measure
    year_start = measure.council.year_start
    return {
        "told": told,
        "chart_points": tables.points(told.drawing, year_start) if told.drawing else None,
        "back_test": tables.back_test(told.projected, told.shape, year_start) if told.projected else None,
        "cannot_forecast": reasons_not_to_forecast(measure, by),
        "cannot_rebase": reasons_not_to_rebase(measure, by),
    }


def files_of(signals: Mapping[str, Any]) -> dict[str, Grid | None]:
    """The tables of a measure's signals that can be taken away as files."""
    return {"points": signals["chart_points"], "back-test": signals["back_test"]}


@needing("give_forecasts")
@of_council
def forecast(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Give the owner's forecast for the year's end, beside what the figures point to."""
    held, officer = _measure(council, code), officer_of(request)
    refuse_if(reasons_not_to_forecast(held, officer))
    told = _signals(council, held)
    seen = told.forecast.pk if told.forecast else 0
    form = ForecastForm(request.POST or None, shape=told.shape, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            give_forecast(measure=held, year=told.year, by=officer, at=timezone.now(), **form.cleaned_data)
            return redirect("measure", council.slug, held.code)
        except Stale as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            form.data = {**dict(form.data.items()), "seen": seen}
            form["value"].help_text = _held_now(told)
        except Refused as refusal:
            form.add_error("value", " ".join(refusal.reasons))
    grid = tables.forecasts(told.forecasts, told.shape)
    shown_here = {"measure": held, "told": told, "form": form, "grid": grid}
    code_of = 422 if form.errors else 200
    return page(request, "web/forecast.html", council, "Measures", **shown_here, code=code_of)


def _held_now(told: MeasureSignals) -> str:
    held = told.signals.forecast
    return (
        f"Held now: {shown(held.value, told.shape)}, said by {held.made_by}" if held else "Held now: nothing"
    )


@needing("define_measures")
@of_council
def limits(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Start a measure's limits afresh from a period, for a reason that is printed with them."""
    held, officer = _measure(council, code), officer_of(request)
    refuse_if(reasons_not_to_rebase(held, officer))
    form = RebaseForm(request.POST or None, year_start=council.year_start)
    if request.method == "POST" and form.is_valid():
        try:
            now, given = timezone.now(), form.cleaned_data
            start_limits_afresh(measure=held, on=day_of(council), by=officer, at=now, **given)
            return redirect("measure", council.slug, held.code)
        except Refused as refusal:
            form.add_error("from_on", " ".join(refusal.reasons))
    told = _signals(council, held)
    code_of = 422 if form.errors else 200
    return page(
        request, "web/limits.html", council, "Measures", measure=held, told=told, form=form, code=code_of
    )


def _rebase(measure: Measure, pk: int) -> Rebase:
    found = rebase_of(measure, pk)
    if found is None:
        raise Http404("This measure's limits don't start afresh there.")
    return found


@needing("define_measures")
@of_council
def go_on(request: HttpRequest, council: Council, code: str, pk: int) -> HttpResponse:
    """Take a fresh start back, and say why."""
    held, officer = _measure(council, code), officer_of(request)
    rebase = _rebase(held, pk)
    refuse_if(reasons_not_to_rebase(held, officer))
    form = RemoveRebaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_rebase(rebase=rebase, by=officer, at=timezone.now(), **form.cleaned_data)
        return redirect("measure", council.slug, held.code)
    shown_here = {"measure": held, "rebase": rebase, "form": form}
    code_of = 422 if form.errors else 200
    return page(request, "web/limits_go_on.html", council, "Measures", **shown_here, code=code_of)
