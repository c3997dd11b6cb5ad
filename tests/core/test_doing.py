"""Where work stands, by its date and what was said of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.doing import Doing, DoingRollUp, doing_of, roll_up_doing

ON = date(2014, 9, 2)


@pytest.mark.parametrize(
    ("is_done", "due_on", "doing"),
    [
        (True, date(2014, 1, 1), Doing.DONE),
        (True, None, Doing.DONE),
        (False, date(2014, 9, 1), Doing.OVERDUE),
        (None, date(2014, 9, 1), Doing.OVERDUE),
        (False, ON, Doing.DUE_LATER),
        (False, date(2014, 9, 3), Doing.DUE_LATER),
        (False, None, Doing.NO_DATE),
        (None, None, Doing.NO_DATE),
    ],
)
def test_work_is_overdue_from_the_day_after_its_date(
    is_done: bool | None, due_on: date | None, doing: Doing
) -> None:
    """R011, R026: worked out from dates, not typed."""
    assert doing_of(is_done=is_done, due_on=due_on, on=ON) is doing


@given(st.lists(st.sampled_from(list(Doing))), st.lists(st.sampled_from(list(Doing))))
def test_parts_always_sum_and_sums_of_sums_agree(first: list[Doing], second: list[Doing]) -> None:
    """R141."""
    one, other = roll_up_doing(first), roll_up_doing(second)
    assert one.total == len(first)
    assert one + other == roll_up_doing(first + second)


def test_on_time_is_a_share_of_what_is_dated() -> None:
    counts = DoingRollUp(done=1, due_later=1, overdue=1, no_date=5)
    assert (counts.on_time, counts.dated, str(counts.on_time_of_dated)) == (2, 3, "66.7")
    assert DoingRollUp(no_date=5).on_time_of_dated is None


@given(st.lists(st.sampled_from(list(Doing))), st.lists(st.sampled_from(list(Doing))))
def test_what_is_left_when_a_part_is_set_apart_is_the_rest(part: list[Doing], rest: list[Doing]) -> None:
    assert roll_up_doing(part + rest) - roll_up_doing(part) == roll_up_doing(rest)
