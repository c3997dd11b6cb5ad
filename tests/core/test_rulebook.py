"""Rules as plain data: read, refused with a remedy, and written back the same (R137)."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.rating import ASKS_OF_TARGET, Allowance, Band, Condition, Question, Rule, Status
from goldenthread.core.rulebook import (
    Comparison,
    Rulebook,
    UnreadableRule,
    amount_of,
    data_of,
    in_words,
    rulebook_from,
    short_rule,
)
from goldenthread.core.travel import Against, DeadBand, Direction, Polarity

BAND = {"name": "Green", "status": "on target", "misses_by_at_most": "0"}


def test_a_rule_is_read_from_plain_data():
    """R137: kent.toml"""
    read = rulebook_from(
        {
            "code": "kent",
            "name": "Kent",
            "source": "mgAi 66160",
            "compare": {"against": "same period last year", "dead_band": "2%"},
            "band": [
                BAND,
                {"name": "Amber", "status": "near target", "meets_floor": True, "misses_by_less_than": "own"},
                {"name": "Blue", "status": "not rated", "direction": ["improved", "same"], "at_least": "-5"},
                {"name": "Red", "status": "off target"},
            ],
        }
    )

    assert read == Rulebook(
        Rule(
            "kent",
            "Kent",
            (
                Band(
                    "Green", Status.ON_TARGET, (Condition(Question.MISSES_BY_AT_MOST, Allowance(Decimal(0))),)
                ),
                Band(
                    "Amber",
                    Status.NEAR_TARGET,
                    (Condition(Question.MISSES_BY_LESS_THAN), Condition(Question.MEETS_FLOOR)),
                ),
                Band(
                    "Blue",
                    Status.NOT_RATED,
                    (
                        Condition(
                            Question.DIRECTION, directions=frozenset({Direction.IMPROVED, Direction.SAME})
                        ),
                        Condition(Question.AT_LEAST, Allowance(Decimal(-5))),
                    ),
                ),
                Band("Red", Status.OFF_TARGET),
            ),
            "mgAi 66160",
        ),
        Comparison(Against.SAME_PERIOD_LAST_YEAR, DeadBand(Decimal(2), is_percent=True)),
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "the rule needs bands"),
        ({"band": []}, "the rule needs bands"),
        ({"band": ["Green"]}, "the rule needs bands"),
        ({"bands": [BAND]}, "the rule: “bands” is not a key of ours; allowed: code, name"),
        ({"name": 5, "band": [BAND]}, "name must be text"),
        ({"band": [{"status": "on target"}]}, "band 1, name: every band needs"),
        ({"band": [{"name": "Green"}]}, r"band 1 \(Green\), status: is missing; write one of: on target"),
        ({"band": [{**BAND, "status": "green"}]}, r"band 1 \(Green\), status: “green” is not allowed"),
        ({"band": [{**BAND, "misses_by": "5"}]}, r"band 1 \(Green\): “misses_by” is not a key of ours"),
        (
            {"band": [{**BAND, "misses_by_at_most": "ten"}]},
            "“ten” is not allowed; write 10%.* or 2 .* or own",
        ),
        ({"band": [{**BAND, "misses_by_at_most": "-1"}]}, "misses_by_at_most: “-1” is not allowed"),
        ({"band": [{**BAND, "misses_by_at_most": True}]}, "misses_by_at_most: “True” is not allowed"),
        ({"band": [{**BAND, "at_least": "85%"}]}, "at_least: write a number in the measure's own units"),
        ({"band": [{**BAND, "meets_floor": False}]}, "meets_floor: only “true” is allowed"),
        (
            {"band": [{**BAND, "direction": "up"}]},
            "direction: “up” is not allowed; write one of: improved, same",
        ),
        ({"band": [{**BAND, "direction": []}]}, "direction: write a list"),
        ({"band": [{"name": "All", "status": "on target"}, BAND]}, "band 1 .All. asks nothing"),
        ({"band": [BAND, {**BAND, "name": "GREEN"}]}, "2 bands are named “green”"),
        ({"band": [BAND], "compare": "last year"}, "compare must be a table"),
        ({"band": [BAND], "compare": {"to": "x"}}, "compare: “to” is not a key of ours"),
        (
            {"band": [BAND], "compare": {"against": "last week"}},
            "compare, against: “last week” is not allowed",
        ),
        ({"band": [BAND], "compare": {"dead_band": "-2"}}, "compare, dead_band: “-2” is not allowed"),
    ],
)
def test_a_slip_is_refused_by_naming_the_band_and_what_is_allowed(data, sentence):
    with pytest.raises(UnreadableRule, match=sentence):
        rulebook_from(data)


@pytest.mark.parametrize("value", [10, Decimal("10"), "10", " 10 "])
def test_an_amount_may_be_written_with_or_without_quotation_marks(value):
    band = rulebook_from({"band": [{**BAND, "misses_by_at_most": value}]}).rule.bands[0]

    assert band.conditions[0].allowance == amount_of("10")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("met", ["On target: meets or betters the target.", "Off target: everything else."]),
        (
            "Within: 10 %",
            [
                "On target: meets or betters the target.",
                "Near target: misses the target by no more than 10% of it.",
                "Off target: everything else.",
            ],
        ),
        (
            "within:2.5",
            [
                "On target: meets or betters the target.",
                "Near target: misses the target by no more than 2.5.",
                "Off target: everything else.",
            ],
        ),
        (
            "floor",
            [
                "On target: meets or betters the target.",
                "Near target: meets its own floor.",
                "Off target: everything else.",
            ],
        ),
    ],
)
def test_the_short_forms_are_rules_like_any_other(text, sentences):
    assert in_words(short_rule(text).rule) == sentences


@pytest.mark.parametrize(
    "text", ["", "mett", "within", "within:", "within:ten", "within:-5", "within:5%%", "floor:3"]
)
def test_other_short_forms_are_refused(text):
    with pytest.raises(UnreadableRule, match="write met, within:10%, within:2 or floor"):
        short_rule(text)


def test_an_amount_that_is_not_one_is_refused():
    with pytest.raises(UnreadableRule, match="“5pc” is not an amount"):
        amount_of("5pc")


# Any rule can be stored and read back

amounts = st.builds(
    Allowance, st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False), st.booleans()
)
units = st.builds(Allowance, st.decimals(min_value=-1000, max_value=1000, places=2), st.just(False))
moves = st.frozensets(
    st.sampled_from([Direction.IMPROVED, Direction.SAME, Direction.WORSE]), min_size=1, max_size=3
)


def condition(question):
    if question is Question.MEETS_FLOOR:
        return st.just(Condition(question))
    if question is Question.DIRECTION:
        return st.builds(Condition, st.just(question), directions=moves)
    if question in (Question.AT_LEAST, Question.BELOW):
        return st.builds(Condition, st.just(question), units)
    return st.builds(Condition, st.just(question), st.none() | amounts)


conditions = st.sets(st.sampled_from(Question), min_size=1).flatmap(
    lambda asked: st.tuples(*(condition(question) for question in Question if question in asked))
)
bands = st.lists(st.tuples(st.sampled_from(Status), conditions), min_size=1, max_size=5).map(
    lambda some: tuple(Band(f"Band {place}", *one) for place, one in enumerate(some))
)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
comparisons = st.builds(
    Comparison,
    st.sampled_from(Against),
    st.builds(DeadBand, st.decimals(min_value=0, max_value=99, places=1), st.booleans()),
)
rulebooks = st.builds(
    Rulebook,
    st.builds(Rule, code=st.just("a-code"), name=texts.filter(bool), bands=bands, source=texts, note=texts),
    comparisons,
)


@given(rulebooks)
def test_a_rule_stored_as_json_reads_back_the_same(rulebook):
    assert rulebook_from(json.loads(json.dumps(data_of(rulebook)))) == rulebook


@given(rulebooks)
def test_every_rule_can_be_said_in_words(rulebook):
    sentences = in_words(rulebook.rule)

    assert len(sentences) == len(rulebook.rule.bands)
    assert all(sentence.endswith(".") for sentence in sentences)


def test_a_rule_knows_whether_it_needs_a_target():
    assert short_rule("floor").rule.needs_target
    assert Question.DIRECTION not in ASKS_OF_TARGET


# Comparing


@pytest.mark.parametrize(
    ("against", "results", "direction"),
    [
        (Against.PREVIOUS_PERIOD, [None, 5, 6], Direction.IMPROVED),
        (Against.PREVIOUS_PERIOD, [5, None, 6], Direction.CANNOT_COMPARE),
        (Against.SAME_PERIOD_LAST_YEAR, [6, 5], Direction.WORSE),
        (Against.PREVIOUS_PERIOD, [5], Direction.CANNOT_COMPARE),
        (Against.PREVIOUS_PERIOD, [5, None], Direction.CANNOT_COMPARE),
        (Against.LATEST_THREE, [4, 5, 6], Direction.IMPROVED),
        (Against.LATEST_THREE, [None, 5, 6], Direction.CANNOT_COMPARE),
    ],
)
def test_a_comparison_needs_the_results_it_is_about(against, results, direction):
    known = [None if one is None else Decimal(one) for one in results]

    assert Comparison(against).direction(known, Polarity.HIGHER) is direction
