"""Longer periods from shorter ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.deriving import NOT_YET, Piece, derive, period_of, pieces_of
from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Derivation, Frequency, Kind
from goldenthread.core.observed import State
from goldenthread.core.periods import COUNCIL_YEAR, Period, YearStart, label, parse_period

D, F = Derivation, Frequency
NUMBERS, SHARES = Shape(Kind.NUMBER), Shape(Kind.PERCENTAGE)


def piece(value: str | None, state: State = State.REPORTED, **more: bool) -> Piece:
    return Piece(None if value is None else Decimal(value), state, **more)


def share(above: int, below: int) -> Piece:
    value = Decimal(above * 100) / Decimal(below) if below else Decimal(0)
    return Piece(value, State.REPORTED, Decimal(above), Decimal(below))


@pytest.mark.parametrize(
    ("frequency", "on", "words"),
    [
        (F.MONTHLY, date(2014, 5, 9), "May 2014"),
        (F.QUARTERLY, date(2014, 5, 9), "2014/15 Q1"),
        (F.HALF_YEARLY, date(2014, 5, 9), "April 2014 to September 2014"),
        (F.HALF_YEARLY, date(2015, 1, 1), "October 2014 to March 2015"),
        (F.YEARLY, date(2015, 1, 1), "2014/15"),
    ],
)
def test_the_period_of_a_day(frequency: Frequency, on: date, words: str) -> None:
    assert label(period_of(on, frequency, COUNCIL_YEAR)) == words


def period(text: str) -> Period:
    return parse_period(text)


@pytest.mark.parametrize(
    ("longer", "frequency", "how", "first", "count"),
    [
        ("2014/15 Q2", F.MONTHLY, D.SUM, "July 2014", 3),
        ("2014/15 Q2", F.MONTHLY, D.YEAR_TO_DATE, "April 2014", 6),
        ("2014/15 Q2", F.MONTHLY, D.ROLLING_YEAR, "October 2013", 12),
        ("2014/15", F.QUARTERLY, D.AVERAGE, "2014/15 Q1", 4),
        ("2014/15", F.HALF_YEARLY, D.SUM, "April 2014 to September 2014", 2),
    ],
)
def test_the_pieces_of_a_period(
    longer: str, frequency: Frequency, how: Derivation, first: str, count: int
) -> None:
    found = pieces_of(period(longer), frequency, how, COUNCIL_YEAR)
    assert (label(found[0]), len(found)) == (first, count)


def test_pieces_that_do_not_fit_are_none() -> None:
    """Calendar months don't make a year that starts on 6 April, nor do quarters make a month."""
    april6 = YearStart(4, 6)
    year = period_of(date(2014, 5, 1), F.YEARLY, april6)
    assert pieces_of(year, F.MONTHLY, D.SUM, april6) == []
    assert pieces_of(period("May 2014"), F.QUARTERLY, D.SUM, COUNCIL_YEAR) == []


@pytest.mark.parametrize(
    ("how", "shape", "value"),
    [
        (D.SUM, NUMBERS, "60"),
        (D.LAST, NUMBERS, "30"),
        (D.AVERAGE, NUMBERS, "20"),
        (D.YEAR_TO_DATE, NUMBERS, "60"),
        (D.ROLLING_YEAR, NUMBERS, "60"),
        (D.YEAR_TO_DATE, SHARES, "20"),
        (D.ROLLING_YEAR, SHARES, "20"),
        (D.YEAR_TO_DATE, Shape(Kind.NUMBER, "%"), "20"),
        (D.ROLLING_YEAR, Shape(Kind.NUMBER, "%"), "20"),
    ],
)
def test_derived_by_hand(how: Derivation, shape: Shape, value: str) -> None:
    assert derive([piece("10"), piece("20"), piece("30")], how, shape).value == Decimal(value)


def test_shares_are_of_the_whole_and_not_the_mean_of_shares() -> None:
    """1 of 10 and 90 of 90: 91 of 100, not the 55% that their mean would be."""
    found = derive([share(1, 10), share(90, 90)], D.AVERAGE, SHARES)
    assert (found.value, found.numerator, found.denominator) == (Decimal("91"), Decimal(91), Decimal(100))
    assert derive([share(0, 0)], D.SUM, SHARES) == Piece(None, State.NIL_ACTIVITY)


@pytest.mark.parametrize(
    ("pieces", "how", "expected"),
    [
        ([piece("1"), None], D.SUM, NOT_YET),
        ([piece("1"), piece(None, State.AWAITED)], D.SUM, NOT_YET),
        ([None, piece("1")], D.LAST, piece("1.000000")),
        ([piece("1"), None], D.LAST, NOT_YET),
        ([], D.SUM, NOT_YET),
        ([piece("1"), piece(None, State.SUPPRESSED)], D.SUM, piece(None, State.SUPPRESSED)),
        ([piece("4"), piece(None, State.NIL_ACTIVITY)], D.AVERAGE, piece("4.000000")),
        ([piece("4"), piece(None, State.NOT_APPLICABLE)], D.SUM, piece("4.000000")),
        ([piece(None, State.NIL_ACTIVITY), piece(None, State.NOT_APPLICABLE)], D.SUM,
         piece(None, State.NIL_ACTIVITY)),
        ([piece("1"), piece("2", State.PROVISIONAL)], D.SUM, piece("3.000000", State.PROVISIONAL)),
        ([piece("1"), piece("2", is_questioned=True)], D.SUM, piece("3.000000", is_questioned=True)),
        ([piece("99999999999999"), piece("1")], D.SUM, piece(None, State.NOT_APPLICABLE)),
    ],
)  # fmt: skip
def test_states_of_pieces_carry(pieces: list[Piece | None], how: Derivation, expected: Piece) -> None:
    """R138, R140."""
    assert derive(pieces, how, NUMBERS) == expected


values = st.decimals(-1000, 1000, places=2)


@given(st.lists(values, min_size=1, max_size=12))
def test_sum_average_and_last_agree_with_the_plain_twin(given_values: list[Decimal]) -> None:
    pieces = [Piece(value, State.REPORTED) for value in given_values]
    assert derive(pieces, D.SUM, NUMBERS).value == sum(given_values)
    assert derive(pieces, D.LAST, NUMBERS).value == given_values[-1]
    average = derive(pieces, D.AVERAGE, NUMBERS).value
    assert average is not None
    assert abs(average * len(given_values) - sum(given_values)) <= Decimal("0.0000005") * len(given_values)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(list(F)), st.sampled_from(list(F)))
def test_pieces_cover_their_period_without_a_gap(on: date, longer: Frequency, shorter: Frequency) -> None:
    whole = period_of(on, longer, COUNCIL_YEAR)
    found = pieces_of(whole, shorter, D.SUM, COUNCIL_YEAR)
    if shorter.months > longer.months:
        assert found == []
        return
    assert (found[0].starts_on, found[-1].ends_on) == (whole.starts_on, whole.ends_on)
    assert len(found) * shorter.months == longer.months
