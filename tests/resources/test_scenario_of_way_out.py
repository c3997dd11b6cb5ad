"""R111: a way out that was found becomes a scenario, which is looked at and applied like any other."""

from __future__ import annotations

import pytest

from goldenthread.core.refused import Refused
from goldenthread.resources.models import ReliefRun, Scenario
from goldenthread.resources.relief_queries import answer_of, moves_of
from goldenthread.resources.relief_working import work_out
from goldenthread.resources.relieving import claim_next
from goldenthread.resources.scenario_of_way_out import scenario_of
from goldenthread.resources.scenario_queries import changes_of
from tests.cast import AT, NEIGHBOUR, ON, STRATEGY, Cast
from tests.cast_relief import an_overloaded_council, asked, working

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ReliefRun:
    """A way out that was found."""
    cast: Cast = an_overloaded_council()
    found = asked(cast)
    claimed = claim_next(worker="one", at=AT)
    assert claimed is not None
    work_out(claimed, working())
    found.refresh_from_db()
    return found


def test_its_moves_become_changes_in_the_same_order(run: ReliefRun) -> None:
    made = scenario_of(run=run, on=ON, by=STRATEGY, at=AT)
    expected = [(one.kind, one.element) for one in moves_of(run)]
    assert expected
    assert [(one.kind, one.element_id) for one in changes_of(made)] == expected
    assert made.name == f"Way out {run.pk}"


def test_each_change_says_why_in_the_words_of_the_way_out(run: ReliefRun) -> None:
    """Those who decide on what comes of it read the reasons that were found."""
    made = scenario_of(run=run, on=ON, by=STRATEGY, at=AT)
    told = answer_of(run)
    assert told is not None
    said = {one.key: " ".join(one.reasons) for one in told.moves}
    assert all(said.values())
    assert {one.element_id: one.because for one in changes_of(made)} == said


def test_it_is_made_once_and_only_by_who_may(run: ReliefRun) -> None:
    with pytest.raises(Refused):
        scenario_of(run=run, on=ON, by=NEIGHBOUR, at=AT)
    scenario_of(run=run, on=ON, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="already"):
        scenario_of(run=run, on=ON, by=STRATEGY, at=AT)
    assert Scenario.objects.count() == 1


def test_a_way_out_that_moves_nothing_makes_none(run: ReliefRun) -> None:
    ReliefRun.objects.update(state="CANCELLED", result="")
    run.refresh_from_db()
    with pytest.raises(Refused, match="moves nothing"):
        scenario_of(run=run, on=ON, by=STRATEGY, at=AT)
