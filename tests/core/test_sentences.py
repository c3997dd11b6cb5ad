"""The sentences that say what matters, made from figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core import sentences
from goldenthread.core.arithmetic import verdict, working
from goldenthread.core.doing import DoingRollUp
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.rulebook import short_rule
from goldenthread.core.sentences import Sentence, said
from goldenthread.core.standing import Aim, Result, Sheet, stand
from goldenthread.core.travel import Polarity
from tests.cast import ON


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (sentences.of_status(RollUp()), "No measures are defined yet."),
        (sentences.of_status(RollUp(not_rated=1)), "The one measure cannot be rated yet."),
        (sentences.of_status(RollUp(not_rated=14)), "None of the 14 measures can be rated yet."),
        (sentences.of_status(RollUp(on_target=1)), "1 of 1 rated measure is on target."),
        (
            sentences.of_status(RollUp(26, 5, 10, 4)),
            "26 of 41 rated measures are on target, and four cannot be rated.",
        ),
        (sentences.of_travel(TravelRollUp(not_compared=4)), ""),
        (
            sentences.of_travel(TravelRollUp(improved=7, worse=1)),
            "Of eight measures that can be compared, seven improved.",
        ),
        (sentences.of_doing(DoingRollUp(done=2), "actions"), "Of two dated actions, none is overdue."),
        (sentences.of_doing(DoingRollUp(1, 0, 1, 0), "actions"), "1 of 2 dated actions is overdue."),
        (sentences.of_doing(DoingRollUp(no_date=3), "actions"), ""),
        (sentences.of_gaps(0, 0), "Nothing is missing."),
        (sentences.of_gaps(1, 0), "1 gap is open."),
        (
            sentences.of_gaps(12, 3),
            "12 gaps are open, three of them past the day it should have been filled.",
        ),
        (sentences.of_trouble([("A", 8), ("B", 2)], "overdue"), "A has most of them, eight overdue."),
        (sentences.of_trouble([("A", 2), ("B", 2)], "overdue"), ""),
        (sentences.of_trouble([("A", 1)], "overdue"), ""),
    ],
)
def test_each_sentence_says_its_counts_with_what_they_are_of(found: list[Sentence], words: str) -> None:
    """R141: every count beside its denominator."""
    assert said(found) == words


def test_a_page_opens_with_one_sentence() -> None:
    found = sentences.as_one([
        *sentences.of_status(RollUp(not_rated=14)),
        *sentences.of_travel(TravelRollUp(improved=7, worse=1)),
        *sentences.of_gaps(47, 0),
    ])  # fmt: skip
    assert said(found) == (
        "None of the 14 measures can be rated yet; of eight measures that can be compared, seven improved; "
        "47 gaps are open."
    )
    assert [span.text for span in found[0] if span.is_strong] == ["None", "seven improved", "47 gaps"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("-742000", "an underspend of £742,000"),
        ("620000", "an overspend of £620,000"),
        ("0", "neither an overspend nor an underspend"),
    ],
)
def test_money_is_said_as_over_or_under(amount: str, words: str) -> None:
    """R029."""
    assert sentences.of_money(Decimal(amount)) == words


def worked(
    value: str, target: str, rule: str, **sheet: object
) -> tuple[list[tuple[str, str, str]], str, str]:
    q1 = parse_period("2014/15 Q1")
    held = Sheet(**sheet)  # type: ignore[arg-type]
    results = [Result(q1, Decimal(value), State.REPORTED)]
    aims = [Aim(q1, Decimal(target), TargetState.SET)]
    standing = stand(held, results, aims, rule=short_rule(rule).rule, on=ON)
    steps = [(step.name, step.value, step.unit) for step in working(held, standing, "%")]
    return steps, verdict(standing), said(sentences.of_measure("April to June 2014", "%", held, standing))


def test_the_arithmetic_of_a_near_miss_is_worked_out_line_by_line() -> None:
    """R145: the calculation shown."""
    assert worked("78.5", "80", "within:10%") == (
        [("Result", "78.5", "%"), ("Target", "80", "%"), ("Short of target by", "1.5", "points"),
         ("Allowed: 10% of 80", "8", "points")],
        "1.5 is within 8",
        "April to June 2014: 78.5%, 1.5 points short of the target of 80%.",
    )  # fmt: skip


def test_a_measure_that_should_be_low_is_said_to_be_over() -> None:
    assert worked("2.6", "1.58", "within:10%", polarity=Polarity.LOWER) == (
        [("Result", "2.6", "%"), ("Target", "1.58", "%"), ("Over target by", "1.02", "points"),
         ("Allowed: 10% of 1.58", "0.158", "points")],
        "1.02 is more than 0.158",
        "April to June 2014: 2.6%, 1.02 points over the target of 1.58%.",
    )  # fmt: skip


def test_what_is_met_needs_no_allowance() -> None:
    assert worked("98.3", "98", "met") == (
        [("Result", "98.3", "%"), ("Target", "98", "%"), ("Better than target by", "0.3", "points")],
        "The target is met",
        "April to June 2014: 98.3%, better than the target of 98%.",
    )
