"""R111, R112: the way out in words: what frees what, why it moves, what it loses and how sure that is."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.relief import DROPPED, Rule, problem_of
from goldenthread.core.relief_solved import Found, Search
from goldenthread.core.relief_told import Told, digest_of, kept, read, told
from goldenthread.core.relief_ways import Alternative, Ways, ways_out
from goldenthread.core.relief_words import Words, gap_percent, points
from tests.core.relief_made import plan, small_plans, work


def answer(workload, rule: Rule) -> Told:
    problem = problem_of(workload, rule)
    return told(workload, problem, rule, ways_out(problem, Search(60.0, time.monotonic)))


def test_the_way_out_in_words() -> None:
    """R111: the service, the quarter, what is asked of what, and what the deferral frees."""
    works = (
        work(1, {2: 172}, value=90, is_fixed=True, may_drop=False),
        work(2, {2: 40}, value=30, title="Repair the bandstand"),
    )
    found = answer(
        plan(*works, given={(1, 2): 170, (1, 3): 172}), Rule(limit=100, furthest=2, share=10, sooner=0)
    )
    assert found.is_impossible  # the fixed action alone asks for 172 of 170

    found = answer(
        plan(*works, given={(1, 2): 172, (1, 3): 170}), Rule(limit=100, furthest=2, share=10, sooner=0)
    )
    assert found.sentences == (
        "To bring one overloaded place within the limit, put one action off: "
        "that loses 3 (2.5%) of 120 points of value.",
        "That is the least that can be lost: it is proved.",
    )
    [moved] = found.moves
    assert (moved.key, moved.quarters, moved.is_dropped, moved.loss, moved.due) == (
        2,
        1,
        False,
        300,
        "January to March 2013",
    )
    assert moved.reasons == (
        "Built Environment in October to December 2012 is full: 212 days asked of 172. "
        "Deferring “Repair the bandstand” to the next quarter frees 40 days.",
    )
    [strained] = found.strained
    assert (strained.room, strained.before, strained.after) == (17200, 21200, 17200)
    assert [one.words for one in found.others] == ["Nothing fits if “Repair the bandstand” stays as planned."]


def test_what_comes_forward_is_said_and_why() -> None:
    """R111: what loses nothing is found first, and what is waited for comes along."""
    works = (
        work(1, {2: 2}, service=2, title="Survey"),
        work(2, {2: 6}, waits_for=(1,), title="Design"),
        work(3, {2: 6}, is_fixed=True, may_drop=False),
    )
    given = {(1, 1): 6, (1, 2): 8, (1, 3): 6, (2, 1): 2, (2, 2): 2}
    found = answer(plan(*works, given=given), Rule())
    assert found.sentences == (
        "To bring one overloaded place within the limit, bring two actions forward: "
        "that loses none of 150 points of value.",
        "That is the least that can be lost: it is proved.",
    )
    assert [(one.title, one.quarters, one.due, one.reasons) for one in found.moves] == [
        (
            "Design", -1, "July to September 2012",
            (
                "Built Environment in October to December 2012 is full: 12 days asked of 8. "
                "Bringing “Design” forward to the quarter before frees 6 days.",
            ),
        ),
        (
            "Survey", -1, "July to September 2012",
            ("“Design” waits for it, and is brought forward.",),
        ),
    ]  # fmt: skip


def test_what_frees_several_places_names_itself_once() -> None:
    """R111: the place where most is freed first."""
    works = (work(1, {0: 6, 1: 4}, value=20), work(2, {0: 6, 1: 7}, value=90, may_drop=False, is_fixed=True))
    held = plan(*works, given={(1, quarter): 10 for quarter in range(4)})
    found = answer(held, Rule(furthest=2))
    assert found.moves[0].reasons == (
        "Built Environment in April to June 2012 is full: 12 days asked of 10. "
        "Deferring “Action 1” by two quarters frees 6 days.",
        "Built Environment in July to September 2012 is full: 11 days asked of 10. It frees 4 days there.",
    )


def test_what_waits_and_what_makes_room_say_so() -> None:
    """R111: several reasons where there are several."""
    works = (
        work(1, {0: 6}, value=40, title="Survey"),
        work(2, {0: 6}, value=90, may_drop=False, is_fixed=True),
        work(3, {0: 1}, value=5, service=2, waits_for=(1,), title="Design", starts=0, due=0),
        work(4, {1: 6}, value=10, title="Training"),
    )
    held = plan(*works, given={(1, quarter): 10 for quarter in range(4)} | {(2, 0): 5})
    rule, problem = Rule(furthest=2), problem_of(held, Rule(furthest=2))
    words, choice = Words(held, problem, rule), {1: 1, 2: 0, 3: 1, 4: DROPPED}
    assert words.reasons(choice, 3) == (
        "It waits for “Survey”, which is put off by one quarter.",
        "No capacity is on record for Commissioning in July to September 2012, so whether there is room "
        "isn’t known.",
    )
    assert words.reasons(choice, 4) == (
        "It makes room for what is moved there. If it stayed: Built Environment in July to September 2012 "
        "would be full: 12 days asked of 10.",
    )
    assert words.reasons({**choice, 1: DROPPED, 3: DROPPED}, 3) == (
        "It waits for “Survey”, which is dropped.",
    )


def test_money_runs_short_in_pounds() -> None:
    works = (
        work(1, {0: 1}, money={2012: Decimal(900)}),
        work(2, {0: 1}, money={2012: Decimal("200.50")}, value=9),
    )
    found = answer(plan(*works, given={(1, 0): 9}, purse={2012: 1000}), Rule(furthest=0, limit=90))
    assert found.moves[0].reasons == (
        "Money for 2012/13 runs short: £1,100.50 asked of £1,000. Dropping “Action 2” frees £200.50.",
    )
    assert (found.strained[0].name, found.strained[0].when, found.strained[0].service) == (
        "Money",
        "2012/13",
        0,
    )


def test_a_conflict_in_words() -> None:
    """R112: the commitments, the place, and what to do next."""
    works = [work(key, {0: days}, is_fixed=True, may_drop=False) for key, days in ((1, 60), (2, 50), (3, 30))]
    found = answer(plan(*works, given={(1, 0): 125}), Rule(limit=80))
    assert found.sentences == ("There is no way out within these limits: some commitments conflict.",)
    assert found.clash is not None
    assert found.clash.titles == ("Action 1", "Action 2")
    assert found.clash.sentences == (
        "Two commitments may not be dropped, and they can’t both be kept. No smaller set conflicts.",
        "Built Environment in April to June 2012 is too small for them: 110 days asked of 100 "
        "(80% of its capacity).",
        "Raise a limit, find more capacity or money, or let one of them be moved further or dropped.",
    )


def test_a_plan_that_fits_needs_nothing_moved_and_says_what_is_out_of_order() -> None:
    held = plan(work(1, {0: 1}, waits_for=(2,)), work(2, {2: 1}), given={(1, 0): 9, (1, 2): 9})
    found = answer(held, Rule())
    assert found.sentences == (
        "Nothing need be moved: every service is within its limit, and the money suffices.",
    )
    assert found.remarks == (
        "“Action 1” is planned to start two quarters before “Action 2”, which it waits for, is due. "
        "That stands as it is, and gets no worse.",
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"bound": 400, "is_best": False, "is_out_of_time": True},
            "No way out can lose less than 4 points, so this keeps within 0.87% of the most value that can "
            "be kept, and loses at most 25% more than the least that can be lost.",
        ),
        (
            {"is_settled": False, "is_out_of_time": True},
            "Others may lose as little: the clock ended the search before ties were settled.",
        ),
        (
            {"choice": None, "loss": None, "is_best": False},
            "No way out was found in the time allowed, and none was ruled out. "
            "Allow more time, or a higher limit.",
        ),
    ],
)
def test_how_sure_it_is(changed, sentence) -> None:
    """R111: the gap is said relative to what is kept and to what is lost."""
    held = plan(work(1, {0: 6}, value=50), work(2, {0: 6}, value=70), given={(1, 0): 10, (1, 1): 10})
    problem = problem_of(held, Rule())
    found = replace(Found({1: 1, 2: 0}, 500, 500, is_best=True, is_settled=True), **changed)
    assert sentence in told(held, problem, Rule(), Ways(found)).sentences


def test_an_alternative_that_was_not_found_says_so() -> None:
    held = plan(work(1, {0: 6}), work(2, {0: 6}), given={(1, 0): 10, (1, 1): 10})
    none = Found(None, None, 100, is_out_of_time=True)
    ways = Ways(Found({1: 1, 2: 0}, 500, 500, is_best=True), (Alternative(1, none),))
    said = told(held, problem_of(held, Rule()), Rule(), ways)
    assert said.others[0].words == "With “Action 1” as planned, nothing was found in the time allowed."


@given(small_plans(), st.integers(0, 2))
def test_an_answer_is_kept_and_read_as_it_was(workload, furthest) -> None:
    found = answer(workload, Rule(furthest=furthest))
    assert read(kept(found)) == found
    assert kept(found) == kept(answer(workload, Rule(furthest=furthest)))


def test_the_digest_changes_with_what_decides_the_answer_and_with_nothing_else() -> None:
    held = plan(work(1, {0: 6}), given={(1, 0): 10})
    digest = digest_of(problem_of(held, Rule()))
    renamed = plan(work(1, {0: 6}, title="Another title"), given={(1, 0): 10})
    assert digest == digest_of(problem_of(renamed, Rule()))
    others = [
        (plan(work(1, {0: 5}), given={(1, 0): 10}), Rule()),
        (plan(work(1, {0: 6}, value=51), given={(1, 0): 10}), Rule()),
        (plan(work(1, {0: 6}), given={(1, 0): 11}), Rule()),
        (held, Rule(limit=90)),
        (held, Rule(furthest=3)),
    ]
    assert digest not in {digest_of(problem_of(*one)) for one in others}


@pytest.mark.parametrize(("part", "whole", "words"), [(1, 300, "0.34%"), (0, 0, "0%"), (8, 100, "8%")])
def test_a_gap_is_rounded_up(part, whole, words) -> None:
    assert gap_percent(part, whole) == words


def test_points() -> None:
    assert (points(100), points(4850), points(0)) == ("1 point", "48.5 points", "0 points")
