"""Reading what is expected of measures, and from when their limits are worked out afresh."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.core.periods import Period
from goldenthread.core.signals import Forecast as Said
from goldenthread.measures.models import Forecast, Measure, Rebase
from goldenthread.measures.queries import plain
from goldenthread.people.models import Council


def forecasts_of(measure: Measure) -> list[Forecast]:
    """Every forecast ever given, latest first, with those that were superseded."""
    return list(measure.forecasts.order_by("-ends_on", "-made_at", "-id"))


def current_forecasts(council: Council, only: Collection[int]) -> dict[tuple[int, Period], Forecast]:
    """The current forecasts of these measures by measure and year: one query."""
    found = Forecast.objects.filter(council=council, measure__in=only, is_current=True)
    return {(one.measure_id, one.period): one for one in found}


def said_of(forecast: Forecast | None) -> Said | None:
    """A forecast as the rules take it."""
    value = plain(forecast.value) if forecast else None
    if forecast is None or value is None:
        return None
    return Said(forecast.period, value, forecast.made_at.date(), forecast.made_by, forecast.words)


def rebases_of(measure: Measure) -> list[Rebase]:
    """From when its limits are worked out afresh, oldest first, each with its reason."""
    return list(measure.rebases.order_by("from_on"))


def rebase_of(measure: Measure, pk: int) -> Rebase | None:
    return measure.rebases.filter(pk=pk).first()


def fresh_from(council: Council, only: Collection[int]) -> dict[int, list[date]]:
    """The days from which limits of these measures are worked out afresh: one query."""
    found: dict[int, list[date]] = {}
    rows = Rebase.objects.filter(council=council, measure__in=only).order_by("from_on")
    for measure, day in rows.values_list("measure_id", "from_on"):
        found.setdefault(measure, []).append(day)
    return found
