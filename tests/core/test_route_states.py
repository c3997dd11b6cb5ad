"""The maps of states of steps and of items of work programmes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.route_states import (
    MAPS,
    STEP,
    WORK,
    StateMap,
    drawn,
    reasons_not_to_become,
    reasons_not_to_begin,
)


@pytest.mark.parametrize("held", MAPS, ids=lambda held: held.what)
def test_a_map_names_every_state_and_reaches_each(held: StateMap) -> None:
    """R108: a map is data, and no state of it is beyond reach."""
    assert set(held.leads) == set(held.states)
    reached = set(held.begins) | {to for leads in held.leads.values() for to in leads}
    assert reached == set(held.states)
    assert set(held.finished) <= set(held.states)
    assert all(code in drawn(held) for code in held.states)


def test_what_was_held_stays_held() -> None:
    """R108."""
    assert not STEP.leads["HELD"]
    assert reasons_not_to_become(STEP, "HELD", "TO_COME") == [
        "This step is held, and stays so: what was considered is kept as it was."
    ]
    assert reasons_not_to_become(STEP, "PASSED_OVER", "HELD") == [
        "This step is passed over. It can become to come, not held."
    ]


def test_an_item_begins_unfinished() -> None:
    """R116."""
    assert reasons_not_to_begin(WORK, "PLANNED") == []
    assert "proposed or planned or under way" in reasons_not_to_begin(WORK, "DONE")[0]


@given(st.sampled_from(MAPS), st.data())
def test_every_move_is_allowed_or_has_its_sentence(held: StateMap, data: st.DataObject) -> None:
    before, after = (data.draw(st.sampled_from(sorted(held.states))) for _ in range(2))
    reasons = reasons_not_to_become(held, before, after)
    assert bool(reasons) == (before != after and after not in held.leads[before])
    assert all(one.endswith(".") for one in reasons)
