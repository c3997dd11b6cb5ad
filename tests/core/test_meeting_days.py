"""The days around a meeting, in working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.meeting_days import MeetingRule, UnreadableMeetings, meeting_rule_from
from goldenthread.core.working_days import SUBDIVISIONS, WorkingDays

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 12, 31))


def test_five_clear_days_leave_out_easter() -> None:
    """R108: Local Government Act 1972, section 100B; Good Friday and Easter Monday are no working days."""
    days = WorkingDays("ENGLAND")
    assert MeetingRule().publication(date(2009, 3, 31), days) == date(2009, 3, 23)
    assert MeetingRule().publication(date(2009, 4, 16), days) == date(2009, 4, 6)
    assert MeetingRule().call_in_until(date(2009, 4, 7), days) == date(2009, 4, 16)


@given(DAYS, st.integers(0, 20), st.sampled_from(sorted(SUBDIVISIONS)))
def test_so_many_clear_days_lie_between(meets_on: date, clear: int, nation: str) -> None:
    """R108: counted one by one, as a clerk would."""
    days = WorkingDays(nation)
    published = MeetingRule(clear).publication(meets_on, days)
    between = (published + timedelta(n) for n in range(1, (meets_on - published).days))
    assert sum(days.is_working(one) for one in between) >= clear
    assert days.is_working(published)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "clear_working_days_before is a whole number"),
        ({"clear_working_days_before": 5, "call_in_working_days": -1}, "call_in_working_days is a whole"),
        ({"clear_working_days_before": True, "call_in_working_days": 5}, "is a whole number"),
        ({"days": 5}, "There is no line “days”"),
    ],
)
def test_a_policy_that_cannot_be_obeyed_says_why(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(UnreadableMeetings, match=sentence):
        meeting_rule_from(data)
