"""Reading no more than what decides where each measure stands: its newest results and what came before them.

Of ten years of monthly results a council's first pages read a few rows of each measure, not hundreds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, previous, same_last_year
from goldenthread.core.rulebook import Comparison
from goldenthread.core.standing import Aim, Result
from goldenthread.core.travel import Against
from goldenthread.measures.models import Measure, Observation, Target
from goldenthread.measures.queries import (
    AIM,
    RESULT,
    aims_from,
    is_recent,
    recent_results,
    results_from,
    totals_of,
)
from goldenthread.people.models import Council

WAITING = [state.value for state in State if state.is_waiting]


def deciding_results(
    council: Council, on: date, how: Comparison, held: Collection[Measure]
) -> dict[int, list[Result]]:
    """The results that decide where each of a council's measures stands on a day, oldest first: two queries.

    Of each measure: the newest result, the newest with a figure and the newest that waits for none, and those
    for the period before and for the same period last year. A measure reported for longer periods than it is
    collected for, or compared over its latest three, is read as far back as `recent_results` reads.
    """
    if how.against is Against.LATEST_THREE:
        return recent_results(council, on)
    newest = _newest(council, on, _longer(held))
    before = _before(council, on, (one.period for found in newest.values() for one in found))
    return {key: _joined(found, before.get(key, [])) for key, found in newest.items()}


def deciding_aims(
    council: Council, on: date, results: Mapping[int, list[Result]], held: Collection[Measure]
) -> dict[int, list[Aim]]:
    """The aims that can stand beside the newest of those, in order; all recent ones where there is none."""
    ends = {found[-1].period.ends_on for found in results.values()}
    ends |= {one.period.ends_on for key in _longer(held) for one in results.get(key, [])}
    without = [one.pk for one in held if one.pk not in results]
    around = ~Q(state=TargetState.SET.value) & Q(ends_on__gte=min(ends, default=on))
    wanted = Q(ends_on__in=ends) | around | Q(measure__in=without)
    rows = Target.objects.filter(is_recent(on), wanted, council=council)
    return aims_from(rows.order_by("ends_on", "starts_on").values_list(*AIM))


def _longer(held: Collection[Measure]) -> list[int]:
    return [one.pk for one in held if one.reporting]


def _newest(council: Council, on: date, longer: Collection[int]) -> dict[int, list[Result]]:
    """The newest result of each measure, the newest with a figure, and the newest that waits for none."""
    of_one = totals_of(council, on).filter(measure=OuterRef("pk")).order_by("-ends_on", "-starts_on")
    sorts = (of_one, of_one.filter(value__isnull=False), of_one.exclude(state__in=WAITING))
    measures = Measure.objects.filter(council=council).order_by()
    totals = totals_of(council, on).filter(is_recent(on), measure__in=longer)
    wanted = Q(pk__in=totals.order_by().values("pk"))
    for sort in sorts:
        wanted |= Q(pk__in=measures.values_list(Subquery(sort.values("pk")[:1])))
    return results_from(Observation.objects.filter(wanted).order_by("ends_on").values_list(*RESULT))


def _before(council: Council, on: date, periods: Iterable[Period]) -> dict[int, list[Result]]:
    """Every measure's results for the periods before these, and for the same periods last year."""
    earlier = {step(one) for one in set(periods) for step in (previous, same_last_year)}
    rows = totals_of(council, on).filter(
        starts_on__in={one.starts_on for one in earlier}, ends_on__in={one.ends_on for one in earlier}
    )
    return results_from(rows.order_by("ends_on").values_list(*RESULT))


def _joined(newest: list[Result], before: list[Result]) -> list[Result]:
    """Both, each result once, oldest first."""
    once = {one.period: one for one in [*before, *newest]}
    return sorted(once.values(), key=lambda one: one.period)
