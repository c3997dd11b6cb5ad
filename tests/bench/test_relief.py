"""The bench of the way out runs at a tiny size, and its answers agree with their bounds."""

from __future__ import annotations

from bench.made_up_relief import made_up_overload
from bench.relief import compare, told
from goldenthread.core.workload import load


def test_a_tiny_plan_is_solved_beside_its_relaxation() -> None:
    one = compare(12, 2, 20.0)
    assert one.agrees
    assert one.loss is None or one.relaxed <= one.loss
    assert "gap lost" in told([one])


def test_a_made_up_plan_is_the_same_each_time_and_loaded_above_capacity() -> None:
    plan = made_up_overload(300, 40, 8, 1)
    assert plan == made_up_overload(300, 40, 8, 1)
    asked = load(plan)
    over = [cell for cell, days in asked.items() if days > plan.given[cell].days]
    assert 0.25 < len(over) / len(asked) < 0.45
