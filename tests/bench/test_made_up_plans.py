"""The made-up council of many plans is as large as was asked, the same each time, and as plans are."""

from __future__ import annotations

import pytest

from bench import new_edition
from bench.made_up_plans import KINDS, Sizes, make_plans
from bench.pages import signed_in
from bench.promises import SEARCHED, WORDS, Asked, compare, count_of
from goldenthread.core.findings import GapState
from goldenthread.core.thread import children_of, descendants
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.gap_queries import standing_editions
from goldenthread.plans.models import Contribution, Edition, Element, Succession
from goldenthread.reports.figures.register import register

SIZES = Sizes(elements=240, editions=20, contributions=300, measures=12, posts=30, papers=5)
COUNTED = ("BUD1", "CAP1", "CAR1", "EVI1", "UPD1")
pytestmark = pytest.mark.django_db


def test_it_holds_what_was_asked_for():
    made = make_plans(SIZES)

    assert len(made.elements) == Element.objects.count() == 240
    assert Edition.objects.count() == 20
    assert Contribution.objects.count() == 300
    assert made.council.measures.count() == 12
    assert made.council.papers.count() == 5
    assert made.council.plans.filter(is_main=True).count() == 1
    assert Edition.objects.filter(is_current=True).count() == made.council.plans.count() == len(KINDS)


def test_each_edition_is_a_forest_and_links_lead_from_plan_to_plan():
    made = make_plans(SIZES)
    parent_of = dict(Element.objects.values_list("id", "parent_id"))
    below = children_of(parent_of)

    assert sum(1 for top in below[None] for _ in descendants(top, below)) + len(below[None]) == 240
    assert all(
        link.giver.edition.plan_id != link.taker.edition.plan_id for link in Contribution.objects.all()
    )
    assert Succession.objects.exists()
    assert made.strategy[0].edition.is_current
    assert {(link.giver.edition.is_current, link.taker.edition.is_current) for link in _serving(made)} == {
        (True, True)
    }


def _serving(made):
    return Contribution.objects.filter(taker__in=made.strategy)


def test_what_stands_beside_the_lines_leaves_gaps_of_many_kinds():
    made = make_plans(Sizes(elements=1_200, contributions=500, measures=30, posts=60, papers=2))
    council, day = made.council, made.council.position_on
    found = register(council, standing_editions(council, OPERATOR), day, {}, OPERATOR)

    assert found.by_kind.keys() >= {*COUNTED, "PAR1", "MEA1", "OWN1", "DUE1", "TAR1"}
    assert set(found.noted.values()) == {GapState.NAMED, GapState.OVERDUE, GapState.ACCEPTED, GapState.OPEN}
    assert all(found.asked[code] > found.by_kind[code] for code in COUNTED)


def test_it_is_the_same_each_time():
    first, second = (make_plans(SIZES, slug) for slug in ("first", "second"))
    assert [one.title for one in first.elements] == [one.title for one in second.elements]


def test_each_page_asks_as_many_questions_of_a_large_council_as_of_a_small_one():
    small = make_plans(Sizes(elements=400, contributions=500, measures=2, posts=4, papers=1), "small")
    large = make_plans(Sizes(elements=800, contributions=1_200, measures=12, posts=30, papers=5))
    found = compare(
        Asked.of(small), Asked.of(large), (signed_in(small.council), signed_in(large.council)), requests=1
    )

    assert {one.name for one in found} >= {"thread", "map", "gaps", *(f"search, {name}" for name in WORDS)}
    assert not [one.name for one in found if one.grows]
    assert count_of(SEARCHED, large.council) > 800 + len(SEARCHED)


def test_a_new_edition_carries_every_line_and_link_and_tells_of_it_meanwhile():
    made = new_edition.start(60)

    assert (made.lines, made.links) == (60, 180)
    assert made.steps >= 6
    assert made.longest_step < made.seconds
