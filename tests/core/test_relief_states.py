"""The map of a search for a way out is whole, and the one that the records keep to."""

from __future__ import annotations

from goldenthread.core.relief_states import SEARCH
from goldenthread.core.state_map import problems_in
from goldenthread.resources.models import ReliefRun


def test_the_map_is_whole_and_is_what_is_stored() -> None:
    assert problems_in(SEARCH) == []
    assert dict(ReliefRun.State.choices) == dict(SEARCH.states)
    assert SEARCH.waiting == ("QUEUED", "WORKING")
