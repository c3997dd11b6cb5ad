"""Whether records can be trusted: what is due, and what each check finds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.data_quality import (
    CHECKS,
    Check,
    Limits,
    Record,
    Timing,
    UnreadableLimits,
    due_by,
    faults,
    limits_from,
)
from goldenthread.core.kinds import Frequency
from goldenthread.core.periods import financial_year_of, month, next_period, quarter_of

ON = date(2014, 9, 2)
SOUND = Record(
    held=4, due=4, any_held=True, timing=Timing(4), provisional=0, long_provisional=0, queried=0, entered=4,
    restated=0, owner="Head of Streets", post="Street Clerk", post_last_on=date(2014, 7, 10),
    is_worked_out=False, frequency=Frequency.QUARTERLY, defined_from=date(2013, 4, 1), quality="GOOD",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"held": 3}, (Check.MISSING,)),
        ({"due": None, "held": 0}, ()),
        ({"any_held": False, "due": None, "held": 0}, (Check.NEVER,)),
        ({"timing": Timing(3, 1)}, (Check.LATE,)),
        ({"timing": Timing(0, 0, 4)}, ()),
        ({"provisional": 2}, ()),
        ({"provisional": 2, "long_provisional": 1}, (Check.PROVISIONAL,)),
        ({"queried": 1}, (Check.QUERIED,)),
        ({"entered": 10, "restated": 1}, ()),
        ({"entered": 9, "restated": 1}, (Check.RESTATED,)),
        ({"owner": "", "post": ""}, (Check.UNOWNED,)),
        ({"post_last_on": None}, (Check.SILENT,)),
        ({"post_last_on": date(2013, 1, 1)}, (Check.SILENT,)),
        ({"post_last_on": None, "is_worked_out": True}, ()),
        ({"defined_from": None}, (Check.UNDATED,)),
        ({"defined_from": date(2011, 9, 1)}, (Check.OLD,)),
        ({"quality": ""}, (Check.UNGRADED,)),
        ({"is_against_title": True}, (Check.POLARITY,)),
    ],
)
def test_each_check_finds_what_it_is_for_and_nothing_else(
    changed: dict[str, Any], found: tuple[Check, ...]
) -> None:
    """R059: late, missing and provisional are told apart."""
    assert faults(SOUND._replace(**changed), Limits(), ON) == found


FIRST = {
    Frequency.MONTHLY: lambda on: month(on.year, on.month),
    Frequency.QUARTERLY: quarter_of,
    Frequency.YEARLY: financial_year_of,
}


@given(
    st.sampled_from(sorted(FIRST)),
    st.dates(date(2000, 1, 1), date(2020, 1, 1)),
    st.integers(-400, 4000),
)
def test_what_is_due_is_what_counting_period_by_period_finds(
    frequency: Frequency, on: date, days: int
) -> None:
    first = FIRST[frequency](on)
    limit = first.ends_on + timedelta(days=days)
    slow, period = 0, first
    while period.ends_on <= limit:
        slow, period = slow + 1, next_period(period)

    assert due_by(first.ends_on, frequency, limit) == slow


def test_every_check_has_its_words() -> None:
    assert list(CHECKS) == list(Check)


GOOD = {
    "grace_days": 42, "provisional_days": 92, "silent_periods": 2, "restated_percent": 10,
    "definition_years": 3,
}  # fmt: skip


def test_the_policy_is_read() -> None:
    assert limits_from(GOOD) == Limits()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"grace_days": -1}, "grace_days needs a whole number from 0 to 3660"),
        ({"grace_days": True}, "grace_days needs a whole number"),
        ({"restated_percent": "10"}, "restated_percent needs a whole number from 0 to 100"),
        ({"grace": 1}, "“grace” is not known here"),
    ],
)
def test_a_policy_that_cannot_be_obeyed_says_what_to_write(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(UnreadableLimits) as refusal:
        limits_from(GOOD | changed)

    assert said in str(refusal.value)
