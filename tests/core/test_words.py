"""The sentences people read: every code has words, and the arithmetic is printed plainly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core import words
from goldenthread.core.observed import State, TargetState
from goldenthread.core.rating import Allowance, Figure, Status, rate
from goldenthread.core.rollup import read_published
from goldenthread.core.rulebook import rulebook_from, short_rule
from goldenthread.core.travel import Against, Direction, Polarity
from goldenthread.core.words import adding_up, in_words, number, reason, worked_out

HAVERING = rulebook_from(
    {
        "band": [
            {"name": "Green", "status": "on target", "misses_by_at_most": "10%"},
            {"name": "Amber", "status": "near target", "direction": ["improved", "same"]},
            {"name": "Red", "status": "off target"},
        ]
    }
).rule
OWN = rulebook_from(
    {
        "band": [
            {"name": "Star", "status": "on target", "beats_by_more_than": "own"},
            {"name": "Late", "status": "near target", "misses_by_less_than": "3"},
            {"name": "Bad", "status": "off target", "misses_by_more_than": "10%", "direction": ["worse"]},
            {"name": "Rest", "status": "not rated"},
        ]
    }
).rule
TREND = rulebook_from(
    {
        "band": [
            {"name": "Up", "status": "on target", "improves_by_at_least": "5%"},
            {"name": "Down", "status": "off target", "worsens_by_at_least": "0"},
        ]
    }
).rule
LEVEL = rulebook_from(
    {"band": [{"name": "Fine", "status": "on target", "at_least": "85", "below": "200"}]}
).rule


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        (Status, words.STATUS),
        (Direction, words.DIRECTION),
        (State, words.STATE),
        (TargetState, words.TARGET_STATE),
        (Against, words.AGAINST),
    ],
)
def test_every_code_has_words_of_its_own(codes, table):
    assert set(table) == set(codes)
    assert len(set(table.values())) == len(codes)


@pytest.mark.parametrize(
    ("given_number", "as_given", "calculated"),
    [
        ("0", "0", "0"),
        ("98.30", "98.30", "98.3"),
        ("8.0", "8.0", "8"),
        ("-28", "−28", "−28"),
        ("1234567.5", "1,234,567.5", "1,234,567.5"),
        ("1E+3", "1,000", "1,000"),
        ("1E-7", "0.0000001", "0.0000001"),
        ("-0.00", "0.00", "0"),
        (
            "12345678901234567890123456789012345678",
            "12,345,678,901,234,567,890,123,456,789,012,345,678",
            None,
        ),
    ],
)
def test_numbers_are_printed_plainly(given_number, as_given, calculated):
    value = Decimal(given_number)

    assert (number(value), worked_out(value)) == (as_given, calculated or as_given)


def sentence(rule, actual, target=None, polarity=Polarity.HIGHER, state=State.REPORTED, **others):
    known = {key: Decimal(str(one)) if isinstance(one, int | float) else one for key, one in others.items()}
    target_state = known.pop("target_state", TargetState.SET)
    one = Figure(
        None if actual is None else Decimal(str(actual)),
        None if target is None else Decimal(str(target)),
        polarity,
        **known,
    )
    return reason(rate(rule, one), one, state=state, target_state=target_state)


WITHIN, MET, FLOOR = (short_rule(text).rule for text in ("within:10%", "met", "floor"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (sentence(MET, "98.3", 98), "98.3 against a target of 98: met"),
        (
            sentence(WITHIN, "78.5", 80),
            "78.5 against a target of 80: missed by 1.5, within the 8 allowed (10% of the target)",
        ),
        (
            sentence(WITHIN, "42.5", 60),
            "42.5 against a target of 60: missed by 17.5, more than the 6 allowed (10% of the target)",
        ),
        (
            sentence(short_rule("within:2").rule, 7, 8),
            "7 against a target of 8: missed by 1, within the 2 allowed",
        ),
        (sentence(MET, -28, 0), "−28 against a target of 0: missed by 28"),
        (sentence(MET, 5, 4, Polarity.LOWER), "5 against a target of 4: missed by 1"),
        (
            sentence(WITHIN, 9, None, Polarity.RANGE, low=10, high=20),
            "9 against a range of 10 to 20: missed by 1, within the 1 allowed (10% of the edge missed)",
        ),
        (sentence(WITHIN, 12, None, Polarity.RANGE, low=10, high=20), "12 against a range of 10 to 20: met"),
        (
            sentence(FLOOR, 47, 50, floor=45),
            "47 against a target of 50: missed by 3, but the floor of 45 is met",
        ),
        (
            sentence(FLOOR, 40, 50, floor=45),
            "40 against a target of 50: missed by 10, and the floor of 45 is missed too",
        ),
        (sentence(FLOOR, 40, 50), "40 against a target of 50: missed by 10, and no floor is given"),
        (sentence(WITHIN, None, 5, state=State.AWAITED), "no figure: awaited"),
        (sentence(WITHIN, None, 5, state=State.NIL_ACTIVITY), "no figure: nil activity"),
        (sentence(WITHIN, 5, target_state=TargetState.TO_BE_SET), "no target: to be set"),
        (sentence(WITHIN, 5, target_state=TargetState.NO_TARGET), "no target"),
        (
            sentence(MET, 98, 98, state=State.PROVISIONAL),
            "98 against a target of 98: met (provisional)",
        ),
        (
            sentence(HAVERING, 80, 100, direction=Direction.IMPROVED),
            "80 against a target of 100: missed by 20, more than the 10 allowed (10% of the target), "
            "but better than before",
        ),
        (
            sentence(HAVERING, 80, 100, direction=Direction.WORSE),
            "80 against a target of 100: missed by 20, more than the 10 allowed (10% of the target), "
            "and worse than before",
        ),
        (
            sentence(HAVERING, 80, 100),
            "80 against a target of 100: missed by 20; the rule asks how it compares with an earlier figure, "
            "and there is none to compare",
        ),
        (
            sentence(OWN, 6, 3, Polarity.LOWER, direction=Direction.SAME, tolerance=Allowance(Decimal(1))),
            "6 against a target of 3: missed by 3, more than the 0.3 allowed (10% of the target), "
            "and the same as before",
        ),
        (sentence(TREND, 106, previous=100), "106 against 100 before, up 6 (6%): Up"),
        (sentence(TREND, 99.5, previous=100), "99.5 against 100 before, down 0.5 (0.5%): Down"),
        (sentence(TREND, 0, previous=0), "0 against 0 before: Down"),
        (
            sentence(TREND, 5),
            "5: the rule asks how it compares with an earlier figure, and there is none to compare",
        ),
        (sentence(LEVEL, 85), "85: Fine"),
    ],
)
def test_the_reason_gives_the_arithmetic(said, expected):
    assert said == expected


@given(
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.sampled_from(["met", "within:10%", "within:2", "floor"]),
)
def test_every_rating_has_a_reason_without_exponents(actual, target, kind):
    one = Figure(actual, target)
    said = reason(rate(short_rule(kind).rule, one), one)

    assert said.startswith(number(actual))
    assert "E" not in said
    assert "-" not in said


def test_a_rule_is_said_one_sentence_to_a_band():
    assert in_words(HAVERING) == [
        "Green (on target): misses the target by no more than 10% of it.",
        "Amber (near target): has improved or has stayed the same since the earlier figure.",
        "Red (off target): everything else.",
    ]
    assert in_words(OWN) == [
        "Star (on target): betters the target by more than its own tolerance.",
        "Late (near target): misses the target by less than 3.",
        "Bad (off target): misses the target by more than 10% of it "
        "and has got worse since the earlier figure.",
        "Rest (not rated): everything else.",
    ]
    assert in_words(TREND) == [
        "Up (on target): is better than the earlier figure by at least 5% of it.",
        "Down (off target): is no better than the earlier figure.",
    ]
    assert in_words(LEVEL) == ["Fine (on target): is 85 or more and is below 200."]


@pytest.mark.parametrize(
    ("parts", "total", "expected"),
    [
        ("38 green, 8 red", "46", "38 + 8 = 46, as stated"),
        ("17, 14, 8", "40", "17 + 14 + 8 = 39, but the stated total is 40: 1 missing"),
        ("17, 14", "30", "17 + 14 = 31, but the stated total is 30: 1 too many"),
        ("72%, 20%, 7%", "100%", "72 + 20 + 7 = 99 against 100: rounding of 3 percentages explains it"),
        ("39 on target", "51", "cannot be tested: fewer than two parts are given"),
        ("1, 2", "", "cannot be tested: no total is stated"),
    ],
)
def test_a_published_sum_is_written_out(parts, total, expected):
    """R141"""
    assert adding_up(read_published(parts, total)) == expected
