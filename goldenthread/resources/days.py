"""The council's day, which no score, decision or end of a stage lies beyond."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from goldenthread.core.sentences import on_day
from goldenthread.people.models import Council


def day_in(council: Council, at: datetime) -> date:
    """The day that a council's records stand at: its own, or the day of `at` where it is."""
    return council.position_on or timezone.localtime(at).date()


def reasons_of_day(council: Council, on: date | None, at: datetime, what: str) -> list[str]:
    """Why something can't have happened on a day: that is still to come."""
    today = day_in(council, at)
    if on is None or on <= today:
        return []
    return [f"{what} on {on_day(on)}, which is still to come. Give a day up to {on_day(today)}."]
