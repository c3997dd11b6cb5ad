"""Which period of a measure a round asks for, and how long answering takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.due import about_minutes, period_due
from goldenthread.core.kinds import Frequency
from goldenthread.core.periods import CALENDAR_YEAR, code, in_words, is_within, parse_period, quarter


@pytest.mark.parametrize(
    ("frequency", "of_round", "asked"),
    [
        ("MONTHLY", "2014/15 Q1", "June 2014"),
        ("QUARTERLY", "2014/15 Q1", "April to June 2014"),
        ("HALF_YEARLY", "2014/15 Q1", None),
        ("HALF_YEARLY", "2014/15 Q2", "April to September 2014"),
        ("HALF_YEARLY", "2014/15 Q4", "October 2014 to March 2015"),
        ("YEARLY", "2014/15 Q3", None),
        ("YEARLY", "2014/15 Q4", "April 2014 to March 2015"),
        ("QUARTERLY", "2014/15", "January to March 2015"),
        ("QUARTERLY", "May 2014", None),
        ("MONTHLY", "May 2014", "May 2014"),
        ("MONTHLY", "1 May 2014 to 20 May 2014", None),
        ("QUARTERLY", "1 April 2008 to 31 January 2009", "October to December 2008"),
        ("HALF_YEARLY", "1 April 2008 to 31 January 2009", "April to September 2008"),
        ("YEARLY", "1 April 2008 to 31 January 2009", None),
    ],
)
def test_a_measure_is_asked_for_the_period_that_ends_with_the_round(
    frequency: str, of_round: str, asked: str | None
) -> None:
    found = period_due(frequency, parse_period(of_round))
    assert (in_words(found) if found else None) == asked


def test_another_year_has_other_quarters() -> None:
    first = parse_period("April 2014")
    assert period_due("QUARTERLY", first, CALENDAR_YEAR) is None
    assert period_due("QUARTERLY", parse_period("March 2014"), CALENDAR_YEAR) is not None


@given(st.sampled_from(list(Frequency)), st.integers(1990, 2040))
def test_over_a_year_each_measure_is_asked_once_a_period_or_once_a_quarter(
    frequency: Frequency, year: int
) -> None:
    rounds = [quarter(year, number) for number in (1, 2, 3, 4)]
    found = [one for one in (period_due(frequency, each) for each in rounds) if one]
    assert len(found) == min(4, 12 // frequency.months)
    assert len({code(one) for one in found}) == len(found)
    assert all(is_within(one, rounds[-1]) or one.ends_on <= rounds[-1].ends_on for one in found)


def test_minutes_are_one_for_a_figure_and_two_for_an_action() -> None:
    assert about_minutes(2, 1) == "about four minutes"
    assert about_minutes(1, 0) == "about one minute"
