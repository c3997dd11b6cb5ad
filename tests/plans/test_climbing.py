"""The way up from a line of a service plan to the vision, as far as the reader may see."""

from __future__ import annotations

import pytest

from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.climbing import climbs, way_to
from goldenthread.plans.models import Contribution, Edition, Element
from tests.cast_cascade import MANAGER, Cascade, a_cascade

pytestmark = pytest.mark.django_db


@pytest.fixture
def cascade() -> Cascade:
    return a_cascade()


def titles(cascade: Cascade, item: Element, viewer: Officer = MANAGER) -> list[str]:
    found = climbs([item.pk], viewer).get(item.pk)
    return [step.title for step in found.steps] if found else []


def test_a_line_reaches_the_vision_through_the_action_it_carries(cascade: Cascade) -> None:
    """R044, R070: up to the vision from a line of a service plan."""
    item = cascade.taken_in().item
    assert titles(cascade, item) == ["Vision", "Place", "Clean", "Action"]


def test_a_line_below_an_aim_hangs_from_what_the_aim_carries(cascade: Cascade) -> None:
    aim = cascade.taken_in().item
    level = aim.edition.levels.create(key="step", name="Step", plural="Steps", position=2, needs_owner=True)
    step = Element.objects.create(
        council=cascade.council, edition=aim.edition, level=level, parent=aim, title="Step"
    )
    assert titles(cascade, step) == ["Vision", "Place", "Clean", "Action", "Action"]


def test_a_line_may_carry_several_actions_or_none(cascade: Cascade) -> None:
    item = cascade.taken_in().item
    clean = cascade.cast.elements["clean"]
    Contribution.objects.create(council=cascade.council, giver=item, taker=clean)
    found = climbs([item.pk], MANAGER)[item.pk]
    assert ([step.title for step in found.actions], found.more) == (["Action", "Clean"], 1)

    usual = cascade.item("Empty the bins")
    assert titles(cascade, usual) == []


def test_nobody_climbs_through_what_they_may_not_read(cascade: Cascade) -> None:
    """R142: closed drafts and exempt lines are for the council's own people."""
    item = cascade.taken_in().item
    assert titles(cascade, item, VISITOR) == []
    Edition.objects.update(is_open=True)
    Element.objects.filter(title="Clean").update(is_exempt=True)
    assert titles(cascade, item, VISITOR) == ["Action"]
    Element.objects.filter(title="Action", edition=cascade.cast.edition).update(state="RETIRED")
    assert titles(cascade, item) == []


def test_what_is_above_an_action_in_its_own_plan(cascade: Cascade) -> None:
    assert [step.title for step in way_to(cascade.action, VISITOR)] == ["Vision", "Place", "Clean", "Action"]
    Element.objects.filter(pk=cascade.action.pk).update(is_exempt=True)
    assert way_to(cascade.action, VISITOR) == []


def test_any_number_of_lines_takes_the_same_queries(cascade: Cascade, django_assert_num_queries) -> None:
    items = [cascade.taken_in().item, *(cascade.item(f"More {place}") for place in range(5))]
    for some in (items[:1], items):
        with django_assert_num_queries(5):
            climbs([one.pk for one in some], MANAGER)
