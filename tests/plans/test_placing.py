"""An element that belongs to two plans reports to both."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.plans.actions import place_elements, record_updates, set_up_edition, set_up_plan
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.placing import place_in, take_out
from goldenthread.plans.placing_queries import drafts_beside, placements_of
from goldenthread.plans.queries import elements_of, latest_updates
from goldenthread.reports.figures.position import gather
from tests.cast import AT, LEVELS, ON, OWNER, STRATEGY, WHO, Cast, a_council, element

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def other(cast: Cast) -> Edition:
    """A second plan of the council, a draft with one theme."""
    plan = set_up_plan(
        council=cast.council, slug="improvement", name="Improvement Plan", kind="CORPORATE", **WHO
    )
    made = set_up_edition(plan=plan, slug="2015", name="Improvement Plan 2015", levels=LEVELS, **WHO)
    place_elements(council=cast.council, edition=made, rows=[element("better", "theme")], **WHO)
    return made


def test_it_counts_in_both_plans_and_reports_to_both(cast: Cast, other: Edition) -> None:
    """R015: completing this work is a priority of the improvement plan too."""
    action, better = cast.elements["action"], Element.objects.get(code="better")
    level = other.levels.get(key="action")
    rows = [{"element_id": action.pk, "made_on": ON, "is_done": True}]
    record_updates(council=cast.council, rows=rows, **WHO)

    place_in(element=action, edition=other, level=level, parent=better, **BY)

    assert [(row.title, row.parent_id) for row in elements_of(other)] == [
        ("Better", None), ("Action", better.pk),
    ]  # fmt: skip
    assert [row.title for row in elements_of(cast.edition)] == ["Vision", "Place", "Clean", "Action"]
    assert latest_updates(other, ON)[action.pk].is_done is True
    positions = [gather(cast.council, edition, ON) for edition in (cast.edition, other)]
    assert [one.doing_in_all.done for one in positions] == [1, 1]
    assert [one.edition for one in placements_of(action, STRATEGY)] == [other]
    assert Entry.objects.get(verb="placed in another plan").after["below"] == "Better"


def test_placed_again_it_moves_and_taken_out_it_is_gone(cast: Cast, other: Edition) -> None:
    action, level = cast.elements["action"], other.levels.get(key="action")
    place_in(element=action, edition=other, level=level, parent=None, **BY)
    moved = place_in(
        element=action, edition=other, level=level, parent=Element.objects.get(code="better"), **BY
    )
    assert [one.parent for one in placements_of(action, STRATEGY)] == [moved.parent]
    take_out(placement=moved, **BY)
    assert placements_of(action, STRATEGY) == []
    assert [row.title for row in elements_of(other)] == ["Better"]


def test_where_it_can_not_be_placed_is_said(cast: Cast, other: Edition) -> None:
    action, level = cast.elements["action"], other.levels.get(key="theme")
    better = Element.objects.get(code="better")
    for wrong, sentence in [
        ({"edition": other, "level": level, "parent": better}, "a line of a higher level of that plan"),
        ({"edition": other, "level": action.level, "parent": None}, "not on record here"),
        (
            {"edition": cast.edition, "level": action.level, "parent": None},
            "It is a line of this plan already",
        ),
    ]:
        with pytest.raises(Refused, match=sentence):
            place_in(element=action, **wrong, **BY)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Only the strategy team"):
        place_in(element=action, edition=other, level=level, parent=None, by=OWNER, at=AT)
    Edition.objects.filter(pk=other.pk).update(state="ADOPTED")
    with pytest.raises(Refused, match="Start a new edition"):
        place_in(element=action, edition=Edition.objects.get(pk=other.pk), level=level, parent=None, **BY)
    assert drafts_beside(action, STRATEGY) == []
