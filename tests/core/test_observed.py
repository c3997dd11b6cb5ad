"""Reading results and targets: a blank is a named state, never a zero (R127, R138)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.observed import (
    Label,
    Number,
    Observed,
    State,
    TargetRead,
    TargetState,
    UnreadableNumber,
    is_nil_scored_full,
    is_suspicious_zero,
    labels_by_text,
    read_number,
    read_observed,
    read_target,
)
from goldenthread.core.words import number

LABELS = labels_by_text(
    (
        Label("N/A", State.NOT_APPLICABLE, TargetState.NO_TARGET),
        Label("n/a (", State.NOT_APPLICABLE, TargetState.NO_TARGET, is_start=True),
        Label("N/A (no", State.NIL_ACTIVITY, TargetState.NO_TARGET, is_start=True),
        Label("Data only", State.NOT_APPLICABLE, TargetState.DATA_ONLY),
        Label("To be set", State.AWAITED, TargetState.TO_BE_SET),
        Label("–", State.AWAITED, TargetState.NO_TARGET),
    )
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84.13 %", "84.13"),
        ("95.9%", "95.9"),
        ("£1,234,567.50", "1234567.50"),
        ("-£56", "-56"),
        ("£-56", "-56"),
        ("(56)", "-56"),
        ("(£5.6)%", "-5.6"),
        ("−3", "-3"),
        ("–3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("007", "7"),
        ("１２", "12"),
        (" 1 234 ", "1234"),
        ("0", "0"),
        ("-0.0", "0"),
    ],
)
def test_a_number_is_read_as_councils_type_it(text, value):
    assert read_number(text) == Number(Decimal(value), is_provisional=False)


@pytest.mark.parametrize("text", ["12*", "*12", "12 *", "12%*", "12**"])
def test_an_asterisk_marks_a_figure_as_provisional(text):
    assert read_number(text) == Number(Decimal(12), is_provisional=True)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "1,5",
            "12,34",
            "1,23,456",
            "1.2.3",
            "5%%",
            "1e5",
            "NaN",
            "inf",
            "0x10",
            "£",
            "%",
            "*",
            "(",
            "(5",
            "5)",
            "(-5)",
            "--5",
            "-£-5",
            "12p",
        ],
        *["½", "85²", "①", "٣", "1/2", "1_000", "x"],
        *("", "9 per day", "12 13", "85 2", "5" * 41, "12 days"),
    ],
)
def test_what_may_not_be_a_number_is_refused_with_a_remedy(text):
    with pytest.raises(UnreadableNumber, match=r"“.*”"):
        read_number(text)


def test_a_decimal_comma_is_refused_because_it_might_be_thousands():
    with pytest.raises(UnreadableNumber, match="a comma must part thousands"):
        read_number("12,5")


def test_a_raised_footnote_mark_never_becomes_a_digit():
    with pytest.raises(UnreadableNumber, match="raised figure"):
        read_number("85²")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_that_we_print_can_be_read_back(value):
    assert read_number(number(value)).value == value


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.AWAITED),
        ("  ", State.AWAITED),
        ("n/A", State.NOT_APPLICABLE),
        ("-", State.AWAITED),
        ("–", State.AWAITED),
        ("N/A (no consultations during this period)", State.NIL_ACTIVITY),
        ("N/A (moved to a partner)", State.NOT_APPLICABLE),
    ],
)
def test_no_figure_is_a_state_and_never_a_zero(text, state):
    """R138: not due, awaited, nil activity and the like are none of them figures."""
    assert read_observed(text, LABELS) == Observed(None, state, " ".join(text.replace("–", "-").split()))


def test_a_true_zero_is_a_figure():
    assert read_observed("0", LABELS) == Observed(Decimal(0), State.REPORTED, "0")
    assert not is_suspicious_zero(Decimal(0), "no incidents this quarter")


def test_a_figure_can_be_provisional_by_its_asterisk_or_by_a_column():
    assert read_observed("12*", LABELS).state is State.PROVISIONAL
    assert read_observed("12", LABELS, provisional=True).state is State.PROVISIONAL
    assert read_observed("", LABELS, provisional=True).state is State.AWAITED


def test_a_figure_and_a_state_without_one_do_not_go_together():
    with pytest.raises(ValueError, match="do not go together"):
        Observed(Decimal(1), State.AWAITED)
    with pytest.raises(ValueError, match="do not go together"):
        Observed(None, State.REPORTED)


def test_a_blank_target_is_a_state_with_a_reason():
    """R127: a blank target is neither zero nor failed."""
    assert read_target("", LABELS) == TargetRead(None, TargetState.NO_TARGET, "")
    assert read_target("to be set", LABELS) == TargetRead(None, TargetState.TO_BE_SET, "to be set")
    assert read_target("Data only", LABELS) == TargetRead(None, TargetState.DATA_ONLY, "Data only")
    assert read_target("90%", LABELS) == TargetRead(Decimal(90), TargetState.SET, "90%")


@pytest.mark.parametrize(
    ("value", "note", "expected"),
    [
        (0, "quarter 1 figure not yet confirmed; 0 entered", True),
        (0, "figure hasn’t been agreed", True),
        (0, "TBC", True),
        (0, "awaiting final data from the partner", True),
        (0, "yet to be verified", True),
        (5, "figure not yet confirmed", False),
        (0, "0 cases awaiting a decision", False),
        (0, "", False),
        (None, "figure not yet confirmed", False),
    ],
)
def test_a_zero_beside_a_note_that_it_is_not_confirmed_is_suspicious(value, note, expected):
    """Hart, quarter 1 2014/15, ETS01."""
    assert is_suspicious_zero(None if value is None else Decimal(value), note) is expected


@pytest.mark.parametrize(
    ("value", "note", "expected"),
    [
        (100, "nil activity", True),
        (100, "No consultations during this period", True),
        (100, "no applications received", True),
        (100, "No complaints.", True),
        (100, "no cases were late", False),
        (100, "no change in method", False),
        (100, "no issues this quarter", False),
        (100, "", False),
        (99, "nil activity", False),
    ],
)
def test_full_marks_for_nothing_are_suspicious(value, note, expected):
    assert is_nil_scored_full(Decimal(value), note) is expected
