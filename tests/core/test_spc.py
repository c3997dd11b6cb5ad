"""Signal or noise: hand-worked charts, the cases that NHSRplotthedots tests, and properties."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.spc import (
    Assurance,
    Cause,
    Variation,
    Wanted,
    _in_a_run,
    _in_a_trend,
    _two_of_three,
    chart,
    limits_of,
    median_of,
)
from goldenthread.core.travel import Polarity


def numbers(*values: float | str) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


# By hand: the mean is 81/6 = 13.5; the moving ranges 3, 4, 4, 2, 2 average 3; 2.66 × 3 = 7.98.
BY_HAND = numbers(12, 15, 11, 15, 13, 15)


def test_limits_worked_by_hand() -> None:
    """Mean 13.5, limits 13.5 ± 7.98."""
    limits = limits_of(BY_HAND)
    assert limits is not None
    assert (limits.mean, limits.mean_range, limits.lower, limits.upper) == tuple(
        numbers("13.50", "3.00", "5.52", "21.48")
    )
    assert limits.is_trial


def test_screening_leaves_out_a_wild_range() -> None:
    """A moving range of 3.267 times the average or more is left out, and the average taken again."""
    values = numbers(10, 11, 10, 11, 10, 11, 10, 30, 29, 30, 29, 30)
    plain, screened = limits_of(values), limits_of(values, is_screened=True)
    assert plain and screened
    assert plain.mean_range == Decimal("2.73")  # 30 over 11
    assert screened.mean_range == Decimal("1.00")  # the 20 left out
    assert plain.mean == screened.mean


@pytest.mark.parametrize(
    ("sides", "flagged"),
    [
        ([1] * 6, [0] * 6),
        ([1] * 6 + [-1], [0] * 7),
        ([1] * 8 + [-1], [1] * 8 + [0]),
        ([-1] * 8 + [1], [1] * 8 + [0]),
        ([1, 1, 1, 0, 1, 1, 1, 1], [0] * 8),
    ],
)
def test_seven_on_one_side(sides: list[int], flagged: list[int]) -> None:
    """As NHSRplotthedots tests its run of seven, once its later members are marked too."""
    assert _in_a_run(sides, 7) == [bool(one) for one in flagged]


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0, 1, 1, 1, 1, 1, 1, 1, 0]),
        ([7, 6, 5, 4, 3, 2, 1], [1] * 7),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0, 1, 1, 1, 1, 1, 1, 1, 0]),
    ],
)
def test_seven_rising_or_falling(values: list[int], flagged: list[int]) -> None:
    moves = [0, *((b > a) - (b < a) for a, b in pairwise(values))]
    assert _in_a_trend(moves) == [bool(one) for one in flagged]


@pytest.mark.parametrize(
    ("near", "flagged"),
    [
        ([1, 0, 1], [1, 0, 1]),
        ([0, 1, 1], [0, 1, 1]),
        ([1, 1, 0], [1, 1, 0]),
        ([0, 0, 1, 0, 1, 0, 0], [0, 0, 1, 0, 1, 0, 0]),
        ([1, 0, 0, 1], [0] * 4),
        ([1, 0, 0, 1, 1], [0, 0, 0, 1, 1]),
    ],
)
def test_two_of_three_near_a_limit(near: list[int], flagged: list[int]) -> None:
    assert _two_of_three([bool(one) for one in near], [1] * len(near)) == [bool(one) for one in flagged]


def test_two_of_three_must_lie_on_one_side() -> None:
    assert _two_of_three([True, False, True], [1, -1, 1]) == [False] * 3


def test_a_point_outside_is_improvement_or_concern_by_polarity() -> None:
    values = numbers(10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 30)
    for polarity, variation in [
        (Polarity.HIGHER, Variation.IMPROVEMENT),
        (Polarity.LOWER, Variation.CONCERN),
        (Polarity.RANGE, Variation.NEUTRAL_HIGH),
    ]:
        found = chart(values, Wanted(polarity))
        assert found.variation is variation
        assert Cause.OUTSIDE in found.points[-1].causes


def test_rebasing_starts_the_limits_afresh() -> None:
    values = numbers(10, 11, 10, 11, 10, 11, 20, 21, 20, 21, 20, 21)
    whole, parted = chart(values, Wanted()), chart(values, Wanted(), starts=[6])
    assert len(whole.stretches) == 1
    assert [one.limits.mean for one in parted.stretches if one.limits] == numbers("10.50", "20.50")
    assert parted.variation is Variation.COMMON_CAUSE


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [
        (Polarity.HIGHER, "22", Assurance.FAILS),
        (Polarity.HIGHER, "5", Assurance.PASSES),
        (Polarity.HIGHER, "5.52", Assurance.PASSES),
        (Polarity.HIGHER, "5.521", Assurance.HIT_AND_MISS),
        (Polarity.HIGHER, "21.48", Assurance.HIT_AND_MISS),
        (Polarity.LOWER, "22", Assurance.PASSES),
        (Polarity.LOWER, "5", Assurance.FAILS),
        (Polarity.LOWER, "13", Assurance.HIT_AND_MISS),
    ],
)
def test_assurance(polarity: Polarity, target: str, assurance: Assurance) -> None:
    """The target against limits of 5.52 and 21.48."""
    assert chart(BY_HAND, Wanted(polarity, Decimal(target))).assurance is assurance


@pytest.mark.parametrize(
    ("low", "high", "assurance"),
    [
        ("5", "22", Assurance.PASSES),
        ("6", "22", Assurance.HIT_AND_MISS),
        ("22", "30", Assurance.FAILS),
        (None, "5", Assurance.FAILS),
    ],
)
def test_assurance_within_a_range(low: str | None, high: str | None, assurance: Assurance) -> None:
    wanted = Wanted(Polarity.RANGE, low=Decimal(low) if low else None, high=Decimal(high) if high else None)
    assert chart(BY_HAND, wanted).assurance is assurance


def test_too_few_for_limits() -> None:
    found = chart(BY_HAND[:5], Wanted(target=Decimal(1)))
    assert (found.variation, found.assurance, found.limits) == (Variation.TOO_FEW, Assurance.TOO_FEW, None)
    assert found.stretches[0].median == Decimal(13)
    assert chart([], Wanted()).variation is Variation.TOO_FEW


def test_no_target_no_assurance() -> None:
    assert chart(BY_HAND, Wanted()).assurance is Assurance.NO_TARGET


figures = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)


@given(st.lists(figures, min_size=6, max_size=40))
def test_limits_are_what_fractions_say(values: list[Decimal]) -> None:
    """The slow and obvious twin: fractions all the way, rounded only to be compared with what is printed."""
    limits = limits_of(values)
    assert limits is not None
    exact = [Fraction(value) for value in values]
    mean = sum(exact) / len(exact)
    spread = sum(abs(b - a) for a, b in pairwise(exact)) / (len(exact) - 1)
    half = Fraction(1, 2 * 10**limits.places)
    for printed, true in [
        (limits.mean, mean),
        (limits.upper, mean + spread * Fraction(266, 100)),
        (limits.lower, mean - spread * Fraction(266, 100)),
    ]:
        assert abs(Fraction(printed) - true) <= half
    outside = [value for value in exact if abs(value - mean) > spread * Fraction(266, 100)]
    points = chart(values, Wanted()).points
    assert [Fraction(one.value) for one in points if Cause.OUTSIDE in one.causes] == outside


@given(st.lists(figures, max_size=9))
def test_median_is_in_the_middle(values: list[Decimal]) -> None:
    median = median_of(values)
    assert sum(value < median for value in values) <= len(values) / 2
    assert sum(value > median for value in values) <= len(values) / 2
