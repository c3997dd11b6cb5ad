"""Walking the thread across plans in the database."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.people.officers import VISITOR
from goldenthread.plans.models import Contribution, Edition, Element
from goldenthread.plans.thread_queries import Walks, places_of, walks_from
from tests.cast import STRANGER, STRATEGY, element
from tests.threads import SERVICE_LEVELS, a_thread, an_edition, join


@pytest.fixture
def threads(db):
    return a_thread()


def reached(walks: Walks, threads) -> tuple[set[str], set[str]]:
    code = {one.pk: one.code for one in Element.objects.filter(council=threads.council)}
    return {code[step.id] for step in walks.up}, {code[step.id] for step in walks.down}


def test_a_service_task_reaches_up_through_two_plans_and_down_to_workplans(threads):
    """R044: up to the vision and down to service plan items, in one walk."""
    walks = walks_from(threads.council, threads.of["sweep"].pk, VISITOR)

    up, down = reached(walks, threads)
    assert up == {"action", "clean", "place", "vision", "shared-vision", "cleaner"}
    assert down == {"round"}
    assert walks.workplans_of([threads.of["round"].pk]) == (3, 2)


def test_a_vision_of_a_partnership_reaches_down_to_the_last_step(threads):
    walks = walks_from(threads.council, threads.of["shared-vision"].pk, VISITOR)

    assert reached(walks, threads) == (
        set(),
        {"cleaner", "safer", "vision", "place", "clean", "action", "sweep", "round"},
    )


@pytest.mark.parametrize("start", ["shared-vision", "action", "round"])
def test_the_walks_take_three_queries_wherever_they_begin(start, threads, django_assert_num_queries):
    with django_assert_num_queries(3):
        walks_from(threads.council, threads.of[start].pk, VISITOR)


def test_a_ring_of_links_ends_by_itself(threads):
    of = threads.of
    join(of["cleaner"], of["round"])
    join(of["shared-vision"], of["action"])
    Element.objects.filter(pk=of["vision"].pk).update(parent=of["action"])

    walks = walks_from(threads.council, of["clean"].pk, VISITOR)

    up, down = reached(walks, threads)
    assert {"vision", "shared-vision", "action"} <= up and {"action", "sweep", "round"} <= down


def test_an_exempt_line_and_what_is_behind_it_are_for_the_councils_own_people(threads):
    Element.objects.filter(code="sweep").update(is_exempt=True)
    start = threads.of["action"].pk

    assert reached(walks_from(threads.council, start, VISITOR), threads)[1] == set()
    assert reached(walks_from(threads.council, start, STRANGER), threads)[1] == set()
    own = walks_from(threads.council, start, STRATEGY)
    assert reached(own, threads)[1] == {"sweep", "round"}
    assert walks_from(threads.council, start, VISITOR).workplans == {}


def test_a_closed_draft_is_not_walked_through_by_others(threads):
    Edition.objects.filter(plan__slug="community-strategy").update(state="DRAFT", is_open=False)

    assert "cleaner" not in reached(walks_from(threads.council, threads.of["place"].pk, VISITOR), threads)[0]
    assert "cleaner" in reached(walks_from(threads.council, threads.of["place"].pk, STRATEGY), threads)[0]
    assert places_of([threads.of["cleaner"].pk], VISITOR) == {}


def test_an_old_edition_of_a_service_plan_carries_nothing_now(threads):
    Edition.objects.filter(plan__slug="streets-plan").update(is_current=False)

    assert reached(walks_from(threads.council, threads.of["action"].pk, VISITOR), threads)[1] == set()


def test_retired_lines_and_links_within_a_plan_are_not_followed(threads):
    Element.objects.filter(code="round").update(state="RETIRED")
    join(threads.of["usual"], threads.of["sweep"], "ENABLES")

    walks = walks_from(threads.council, threads.of["action"].pk, VISITOR)

    assert reached(walks, threads)[1] == {"sweep"}


def test_another_council_s_lines_are_never_reached(threads):
    other = a_thread("elsewhere")
    Contribution.objects.create(council=other.council, giver=other.of["usual"], taker=threads.of["action"])

    assert reached(walks_from(threads.council, threads.of["action"].pk, VISITOR), threads)[1] == {
        "sweep",
        "round",
    }


class TestAgainstASlowTwin(TestCase):
    """The walk in the database comes to what following every pair by hand comes to."""

    def setUp(self) -> None:
        self.threads = a_thread()
        rows = [element(f"e{n}", "task", title=f"Line {n}") for n in range(6)]
        an_edition(self.threads.council, "other-plan", "CORPORATE", SERVICE_LEVELS, rows)
        self.lines = list(Element.objects.filter(council=self.threads.council).select_related("edition"))

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=14), st.integers(0, 15))
    def test_the_same_lines_are_reached(self, pairs, first):
        Contribution.objects.all().delete()
        ends = {(a % len(self.lines), b % len(self.lines)) for a, b in pairs}
        for a, b in ends:
            if a != b:
                join(self.lines[a], self.lines[b])
        start = self.lines[first % len(self.lines)]

        walks = walks_from(self.threads.council, start.pk, VISITOR)

        assert {step.id for step in walks.up} - {start.pk} == self._by_hand(start, ends, up=True)
        assert {step.id for step in walks.down} - {start.pk} == self._by_hand(start, ends, up=False)

    def _by_hand(self, start, ends, *, up):
        onward = defaultdict(set)
        for one in self.lines:
            if one.parent_id:
                a, b = (one.pk, one.parent_id) if up else (one.parent_id, one.pk)
                onward[a].add(b)
        for a, b in ends:
            giver, taker = self.lines[a], self.lines[b]
            if giver.edition.plan_id != taker.edition.plan_id:
                here, there = (giver.pk, taker.pk) if up else (taker.pk, giver.pk)
                onward[here].add(there)
        found, waiting = set(), [start.pk]
        while waiting:
            for line in onward[waiting.pop()] - found:
                found.add(line)
                waiting.append(line)
        return found - {start.pk}
