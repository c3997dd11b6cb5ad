"""The sentences that say what matters, made from figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core import sentences
from goldenthread.core.arithmetic import verdict, working
from goldenthread.core.doing import DoingRollUp
from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.rating import Rule
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.rulebook import rulebook_from, short_rule
from goldenthread.core.sentences import Sentence, said
from goldenthread.core.standing import Aim, Result, Sheet, stand
from goldenthread.core.travel import Polarity
from goldenthread.core.words import with_unit
from tests.cast import ON

MET = short_rule("met").rule


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
        (sentences.of_doing(DoingRollUp(done=1), "actions"), "Nothing dated is overdue."),
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


RULE_WITHOUT_TARGETS = rulebook_from(
    {"code": "level", "band": [{"name": "Good", "status": "on target", "at_least": "50"},
                               {"name": "Poor", "status": "off target"}]}
).rule  # fmt: skip


def opening(
    value: str | None, rule: Rule = MET, *, aim: str | None = None, unit: str = "%", **more: object
) -> str:
    """What is said first of a measure with one result."""
    q1 = parse_period("2014/15 Q1")
    state = more.pop("state", State.REPORTED if value is not None else State.AWAITED)
    note = bool(more.pop("is_questioned", False))
    held = Sheet(**more)  # type: ignore[arg-type]
    number = None if value is None else Decimal(value)
    results = [Result(q1, number, state, note)]  # type: ignore[arg-type]
    aims = [Aim(q1, Decimal(aim), TargetState.SET)] if aim else []
    standing = stand(held, results, aims, rule=rule, on=ON)
    return said(sentences.of_measure("April to June 2014", unit, held, standing))


EDGES = {"polarity": Polarity.RANGE, "low": Decimal(20), "high": Decimal(30)}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (opening("79", aim="80"), "April to June 2014: 79%, 1 point short of the target of 80%."),
        (opening("80", aim="80"), "April to June 2014: 80%, exactly on the target of 80%."),
        (opening("447", aim="400", unit="£"), "April to June 2014: £447, better than the target of £400."),
        (opening("25", unit="", **EDGES), "April to June 2014: 25, within the range of 20 to 30."),
        (opening("30", unit="", **EDGES), "April to June 2014: 30, within the range of 20 to 30."),
        (
            opening("33", aim="25", **EDGES),
            "April to June 2014: 33%, 3 points outside the range of 20% to 30%.",
        ),
        (
            opening("18", unit="days", polarity=Polarity.RANGE, low=Decimal(20)),
            "April to June 2014: 18, 2 outside the range of 20 or more.",
        ),
        (
            opening("9", unit="days", polarity=Polarity.RANGE, high=Decimal(9)),
            "April to June 2014: 9, within the range of 9 or less.",
        ),
        (opening("60", RULE_WITHOUT_TARGETS), "April to June 2014: 60%, on target (60: Good)."),
        (opening("40", RULE_WITHOUT_TARGETS), "April to June 2014: 40%, off target (40: Poor)."),
        (opening("78"), "April to June 2014: 78%, not rated: no target."),
        (opening(None), "April to June 2014: no figure (awaited)."),
        (
            opening(None, state=State.NIL_ACTIVITY),
            "April to June 2014: no figure (nil activity).",
        ),
        (
            opening("0", aim="80", is_questioned=True),
            "April to June 2014: 0%, not rated: the figure entered is in question, so it is shown and not "
            "rated.",
        ),
        (
            opening("5", is_data_only=True),
            "April to June 2014: 5%, not rated: followed for information only: no target is set.",
        ),
    ],
)
def test_what_a_measures_result_says_is_true_of_its_status(found: str, words: str) -> None:
    """R138, R141: within a range, rated without a target, and each reason for having no status."""
    assert found == words


def test_a_measure_without_a_result_or_with_an_old_one_says_so() -> None:
    none = stand(Sheet(), [], [], rule=MET, on=ON)
    assert said(sentences.of_measure("", "%", Sheet(), none)) == "No result is held yet."
    old = stand(
        Sheet(), [Result(parse_period("2012/13 Q1"), Decimal(5), State.REPORTED)], [], rule=MET, on=ON
    )
    assert said(sentences.of_measure("April to June 2012", "%", Sheet(), old)) == (
        "April to June 2012: 5%. The next result is overdue."
    )
    assert sentences.why_rated(Sheet(), old) == (
        "the latest result is older than the measure's frequency allows"
    )


Q1 = parse_period("2014/15 Q1")


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (None, ""),
        (Aim(Q1, Decimal(80), TargetState.SET, "Agreed"), ""),
        (Aim(Q1, None, TargetState.TO_BE_SET), ""),
        (Aim(Q1, None, TargetState.TO_BE_SET, "baseline new."), "Baseline new"),
        (
            Aim(Q1, None, TargetState.TO_BE_SET, "Baseline new.", "Head of Streets"),
            "Baseline new; to be set by Head of Streets",
        ),
        (
            Aim(Q1, None, TargetState.TO_BE_SET, "", "Head of Streets", date(2014, 9, 30)),
            "To be set by Head of Streets, due 30 September 2014",
        ),
    ],
)
def test_a_blank_target_says_why_who_and_by_when(aim: Aim | None, words: str) -> None:
    """R126, R127."""
    standing = stand(Sheet(), [], [aim] if aim else [], rule=MET, on=ON)
    assert sentences.why_no_target(standing) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "no gaps"),
        (1, "one gap"),
        (9, "nine gaps"),
        (10, "10 gaps"),
        (1234, "1,234 gaps"),
        (-1, "-1 gaps"),
    ],
)
def test_small_numbers_are_words_and_others_figures(count: int, words: str) -> None:
    assert sentences.counted(count, "gap") == words


def test_one_sentence_of_nothing_is_nothing_and_names_keep_their_capitals() -> None:
    assert sentences.as_one([]) == []
    found = sentences.as_one([sentences.plain("One."), sentences.plain("Streets has most of them.")])
    assert said(found) == "One; Streets has most of them."


def test_a_place_has_most_only_where_one_has_more_than_any_other() -> None:
    assert sentences.of_trouble([], "overdue") == []
    assert said(sentences.of_trouble([("B", 2), ("A", 3), ("C", 0)], "late")) == (
        "A has most of them, three late."
    )


def test_a_minus_stands_before_the_pound() -> None:
    assert with_unit(Decimal(-3), "£") == "−£3"


@pytest.mark.parametrize(
    ("noun", "words"),
    [
        ("Theme", "a theme"),
        ("Outcome", "an outcome"),
        ("One-year action", "a one-year action"),
        ("Unit", "a unit"),
        ("User outcome", "a user outcome"),
        ("KPI", "a KPI"),
        ("", "a "),
    ],
)
def test_a_council_s_own_name_for_a_level_takes_its_article(noun: str, words: str) -> None:
    assert sentences.with_article(noun) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 3, "none of three partners"),
        (1, 1, "the one partner"),
        (0, 1, "none of one partner"),
        (1, 2, "one of two partners"),
        (2, 2, "both partners"),
        (3, 3, "all three partners"),
        (10, 12, "10 of 12 partners"),
        (0, 0, "none of no partners"),
    ],
)
def test_a_part_of_a_whole_reads_as_people_say_it(part, whole, words):
    assert sentences.part_of(part, whole, "partner") == words


@pytest.mark.parametrize(
    ("value", "target", "shape", "words"),
    [
        ("5629.6647", "6000.5", Shape(Kind.MONEY), "£5,630, 370.84 short of the target of £6,000.5"),
        ("18", "20", Shape(Kind.DURATION, "days"), "18 days, 2 short of the target of 20 days"),
        (
            "4.1",
            "4.1",
            Shape(Kind.RATE, per=Decimal(1000)),
            "4.1 per 1,000, exactly on",
        ),
        ("0", "1", Shape(Kind.YES_NO), "No, which is not the target of Yes"),
        (
            "2",
            "3",
            Shape(Kind.LEVEL, levels=("Poor", "Fair", "Good")),
            "Fair, 1 level short of",
        ),
        ("735000", "735012", Shape(Kind.PLAN_DATE), "12 days before the target of"),
        ("59.000", "60", Shape(Kind.PERCENTAGE), "1 point short of the target of 60%"),
    ],
)
def test_a_sentence_prints_a_figure_as_its_kind_is_read(value, target, shape, words):
    """R009, R048: words for what is no amount; units where they read well; two places at most."""
    quarter = parse_period("2014/15 Q1")
    result = Result(quarter, Decimal(value), State.REPORTED)
    aim = Aim(quarter, Decimal(target), TargetState.SET)
    standing = stand(Sheet(), [result], [aim], rule=MET, on=date(2014, 9, 2))
    assert words in said(sentences.of_measure("April to June 2014", shape, Sheet(), standing))
