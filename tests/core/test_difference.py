"""Doing against difference: four boxes and what cannot be said, which always add up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.difference import (
    FOUR,
    Box,
    Lacking,
    Thresholds,
    UnreadableThresholds,
    roll_up_boxes,
    thresholds_from,
    thresholds_in_words,
    verdict,
)
from goldenthread.core.doing import DoingRollUp
from goldenthread.core.rollup import TravelRollUp

USUAL = Thresholds()
small = st.integers(0, 30)
works = st.builds(DoingRollUp, small, small, small, small)
travels = st.builds(TravelRollUp, small, small, small, small)
limits = st.builds(Thresholds, st.decimals(0, 100, places=1), st.decimals(-100, 100, places=1))


def test_middlesbrough_is_delivering_but_not_improving() -> None:
    """97% of initiatives on target, outcome measures at 25% (quarter 2 of 2025/26): busy, not better."""
    work = DoingRollUp(done=60, due_later=37, overdue=3)
    travel = TravelRollUp(improved=1, same=0, worse=3)

    found = verdict(work, travel, USUAL)

    assert (found.box, found.delivered, found.net) == (
        Box.ONLY_DELIVERING,
        Fraction(97, 100),
        Fraction(-1, 2),
    )


@pytest.mark.parametrize(
    ("work", "travel", "box"),
    [
        (DoingRollUp(9, 0, 1), TravelRollUp(2, 0, 1), Box.BOTH),  # exactly a tenth overdue is no more than it
        (DoingRollUp(89, 0, 10), TravelRollUp(2, 0, 1), Box.ONLY_IMPROVING),  # 10 of 99 is more
        (DoingRollUp(0, 1, 0), TravelRollUp(1, 5, 1), Box.ONLY_DELIVERING),  # as many worse as better
        (DoingRollUp(0, 1, 0), TravelRollUp(0, 5, 0), Box.ONLY_DELIVERING),  # nothing moved
        (DoingRollUp(0, 0, 1), TravelRollUp(0, 0, 1), Box.NEITHER),
        (
            DoingRollUp(0, 0, 1, 50),
            TravelRollUp(0, 0, 1, 50),
            Box.NEITHER,
        ),  # undated and uncomparable don't count
    ],
)
def test_each_box_at_its_edge(work: DoingRollUp, travel: TravelRollUp, box: Box) -> None:
    assert verdict(work, travel, USUAL).box is box


@pytest.mark.parametrize(
    ("work", "travel", "lacking"),
    [
        (DoingRollUp(), TravelRollUp(1), (Lacking.NO_WORK,)),
        (DoingRollUp(no_date=3), TravelRollUp(1), (Lacking.NO_DATES,)),
        (DoingRollUp(1), TravelRollUp(), (Lacking.NO_MEASURES,)),
        (DoingRollUp(1), TravelRollUp(not_compared=2), (Lacking.NOT_COMPARABLE,)),
        (DoingRollUp(), TravelRollUp(), (Lacking.NO_WORK, Lacking.NO_MEASURES)),
    ],
)
def test_what_cannot_be_said_says_why(
    work: DoingRollUp, travel: TravelRollUp, lacking: tuple[Lacking, ...]
) -> None:
    found = verdict(work, travel, USUAL)

    assert (found.box, found.lacking) == (Box.CANNOT_SAY, lacking)


def slow_box(work: DoingRollUp, travel: TravelRollUp, by: Thresholds) -> Box:
    """The obvious way: in words of one step each, with nothing shared."""
    dated = work.done + work.due_later + work.overdue
    compared = travel.improved + travel.same + travel.worse
    if dated == 0 or compared == 0:
        return Box.CANNOT_SAY
    delivering = Decimal(work.overdue) * 100 <= by.most_overdue * dated
    improving = Decimal(travel.improved - travel.worse) * 100 > by.net_improved * compared
    if delivering:
        return Box.BOTH if improving else Box.ONLY_DELIVERING
    return Box.ONLY_IMPROVING if improving else Box.NEITHER


@given(works, travels, limits)
def test_the_box_is_what_the_slow_way_finds(work: DoingRollUp, travel: TravelRollUp, by: Thresholds) -> None:
    found = verdict(work, travel, by)

    assert found.box is slow_box(work, travel, by)
    assert bool(found.lacking) is (found.box is Box.CANNOT_SAY)


@given(st.lists(st.tuples(works, travels)), limits)
def test_the_boxes_and_what_cannot_be_said_make_all(
    pairs: list[tuple[DoingRollUp, TravelRollUp]], by: Thresholds
) -> None:
    """R141."""
    boxes = roll_up_boxes(verdict(work, travel, by) for work, travel in pairs)

    assert sum(boxes.count(box) for box in FOUR) + boxes.count(Box.CANNOT_SAY) == boxes.total == len(pairs)


GOOD = {
    "delivering": {"most_overdue_percent": 5, "reason": "why"},
    "improving": {"net_improved_above_percent": Decimal("12.5")},
}


def test_a_policy_is_read_and_said_in_words() -> None:
    found = thresholds_from(GOOD)

    assert found == Thresholds(Decimal(5), Decimal("12.5"))
    assert "no more than 5%" in thresholds_in_words(found)[0]
    assert "more than 12.5%" in thresholds_in_words(found)[1]
    assert "more of its comparable measures improved than got worse" in thresholds_in_words(USUAL)[1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "[delivering] needs most_overdue_percent"),
        ({**GOOD, "delivering": 10}, "[delivering] needs most_overdue_percent"),
        ({**GOOD, "delivering": {"most_overdue_percent": True}}, "a number such as 10"),
        ({**GOOD, "delivering": {"most_overdue_percent": "10"}}, "a number such as 10"),
        ({**GOOD, "delivering": {"most_overdue_percent": 101}}, "from 0 to 100"),
        ({**GOOD, "delivering": {"most_overdue_percent": Decimal("NaN")}}, "from 0 to 100"),
        ({**GOOD, "improving": {"net_improved_above_percent": -101}}, "from -100 to 100"),
        ({**GOOD, "delivered": {}}, "“delivered” is not known here"),
    ],
)
def test_a_policy_that_cannot_be_obeyed_says_what_to_write(data: dict[str, object], said: str) -> None:
    with pytest.raises(UnreadableThresholds) as refusal:
        thresholds_from(data)

    assert said in str(refusal.value)
