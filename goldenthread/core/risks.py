"""The way of a control against a risk: a map of states that is data, and the day to look at a risk again."""

from __future__ import annotations

import calendar
from datetime import date

from goldenthread.core.state_map import Move, StateMap

CONTROL = StateMap(
    states={
        "PLANNED": "planned",
        "IN_PLACE": "in place",
        "NOT_WORKING": "in place but not working",
        "ENDED": "ended",
    },
    begins=("PLANNED", "IN_PLACE"),
    moves={
        "put in place": Move(("PLANNED", "NOT_WORKING"), "IN_PLACE", "put in place"),
        "find wanting": Move(("IN_PLACE",), "NOT_WORKING", "find that it does not work"),
        "end": Move(("PLANNED", "IN_PLACE", "NOT_WORKING"), "ENDED", "end"),
    },
)


def review_due(on: date, months: int) -> date:
    """The same day so many months on; a month's last day where it has no such day."""
    count = on.month - 1 + months
    year, month = on.year + count // 12, count % 12 + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))
