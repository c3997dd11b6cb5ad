"""Counts that add up (R141)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.rating import Figure, Status, missed_by
from goldenthread.core.rollup import (
    RollUp,
    TravelRollUp,
    percent,
    read_published,
    roll_up,
    roll_up_travel,
)
from goldenthread.core.travel import Direction


@given(st.lists(st.sampled_from(Status)))
def test_parts_always_sum_to_the_total(statuses):
    """R141"""
    rollup = roll_up(statuses)

    assert sum(rollup.count(status) for status in Status) == rollup.total == len(statuses)
    assert rollup.rated == len([one for one in statuses if one is not Status.NOT_RATED])


@given(st.lists(st.sampled_from(Direction)))
def test_directions_sum_to_the_total(directions):
    travel = roll_up_travel(directions)

    assert sum(travel.count(one) for one in Direction) == travel.total == len(directions)
    assert travel.compared == travel.total - travel.not_compared


@given(st.lists(st.sampled_from(Status)), st.lists(st.sampled_from(Status)))
def test_the_roll_up_of_two_services_is_the_sum_of_theirs(some, others):
    assert roll_up(some) + roll_up(others) == roll_up([*some, *others])


def test_percentages_say_what_they_are_of():
    rollup = RollUp(on_target=2, near_target=1, off_target=0, not_rated=3)

    assert (rollup.on_target_of_rated, rollup.on_target_of_all) == (Decimal("66.7"), Decimal("33.3"))


def test_there_is_no_percentage_of_nothing():
    assert RollUp(not_rated=2).on_target_of_rated is None
    assert RollUp().on_target_of_all is None
    assert TravelRollUp(not_compared=2).improved_of_compared is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 16, "6.3"), (1, 8, "12.5"), (50, 100, "50.0"), (1, 3, "33.3"), (0, 5, "0.0")],
)
def test_percentages_round_half_up(part, whole, expected):
    assert percent(part, whole) == Decimal(expected)


def test_50_of_100_is_50_percent_not_100():
    assert percent(50, 100) == 50


def test_negative_numbers_add_up():
    one, other = Figure(Decimal(-28), Decimal(0)), Figure(Decimal(3), Decimal(-5))

    assert missed_by(one) == 28
    assert missed_by(other) == -8
    assert missed_by(one) + missed_by(other) == 20


@pytest.mark.parametrize(
    ("parts", "total", "parts_sum", "adds_up", "is_rounding"),
    [
        ("38 green, 2 amber, 6 red", "46 of 50 rated", 46, True, False),
        ("17 green, 14 amber, 8 red", "40", 39, False, False),
        ("28 achieved, 9 not (3 within amber margin)", "37", 37, True, False),
        ("12 on target, 2 some concern, 2 significant", "21 (of 33)", 16, False, False),
        ("72%, 20%, 7%", "100%", 99, False, True),
        ("72%, 20%, 4%", "100%", 96, False, False),
        ("39 on target", "51", 39, None, False),
        ("71% achieved", "", 71, None, False),
        ("none", "none", 0, None, False),
    ],
)
def test_a_published_roll_up_is_read_and_tested(parts, total, parts_sum, adds_up, is_rounding):
    """R141: demo/rules/published_rollups.csv"""
    published = read_published(parts, total)

    assert (published.sum, published.adds_up) == (parts_sum, adds_up)
    assert (published.is_rounding if published.adds_up is False else False) is is_rounding
