"""R111, R112: the way out that loses least, held against trying everything; and why there is none."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.made_up_relief import made_up_overload
from goldenthread.core.relief import Problem, Rule, is_good, problem_of, rank_of
from goldenthread.core.relief_conflict import Conflict, conflict_of
from goldenthread.core.relief_solved import Progress, Search, solve
from goldenthread.core.relief_ways import changes_in, ways_out
from tests.core.relief_made import (
    best_by_trying,
    conflicts,
    plan,
    small_plans,
    smallest_conflict_by_trying,
    work,
)

RULES = st.builds(
    Rule,
    limit=st.sampled_from((80, 100, 120)),
    furthest=st.integers(0, 2),
    share=st.sampled_from((0, 10, 60)),
    now=st.integers(0, 1),
    sooner=st.integers(0, 2),
)


def searching(seconds: float = 60.0) -> Search:
    return Search(seconds, time.monotonic)


@settings(deadline=None, max_examples=150)
@given(small_plans(), RULES)
def test_the_way_out_of_a_small_plan_is_the_one_that_trying_everything_finds(workload, rule):
    """R111: value and ties alike."""
    problem = problem_of(workload, rule)

    found, best = solve(problem, searching()), best_by_trying(problem)

    if best is None:
        assert found.is_impossible
        return
    assert (rank_of(problem, found.choice), dict(found.choice)) == best
    assert (found.loss, found.bound, found.is_best, found.is_settled) == (
        best[0].loss,
        best[0].loss,
        True,
        True,
    )


@settings(deadline=None, max_examples=80)
@given(small_plans(droppable=0.0), RULES)
def test_the_smallest_conflict_of_a_small_plan_is_as_small_as_any(workload, rule):
    """R112: where nothing fits, the fewest commitments that can't all be kept are named."""
    problem = problem_of(workload, rule)

    conflict, smallest = conflict_of(problem, searching()), smallest_conflict_by_trying(problem)

    if smallest is None:
        assert conflict is None
        return
    assert conflict is not None
    assert conflict.is_smallest
    assert len(conflict.keys) == smallest
    assert conflicts(problem, conflict.keys)


@settings(deadline=None, max_examples=40)
@given(small_plans(), RULES)
def test_the_same_plan_has_the_same_answer_each_time(workload, rule):
    """R111: ties are broken the same way, whatever order the actions come in."""
    problem = problem_of(workload, rule)
    turned = replace(problem, candidates=problem.candidates[::-1], waits=problem.waits[::-1])

    first, again, other = (solve(one, searching()) for one in (problem, problem, turned))

    assert first == again
    assert (first.choice, first.loss, first.bound) == (other.choice, other.loss, other.bound)


def overloaded(actions: int = 60) -> Problem:
    return problem_of(made_up_overload(actions, 8, 8, seed=3), Rule())


def ticking(step: float = 1.0):
    """A clock that goes on by itself each time it is looked at."""
    ticks = count()
    return lambda: next(ticks) * step


def test_a_larger_plan_is_solved_within_its_bound():
    """R111: no choice loses less than the bound, and what is found keeps every limit."""
    problem = overloaded()
    told: list[Progress] = []

    found = solve(problem, replace(searching(20.0), tell=told.append))

    assert found.choice is not None and is_good(problem, found.choice)
    assert found.loss == rank_of(problem, found.choice).loss
    assert 0 < found.bound <= found.loss
    assert all(one.bound <= found.loss for one in told)


def test_an_answer_that_the_clock_cut_short_says_so_and_has_its_bound():
    problem = overloaded(120)

    found = solve(problem, Search(0.2, ticking(0.05)))

    assert found.is_out_of_time and not found.is_cancelled and not found.is_settled
    assert found.loss is None or (found.bound <= found.loss and is_good(problem, found.choice))


def test_a_search_that_is_cancelled_stops():
    found = solve(overloaded(120), replace(searching(30.0), is_over=lambda: True))
    assert found.is_cancelled and not found.is_settled


def test_alternatives_leave_as_planned_what_the_way_out_changes():
    """R111: each differs in one action, loses no less than the best, and has a bound of its own."""
    held = plan(
        work(1, {0: 6}, value=40),
        work(2, {0: 6}, value=60),
        work(3, {0: 6}, value=80, may_drop=False),
        given={(1, 0): 7, (1, 1): 7, (1, 2): 7},
    )
    problem = problem_of(held, Rule(furthest=2))

    ways = ways_out(problem, searching())

    assert changes_in(ways.found) == {1: 2, 2: 1}
    assert [(one.keeps, one.found.loss, changes_in(one.found)) for one in ways.alternatives] == [
        (2, 1600, {1: 2, 3: 1}),
        (1, 2000, {2: 2, 3: 1}),
    ]
    assert all(one.found.is_best for one in ways.alternatives)
    assert ways.conflict is None


def test_one_full_place_names_its_largest_commitments_first():
    """R112: greedily, the largest first, is the smallest set for one place."""
    works = [
        work(key, {0: days}, is_fixed=True, may_drop=False) for key, days in ((1, 3), (2, 9), (3, 5), (4, 8))
    ]
    problem = problem_of(plan(*works, given={(1, 0): 16}), Rule())

    ways = ways_out(problem, searching())

    assert ways.found.is_impossible
    assert ways.conflict == Conflict((2, 4), (0,), is_smallest=True)


def test_commitments_conflict_over_several_places_too():
    """R112: neither quarter is too full by itself for what may move, but there is no room for three."""
    works = [work(key, {0: 6}, latest=1, may_drop=False) for key in (1, 2, 3)]
    problem = problem_of(plan(*works, given={(1, 0): 7, (1, 1): 7}), Rule())

    conflict = conflict_of(problem, searching())

    assert conflict is not None
    assert (conflict.keys, conflict.is_smallest) == ((1, 2, 3), True)


def test_a_conflict_that_the_clock_cut_short_is_what_one_place_shows():
    works = [work(key, {0: 6}, is_fixed=True, may_drop=False) for key in (1, 2, 3)]
    problem = problem_of(plan(*works, given={(1, 0): 7}), Rule())
    assert conflict_of(problem, Search(0.0, ticking())) == Conflict((1, 2), (0,), is_smallest=False)
