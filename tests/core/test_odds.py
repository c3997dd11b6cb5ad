"""The odds of delivery: against closed forms, against a slow twin, and what stays the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.odds import Odds, Room, odds
from goldenthread.core.odds_causes import Cause, Kind
from goldenthread.core.odds_plan import in_order, made_ready
from goldenthread.core.periods import next_period, quarter_of
from goldenthread.core.workload import Ask, Cell, Estimate, Event, Given, Work, Workload
from tests.core.odds_twin import counted

PLANNING, HR = 1, 2
RUNS = 10_000
FEW = 400


def days(low: float, likely: float, high: float) -> Estimate:
    return Estimate(*(Decimal(str(one)) for one in (low, likely, high)))


def ask(service: int, quarter: int, low: float, likely: float, high: float) -> Ask:
    return Ask(service, {quarter: days(low, likely, high)})


def plan(*works: Work, given: dict[tuple[int, int], float], quarters: int = 4) -> Workload:
    run = [quarter_of(date(2014, 4, 1))]
    while len(run) < quarters:
        run.append(next_period(run[-1]))
    cells = {Cell(*cell): Given(Decimal(str(one)), is_confirmed=True) for cell, one in given.items()}
    return Workload(tuple(run), {PLANNING: "Planning", HR: "HR"}, cells, works)


def work(key: int, *asks: Ask, starts: int = 0, due: int = 0, **more: object) -> Work:
    return replace(Work(key, f"Action {key}", starts, due, asks), **more)  # type: ignore[arg-type]


def chance(found: Odds, key: int) -> float:
    return next(one.on_time for one in found.of_works if one.key == key) / found.runs


def cdf(x: float, low: float, likely: float, high: float) -> float:
    """The triangular distribution's: the chance that the effort is at most x."""
    if x <= likely:
        return (x - low) ** 2 / ((high - low) * (likely - low))
    return 1 - (high - x) ** 2 / ((high - low) * (high - likely))


def near(exact: float, runs: int = RUNS) -> object:
    """Within four standard errors."""
    return pytest.approx(exact, abs=4 * sqrt(exact * (1 - exact) / runs) + 0.0005)


def test_one_action_of_one_service_finishes_on_time_as_often_as_its_effort_fits() -> None:
    """R112: the triangle's own distribution, at 14 days of between 8 and 20."""
    found = odds(plan(work(1, ask(PLANNING, 0, 8, 12, 20)), given={(PLANNING, 0): 14}), seed=1)
    assert chance(found, 1) == near(cdf(14, 8, 12, 20))
    assert found.all_on_time == found.of_works[0].on_time


def test_of_independent_actions_all_finish_on_time_by_the_product_of_their_chances() -> None:
    found = odds(
        plan(
            work(1, ask(PLANNING, 0, 8, 12, 20), groups=(9,)),
            work(2, ask(HR, 0, 5, 10, 15), groups=(9,)),
            given={(PLANNING, 0): 14, (HR, 0): 11},
        ),
        seed=2,
    )
    both = cdf(14, 8, 12, 20) * cdf(11, 5, 10, 15)
    assert found.all_on_time / RUNS == near(both)
    assert found.of_groups[0] == (9, 2, found.all_on_time)


def sum_of_two(x: float, one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The chance that two independent triangular efforts come to at most x, by a fine sum over the first."""
    edges = np.linspace(one[0], one[2], 20_001)
    masses = np.diff([cdf(float(edge), *one) for edge in edges])
    middles = (edges[1:] + edges[:-1]) / 2
    return float(
        sum(
            mass * cdf(min(max(x - middle, other[0]), other[2]), *other)
            for mass, middle in zip(masses, middles, strict=True)
        )
    )


def test_two_that_share_a_service_both_finish_as_often_as_their_sum_fits() -> None:
    """The one that is served second waits for the first to have had its days."""
    first, second = (8, 12, 20), (5, 10, 15)
    found = odds(
        plan(
            work(1, ask(PLANNING, 0, *first), rank=1),
            work(2, ask(PLANNING, 0, *second), rank=2),
            given={(PLANNING, 0): 24},
        ),
        seed=3,
    )
    assert chance(found, 1) == 1
    assert chance(found, 2) == near(sum_of_two(24, first, second))


def test_of_a_chain_the_last_finishes_as_often_as_the_efforts_of_all_fit() -> None:
    """One service works through a chain without a pause, so that only the sum counts."""
    first, second = (8, 12, 20), (5, 10, 15)
    found = odds(
        plan(
            work(1, ask(PLANNING, 0, *first), due=1, rank=2),
            work(2, ask(PLANNING, 0, *second), due=1, rank=1, waits_for=(1,)),
            given={(PLANNING, 0): 12, (PLANNING, 1): 12},
        ),
        seed=4,
    )
    assert chance(found, 2) == near(sum_of_two(24, first, second))


def test_capacity_on_record_after_the_plan_counts_and_elsewhere_its_last_quarter_does() -> None:
    """R105: what is put off past the plan's end is held against what is on record there."""
    given = {(PLANNING, 0): 10, (PLANNING, 1): 20, (PLANNING, 3): 5}
    held = plan(work(1, ask(PLANNING, 0, 1, 2, 3)), given=given, quarters=2)
    assert made_ready(held).given[PLANNING][:5] == (1000.0, 2000.0, 2000.0, 500.0, 2000.0)


def test_effort_after_the_plans_end_is_played_too() -> None:
    """R105: an action due in the last quarter that has effort after it is late in every run."""
    asks = Ask(PLANNING, {0: days(1, 2, 3), 2: days(1, 2, 3)})
    held = plan(work(1, asks, due=1), given={(PLANNING, 0): 10, (PLANNING, 1): 10}, quarters=2)
    assert odds(held, seed=1, runs=1000).all_on_time == 0


def test_an_outside_event_falls_early_more_often_than_late() -> None:
    """From the likely to the latest of three quarters, in a straight line: 5, 3 and 1 in 9."""
    held = plan(
        work(1, ask(PLANNING, 0, 1, 1, 1), due=0, events=(Event("A grant", 0, 2),)),
        work(2, ask(PLANNING, 0, 1, 1, 1), due=1, events=(Event("A grant", 0, 2),)),
        given={},
    )
    found = odds(held, seed=5)
    assert chance(found, 1) == near(5 / 9)
    assert chance(found, 2) == near(8 / 9)
    assert found.all_on_time == found.of_works[0].on_time  # it is one event for both
    assert {one.cause.kind for one in found.drivers} == {Kind.EVENT}


def test_a_plan_without_chance_is_certain_either_way() -> None:
    """R010: what is exactly full is on time; a hundredth of a day more is not."""
    parts = [work(key, ask(PLANNING, 0, one, one, one)) for key, one in ((1, 33.33), (2, 33.33), (3, 33.34))]
    full = odds(plan(*parts, given={(PLANNING, 0): 100}), seed=1, runs=FEW)
    over = odds(plan(*parts, given={(PLANNING, 0): 99.99}), seed=1, runs=FEW)
    assert [one.on_time for one in full.of_works] == [FEW, FEW, FEW]
    assert [one.on_time for one in over.of_works] == [FEW, FEW, 0]
    assert over.drivers[0] == (Cause(Kind.FULL, PLANNING, quarter=0), FEW, 1)
    assert over.rooms == (Room(PLANNING, FEW, 3 * FEW),)


def test_done_actions_take_nothing_and_are_not_counted() -> None:
    held = plan(
        work(1, ask(PLANNING, 0, 9, 9, 9), is_done=True),
        work(2, ask(PLANNING, 0, 9, 9, 9), waits_for=(1,)),
        given={(PLANNING, 0): 9},
    )
    found = odds(held, seed=1, runs=FEW)
    assert (found.done, found.works, found.all_on_time) == (1, 1, FEW)


def test_a_plan_of_nothing_is_on_time() -> None:
    found = odds(plan(given={}), seed=1, runs=FEW)
    assert (found.works, found.all_on_time, found.total, found.how_many) == (0, FEW, 0, (FEW,))


def test_what_has_no_effort_said_finishes_when_due_unless_it_waits_too_long() -> None:
    held = plan(
        work(1, due=1),
        work(2, due=1, waits_for=(3,)),
        work(3, ask(PLANNING, 2, 1, 1, 1), starts=2, due=2),
        given={},
    )
    found = odds(held, seed=1, runs=FEW)
    assert {one.key: one.on_time for one in found.of_works} == {1: FEW, 2: 0, 3: FEW}
    assert [one.has_effort for one in found.of_works] == [False, True, False]


def test_work_left_over_is_done_after_the_plan_with_the_last_quarters_days() -> None:
    held = plan(work(1, ask(PLANNING, 3, 25, 25, 25), starts=3, due=3), given={(PLANNING, 3): 10}, quarters=4)
    (found,) = odds(held, seed=1, runs=FEW).of_works
    assert found.finishes[5] == FEW
    never = odds(replace(held, given={Cell(PLANNING, 3): Given(Decimal(0), False)}), seed=1, runs=FEW)
    assert never.of_works[0].finishes[-1] == FEW


CAUSES = {
    "overdue": (work(1, ask(PLANNING, 0, 1, 1, 1), starts=-2, due=-1), Cause(Kind.OVERDUE)),
    "planned after it is due": (work(1, ask(PLANNING, 2, 1, 1, 1), due=1), Cause(Kind.PLANNED)),
    "an event": (
        work(1, ask(PLANNING, 0, 1, 1, 1), events=(Event("A grant", 1, 1),)),
        Cause(Kind.EVENT, name="A grant"),
    ),
    "its own effort": (work(1, ask(PLANNING, 0, 11, 11, 11)), Cause(Kind.EFFORT, PLANNING)),
    "a service that is full": (
        work(1, ask(PLANNING, 0, 6, 6, 6)), Cause(Kind.FULL, PLANNING, quarter=0),
    ),
    "a wait": (work(1, ask(PLANNING, 0, 1, 1, 1), waits_for=(3,)), Cause(Kind.WAIT, 3)),
    "a wait that left too little time": (
        work(1, ask(PLANNING, 0, 15, 15, 15), due=1, waits_for=(3,)), Cause(Kind.WAIT, 3),
    ),
    "a circle": (work(1, waits_for=(1,)), Cause(Kind.CIRCLE)),
}  # fmt: skip


@pytest.mark.parametrize("name", CAUSES)
def test_each_late_finish_has_one_cause(name: str) -> None:
    """R112: what drives the risk."""
    late, cause = CAUSES[name]
    held = plan(
        late,
        work(2, ask(PLANNING, 0, 5, 5, 5), rank=1),
        work(3, ask(HR, 1, 1, 1, 1), starts=1, due=1),
        given={(PLANNING, quarter): 10 for quarter in range(4)},
    )
    if name in {"its own effort", "a wait that left too little time"}:
        held = replace(held, works=(held.works[0], held.works[2]))
    found = {one.key: one for one in odds(held, seed=1, runs=FEW).of_works}
    assert found[1].on_time == 0
    assert [(one.cause, one.late) for one in found[1].blames] == [(cause, FEW)]


def test_behind_a_wait_for_what_is_late_itself_stands_that_ones_cause() -> None:
    held = plan(
        work(1, ask(PLANNING, 0, 11, 11, 11)),
        work(2, ask(HR, 0, 1, 1, 1), waits_for=(1,)),
        given={(PLANNING, quarter): 10 for quarter in range(4)},
    )
    found = odds(held, seed=1, runs=FEW)
    assert found.of_works[1].blames[0].cause == Cause(Kind.WAIT, 1)
    assert found.drivers == ((Cause(Kind.EFFORT, PLANNING), 2 * FEW, 2),)


def test_a_circle_and_what_waits_for_it_never_begin() -> None:
    held = plan(work(1, waits_for=(2,)), work(2, waits_for=(1,)), work(3, waits_for=(2,)), work(4), given={})
    found = {one.key: one.on_time for one in odds(held, seed=1, runs=FEW).of_works}
    assert found == {1: 0, 2: 0, 3: 0, 4: FEW}


def test_the_order_is_by_rank_then_due_then_key_and_never_before_what_it_waits_for() -> None:
    works = [
        work(1, rank=1, waits_for=(4,)), work(2, rank=2), work(3, due=1), work(4, due=2), work(5, due=1),
    ]  # fmt: skip
    assert [one.key for one in in_order(works)] == [2, 3, 5, 4, 1]


estimates = st.tuples(*(st.integers(0, 1200) for _ in range(3))).map(
    lambda three: Estimate(*(Decimal(one) / 100 for one in sorted(three)))
)
asks = st.builds(Ask, st.sampled_from([PLANNING, HR]), st.dictionaries(st.integers(0, 2), estimates))


@st.composite
def plans(draw: st.DrawFn, waits: bool = True) -> Workload:
    works = []
    for key in range(1, draw(st.integers(1, 6)) + 1):
        starts = draw(st.integers(-1, 2))
        others = st.lists(st.integers(1, 6).filter(lambda one, key=key: one != key), max_size=2, unique=True)
        likely = draw(st.integers(0, 2))
        works.append(
            work(
                key, *draw(st.lists(asks, max_size=3)), starts=starts, due=draw(st.integers(starts, 4)),
                rank=draw(st.none() | st.integers(1, 3)), is_done=draw(st.sampled_from([False] * 5 + [True])),
                waits_for=tuple(draw(others)) if waits else (), groups=(100 + key % 2,),
                events=draw(st.sampled_from([(), (), (Event("Grant", likely, likely + 1),)])),
            )
        )  # fmt: skip
    cells = st.tuples(st.sampled_from([PLANNING, HR]), st.integers(0, 2))
    given = draw(st.dictionaries(cells, st.integers(0, 25)))
    return plan(*works, given=dict(given), quarters=3)


@given(plans(), st.integers(0, 2**64))
@settings(max_examples=150)
def test_runs_worked_at_once_match_runs_worked_one_by_one(held: Workload, seed: int) -> None:
    runs = 60
    found, ready = odds(held, seed=seed, runs=runs, at_once=25), made_ready(held)
    by_action, how_many = counted(ready, seed, runs)
    for one in found.of_works:
        slow = {q: count for q, count in by_action[one.key].items() if q is not None}
        ours = {q: count for q, count in enumerate(one.finishes[:-1]) if count}
        if one.due < ready.horizon:
            assert (ours, one.finishes[-1]) == (slow, by_action[one.key][None])
    assert {count: runs for count, runs in enumerate(found.how_many) if runs} == dict(how_many)
    for one in found.of_works:
        assert one.on_time + sum(blame.late for blame in one.blames) == runs
    late = sum(runs - one.on_time for one in found.of_works)
    assert sum(blame.late for blame in found.drivers) == late


@given(plans(), st.integers(0, 1000), st.integers(1, 200))
@settings(max_examples=40)
def test_the_same_seed_counts_the_same_however_many_runs_are_worked_at_once(
    held: Workload, seed: int, at_once: int
) -> None:
    assert odds(held, seed=seed, runs=150, at_once=at_once) == odds(held, seed=seed, runs=150)


def test_the_first_runs_of_many_are_those_of_few() -> None:
    held = plan(work(1, ask(PLANNING, 0, 8, 12, 20)), given={(PLANNING, 0): 14})
    many, few = odds(held, seed=1), odds(held, seed=1, runs=2_000)
    assert [one.runs for one in many.checkpoints] == [1_000, 2_000, 5_000, 10_000]
    assert many.checkpoints[:2] == few.checkpoints
    assert odds(held, seed=2).all_on_time != many.all_on_time


@given(plans(waits=False), st.sampled_from([PLANNING, HR]), st.integers(0, 2), st.integers(1, 20))
@settings(max_examples=60)
def test_without_waits_between_actions_more_days_never_make_one_later(
    held: Workload, service: int, quarter: int, more: int
) -> None:
    """A theorem of the rule: each service is then a queue of its own, served in one fixed order."""
    cell = Cell(service, quarter)
    if cell not in held.given:
        return
    richer = {**held.given, cell: Given(held.given[cell].days + more, True)}
    before = odds(held, seed=1, runs=100)
    after = odds(replace(held, given=richer), seed=1, runs=100)
    for one, other in zip(before.of_works, after.of_works, strict=True):
        assert other.on_time >= one.on_time


def test_where_actions_wait_more_days_in_one_service_can_make_another_action_late() -> None:
    """Why the theorem stops there: the first in order begins sooner, and takes what the last had used."""
    held = plan(
        work(1, ask(HR, 0, 10, 10, 10), due=2, rank=1),
        work(2, ask(PLANNING, 0, 10, 10, 10), due=3, rank=2, waits_for=(1,)),
        work(3, ask(PLANNING, 0, 10, 10, 10), due=0, rank=3),
        given={(HR, 0): 5, (HR, 1): 5, (PLANNING, 0): 10, (PLANNING, 1): 10},
    )
    richer = replace(held, given={**held.given, Cell(HR, 0): Given(Decimal(10), True)})
    assert chance(odds(held, seed=1, runs=FEW), 3) == 1
    assert chance(odds(richer, seed=1, runs=FEW), 3) == 0


def test_whoever_asks_is_told_how_far_it_is_and_may_stop_it() -> None:
    seen: list[tuple[int, int]] = []
    held = plan(work(1, ask(PLANNING, 0, 8, 12, 20)), given={(PLANNING, 0): 14})
    odds(held, seed=1, told=lambda done, of: seen.append((done, of)))
    assert seen[0] == (1_000, 40_000)
    assert seen[-1] == (40_000, 40_000)
    assert seen == sorted(seen)

    def stop(done: int, of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        odds(held, seed=1, told=stop)
