"""A year's target in parts that add up exactly, and what to ask of a target before it is kept."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.standing import Aim, Result, Sheet
from goldenthread.core.targets import (
    Adding,
    Past,
    Profile,
    Unshaped,
    Year,
    doubts_about,
    parted,
    periods_of,
    shaped,
)
from goldenthread.core.travel import Polarity

YEAR = parse_period("2014/15")
Q1, Q2, LAST_Q1 = (parse_period(text) for text in ("2014/15 Q1", "2014/15 Q2", "2013/14 Q1"))
figures = some.decimals(-(10**12), 10**12, places=4, allow_nan=False, allow_infinity=False)
shares = some.lists(some.decimals(0, 10**6, places=3), min_size=1, max_size=12).filter(any)


@given(figures, shares, some.integers(0, 4))
def test_the_parts_of_a_year_add_up_to_it_exactly(whole, given_shares, decimals):
    """R140: whatever the target and the shares; each part is within one last place of its share."""
    parts = parted(whole, given_shares, decimals)
    assert sum(parts) == whole
    place = Decimal(1).scaleb(-max(decimals, 4))
    for part, share in zip(parts, given_shares, strict=True):
        assert abs(part - whole * share / sum(given_shares)) < max(place * 10**4, Decimal(1))


@given(figures, some.integers(1, 12))
def test_what_runs_up_through_the_year_ends_at_its_target(whole, count):
    """R140: a cumulative measure gets running totals."""
    year = Year((Q1,) * count, Adding.RUNNING, 0)
    assert shaped(whole, Profile.EVEN, year)[-1] == whole


def test_shapes_of_a_year():
    quarters = periods_of(YEAR, "QUARTERLY")
    summed = Year(quarters, Adding.SUMMED, 0, tuple(map(Decimal, (10, 20, 30, 40))))
    level = Year(quarters, Adding.NOT_ADDED, 0, standing_at=Decimal(60))
    assert shaped(Decimal(10), Profile.EVEN, summed) == (3, 3, 2, 2)
    assert shaped(Decimal(50), Profile.LAST_YEAR, summed) == (5, 10, 15, 20)
    assert shaped(Decimal(80), Profile.SAME, level) == (80, 80, 80, 80)
    assert shaped(Decimal(80), Profile.STEPS, level) == (65, 70, 75, 80)
    with pytest.raises(Unshaped, match="Write 4 shares"):
        shaped(Decimal(80), Profile.OWN_SHARES, summed, [Decimal(1)])
    with pytest.raises(Unshaped, match="aren't all held"):
        shaped(Decimal(80), Profile.LAST_YEAR, Year(quarters, Adding.SUMMED))


@pytest.mark.parametrize(("frequency", "count"), [("MONTHLY", 12), ("HALF_YEARLY", 2), ("YEARLY", 0)])
def test_the_periods_of_a_year_follow_each_other(frequency, count):
    found = periods_of(YEAR, frequency)
    assert len(found) == count
    if found:
        assert (found[0].starts_on, found[-1].ends_on) == (YEAR.starts_on, YEAR.ends_on)


def past(polarity=Polarity.HIGHER, kind=Kind.NUMBER, results=(), aims=(), changed_on=None):
    held = [Result(period, Decimal(value), State.REPORTED) for period, value in results]
    aimed = [Aim(period, Decimal(value), TargetState.SET) for period, value in aims]
    return Past(Sheet(polarity=polarity), Shape(kind), Adding.NOT_ADDED, held, aimed, changed_on)


@pytest.mark.parametrize(
    ("target", "stretch", "held", "codes"),
    [
        ("80", None, past(results=[(Q1, 75)]), []),
        ("70", None, past(results=[(Q1, 75)]), ["AIM1"]),
        ("80", None, past(Polarity.LOWER, results=[(Q1, 75)]), ["AIM1"]),
        ("0", None, past(), ["AIM3"]),
        ("101", None, past(kind=Kind.PERCENTAGE), ["AIM8"]),
        ("80", "80", past(), ["AIM6"]),
        ("80", "85", past(), []),
        ("73390", None, past(aims=[(Q1, 420)]), ["AIM7"]),
        ("420", None, past(results=[(Q1, 40)], changed_on=Q2.starts_on), ["AIM5"]),
        ("0", None, past(Polarity.RANGE, Kind.YES_NO, results=[(Q1, 1)]), []),
    ],
)
def test_what_is_asked_of_a_target(target, stretch, held, codes):
    found = doubts_about(Q2, Decimal(target), Decimal(stretch) if stretch else None, held)
    assert [one.code for one in found] == codes
    assert all("{" not in one.words for one in found)


def test_last_years_missed_target_again_is_asked_of():
    held = past(results=[(LAST_Q1, 75)], aims=[(LAST_Q1, 80)])
    assert [one.code for one in doubts_about(Q1, Decimal(80), None, held)] == ["AIM4"]
