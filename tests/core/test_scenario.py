"""What if: changes on a copy of the workload lose no day, make up none, and say why they can't be tried."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import quarter
from goldenthread.core.scenario import Change, Kind, applied, left_waiting, out_of_order, reasons_not
from goldenthread.core.workload import NOUGHT, Ask, Cell, Estimate, Given, Work, Workload, load

QUARTERS = tuple(quarter(2012, number) for number in (1, 2, 3, 4))


def days(low: str, likely: str, high: str) -> Estimate:
    return Estimate(Decimal(low), Decimal(likely), Decimal(high))


PLAN = Workload(
    QUARTERS,
    {1: "Built Environment", 2: "Human Resources"},
    {Cell(1, 0): Given(Decimal(100), True), Cell(1, 1): Given(Decimal(100), True)},
    (
        Work(
            10,
            "Flood works",
            0,
            1,
            (Ask(1, {0: days("5", "10", "20"), 1: days("0", "4", "9")}, True),),
            value=60,
            money={2012: Decimal(500)},
        ),
        Work(11, "New depot", 1, 2, (Ask(1, {1: days("1", "2", "3")}),), waits_for=(10,), latest=3),
        Work(12, "Statutory review", 0, 0, is_fixed=True),
        Work(13, "Pay review", 0, 3, (Ask(2, {3: days("1", "1", "1")}),), may_drop=False),
    ),
    {2012: Decimal(1000)},
)


def after(*changes: Change) -> Workload:
    return applied(PLAN, changes)


def test_to_move_effort_leaves_the_date_and_takes_the_confirmation_away() -> None:
    """R105, R106: what a service confirmed was of another quarter."""
    moved = after(Change(Kind.MOVE, element=11, quarters=1)).work(11)
    assert (moved.starts, moved.due) == (1, 2)
    assert moved.asks == (Ask(1, {2: days("1", "2", "3")}, False, False),)
    assert not after(Change(Kind.MOVE, element=10, quarters=-1)).work(10).asks[0].is_confirmed


def test_to_defer_takes_the_date_along() -> None:
    moved = after(Change(Kind.DEFER, element=10, quarters=2)).work(10)
    assert (moved.starts, moved.due) == (2, 3)
    assert list(moved.asks[0].by_quarter) == [2, 3]


def test_a_split_takes_its_part_along_and_the_date_where_the_part_lies_after_it() -> None:
    moved = after(Change(Kind.SPLIT, element=10, quarters=2, percent=50)).work(10)
    assert moved.asks[0].by_quarter == {
        0: days("2.5", "5", "10"), 1: days("0", "2", "4.5"),
        2: days("2.5", "5", "10"), 3: days("0", "2", "4.5"),
    }  # fmt: skip
    assert (moved.starts, moved.due) == (0, 3)
    early = after(Change(Kind.SPLIT, element=13, quarters=-1, percent=40)).work(13)
    assert early.due == 3


def test_what_is_dropped_asks_for_nothing_and_leaves_others_waiting() -> None:
    changes = (Change(Kind.DROP, element=10),)
    dropped = after(*changes)
    assert [one.key for one in dropped.works] == [11, 12, 13]
    assert load(dropped) == {Cell(1, 1): 2, Cell(2, 3): 1}
    assert dropped.work(11).waits_for == ()
    assert left_waiting(PLAN, changes) == {11: [10]}


def test_staff_and_money_are_added_and_nobody_has_confirmed_them() -> None:
    staff = Change(Kind.STAFF, service=1, quarter=1, days=Decimal(30))
    assert after(staff).given[Cell(1, 1)] == Given(Decimal(130), False)
    assert after(replace(staff, days=Decimal(-300))).given[Cell(1, 1)] == Given(NOUGHT, False)
    assert after(Change(Kind.MONEY, year=2012, amount=Decimal(-50))).purse == {2012: 950}
    unknown = after(Change(Kind.MONEY, year=2013, amount=Decimal(5)), replace(staff, service=2))
    assert (unknown.purse, unknown.given) == (PLAN.purse, PLAN.given)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(Kind.DEFER, element=99, quarters=1), "not in the plan any more"),
        (Change(Kind.DEFER, element=12, quarters=1), "are fixed"),
        (Change(Kind.DEFER, element=10), "how many quarters"),
        (Change(Kind.DEFER, element=11, quarters=2), "after the latest day"),
        (Change(Kind.MOVE, element=10, quarters=1), "Defer it"),
        (Change(Kind.SPLIT, element=10, quarters=1), "from 1 to 99"),
        (Change(Kind.DROP, element=13), "may not be dropped"),
        (Change(Kind.STAFF, service=9, quarter=0, days=Decimal(1)), "Choose a service"),
        (Change(Kind.STAFF, service=1, quarter=4, days=Decimal(1)), "Choose a service"),
        (Change(Kind.STAFF, service=2, quarter=0, days=Decimal(1)), "not on record"),
        (Change(Kind.STAFF, service=1, quarter=0), "how many days"),
        (Change(Kind.MONEY, year=2012), "how many pounds"),
    ],
)
def test_why_a_change_cannot_be_tried(change: Change, why: str) -> None:
    (reason,) = reasons_not(change, PLAN)
    assert why in reason


@pytest.mark.parametrize(
    "change",
    [
        Change(Kind.DEFER, element=11, quarters=1),
        Change(Kind.MOVE, element=11, quarters=1),
        Change(Kind.DROP, element=10),
        Change(Kind.STAFF, service=1, quarter=0, days=Decimal(-1)),
        Change(Kind.MONEY, year=2012, amount=Decimal(-1)),
    ],
)
def test_what_can_be_tried(change: Change) -> None:
    assert reasons_not(change, PLAN) == []


ACTION = st.builds(
    Change,
    kind=st.sampled_from([Kind.MOVE, Kind.DEFER, Kind.SPLIT]),
    element=st.sampled_from([10, 11, 13]),
    quarters=st.integers(-3, 5),
    percent=st.integers(1, 99),
)


@given(st.lists(ACTION, max_size=8))
def test_moving_and_splitting_neither_lose_nor_make_up_a_day(changes: list[Change]) -> None:
    """R105: whatever is tried with dates, each service is asked for as many days as before."""
    tried = after(*changes)
    for service in PLAN.services:
        before, now = (
            sum(n for cell, n in load(one).items() if cell.service == service) for one in (PLAN, tried)
        )
        assert before == now
    for work in tried.works:
        for ask in work.asks:
            assert all(one.low <= one.likely <= one.high for one in ask.by_quarter.values())
        assert work.starts <= work.due


@given(st.lists(ACTION, max_size=4))
def test_the_plan_itself_stays_as_it_was(changes: list[Change]) -> None:
    copy = replace(PLAN)
    after(*changes)
    assert copy == PLAN


def test_what_starts_before_the_one_it_waits_for_is_due_is_named() -> None:
    assert out_of_order(PLAN) == []
    assert out_of_order(after(Change(Kind.DEFER, element=10, quarters=1))) == [(11, 10)]
