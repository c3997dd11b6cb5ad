"""Where actions stand on their way into service plans, and the sentences that say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.cascade import (
    Answer,
    Carrying,
    CarryingRollUp,
    Holds,
    PlanCounts,
    PlanLine,
    carrying_of,
    count_items,
    items_among,
    of_carrying,
    of_plan,
    of_waiting,
    of_workplans,
    roll_up_carrying,
    shortened,
)
from goldenthread.core.sentences import said

OFFERED, ACCEPTED, CHANGED, DECLINED = Answer


@pytest.mark.parametrize(
    ("is_carried", "answers", "stands"),
    [
        (False, [], Carrying.NOT_OFFERED),
        (False, [OFFERED], Carrying.WAITING),
        (False, [OFFERED, DECLINED], Carrying.WAITING),
        (False, [DECLINED], Carrying.DECLINED),
        (False, [ACCEPTED], Carrying.DECLINED),  # taken in, and its line taken out again
        (True, [], Carrying.CARRIED),  # joined by hand, offered to nobody
        (True, [DECLINED, OFFERED], Carrying.CARRIED),
    ],
)
def test_an_action_stands_in_one_place(is_carried, answers, stands):
    """R039: whether a service plan carries it."""
    assert carrying_of(is_carried=is_carried, answers=answers) is stands


@given(st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from(Answer)))))
def test_the_parts_sum_to_the_whole(actions):
    """R039: published counts sum; compared with counting the slow way."""
    rollup = roll_up_carrying(carrying_of(is_carried=held, answers=given) for held, given in actions)
    assert rollup.total == len(actions)
    assert rollup.carried == sum(1 for held, _ in actions if held)
    assert rollup.waiting == sum(1 for held, given in actions if not held and OFFERED in given)
    assert rollup.not_offered == sum(1 for held, given in actions if not held and not given)


@pytest.mark.parametrize(
    ("rollup", "missing", "sentence"),
    [
        (CarryingRollUp(), [], "No action is on record yet that a service plan could carry."),
        (CarryingRollUp(1), [], "The one action is carried by a service plan."),
        (CarryingRollUp(12), [], "All 12 actions are carried by a service plan."),
        (CarryingRollUp(0, 1), ["A"], "The one action is in nobody's service plan."),
        (CarryingRollUp(0, 2, 1), ["A", "B", "C"], "None of the three actions is in anybody's service plan."),
        (
            CarryingRollUp(9, 1, 1, 1),
            ["Lamps", "Trees", "Bins"],
            "Nine of 12 actions are carried by a service plan; "
            "three are in nobody's: “Lamps”, “Trees” and “Bins”.",
        ),
        (
            CarryingRollUp(1, 1),
            ["Bins"],
            "One of two actions is carried by a service plan; one is in nobody's: “Bins”.",
        ),
        (
            CarryingRollUp(8, 4),
            list("ABCD"),
            "Eight of 12 actions are carried by a service plan; four are in nobody's.",
        ),
    ],
)  # fmt: skip
def test_the_cascade_opens_with_what_is_in_nobodys_plan(rollup, missing, sentence):
    assert said(of_carrying(rollup, missing, "action", "actions")) == sentence


def test_items_are_the_lines_with_nothing_below_and_each_is_there_for_one_thing():
    """R044: orphans are listed: what carries nothing and isn't business as usual is the service's own."""
    lines = [
        PlanLine(1, None, is_apart=True),
        PlanLine(2, None),
        PlanLine(3, 2, carries=True),
        PlanLine(4, 2, is_usual=True),
        PlanLine(5, None, is_usual=True, carries=True),
        PlanLine(6, None),
    ]
    found = items_among(lines)
    assert found == {3: Holds.CARRIES, 4: Holds.USUAL, 5: Holds.CARRIES, 6: Holds.OWN}
    assert count_items(found.values()) == PlanCounts(carries=2, own=1, usual=1)
    assert count_items(found.values()).total == 4


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (PlanCounts(), "Its plan holds nothing yet."),
        (PlanCounts(1), "Its plan holds one item: it carries an action of the council's."),
        (PlanCounts(0, 0, 3), "Its plan holds three items: all are business as usual."),
        (
            PlanCounts(8, 2, 2),
            "Its plan holds 12 items: eight carry actions of the council's, "
            "two are its own and two are business as usual.",
        ),
        (
            PlanCounts(1, 0, 1),
            "Its plan holds two items: one carries an action of the council's and one is business as usual.",
        ),
    ],
)  # fmt: skip
def test_a_plan_says_what_it_holds(counts, sentence):
    assert said(of_plan(counts)) == sentence


@pytest.mark.parametrize(
    ("waiting", "asked", "sentence"),
    [
        (0, 0, ""),
        (0, 3, "Nothing waits for an answer."),
        (1, 1, "One of one action offered waits for an answer."),
        (2, 7, "Two of seven actions offered wait for an answer."),
    ],
)
def test_a_service_says_what_waits(waiting, asked, sentence):
    assert said(of_waiting(waiting, asked)) == sentence


@pytest.mark.parametrize(
    ("items", "plans", "words"),
    [
        (0, 0, "In no workplan"),
        (1, 1, "1 item in 1 workplan"),
        (2, 1, "2 items in 1 workplan"),
        (1200, 30, "1,200 items in 30 workplans"),
    ],
)
def test_workplans_are_counted_and_nothing_more(items, plans, words):
    """R070: only coverage is counted elsewhere."""
    assert of_workplans(items, plans) == words


@pytest.mark.parametrize(
    ("words", "cut"),
    [("short", "short"), ("a plan for streets", "a plan for…"), ("W" * 30, "W" * 11 + "…")],
)
def test_long_words_are_cut_after_a_word(words, cut):
    assert shortened(words, 12) == cut
