"""What a scenario would do is told from both workloads, and its days are all accounted for."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given

from goldenthread.core.scenario import Change, Kind, applied
from goldenthread.core.scenario_effect import Difference, Side, effect_of
from goldenthread.core.workload import NOUGHT, Cell, Given
from tests.core.test_scenario import ACTION, PLAN


def after(*changes: Change):
    return effect_of(PLAN, applied(PLAN, changes))


def test_nothing_tried_changes_nothing() -> None:
    found = after()
    assert (found.differences, found.dropped, found.later, found.outside) == ((), (), {}, (0, 0))


def test_a_deferral_shows_where_it_relieves_and_where_it_strains() -> None:
    """R105: the difference by service and quarter, with what the service can give."""
    found = after(Change(Kind.DEFER, element=11, quarters=1))
    full = Given(Decimal(100), True)
    assert found.differences == (
        Difference(Cell(1, 1), Side(Decimal(6), full), Side(Decimal(4), full)),
        Difference(Cell(1, 2), Side(NOUGHT, None), Side(Decimal(2), None)),
    )
    assert found.later == {11: 1}


def test_what_is_dropped_is_valued_and_its_money_freed() -> None:
    found = after(Change(Kind.DROP, element=10))
    assert (found.dropped, found.value_dropped, found.freed) == ((10,), 60, {2012: Decimal(500)})


def test_more_than_the_limit_is_over_and_unknown_is_not() -> None:
    full = Given(Decimal(100), True)
    assert not Side(Decimal(100), full).is_over(Decimal(100))
    assert Side(Decimal("100.01"), full).is_over(Decimal(100))
    assert not Side(Decimal(110), full).is_over(Decimal(110))
    assert not Side(Decimal(1), None).is_over(Decimal(100))
    assert Side(Decimal(1), Given(NOUGHT, True)).is_over(Decimal(100))


@given(ACTION)
def test_the_differences_sum_to_what_goes_outside_the_quarters(change: Change) -> None:
    found = after(change)
    inside = sum((one.after.asked - one.before.asked for one in found.differences), NOUGHT)
    assert inside + sum(found.outside) == 0


def test_what_falls_before_the_quarters_is_told_from_what_falls_after() -> None:
    """R105: an action brought forward past the first quarter doesn't look as if it were put off."""
    found = after(Change(Kind.DEFER, element=11, quarters=-2))
    assert found.outside.before > 0
    assert found.outside.after == 0
