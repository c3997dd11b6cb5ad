"""Saying what a year is expected to end at, and from when a measure's limits are worked out afresh."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.core.periods import Period, PeriodKind
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import make, remove
from goldenthread.measures.actions import fields_of
from goldenthread.measures.models import Forecast, Measure, Rebase
from goldenthread.measures.permissions import reasons_not_to_keep
from goldenthread.measures.signal_permissions import (
    reasons_not_to_forecast,
    reasons_not_to_rebase,
    reasons_not_to_start,
)
from goldenthread.people.officers import Officer

PLACES = Decimal("0.000001")  # as many as the columns keep


@transaction.atomic
def give_forecast(
    *, measure: Measure, year: Period, value: Decimal, words: str, seen: int, by: Officer, at: datetime
) -> Forecast:
    """Say what a year is expected to end at. The forecast before it is kept.

    `seen` is the number of the forecast that was held when this was written, 0 if there was none; raises
    `Stale` where somebody else has given one since, `Refused` where this person may not.
    """
    refuse_if(reasons_not_to_forecast(measure, by) or reasons_not_to_expect(value, year))
    Measure.objects.select_for_update().get(pk=measure.pk)  # two first forecasts at once wait for each other
    held = Forecast.objects.filter(measure=measure, is_current=True, **fields_of(year)).first()
    refuse_if_stale(seen, held.pk if held else 0, "this forecast")
    if held:
        Forecast.objects.filter(pk=held.pk).update(is_current=False)
    row = {
        "council_id": measure.council_id,
        "measure_id": measure.pk,
        **fields_of(year),
        "value": value,
        "words": words,
        "made_by": by.post,
        "made_at": at,
        "supersedes_id": held.pk if held else None,
    }
    return make(Forecast, row, council=measure.council, by=by, at=at, verb="forecast", reason=words)


def reasons_not_to_expect(value: Decimal, year: Period) -> list[str]:
    """Why a figure can't be a forecast: too large or too fine to keep, or not of a year."""
    if not value.is_finite():
        return ["A forecast has to be a figure."]
    found = reasons_not_to_keep(value)
    if not found and value != value.quantize(PLACES):
        found.append("A forecast has at most six places after the point.")
    if year.kind is not PeriodKind.YEAR:
        found.append("A forecast is of a year's end.")
    return found


@transaction.atomic
def start_limits_afresh(
    *, measure: Measure, from_on: date, reason: str, on: date, by: Officer, at: datetime
) -> Rebase:
    """Work a measure's limits out afresh from a day, for a reason that is printed with them."""
    refuse_if(reasons_not_to_rebase(measure, by))
    held = set(Rebase.objects.filter(measure=measure).values_list("from_on", flat=True))
    results = measure.observations.filter(is_current=True, breakdown="", value__isnull=False)
    starts = list(results.values_list("starts_on", flat=True))
    refuse_if(reasons_not_to_start(from_on, reason, held, starts, on))
    row = {
        "council_id": measure.council_id,
        "measure_id": measure.pk,
        "from_on": from_on,
        "reason": reason.strip(),
        "made_by": by.post,
        "made_at": at,
    }
    return make(Rebase, row, council=measure.council, by=by, at=at, verb="rebased", reason=reason.strip())


@transaction.atomic
def remove_rebase(*, rebase: Rebase, reason: str, by: Officer, at: datetime) -> None:
    """Take a fresh start back, and say why: the limits before it go on through it."""
    measure = rebase.measure
    refuse_if(reasons_not_to_rebase(measure, by))
    refuse_if([] if reason.strip() else ["Say why the limits go on as before."])
    remove(rebase, council=measure.council, by=by, at=at, reason=reason.strip())
