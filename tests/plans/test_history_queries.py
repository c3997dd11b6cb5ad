"""A line's history through every edition, back through merges and splits (R103)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.people.officers import VISITOR
from goldenthread.planning import refresh
from goldenthread.planning.copying import NewEdition
from goldenthread.plans.editing import amend_element
from goldenthread.plans.history_queries import history_of_line, lines_of, links_into
from goldenthread.plans.models import Contribution, Edition, Element, Involvement
from goldenthread.plans.origins import Why
from tests.cast import AT, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}
WHY = Why("The year turns.", "Executive")


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED")
    return cast


def next_edition(old: Edition, slug: str) -> Edition:
    old.refresh_from_db()
    made = refresh.start_edition(old=old, new=NewEdition(slug, f"Strategy {slug}", why=WHY), **WHO)
    refresh.open_edition(edition=made, is_open=True, version=1, **WHO)
    return made


def adopt(edition: Edition) -> None:
    refresh.adopt_edition(edition=edition, adopted="Council", adopted_on=None, version=2, **WHO)


def line(edition: Edition, title: str) -> Element:
    return Element.objects.select_related("edition__plan").get(edition=edition, title=title)


def test_a_line_is_followed_through_three_editions_both_ways(cast: Cast) -> None:
    """R103: members should be familiar with it: what it was, in which edition, and how it became this."""
    second = next_edition(cast.edition, "2015")
    clean = line(second, "Clean")
    amend_element(element=clean, version=1, changes={"title": "Clean streets"}, why=WHY, **WHO)
    adopt(second)
    third = next_edition(second, "2016")
    parts = refresh.split(
        element=line(third, "Clean streets"), version=1, parts=["Sweep", "Wash"], why=WHY, **WHO
    )

    past, later = history_of_line(parts[1], STRATEGY)
    earlier = [(one.title, one.edition, one.kind) for one in past if one.edition != "Strategy 2016"]
    assert earlier == [
        ("Clean streets", "Strategy 2015", "SPLIT"), ("Clean", "Strategy 2014", "AMENDED"),
    ]  # fmt: skip
    assert later == []
    _, later = history_of_line(cast.elements["clean"], STRATEGY)
    assert [(one.title, one.steps) for one in later] == [
        ("Clean streets", 1), ("Sweep", 2), ("Wash", 2),
    ]  # fmt: skip


def test_what_stands_in_a_closed_draft_is_not_named_to_visitors(cast: Cast) -> None:
    """R142."""
    draft = refresh.start_edition(old=cast.edition, new=NewEdition("2015", "Draft", why=WHY), **WHO)
    assert history_of_line(cast.elements["clean"], VISITOR) == ([], [])
    assert [one.edition for one in history_of_line(cast.elements["clean"], STRATEGY)[1]] == ["Draft"]
    assert [one.edition for one in history_of_line(line(draft, "Clean"), STRATEGY)[0]] == ["Strategy 2014"]


def test_a_longer_history_takes_no_more_questions(cast: Cast) -> None:
    def questions(element: Element) -> int:
        with CaptureQueriesContext(connection) as asked:
            history_of_line(element, STRATEGY)
        return len(asked)

    second = next_edition(cast.edition, "2015")
    few = questions(line(second, "Action"))
    adopt(second)
    third = next_edition(second, "2016")
    assert questions(line(third, "Action")) == few == 3


def test_the_crosswalk_of_an_edition_leaves_out_what_happened_inside_it(cast: Cast) -> None:
    draft = next_edition(cast.edition, "2015")
    refresh.split(element=line(draft, "Clean"), version=1, parts=["Sweep", "Wash"], why=WHY, **WHO)
    olds = dict(Element.objects.values_list("id", "title"))
    pairs = {(olds.get(one.old or 0), olds.get(one.new or 0)) for one in links_into(draft)}
    assert pairs == {
        ("Vision", "Vision"), ("Place", "Place"), ("Action", "Action"), ("Clean", "Sweep"), ("Clean", "Wash"),
    }  # fmt: skip


def test_lines_shared_with_partners_are_known(cast: Cast) -> None:
    partner = cast.council.partners.create(slug="police", name="Police")
    Involvement.objects.create(
        council=cast.council, element=cast.elements["action"], role="PARTNER", partner=partner
    )
    community = cast.council.plans.create(slug="scs", name="SCS", kind="COMMUNITY")
    theirs = community.editions.create(slug="now", name="SCS now")
    level = theirs.levels.create(key="theme", name="Theme", plural="Themes", position=1)
    taker = theirs.elements.create(council=cast.council, level=level, title="Safer")
    Contribution.objects.create(council=cast.council, giver=cast.elements["place"], taker=taker)
    assert {one.title for one in lines_of(cast.edition) if one.is_shared} == {"Action", "Place"}
