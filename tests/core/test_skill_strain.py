"""Scarce skills: the quarters in which more is asked than there is, and what a change makes worse."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import quarter
from goldenthread.core.skill_strain import Worse, skills_beyond, skills_worse
from goldenthread.core.strain import SkillAsk, skill_loads
from goldenthread.core.workload import Ask, Estimate, Work, Workload

D = Decimal
days = st.decimals(0, 50, places=2)
loads = st.dictionaries(st.integers(1, 3), st.dictionaries(st.integers(-1, 5), days, max_size=4), max_size=3)


def test_the_skill_with_most_days_too_many_comes_first() -> None:
    asked = {1: {0: D(16), 1: D(15), 9: D(99)}, 2: {0: D(40), 2: D(11)}, 3: {0: D(8)}}
    assert skills_beyond(asked, {1: D(15), 2: D(10), 3: None}, 4) == {2: 2, 1: 1}


def test_what_gets_worse_beyond_what_there_is_is_named_with_both() -> None:
    """Cheltenham 2012, paragraph 3: a way out that moves work takes its skills along."""
    before = {1: {0: D("16.18"), 3: D("15.71")}, 2: {0: D(3)}}
    after = {1: {0: D("8.18"), 3: D("46.82"), 4: D(20)}, 2: {0: D(4)}}
    found = skills_worse(before, after, {1: D(15), 2: D(5)})
    assert found == [
        Worse(1, 3, D("15.71"), D("46.82"), D(15)),
        Worse(1, 4, D(0), D(20), D(15)),
    ]


@given(loads, st.dictionaries(st.integers(1, 3), st.none() | days, max_size=3))
def test_nothing_gets_worse_where_nothing_changes(held, there) -> None:
    assert skills_worse(held, held, there) == []
    beyond = skills_beyond(held, there, 5)
    assert set(beyond) == {one.skill for one in skills_worse({}, held, there) if 0 <= one.quarter < 5}


def test_days_of_effort_outside_the_quarters_are_left_out() -> None:
    """An action half of which lies after the last quarter takes half of its skill there too."""
    ask = Ask(7, {0: Estimate(D(5), D(5), D(5))})
    workload = Workload((quarter(2012, 1),), {7: "HR"}, {}, (Work(1, "Train", 0, 1, (ask,)),))
    assert skill_loads(workload, [SkillAsk(1, 7, 3, D(4), whole=D(10))]) == {3: {0: D(2)}}
    assert skill_loads(workload, [SkillAsk(1, 7, 3, D(4))]) == {3: {0: D(4)}}
