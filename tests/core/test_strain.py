"""The strain on services: exact, by published bands, and never guessed where capacity is not on record."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import quarter
from goldenthread.core.strain import Load, Strain, UnreadableCapacity, limits_from, strain_of
from goldenthread.core.workload import NOUGHT, Ask, Cell, Estimate, Given, Work, Workload

BANDS = [
    {"from_percent": 120, "code": "FAR_OVER", "words": "Far over"},
    {"from_percent": 100.01, "code": "OVER", "words": "Over"},
    {"from_percent": 90, "code": "TIGHT", "words": "Tight"},
    {"from_percent": 0, "code": "ROOM", "words": "Room"},
]
POLICY: dict[str, Any] = {"days_in_a_full_time_quarter": 63, "limit_percent": 100, "band": BANDS}
LIMITS = limits_from(POLICY)
QUARTERS = tuple(quarter(2012, number) for number in (1, 2))


def days(likely: str) -> Estimate:
    return Estimate(NOUGHT, Decimal(likely), Decimal(likely) * 2)


def ask(service: int, *by_quarter: str, sure: bool = False) -> Ask:
    return Ask(service, {place: days(one) for place, one in enumerate(by_quarter)}, sure)


def of(*works: Work, **given_days: str) -> Strain:
    held = {Cell(int(key[1]), int(key[3])): Given(Decimal(value), True) for key, value in given_days.items()}
    return strain_of(Workload(QUARTERS, {1: "HR", 2: "IT"}, held, works), LIMITS)


def test_what_is_asked_is_added_up_with_what_nobody_confirmed() -> None:
    """R105, R106: load by service across all actions; unconfirmed is shown."""
    found = of(
        Work(1, "a", 0, 1, (ask(1, "10", "5", sure=True),)), Work(2, "b", 0, 0, (ask(1, "4"),)), s1q0="12"
    )
    assert found.loads == {
        Cell(1, 0): Load(Decimal(14), Decimal(4), Given(Decimal(12), True)),
        Cell(1, 1): Load(Decimal(5), NOUGHT, None),
    }
    assert (found.beyond(), found.unknown()) == ([Cell(1, 0)], [Cell(1, 1)])


def test_finished_actions_and_quarters_outside_the_plan_ask_for_nothing() -> None:
    done = Work(1, "a", 0, 1, (ask(1, "10"),), is_done=True)
    outside = Work(2, "b", 0, 3, (Ask(1, {-1: days("3"), 2: days("3")}),))
    assert of(done, outside).loads == {}


@pytest.mark.parametrize(
    ("asked", "given_days", "code", "percent", "is_beyond"),
    [
        ("0", "50", "ROOM", "0.0", False),
        ("44.99", "50", "ROOM", "90.0", False),
        ("45", "50", "TIGHT", "90.0", False),
        ("50", "50", "TIGHT", "100.0", False),
        ("50.01", "50", "OVER", "100.0", True),
        ("60", "50", "FAR_OVER", "120.0", True),
        ("1", "0", "FAR_OVER", None, True),
    ],
)
def test_bands_are_worked_out_exactly(
    asked: str, given_days: str, code: str, percent: str | None, is_beyond: bool
) -> None:
    """The percentage is rounded to be read; what it is called is not decided by the rounded one."""
    load = Load(Decimal(asked), NOUGHT, Given(Decimal(given_days), False))
    band = LIMITS.band(load)
    assert band is not None
    assert band.code == code
    assert load.percent == (None if percent is None else Decimal(percent))
    assert load.is_beyond(LIMITS.limit) is is_beyond


def test_without_capacity_on_record_nobody_knows_the_strain() -> None:
    load = Load(Decimal(5), NOUGHT, None)
    assert (LIMITS.band(load), load.percent, load.over, load.is_beyond(Decimal(100))) == (
        None,
        None,
        0,
        False,
    )


def test_services_under_strain_are_named_the_most_strained_first() -> None:
    """Cheltenham 2012, 3: HR, Built Environment, Commissioning were named."""
    found = of(
        Work(1, "a", 0, 1, (ask(1, "10", "10"), ask(2, "30"))), s1q0="9", s1q1="8", s2q0="20", s2q1="1"
    )
    assert found.services_beyond() == {2: 1, 1: 2}
    assert found.beyond() == [Cell(2, 0), Cell(1, 1), Cell(1, 0)]


@given(st.lists(st.tuples(st.integers(1, 2), st.decimals(0, 99, places=2), st.booleans()), max_size=8))
def test_every_day_asked_for_is_in_exactly_one_cell(asks: list[tuple[int, Decimal, bool]]) -> None:
    works = [
        Work(key, "w", 0, 0, (Ask(service, {key % 2: Estimate(NOUGHT, n, n)}, sure),))
        for key, (service, n, sure) in enumerate(asks)
    ]
    found = of(*works)
    assert sum((one.asked for one in found.loads.values()), NOUGHT) == sum((n for _, n, _ in asks), NOUGHT)
    unsure = sum((n for _, n, sure in asks if not sure), NOUGHT)
    assert sum((one.unconfirmed for one in found.loads.values()), NOUGHT) == unsure


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"limit": 3}, "There is no line “limit”"),
        ({"limit_percent": 0}, "limit_percent is a number from 1 to 1000"),
        ({"limit_percent": True}, "limit_percent is a number"),
        ({"days_in_a_full_time_quarter": "63"}, "is a number from 1 to 92"),
        ({"band": []}, "at least one"),
        ({"band": [{"code": "ROOM"}]}, "three lines"),
        ({"band": [BANDS[3] | {"code": "RED"}]}, "The code of a band is one of"),
        ({"band": [BANDS[3] | {"words": " "}]}, "never told by colour alone"),
        ({"band": BANDS[::-1]}, "from the fullest down"),
        ({"band": BANDS[:3]}, "the last begins at 0"),
        ({"band": [BANDS[2] | {"code": "ROOM"}, BANDS[3] | {"code": "TIGHT"}]}, "in this order"),
    ],
)
def test_a_policy_that_can_not_be_obeyed_says_why(change: dict[str, Any], why: str) -> None:
    with pytest.raises(UnreadableCapacity, match=why):
        limits_from(POLICY | change)


def test_nothing_asked_of_nothing_is_room() -> None:
    band = LIMITS.band(Load(NOUGHT, NOUGHT, Given(NOUGHT, True)))
    assert band is not None
    assert band.code == "ROOM"


@pytest.mark.parametrize(
    ("asked", "percent"),
    [
        ("35", "35%"),
        ("89.8", "89.8%"),
        ("89.4", "89%"),
        ("90", "90%"),
        ("89.99", "89.99%"),
        ("89.9999", "less than 90%"),
        ("100", "100%"),
        ("100.4", "100.4%"),
        ("119.99", "119.99%"),
    ],
)
def test_a_percentage_never_seems_to_be_of_another_band(asked, percent) -> None:
    """“89.8 of 100 days, 90%” is called Room where 90 of 100 is called Tight: it is printed as 89.8%."""
    load = Load(Decimal(asked), Decimal(0), Given(Decimal(100), True))
    assert LIMITS.percent_words(load) == percent


def test_a_percentage_of_nothing_is_not_said() -> None:
    assert LIMITS.percent_words(Load(Decimal(5), Decimal(0), None)) == ""
    assert LIMITS.percent_words(Load(Decimal(5), Decimal(0), Given(Decimal(0), True))) == ""


def test_the_bands_are_told_from_the_least() -> None:
    assert [(band.words, said) for band, said in LIMITS.told()] == [
        ("Room", "under 90%"),
        ("Tight", "90% to 100%"),
        ("Over", "more than 100%, under 120%"),
        ("Far over", "120% or more"),
    ]
