"""Days, numbers and targets as action plans write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import COUNCIL_YEAR, financial_year
from goldenthread.core.plan_table.days import (
    TargetSaid,
    UnreadableDay,
    looks_like_day,
    read_day,
    read_target_said,
)


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("31 March 2013", date(2013, 3, 31)),
        ("31/03/2013", date(2013, 3, 31)),
        ("2013-03-31", date(2013, 3, 31)),
        ("2013-03-31T00:00:00", date(2013, 3, 31)),
        ("31-Mar-16", date(2016, 3, 31)),  # Epping Forest, Key Action Plan 2015/16
        ("31/3/16", date(2016, 3, 31)),
        ("31st March 2013", date(2013, 3, 31)),
        ("Friday 29 March 2013", date(2013, 3, 29)),
        ("by 31 March 2013", date(2013, 3, 31)),
        ("August 2012", date(2012, 8, 31)),  # Hartlepool, 2012/13
        ("Mar-13", date(2013, 3, 31)),
        ("March ’13", date(2013, 3, 31)),
        ("End of March 2013", date(2013, 3, 31)),
        ("2014/15", date(2015, 3, 31)),
        ("Q2 2014/15", date(2014, 9, 30)),
    ],
)
def test_a_due_date_is_read_as_councils_write_it(said, on):
    """Of a month, a quarter or a year, it is the last day."""
    assert read_day(said, COUNCIL_YEAR, is_end=True) == on


def test_a_start_is_the_first_day_of_what_is_named():
    assert read_day("April 2012", COUNCIL_YEAR, is_end=False) == date(2012, 4, 1)


@pytest.mark.parametrize(
    "said", ["Ongoing", "soon", "2013", "31 February 2013", "03/31/2013", "Annually", "?"]
)
def test_what_is_not_a_date_is_said_to_be_none(said):
    with pytest.raises(UnreadableDay):
        read_day(said, COUNCIL_YEAR, is_end=True)


@given(st.text(max_size=80))
def test_no_text_at_all_breaks_the_reader(said):
    try:
        read_day(said, COUNCIL_YEAR, is_end=True)
    except UnreadableDay:
        assert not looks_like_day(said, COUNCIL_YEAR)


@pytest.mark.parametrize(
    ("said", "heading", "found"),
    [
        ("57", "Target", TargetSaid(Decimal(57))),
        ("98.50%", "Target", TargetSaid(Decimal("98.50"))),
        ("£1,234", "Target 2014/15", TargetSaid(Decimal(1234), financial_year(2014))),
        ("1,680 by March 2012", "Target", TargetSaid(Decimal(1680), financial_year(2011))),
        ("5% by March 2024", "target", TargetSaid(Decimal(5), financial_year(2023))),  # Spelthorne, 2023/24
        ("14 days", "target", TargetSaid(Decimal(14))),  # Spelthorne
        ("Data only", "target", TargetSaid()),  # Moray
        ("9 per day (3250 pa)", "target", TargetSaid()),  # Oxfordshire: two numbers
        ("Yes", "target", TargetSaid()),  # Moray
    ],
)
def test_a_target_is_a_number_and_the_year_where_one_is_named(said, heading, found):
    assert read_target_said(said, heading, COUNCIL_YEAR) == found


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_target_breaks_the_reader(said, heading):
    assert isinstance(read_target_said(said, heading, COUNCIL_YEAR), TargetSaid)
