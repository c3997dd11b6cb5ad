"""What a council's records say of themselves: counted in the database, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Case, Count, Max, Min, Q, QuerySet, When

from goldenthread.core.observed import State
from goldenthread.measures.approval import WITH_A_PLAN
from goldenthread.measures.models import Measure, Observation
from goldenthread.people.models import Council

WAITING = [state.value for state in State if state.is_waiting]
YEAR = timedelta(days=366)


class Totals(NamedTuple):
    """The current totals of one measure for periods of one kind."""

    period_kind: str
    held: int
    due_held: int
    first_end: date
    provisional: int
    long_provisional: int
    queried: int
    entered: int
    restated: int
    questioned: int | None  # the key of the first result in question, where one is


class Entry(NamedTuple):
    """A result of the last year's periods, with when something was first said of it."""

    measure_id: int
    period_kind: str
    ends_on: date
    first_at: datetime


def followed_measures(council: Council, on: date) -> list[Measure]:
    """The measures that are still followed on a day: whose each is, and if it was approved with a plan."""
    held = Measure.objects.filter(council=council).filter(Q(retired_on=None) | Q(retired_on__gt=on))
    found: list[Measure] = []
    for one in held.select_related("owner", "updater", "service__directorate").annotate(approved=WITH_A_PLAN):
        one.was_approved = one.approved
        found.append(one)
    return found


def _said(council: Council, on: date) -> QuerySet[Observation]:
    totals = Observation.objects.filter(council=council, breakdown="", ends_on__lte=on)
    return totals.exclude(state__in=WAITING).order_by()


def _due(ends: Mapping[int | None, date]) -> Q:
    """What had to be in by its measure's own lag; a few dozen different lags at most."""
    parts = (
        Q(measure__lag_days__isnull=True, ends_on__lte=end)
        if lag is None
        else Q(measure__lag_days=lag, ends_on__lte=end)
        for lag, end in ends.items()
    )
    return reduce(or_, parts, Q(pk__in=[]))


def totals_of(
    council: Council, on: date, ends: Mapping[int | None, date], unconfirmed_from: date
) -> dict[int, list[Totals]]:
    """The counts of every measure by kind of period; `ends` is, by lag, the last day that is due."""

    def counted(which: Q) -> Count:
        return Count(Case(When(which, then=1)))

    provisional = Q(state=State.PROVISIONAL.value)
    in_question = ~Q(queries=[]) & Q(explanation="")
    has_figure = Q(value__isnull=False, is_derived=False)
    rows = (
        _said(council, on)
        .filter(is_current=True)
        .values("measure_id", "period_kind")
        .annotate(
            held=Count("id"),
            due_held=counted(_due(ends)),
            first_end=Min("ends_on"),
            provisional=counted(provisional),
            long_provisional=counted(provisional & Q(ends_on__lt=unconfirmed_from)),
            queried=counted(in_question),
            entered=counted(has_figure),
            restated=counted(has_figure & Q(state=State.RESTATED.value)),
            questioned=Min(Case(When(in_question, then="pk"))),
        )
    )
    found: dict[int, list[Totals]] = {}
    for measure, *rest in rows.values_list("measure_id", *Totals._fields):
        found.setdefault(measure, []).append(Totals._make(rest))
    return found


def first_entries(council: Council, on: date) -> list[Entry]:
    """When something was first said of each result of the last year's periods."""
    rows = (
        _said(council, on)
        .filter(ends_on__gt=on - YEAR)
        .values("measure_id", "period_kind", "ends_on", "starts_on")
        .annotate(first_at=Min("entered_at"))
    )
    return [Entry._make(row) for row in rows.values_list(*Entry._fields)]


def last_entries(council: Council) -> dict[str, datetime]:
    """When each post last recorded a result of any measure, by the post's title."""
    typed = Observation.objects.filter(council=council, is_derived=False).order_by()
    return dict(typed.values("entered_by").annotate(last=Max("entered_at")).values_list("entered_by", "last"))


def lags_of(measures: Collection[Measure]) -> set[int | None]:
    return {one.lag_days for one in measures}
