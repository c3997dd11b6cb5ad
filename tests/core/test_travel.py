"""Direction of travel, read with the polarity (R136)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.travel import (
    DeadBand,
    Direction,
    Polarity,
    distance_outside,
    movement,
    movement_of_three,
)

IMPROVED, SAME, WORSE = Direction.IMPROVED, Direction.SAME, Direction.WORSE
TWO_PERCENT = DeadBand(Decimal(2), is_percent=True)
numbers = st.decimals(min_value=-1000, max_value=1000, places=2)


@pytest.mark.parametrize(
    ("now", "before", "polarity", "direction"),
    [
        ("4.5", 4, Polarity.LOWER, WORSE),
        ("4.5", 4, Polarity.HIGHER, IMPROVED),
        (4, 4, Polarity.LOWER, SAME),
        (-16, 2, Polarity.HIGHER, WORSE),
        (-3, -5, Polarity.HIGHER, IMPROVED),
    ],
)
def test_better_is_up_or_down_as_the_polarity_says(now, before, polarity, direction):
    assert movement(Decimal(now), Decimal(before), polarity) is direction


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [(12, 18, SAME), (9, 5, IMPROVED), (25, 21, WORSE), (21, 9, SAME), (15, 9, IMPROVED)],
)
def test_within_a_range_what_counts_is_how_far_outside(now, before, direction):
    moved = movement(Decimal(now), Decimal(before), Polarity.RANGE, Decimal(10), Decimal(20))

    assert moved is direction


def test_a_range_without_edges_cannot_be_compared():
    assert distance_outside(Decimal(1), None, None) is None
    assert movement(Decimal(1), Decimal(2), Polarity.RANGE) is Direction.CANNOT_COMPARE


@pytest.mark.parametrize(
    ("now", "direction"), [("102", SAME), ("102.01", IMPROVED), ("98", SAME), ("97.9", WORSE)]
)
def test_a_change_inside_the_dead_band_is_the_same(now, direction):
    """The county council of 2013-14: improved by more than 2% since the last quarter."""
    assert movement(Decimal(now), Decimal(100), Polarity.HIGHER, dead_band=TWO_PERCENT) is direction


@pytest.mark.parametrize(
    ("results", "direction"),
    [
        ([1, 2, 3], IMPROVED),
        ([1, 2, 2], IMPROVED),
        ([1, 3, 2], SAME),
        ([3, 1, 2], SAME),
        ([3, 2, 1], WORSE),
        ([2, 2, 2], SAME),
        ([9, 1, 2, 3], IMPROVED),
        ([1, 2], Direction.CANNOT_COMPARE),
    ],
)
def test_three_results_have_one_direction_when_no_step_goes_back(results, direction):
    """City of York, 2021-22."""
    assert movement_of_three([Decimal(one) for one in results], Polarity.HIGHER) is direction


@given(numbers, numbers, st.sampled_from([Polarity.HIGHER, Polarity.LOWER]))
def test_there_and_back_are_opposites(now, before, polarity):
    opposite = {IMPROVED: WORSE, WORSE: IMPROVED, SAME: SAME}

    assert movement(before, now, polarity) is opposite[movement(now, before, polarity)]
