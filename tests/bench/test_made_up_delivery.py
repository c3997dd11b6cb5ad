"""The made-up plan to deliver is as large as was asked, the same each time, and the same once stored."""

from __future__ import annotations

import pytest

from bench.made_up_council import READ_ON
from bench.made_up_delivery import made_up_workload, make_delivery
from goldenthread.core.workload import load
from goldenthread.people.officers import OPERATOR
from goldenthread.resources.models import Dependency
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of


def test_it_is_the_same_each_time_and_goes_round_in_no_circle():
    plan = made_up_workload(60, 8, 6)

    assert plan == made_up_workload(60, 8, 6)
    assert plan != made_up_workload(60, 8, 6, seed=1)
    assert (len(plan.works), len(plan.services), len(plan.quarters)) == (60, 8, 6)
    assert all(on < one.key for one in plan.works for on in one.waits_for)
    assert any(days > plan.given[cell].days for cell, days in load(plan).items() if cell in plan.given)


@pytest.mark.django_db
def test_once_stored_it_is_read_as_it_was_made():
    edition = make_delivery(40, 6, 8)
    made, quarters = made_up_workload(40, 6, 8), quarters_of_edition(edition, READ_ON)

    held = workload_of(edition, quarters, READ_ON, OPERATOR)

    assert held.quarters == made.quarters
    assert sorted(load(held).values()) == sorted(load(made).values())
    assert sorted(held.given.values()) == sorted(made.given.values())
    assert [(one.starts, one.due, one.value) for one in held.works] == [
        (one.starts, one.due, one.value) for one in made.works
    ]
    assert Dependency.objects.count() == sum(len(one.waits_for) + len(one.events) for one in made.works)
