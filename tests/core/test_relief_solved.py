"""R111, R112: the way out that loses least, held against trying everything; and why there is none."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.relief import Rule, problem_of, rank_of
from goldenthread.core.relief_conflict import conflict_of
from goldenthread.core.relief_solved import Search, solve
from tests.core.relief_made import (
    best_by_trying,
    conflicts,
    small_plans,
    smallest_conflict_by_trying,
)

RULES = st.builds(
    Rule,
    limit=st.sampled_from((80, 100, 120)),
    furthest=st.integers(0, 2),
    share=st.sampled_from((0, 10, 60)),
    now=st.integers(0, 1),
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
