"""Rating a figure by a rule (R011, R136, R137), with the cases that other programs get wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.rating import (
    Allowance,
    Band,
    Condition,
    Figure,
    Question,
    Rule,
    Status,
    missed_by,
    rate,
    status_of,
)
from goldenthread.core.rulebook import rulebook_from, short_rule
from goldenthread.core.travel import Direction, Polarity

MET, FLOOR = short_rule("met").rule, short_rule("floor").rule
WITHIN, WITHIN_2 = short_rule("within:10%").rule, short_rule("within:2").rule
ON, NEAR, OFF, NOT = Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET, Status.NOT_RATED
HIGHER, LOWER, RANGE = Polarity.HIGHER, Polarity.LOWER, Polarity.RANGE


def figure(actual, target=None, polarity=HIGHER, **others):
    plain = {name: Decimal(str(one)) if isinstance(one, int | float) else one for name, one in others.items()}
    return Figure(_decimal(actual), _decimal(target), polarity, **plain)


def _decimal(value):
    return None if value is None else Decimal(str(value))


# Cases that open-source peers get wrong (reference/open_source_peers.md)


def test_keep_below_5_was_4_now_4_5_is_met():
    assert status_of(MET, figure(4.5, 5, LOWER, previous=4)) is ON


@pytest.mark.parametrize(("rule", "status"), [(MET, OFF), (WITHIN, NEAR), (WITHIN_2, NEAR)])
def test_target_100_now_99_99_is_decided_by_the_tolerance(rule, status):
    assert status_of(rule, figure(99.99, 100)) is status


def test_from_50_to_20_with_a_target_of_100_is_off_target():
    assert status_of(WITHIN, figure(20, 100, previous=50)) is OFF


def test_hold_at_100_now_70_is_off_target():
    assert status_of(WITHIN, figure(70, 100, previous=100)) is OFF


def test_a_true_zero_is_a_figure():
    assert status_of(MET, figure(0, 0, LOWER)) is ON
    assert status_of(MET, figure(0, 5, LOWER)) is ON
    assert status_of(MET, figure(0, 5)) is OFF


def test_a_negative_result_is_rated_as_such():
    assert status_of(WITHIN, figure(-28, 0)) is OFF
    assert status_of(WITHIN, figure(-10.5, -10)) is NEAR
    assert status_of(WITHIN, figure(-11.1, -10)) is OFF


# The edges


@pytest.mark.parametrize(
    ("actual", "target", "polarity", "status"),
    [
        (80, 80, HIGHER, ON),
        (72, 80, HIGHER, NEAR),
        (71.999, 80, HIGHER, OFF),
        (8, 8, LOWER, ON),
        (8.8, 8, LOWER, NEAR),
        (8.8001, 8, LOWER, OFF),
        (0.27, 0.3, HIGHER, NEAR),
        (0.33, 0.3, LOWER, NEAR),
        (None, 80, HIGHER, NOT),
        (80, None, HIGHER, NOT),
    ],
)
def test_exactly_a_tenth_is_within_a_tenth(actual, target, polarity, status):
    assert status_of(WITHIN, figure(actual, target, polarity)) is status


@pytest.mark.parametrize(
    ("actual", "status", "gap"),
    [
        (9, NEAR, 1),
        (10, ON, 0),
        (15, ON, -5),
        (20, ON, 0),
        (22, NEAR, 2),
        (22.01, OFF, "2.01"),
        (8.9, OFF, "1.1"),
    ],
)
def test_within_a_range_the_percentage_is_of_the_edge_missed(actual, status, gap):
    one = figure(actual, None, RANGE, low=10, high=20)

    assert (status_of(WITHIN, one), missed_by(one)) == (status, Decimal(gap))


@pytest.mark.parametrize(
    ("actual", "target", "polarity", "floor", "status"),
    [
        (50, 50, HIGHER, 45, ON),
        (45, 50, HIGHER, 45, NEAR),
        (44.9, 50, HIGHER, 45, OFF),
        (47, 50, HIGHER, None, OFF),
        (12, 10, LOWER, 12, NEAR),
        (12.1, 10, LOWER, 12, OFF),
    ],
)
def test_near_target_while_the_floor_is_met(actual, target, polarity, floor, status):
    assert status_of(FLOOR, figure(actual, target, polarity, floor=floor)) is status


def test_a_floor_below_a_range_says_nothing_above_it():
    below, above = (figure(one, None, RANGE, low=10, high=20, floor=8) for one in (9, 21))

    assert (status_of(FLOOR, below), status_of(FLOOR, above)) == (NEAR, OFF)


def test_a_measure_without_a_target_is_not_rated_and_says_so():
    """R127, R138: neither red nor green."""
    assert rate(WITHIN, figure(80)).reason == "no_target"
    assert rate(WITHIN, figure(None, 80)).reason == "no_figure"
    assert rate(WITHIN, figure(5, None, RANGE)).reason == "no_target"


def test_a_tolerance_of_the_measures_own_overrides():
    """R137: a rule per council, with an override for one measure."""
    rule = Rule("own", "Own", (Band("Met", ON, (Condition(Question.MISSES_BY_AT_MOST),)), Band("Not", OFF)))

    assert status_of(rule, figure(96, 100)) is OFF
    assert status_of(rule, figure(96, 100, tolerance=Allowance(Decimal(4)))) is ON
    assert status_of(rule, figure(96, 100, tolerance=Allowance(Decimal(3), True))) is OFF


# One question at a time


def _asks(**band):
    return rulebook_from({"band": [{"name": "Yes", "status": "on target", **band}, _NO]}).rule


_NO = {"name": "No", "status": "off target"}


@pytest.mark.parametrize(
    ("question", "amount", "yes", "no"),
    [
        ("misses_by_at_most", "5", 95, 94.9),
        ("misses_by_less_than", "5", 95.1, 95),
        ("misses_by_less_than", "5%", 95.1, 95),
        ("misses_by_more_than", "5%", 94.9, 95),
        ("misses_by_more_than", "0", 99, 100),
        ("beats_by_at_least", "10%", 110, 109.9),
        ("beats_by_more_than", "10%", 110.1, 110),
        ("beats_by_more_than", "0", 100.1, 100),
        ("at_least", "85", 85, 84.9),
        ("below", "50", 49.9, 50),
    ],
)
def test_each_question_holds_up_to_its_limit(question, amount, yes, no):
    rule = _asks(**{question: amount})

    assert (status_of(rule, figure(yes, 100)), status_of(rule, figure(no, 100))) == (ON, OFF)


@pytest.mark.parametrize(
    ("question", "polarity", "yes", "no"),
    [
        ("improves_by_at_least", HIGHER, 105, 104),
        ("improves_by_at_least", LOWER, 95, 96),
        ("worsens_by_at_least", HIGHER, 95, 96),
        ("worsens_by_at_least", LOWER, 105, 104),
    ],
)
def test_a_change_is_measured_on_the_earlier_figure(question, polarity, yes, no):
    rule = _asks(**{question: "5%"})

    assert status_of(rule, figure(yes, None, polarity, previous=100)) is ON
    assert status_of(rule, figure(no, None, polarity, previous=100)) is OFF
    assert rate(rule, figure(yes, None, polarity)).reason == "cannot_decide"


def test_to_go_from_nothing_to_nothing_is_no_improvement():
    rule = _asks(improves_by_at_least="5%")

    assert status_of(rule, figure(0, previous=0)) is OFF
    assert status_of(rule, figure(1, previous=0)) is ON


def test_a_direction_that_is_not_known_decides_nothing():
    rule = _asks(direction=["improved", "same"])

    assert status_of(rule, figure(5, direction=Direction.SAME)) is ON
    assert status_of(rule, figure(5, direction=Direction.WORSE)) is OFF
    assert status_of(rule, figure(5, previous=4)) is ON
    assert rate(rule, figure(5, direction=Direction.CANNOT_COMPARE)).reason == "cannot_decide"
    assert status_of(rule, figure(5)) is NOT


def test_a_figure_that_no_band_holds_is_not_rated():
    rule = Rule("gap", "Gap", (Band("High", ON, (Condition(Question.AT_LEAST, Allowance(Decimal(5))),)),))

    assert rate(rule, figure(4)) == (NOT, "", "cannot_decide", None, None, None)


# The arithmetic that is kept


def test_the_arithmetic_is_kept_with_the_status():
    near, off = rate(WITHIN, figure(78.5, 80)), rate(WITHIN, figure(42.5, 60))
    ten = Allowance(Decimal(10), True)

    assert near == (NEAR, "Near target", "missed_within", Decimal("1.5"), Decimal(8), ten)
    assert off == (OFF, "Off target", "missed_beyond", Decimal("17.5"), Decimal(6), ten)


@pytest.mark.parametrize(
    ("rule", "one", "reason"),
    [
        (MET, figure(5, 5), "met"),
        (MET, figure(4, 5), "missed_beyond"),
        (FLOOR, figure(4, 5, floor=4), "missed_floor_met"),
        (FLOOR, figure(3, 5, floor=4), "missed_floor_missed"),
        (_asks(misses_by_more_than="10%"), figure(3, 5), "missed_beyond"),
        (_asks(at_least="3"), figure(3, 5), "by_band"),
    ],
)
def test_the_reason_says_what_decided(rule, one, reason):
    assert rate(rule, one).reason == reason


# Properties

numbers = st.decimals(min_value=-1000, max_value=1000, places=2)
polarities = st.sampled_from([HIGHER, LOWER])
figures = st.builds(
    Figure,
    actual=st.none() | numbers,
    target=st.none() | numbers,
    polarity=polarities,
    floor=st.none() | numbers,
)


def twin(kind: str, one: Figure) -> Status:
    """The short rules, said slowly."""
    if one.actual is None or one.target is None:
        return NOT
    if one.polarity is HIGHER:
        is_met, miss = one.actual >= one.target, one.target - one.actual
        is_above_floor = one.floor is not None and one.actual >= one.floor
    else:
        is_met, miss = one.actual <= one.target, one.actual - one.target
        is_above_floor = one.floor is not None and one.actual <= one.floor
    if is_met:
        return ON
    is_near = {
        "met": False,
        "within:10%": miss / Decimal(10) ** -1 <= abs(one.target),
        "within:2": miss <= 2,
        "floor": is_above_floor,
    }[kind]
    return NEAR if is_near else OFF


@pytest.mark.parametrize("kind", ["met", "within:10%", "within:2", "floor"])
@given(one=figures)
def test_the_short_rules_agree_with_their_slow_twins(kind, one):
    rule = short_rule(kind).rule

    assert status_of(rule, one) == rate(rule, one).status == twin(kind, one)


@given(one=figures, scale=st.sampled_from([Decimal("0.001"), Decimal(7), Decimal(1000)]))
def test_the_unit_does_not_change_a_status_by_percentage(one, scale):
    scaled = one._replace(
        actual=None if one.actual is None else one.actual * scale,
        target=None if one.target is None else one.target * scale,
    )

    assert status_of(WITHIN, scaled) is status_of(WITHIN, one)


@given(actual=numbers, target=numbers)
def test_turning_the_sign_turns_the_polarity(actual, target):
    """R136: lower is better is higher is better, upside down."""
    assert status_of(WITHIN, Figure(actual, target, HIGHER)) is status_of(
        WITHIN, Figure(-actual, -target, LOWER)
    )


@given(actual=numbers, target=numbers, better=st.decimals(min_value=0, max_value=100, places=2))
def test_a_better_result_never_has_a_worse_status(actual, target, better):
    order = [OFF, NEAR, ON]
    before, after = (status_of(WITHIN, Figure(one, target)) for one in (actual, actual + better))

    assert order.index(after) >= order.index(before)
