"""The day of local elections and the time before it, against days that were published."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.elections import Restraint, ordinary_day, suggested
from goldenthread.core.working_days import WorkingDays


@pytest.mark.parametrize(
    ("year", "day"), [(2015, date(2015, 5, 7)), (2019, date(2019, 5, 2)), (2025, date(2025, 5, 1))]
)
def test_elections_are_on_the_first_thursday_in_may(year, day) -> None:
    assert ordinary_day(year) == day


@pytest.mark.parametrize(
    ("year", "notice"),
    [
        (2015, date(2015, 3, 30)),  # the timetables of the Electoral Commission for these years
        (2023, date(2023, 3, 27)),
    ],
)
def test_publicity_is_held_back_from_the_last_day_for_the_notice(year, notice) -> None:
    """R135."""
    found = suggested(year, WorkingDays())
    assert found == Restraint(f"Local elections {year}", notice, ordinary_day(year))
    assert found.holds(notice) and found.holds(found.ends_on)
    assert not found.holds(date(year, 3, 1)) and not found.holds(date(year, 5, 31))


def test_scotland_has_no_easter_monday_to_leave_out() -> None:
    found = suggested(2015, WorkingDays("SCOTLAND"))
    assert found is not None and found.starts_on == date(2015, 3, 31)


def test_northern_ireland_is_left_to_its_orders() -> None:
    assert suggested(2015, WorkingDays("NORTHERN_IRELAND")) is None
