"""Figures of every kind, written and read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.figures import Shape, fraction, read_figure, read_two_numbers, read_value, shown
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import Label, State, TargetState, UnreadableNumber, labels_by_text

LEVELS = ("Poor", "Fair", "Good")
LABELS = labels_by_text((Label("N/A", State.NOT_APPLICABLE, TargetState.NO_TARGET),))


@pytest.mark.parametrize(
    ("kind", "unit", "decimals", "value", "words"),
    [
        (Kind.NUMBER, "", None, "1234.5", "1,234.5"),
        (Kind.PERCENTAGE, "", 1, "78.25", "78.3%"),
        (Kind.PERCENTAGE, "%", None, "78.25", "78.25%"),
        (Kind.MONEY, "£", 0, "-1234.5", "−£1,235"),
        (Kind.RATE, "per 1,000", 1, "4.05", "4.1"),
        (Kind.DURATION, "days", None, "18", "18"),
        (Kind.YES_NO, "", None, "1", "Yes"),
        (Kind.YES_NO, "", None, "0", "No"),
        (Kind.YES_NO, "", None, "0.5", "0.5"),
        (Kind.PLAN_DATE, "", None, str(date(2014, 6, 30).toordinal()), "30 June 2014"),
        (Kind.LEVEL, "", None, "2", "Fair"),
        (Kind.LEVEL, "", None, "4", "4"),
    ],
)
def test_shown(kind: Kind, unit: str, decimals: int | None, value: str, words: str) -> None:
    """R136: every kind is printed as people say it; half is rounded up, away from nought."""
    assert shown(Decimal(value), Shape(kind, unit, decimals, LEVELS)) == words


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.YES_NO, " yes ", "1"),
        (Kind.YES_NO, "Not met", "0"),
        (Kind.PLAN_DATE, "30/06/2014", str(date(2014, 6, 30).toordinal())),
        (Kind.LEVEL, "good", "3"),
        (Kind.LEVEL, "1", "1"),
        (Kind.PERCENTAGE, "84.13 %", "84.13"),
        (Kind.MONEY, "£1,234", "1234"),
    ],
)
def test_read(kind: Kind, text: str, value: str) -> None:
    shape = Shape(kind, levels=LEVELS)
    assert read_value(text, shape) == Decimal(value)
    assert read_figure(text, shape, LABELS).value == Decimal(value)


@pytest.mark.parametrize(
    ("kind", "text", "remedy"),
    [
        (Kind.YES_NO, "perhaps", "Write Yes or No"),
        (Kind.PLAN_DATE, "June", "Write one such as 30 June 2014"),
        (Kind.PLAN_DATE, "2014/15", "is not a day"),
        (Kind.LEVEL, "Great", "Poor, Fair, Good"),
        (Kind.NUMBER, "lots", "neither a number"),
    ],
)
def test_refused_with_a_remedy(kind: Kind, text: str, remedy: str) -> None:
    with pytest.raises(UnreadableNumber, match=remedy):
        read_figure(text, Shape(kind, levels=LEVELS), LABELS)


@pytest.mark.parametrize("kind", list(Kind))
def test_labels_and_blanks_are_states_whatever_the_kind(kind: Kind) -> None:
    """R138."""
    shape = Shape(kind, levels=LEVELS)
    assert read_figure("N/A", shape, LABELS).state is State.NOT_APPLICABLE
    assert read_figure(" ", shape, LABELS).state is State.AWAITED


def test_a_narrative_is_told_in_words() -> None:
    read = read_figure("The bridge is open", Shape(Kind.NARRATIVE), LABELS)
    assert (read.state, read.value, read.said) == (State.IN_WORDS, None, "The bridge is open")


def test_a_fraction_is_multiplied_by_what_its_kind_asks() -> None:
    assert fraction(Decimal(1), Decimal(3), Shape(Kind.PERCENTAGE)) == Decimal("33.333333")
    assert fraction(Decimal(157), Decimal(200), Shape(Kind.NUMBER, "%")) == Decimal("78.5")
    assert fraction(Decimal(2), Decimal(3), Shape(Kind.RATE, per=Decimal(1000))) == Decimal("666.666667")
    assert fraction(Decimal(9), Decimal(750), Shape(Kind.RATE, "per 1,000 people")) == Decimal(12)
    assert fraction(Decimal(9), Decimal(2), Shape(Kind.RATE, "£ per pupil")) == Decimal("4.5")
    assert fraction(Decimal(3), Decimal(4), Shape(Kind.RATIO)) == Decimal("0.75")
    assert fraction(Decimal(3), Decimal(0), Shape(Kind.RATIO)) is None


@given(st.dates())
def test_a_day_that_is_shown_is_read_back(on: date) -> None:
    shape = Shape(Kind.PLAN_DATE)
    value = Decimal(on.toordinal())
    assert read_value(shown(value, shape), shape) == value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("18 / 24", (18, 24)),
        ("18/24", (18, 24)),
        ("1,018 of 2,400", (1018, 2400)),
        ("18 out of 24", (18, 24)),
        ("-3 / 4.5", (-3, Decimal("4.5"))),
        ("18", None),
        ("N/A", None),
        ("18 /", None),
        ("30/06/2014", None),
        ("18% / 24", None),
        ("half of them", None),
        ("", None),
    ],
)
def test_two_numbers_are_read_as_one_out_of_the_other(text: str, read: object) -> None:
    assert read_two_numbers(text) == read
