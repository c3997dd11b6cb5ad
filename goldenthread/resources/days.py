"""The council's day, which no score, decision or end of a stage lies beyond."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.core.sentences import on_day
from goldenthread.people.days import day_at
from goldenthread.people.models import Council


def reasons_of_day(council: Council, on: date | None, at: datetime, what: str) -> list[str]:
    """Why something can't have happened on a day: that is still to come."""
    today = day_at(council, at)
    if on is None or on <= today:
        return []
    return [f"{what} on {on_day(on)}, which is still to come. Give a day up to {on_day(today)}."]
