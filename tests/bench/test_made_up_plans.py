"""The made-up council of many plans is as large as was asked, the same each time, and as plans are."""

from __future__ import annotations

import pytest

from bench.find import ASKED, SEARCHED, compare, count_of_everything
from bench.made_up_plans import Sizes, make_plans
from bench.pages import signed_in
from goldenthread.core.thread import children_of, descendants
from goldenthread.plans.models import Contribution, Edition, Element, Succession

SIZES = Sizes(elements=240, editions=20, contributions=300, measures=12, posts=30, papers=5)
pytestmark = pytest.mark.django_db


def test_it_holds_what_was_asked_for():
    made = make_plans(SIZES)

    assert len(made.elements) == Element.objects.count() == 240
    assert Edition.objects.count() == 20
    assert Contribution.objects.count() == 300
    assert made.council.measures.count() == 12
    assert made.council.papers.count() == 5
    assert made.council.plans.filter(is_main=True).count() == 1
    assert Edition.objects.filter(is_current=True).count() == made.council.plans.count() == 10


def test_each_edition_is_a_forest_and_links_lead_from_plan_to_plan():
    made = make_plans(SIZES)
    parent_of = dict(Element.objects.values_list("id", "parent_id"))
    below = children_of(parent_of)

    assert sum(1 for top in below[None] for _ in descendants(top, below)) + len(below[None]) == 240
    assert all(
        link.giver.edition.plan_id != link.taker.edition.plan_id for link in Contribution.objects.all()
    )
    assert Succession.objects.exists()
    assert made.lines[1][-1][0].edition.is_current


def test_it_is_the_same_each_time():
    first, second = (make_plans(SIZES, slug) for slug in ("first", "second"))
    assert [one.title for one in first.elements] == [one.title for one in second.elements]


def test_search_asks_as_many_questions_of_a_large_council_as_of_a_small_one():
    small = make_plans(Sizes(elements=40, contributions=10, measures=2, posts=4, papers=1), "small")
    large = make_plans(SIZES)
    found = compare(small, large, (signed_in(small.council), signed_in(large.council)), requests=1)

    assert [one.name for one in found] == list(ASKED)
    assert not [one.name for one in found if one.grows]
    assert count_of_everything(large.council) > 240 + len(SEARCHED)
