"""The days that follow from the day of a meeting: when papers are published, until when it can be called in.

Source: Local Government Act 1972, section 100B (clear days); Local Government Act 2000, section 9F (call-in).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from goldenthread.core.working_days import WorkingDays

MOST = 60  # working days; more would be a slip


class UnreadableMeetings(ValueError):
    """The policy of meetings says something that can't be obeyed."""


class MeetingRule(NamedTuple):
    """How many clear working days before a meeting papers are published, and how long call-in lasts after."""

    clear_before: int = 5
    call_in: int = 5

    def publication(self, meets_on: date, days: WorkingDays) -> date:
        """The last day on which papers can be published: neither it nor the meeting's day is counted."""
        return days.back(meets_on, self.clear_before + 1)

    def call_in_until(self, meets_on: date, days: WorkingDays) -> date:
        """The last day on which a decision of that day can be called in."""
        return days.forward(meets_on, self.call_in)


def meeting_rule_from(data: Mapping[str, object]) -> MeetingRule:
    """The rule from its file's data; raises `UnreadableMeetings` with a sentence about what is wrong."""
    names = ("clear_working_days_before", "call_in_working_days")
    for name in sorted(set(data) - set(names)):
        raise UnreadableMeetings(f"There is no line “{name}”. Write {' and '.join(names)}.")
    return MeetingRule(*(_days(data, name) for name in names))


def _days(data: Mapping[str, object], name: str) -> int:
    held = data.get(name)
    if type(held) is not int or not 0 <= held <= MOST:
        raise UnreadableMeetings(f"{name} is a whole number of working days from 0 to {MOST}.")
    return held
