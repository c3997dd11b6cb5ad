"""Working days against cases worked by hand on GOV.UK's list of bank holidays, and as properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.working_days import SUBDIVISIONS, WorkingDays

ENGLAND, WALES = WorkingDays(), WorkingDays("WALES")
SCOTLAND, NORTH = WorkingDays("SCOTLAND"), WorkingDays("NORTHERN_IRELAND")
NATIONS = st.sampled_from(sorted(SUBDIVISIONS)).map(WorkingDays)
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("days", "on", "count", "back"),
    [
        (ENGLAND, date(2015, 1, 5), 5, date(2014, 12, 24)),  # 2 January, 31, 30, 29 and 24 December
        (SCOTLAND, date(2015, 1, 5), 5, date(2014, 12, 23)),  # 2 January is a holiday in Scotland
        (ENGLAND, date(2015, 4, 9), 3, date(2015, 4, 2)),  # over Easter: 8, 7 and 2 April
        (SCOTLAND, date(2015, 4, 9), 3, date(2015, 4, 6)),  # Easter Monday is worked in Scotland
        (SCOTLAND, date(2014, 12, 2), 1, date(2014, 11, 28)),  # Saint Andrew's Day fell on a Sunday
        (NORTH, date(2016, 7, 13), 1, date(2016, 7, 11)),  # the Battle of the Boyne
        (ENGLAND, date(2016, 7, 13), 1, date(2016, 7, 12)),
        (NORTH, date(2016, 3, 18), 1, date(2016, 3, 16)),  # Saint Patrick's Day
        (WALES, date(2022, 6, 6), 1, date(2022, 6, 1)),  # the Jubilee, and Spring Bank Holiday moved to it
        (ENGLAND, date(2014, 9, 7), 0, date(2014, 9, 5)),  # a Sunday
    ],
)
def test_days_are_counted_back_over_weekends_and_holidays(days, on, count, back) -> None:
    assert days.back(on, count) == back


def test_days_are_counted_forward() -> None:
    assert ENGLAND.forward(date(2014, 12, 24), 5) == date(2015, 1, 5)  # 29, 30, 31, 2 and 5
    assert ENGLAND.forward(date(2014, 9, 6), 0) == date(2014, 9, 8)


def test_a_day_says_why_it_is_not_worked() -> None:
    assert ENGLAND.named(date(2015, 4, 3)) == "Good Friday"
    assert ENGLAND.named(date(2014, 9, 6)) == "Saturday"
    assert ENGLAND.named(date(2014, 9, 7)) == "Sunday"
    assert ENGLAND.named(date(2014, 9, 8)) == ""
    assert ENGLAND.named(date(2015, 12, 28)) == "Boxing Day (substitute day)"
    assert ENGLAND.skipped(date(2014, 12, 20), date(2015, 1, 2)) == [
        (date(2014, 12, 25), "Christmas Day"),
        (date(2014, 12, 26), "Boxing Day"),
        (date(2015, 1, 1), "New Year's Day"),
    ]


def test_a_fifth_nation_is_refused() -> None:
    with pytest.raises(ValueError, match="No nation"):
        WorkingDays("MERCIA")


@pytest.mark.parametrize("walk", [ENGLAND.back, ENGLAND.forward])
def test_days_are_not_counted_below_nought(walk) -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        walk(date(2014, 9, 2), -1)


@given(NATIONS, DAYS, COUNTS)
def test_back_and_forward_undo_each_other_on_working_days(days, on, count) -> None:
    worked = days.forward(on, 0)
    assert days.back(days.forward(worked, count), count) == worked
    assert days.forward(days.back(worked, count), count) == worked


@given(NATIONS, DAYS, COUNTS)
def test_a_walk_ends_on_a_working_day_so_many_away(days, on, count) -> None:
    """Against the slow twin: count the days between."""
    for end in (days.back(on, count), days.forward(on, count)):
        assert days.is_working(end) and end.weekday() < 5 and not days.named(end)
    worked = days.back(on, 0)
    assert days.between(worked, days.forward(worked, count)) == count
    assert days.between(worked, days.back(worked, count)) == -count


@given(NATIONS, DAYS, DAYS, COUNTS)
def test_walks_keep_the_order_of_days(days, one, other, count) -> None:
    first, last = sorted((one, other))
    assert days.back(first, count) <= days.back(last, count)
    assert days.forward(first, count) <= days.forward(last, count)


@given(NATIONS, DAYS, st.integers(1, 30))
def test_clear_days_count_neither_end(days, on, count) -> None:
    """Five clear days make the sixth working day before."""
    assert days.clear(days.back(on, count + 1), on) == count


@given(NATIONS, DAYS, st.integers(0, 40))
def test_between_counts_the_later_end_only(days, on, span) -> None:
    later = on + timedelta(days=span)
    counted = sum(days.is_working(on + timedelta(days=n)) for n in range(1, span + 1))
    assert days.between(on, later) == counted
    assert days.between(later, on) == -counted
