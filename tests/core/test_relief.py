"""R010, R111: the way out as a problem of whole numbers: what may be done, what it costs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import CALENDAR_YEAR
from goldenthread.core.relief import (
    DROPPED,
    Rule,
    Wait,
    is_good,
    out_of_order,
    passed,
    problem_of,
    rank_of,
)
from goldenthread.core.relief_narrowed import narrowed
from goldenthread.core.relief_search import quick_way_out
from goldenthread.core.workload import Event
from tests.core.relief_made import best_by_trying, plan, small_plans, work


def delays(problem, key):
    return [one.delay for one in next(one for one in problem.candidates if one.key == key).options]


def test_what_may_be_done_with_an_action() -> None:
    """R111: fixed dates stay, a latest quarter is respected, and what is done or past isn't touched."""
    works = (
        work(1, {0: 1}),
        work(2, {0: 1}, is_fixed=True),
        work(3, {0: 1}, may_drop=False, latest=1),
        work(4, {0: 1}, is_done=True),
        work(5, {1: 1}, latest=0),
        work(6, {0: 1}, starts=-2, due=-1),
    )
    problem = problem_of(plan(*works, given={(1, 0): 9}), Rule(furthest=2, sooner=0))
    found = {key: delays(problem, key) for key in range(1, 7)}
    assert found == {
        1: [0, 1, 2, DROPPED],
        2: [0, DROPPED],
        3: [0, 1],
        4: [0],
        5: [0, DROPPED],
        6: [0],
    }


def test_how_far_an_action_may_be_brought_forward() -> None:
    """R111: not into the past, before an event that it waits for, or where nobody said what can be given."""
    works = (
        work(1, {3: 1}),
        work(2, {2: 1}),
        work(3, {1: 1}),
        work(4, {3: 1}, events=(Event("A ballot", likely=1, latest=2),)),
        work(5, {3: 1}, is_fixed=True),
        work(6, {2: 1}, starts=3, due=3),
        work(7, {}, starts=3, due=3, value=0),
        work(8, {3: 1}, service=2),
    )
    held = plan(*works, given={**{(1, quarter): 9 for quarter in range(3)}, (2, 1): 9})
    problem = problem_of(held, Rule(furthest=1, sooner=2, now=1))
    assert {key: delays(problem, key) for key in range(1, 9)} == {
        1: [0, -1, -2, 1, DROPPED],
        2: [0, -1, 1, DROPPED],
        3: [0, 1, DROPPED],
        4: [0, -1, 1, DROPPED],
        5: [0, DROPPED],
        6: [0, -1, 1, DROPPED],
        7: [0, -1, 1, -2, DROPPED],
        8: [0, -2, 1, DROPPED],
    }
    assert [one.loss for one in problem.candidates[0].options] == [0, 0, 0, 500, 5000]


def test_an_action_comes_forward_rather_than_lose_anything_and_brings_along_what_it_waits_for() -> None:
    """R111: the one that waits may come forward only if what it waits for does."""
    held = plan(
        work(1, {2: 2}, service=2), work(2, {2: 6}, waits_for=(1,)), work(3, {2: 6}, is_fixed=True),
        given={(1, 1): 6, (1, 2): 8, (1, 3): 6, (2, 1): 2, (2, 2): 2},
    )  # fmt: skip
    problem = problem_of(held, Rule())
    best = best_by_trying(problem)
    assert best is not None and best[1] == {1: -1, 2: -1, 3: 0}
    assert best[0][:3] == (0, 2, 2)


@pytest.mark.parametrize(
    ("value", "delay", "share", "loss"),
    [
        (50, 0, 10, 0), (50, 1, 10, 500), (50, 3, 10, 1500), (50, 4, 30, 5000),
        (50, DROPPED, 10, 5000), (0, DROPPED, 10, 0), (50, -2, 10, 0),
    ],
)  # fmt: skip
def test_the_published_loss(value: int, delay: int, share: int, loss: int) -> None:
    """R111: dropping loses all of the value, each quarter's deferral a share, and never more than all."""
    assert Rule(share=share).loss(value, delay) == loss


def test_effort_moves_with_its_action_and_past_effort_stays() -> None:
    problem = problem_of(plan(work(1, {0: 5, 1: 7}), given={(1, 0): 9, (1, 1): 9, (1, 2): 9}), Rule(now=1))
    numbers = {limit.cell.quarter: number for number, limit in problem.limits.items()}
    assert sorted(numbers) == [1, 2]  # the first quarter is past: nothing limits it any more
    assert problem.candidates[0].option(1).uses == {numbers[2]: 700}
    assert problem.candidates[0].option(DROPPED).uses == {}


def test_money_moves_by_the_year_in_which_an_action_starts() -> None:
    held = plan(work(1, {3: 1}, money={2012: Decimal("10.01")}), given={}, count=4, purse={2012: 5, 2013: 20})
    problem = problem_of(held, Rule(furthest=1, sooner=0))
    years = {limit.year: number for number, limit in problem.limits.items()}
    uses = {one.delay: dict(one.uses) for one in problem.candidates[0].options}
    assert uses == {0: {years[2012]: 1001}, 1: {years[2013]: 1001}, DROPPED: {}}
    by_calendar = problem_of(held, Rule(furthest=1, sooner=0), CALENDAR_YEAR)
    assert dict(by_calendar.candidates[0].options[1].uses) == {years[2012]: 1001}


def test_a_limit_is_a_percentage_rounded_down_to_a_hundredth_of_a_day() -> None:
    problem = problem_of(plan(work(1, {0: 1}), given={(1, 0): 10}), Rule(limit=33))
    assert problem.limits[0].room == 330


@pytest.mark.parametrize(
    ("delay", "on", "slack", "is_kept"),
    [
        (0, 0, 0, True), (0, 1, 0, False), (1, 1, 0, True), (0, 2, 2, True), (0, 3, 2, False),
        (0, DROPPED, 2, False), (DROPPED, 4, 0, True), (DROPPED, DROPPED, 0, True),
        (-1, 0, 0, False), (-1, -1, 0, True), (-1, 0, 1, True), (0, -2, 0, True), (-1, DROPPED, 2, False),
    ],
)  # fmt: skip
def test_what_waits_moves_with_what_it_waits_for(delay, on, slack, is_kept) -> None:
    """R111."""
    assert Wait(1, 2, slack).is_kept(delay, on) is is_kept


def test_a_pair_out_of_order_as_planned_is_named_and_may_not_get_worse() -> None:
    held = plan(work(1, {0: 1}, waits_for=(2,)), work(2, {2: 1}), given={(1, 0): 9})
    assert out_of_order(held) == [Wait(1, 2, -2)]
    assert problem_of(held, Rule()).waits == (Wait(1, 2, 0),)


def test_what_touches_nothing_full_stays_put_and_what_shares_nothing_is_apart() -> None:
    held = plan(
        work(1, {0: 6}),
        work(2, {0: 6}),
        work(3, {3: 1}),
        work(4, {0: 6}, service=2),
        work(5, {0: 6}, service=2),
        given={(service, quarter): 10 for service in (1, 2) for quarter in range(4)},
    )
    small = narrowed(problem_of(held, Rule(furthest=1)))
    assert small.put == (3,)
    assert [[one.key for one in part.candidates] for part in small.parts] == [[1, 2], [4, 5]]


@given(small_plans(), st.integers(0, 2), st.integers(0, 2))
def test_what_is_left_out_never_costs_anything(workload, furthest, sooner) -> None:
    """The parts' best choices together are the best of the whole, ties and all."""
    problem = problem_of(workload, Rule(furthest=furthest, sooner=sooner))
    best, small = best_by_trying(problem), narrowed(problem)
    parts = [best_by_trying(part) for part in small.parts]
    if best is None:
        assert None in parts
        return
    joined = dict.fromkeys(small.put, 0)
    for part in parts:
        assert part is not None
        joined |= part[1]
    assert (rank_of(problem, joined), joined) == best


@given(small_plans(), st.integers(0, 2), st.integers(0, 2))
def test_a_quick_way_out_is_good_and_the_same_each_time(workload, furthest, sooner) -> None:
    problem = problem_of(workload, Rule(furthest=furthest, sooner=sooner))
    found = quick_way_out(problem)
    assert found == quick_way_out(problem)
    if found is None:
        return
    best = best_by_trying(problem)
    assert is_good(problem, found) and best is not None and rank_of(problem, found) >= best[0]
    again = quick_way_out(problem, best[1])
    assert again is not None and rank_of(problem, again).loss == best[0].loss


def test_what_is_passed_is_said() -> None:
    problem = problem_of(plan(work(1, {0: 6}), work(2, {0: 6}), given={(1, 0): 10, (1, 1): 3}), Rule())
    numbers = {limit.cell.quarter: number for number, limit in problem.limits.items()}
    assert passed(problem, {1: 0, 2: 0}) == [numbers[0]]
    assert passed(problem, {1: 0, 2: 1}) == [numbers[1]]
    assert passed(problem, {1: 0, 2: 2}) == []
