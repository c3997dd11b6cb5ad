"""How healthy a plan is: a score that adds up, whatever is missing."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.findings import Findings, Gap
from goldenthread.core.health import (
    Health,
    UnreadableWeights,
    Weight,
    health_of,
    printed,
    printed_parts,
    weights_from,
)

CODES = ("PAR1", "MEA1", "OWN1", "TAR1")
WEIGHTS = [
    Weight("PAR1", 10, "why"),
    Weight("MEA1", 10, "why"),
    Weight("OWN1", 5, "why"),
    Weight("WRD1", 0, "why"),
]


def findings(**counts: tuple[int, int]) -> Findings:
    """What each rule asked and how many of those lack what it asks for: OWN1=(4, 1)."""
    gaps = [
        Gap(code, "element", subject, f"Line {subject}")
        for code, (_, missing) in counts.items()
        for subject in range(missing)
    ]
    return Findings(gaps, Counter({code: asked for code, (asked, _) in counts.items()}))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Findings, list[Weight]]:
    weights = [Weight(code, draw(st.integers(0, 20)), "why") for code in CODES]
    counts = {}
    for code in CODES:
        asked = draw(st.integers(0, 40))
        counts[code] = (asked, draw(st.integers(0, asked)))
    return findings(**counts), weights


def test_the_worked_example_of_the_explanation() -> None:
    """Four elements need an owner and one has none; two need a parent and both have one."""
    health = health_of(findings(PAR1=(2, 0), OWN1=(4, 1)), WEIGHTS)
    shares = [(part.code, part.share, part.lost) for part in health.parts]
    assert shares == [("PAR1", Fraction(200, 3), 0), ("OWN1", Fraction(100, 3), Fraction(25, 3))]
    assert (health.score, printed(health.lost)) == (Fraction(275, 3), Decimal("8.3"))


def test_nothing_asked_is_no_score_and_neither_nought_nor_a_hundred() -> None:
    assert health_of(findings(), WEIGHTS).score is None
    assert health_of(findings(WRD1=(5, 1)), WEIGHTS).score is None


def test_an_accepted_gap_still_loses_its_points_and_is_counted_apart() -> None:
    left = Gap("OWN1", "element", 9, "Line 9", "Not worth it", is_accepted=True)
    found = Findings([left], Counter(OWN1=2))
    health = health_of(found, WEIGHTS)
    assert (health.score, health.lost, health.accepted) == (50, 50, 50)


def test_fixes_are_by_element_with_the_most_points_first() -> None:
    found = findings(PAR1=(2, 1), OWN1=(4, 2))
    first, second = health_of(found, WEIGHTS).fixes()
    assert [gap.code for gap in first.gaps] == ["PAR1", "OWN1"]
    assert (first.points, second.points) == (Fraction(100, 3) + Fraction(25, 3), Fraction(25, 3))
    assert len(health_of(found, WEIGHTS).fixes(1)) == 1


@given(cases())
def test_the_score_is_between_nought_and_a_hundred_and_the_points_add_up_exactly(
    case: tuple[Findings, list[Weight]],
) -> None:
    health = health_of(*case)
    if health.score is None:
        return
    assert 0 <= health.score <= 100
    assert health.score + sum(points for _, points in health.losses) == 100
    assert health.score + sum(fix.points for fix in health.fixes(10_000)) == 100
    assert sum(part.share for part in health.parts) == 100


@given(cases(), st.data())
def test_filling_any_gap_never_lowers_the_score(
    case: tuple[Findings, list[Weight]], data: st.DataObject
) -> None:
    found, weights = case
    if not found.gaps:
        return
    filled = data.draw(st.sampled_from(found.gaps))
    after = Findings([gap for gap in found.gaps if gap is not filled], found.asked)
    before, later = health_of(found, weights).score, health_of(after, weights).score
    assert before is None or later is None or later >= before


@given(cases())
def test_parts_as_printed_sum_to_the_total_as_printed(case: tuple[Findings, list[Weight]]) -> None:
    """Real councils publish percentages that don't sum; ours can't."""
    health: Health = health_of(*case)
    total = printed(health.lost)
    parts = printed_parts([part.lost for part in health.parts], total)
    assert sum(parts) == (total if health.parts else 0)
    assert all(part >= 0 for part in parts)
    if health.parts:
        assert sum(printed_parts([part.share for part in health.parts], Decimal(100))) == 100


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 1000), "0.1"),
        (Fraction(25, 100), "0.3"),
        (Fraction(999, 10), "99.9"),
        (Fraction(99_999, 1000), "99.9"),
        (Fraction(100), "100.0"),
    ],
)
def test_a_little_lost_is_never_printed_as_nothing_nor_a_little_left(amount: Fraction, words: str) -> None:
    assert str(printed(amount)) == words


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "needs [rule.CODE] tables"),
        ({"rule": {"NON1": {"weight": 1, "reason": "x"}}}, "No rule is called NON1"),
        ({"rule": {"OWN1": {"weight": 1}}}, "gives no reason"),
        ({"rule": {"OWN1": {"weight": 1, "reason": " "}}}, "gives no reason"),
        ({"rule": {"OWN1": {"weight": -1, "reason": "x"}}}, "write a weight from 0"),
        ({"rule": {"OWN1": {"weight": True, "reason": "x"}}}, "write a weight from 0"),
        ({"rule": {"OWN1": {"weight": "5", "reason": "x"}}}, "write a weight from 0"),
    ],
)
def test_weights_that_can_not_be_obeyed_are_refused(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(UnreadableWeights, match=sentence.replace("[", r"\[").replace("]", r"\]")):
        weights_from(data)
