"""Saying what a need takes quarter by quarter: at the least, likely, and at the most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.amounts import DAYS, reasons_not_kept
from goldenthread.core.effort import FTE, days_from, whole
from goldenthread.core.periods import in_words as quarter_in_words
from goldenthread.core.periods import quarter_of
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.workload import Estimate
from goldenthread.people.officers import Officer
from goldenthread.resources.models import Effort, Need
from goldenthread.resources.need_changes import UNANSWERED, in_words, locked, note_change, put
from goldenthread.resources.needs_permissions import reasons_not_to_say_need
from goldenthread.resources.policies import limits
from goldenthread.resources.workload_queries import year_start_of

DROPPED = "The need changed."


@transaction.atomic
def say_effort(
    *,
    need: Need,
    by_quarter: Mapping[date, Estimate],
    unit: str = "",
    version: int,
    by: Officer,
    at: datetime,
) -> bool:
    """Say what a need takes in each quarter, in days or full-time equivalents.

    True where that drops a confirmation.

    Without a unit, in days, and what it was said in before stays. Days are kept, by the policy of capacity,
    and the need's days are their sums. Without any quarter the effort is one whole again, of as many days as
    before. Raises `Refused`.
    """
    held = locked(need)
    refuse_if(reasons_not_to_say_need(held.element, by))
    refuse_if_stale(version, held.version, "this need")
    refuse_if(reason for on, one in by_quarter.items() for reason in _reasons_not_this(held, on, one, unit))
    full_time = limits().full_time
    in_days = {
        on: Estimate(*(days_from(part, unit, full_time) for part in one)) for on, one in by_quarter.items()
    }
    was_confirmed = held.confirmed_on is not None
    is_other = put_by_quarter(
        held, in_days, "said the effort of", DROPPED if was_confirmed else "", by, at, unit
    )
    return was_confirmed and is_other


def put_by_quarter(
    held: Need,
    by_quarter: Mapping[date, Estimate],
    verb: str,
    reason: str,
    by: Officer,
    at: datetime,
    unit: str = "",
) -> bool:
    """Write the effort of a locked need; True where it is other than before, which its answer was not of."""
    before = in_words(held)
    rows = {on: one for on, one in sorted(by_quarter.items()) if one.high}
    is_other = rows != effort_of(held)
    if is_other:
        held.efforts.all().delete()
        Effort.objects.bulk_create(
            Effort(need=held, quarter_on=on, **one._asdict()) for on, one in rows.items()
        )
        put(held, UNANSWERED)
        if rows:
            low, likely, high = whole(rows)
            put(held, {"days_low": low, "days": likely, "days_high": high})
    if unit:
        held.unit = unit
    note_change(verb, held, before, by, at, reason if is_other else "")
    return is_other


def effort_of(need: Need) -> dict[date, Estimate]:
    """What a need takes by the first day of each quarter."""
    rows = Effort.objects.filter(need=need).order_by("quarter_on")
    return {one.quarter_on: Estimate(one.low, one.likely, one.high) for one in rows}


def _reasons_not_this(need: Need, on: date, one: Estimate, unit: str) -> list[str]:
    """Why effort can't be so; each sentence names the row and the column."""
    period = quarter_of(on, year_start_of(need.council))
    quarter = quarter_in_words(period)
    if period.starts_on != on:
        return [f"No quarter of {need.council} begins on {on}."]
    full_time = limits().full_time
    for head, said in zip(("At the least", "Likely", "At the most"), one, strict=True):
        value = days_from(said, unit, full_time) if unit == FTE else said
        if reasons := reasons_not_kept(value, DAYS):
            return [f"{quarter}, {head}: {' '.join(reasons)}"]
    if not one.low <= one.likely <= one.high:
        return [f"{quarter}: what is likely lies between the least and the most. Change one of the three."]
    return []
