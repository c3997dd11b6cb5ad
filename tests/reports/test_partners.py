"""What partners deliver and which of the partnership's lines that touches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.core.sentences import said
from goldenthread.people.models import Partner
from goldenthread.people.officers import OPERATOR, VISITOR
from goldenthread.planning.copying import NewEdition
from goldenthread.planning.refresh import start_edition
from goldenthread.plans.involvement import give_part
from goldenthread.plans.models import Contribution, Element
from goldenthread.plans.origins import Why
from goldenthread.reports.figures.partners import partners_page
from goldenthread.reports.tables import partners as tables
from tests.cast import AT, NEIGHBOUR, ON, STRATEGY
from tests.threads import a_thread


@pytest.fixture
def threads(db):
    found = a_thread()
    for code, role in (
        ("action", "PROVIDER"),
        ("action", "PARTNER"),
        ("clean", "COMMISSIONER"),
        ("usual", "PARTNER"),
    ):
        give_part(element=found.of[code], role=role, partner=found.partner, by=STRATEGY, at=AT)
    Partner.objects.create(council=found.council, slug="another", name="Another Trust")
    return found


def words(grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_each_partner_s_lines_and_the_targets_they_touch(threads):
    """R006 R069: partners, what each delivers, and the partnership's targets touched."""
    Contribution.objects.filter(giver=threads.of["place"]).update(how="Streets swept each week.")
    page = partners_page(threads.council, ON, VISITOR)

    assert words(tables.partners(page.rows)) == [
        ["Another Trust", "0", "0", "0", "No measure", "Nothing dated", "0"],
        ["Tidy Trust", "1", "1", "2", "None rated", "0 of 2", "1"],
    ]
    tidy = page.rows[1]
    assert words(tables.delivered(tidy.delivers)) == [
        ["Empty the bins", "Takes part", "No measure", "Not dated work", "None"],
        ["Clean", "Commissions", "None rated", "Due later", "A cleaner place"],
        ["Action", "Provides, takes part", "No measure", "Due later", "A cleaner place"],
    ]
    assert words(tables.touched(tidy.touches)) == [
        ["A cleaner place", "Clean; Action", "Streets swept each week.", "No measure"]
    ]
    assert said(page.sentences) == (
        "One of two partners has a part in three lines of the plans in force; "
        "these touch one of two lines of the partnership’s plans."
    )


def test_measures_are_told_apart_by_who_answers_for_them(threads):
    """R067: measures of the council told apart from city-wide ones."""
    (row,) = [row for row in partners_page(threads.council, ON, VISITOR).rows if row.delivers]

    assert words(tables.by_whom(row.measures)) == [["Measure M1", "The council", "Not rated"]]


def test_a_partner_s_own_people_find_it_first(threads):
    viewer = replace(NEIGHBOUR, duty="PARTNER", partner="tidy-trust")

    assert [row.partner.slug for row in partners_page(threads.council, ON, viewer).rows] == [
        "tidy-trust",
        "another",
    ]


def test_exempt_lines_are_left_out_for_others(threads):
    Element.objects.filter(code="clean").update(is_exempt=True)

    seen = [
        line.place.title for row in partners_page(threads.council, ON, VISITOR).rows for line in row.delivers
    ]
    assert sorted(seen) == ["Action", "Empty the bins"]
    assert partners_page(threads.council, ON, VISITOR).rows[1].touches == ()
    assert partners_page(threads.council, ON, STRATEGY).rows[1].touches != ()


def test_a_renewed_partnership_plan_is_not_counted_twice(threads):
    """R006: its links go with it into the new edition, and the lines of the old one are not touched again."""
    new = NewEdition("next", "Community next", why=Why("The year turns."))
    start_edition(old=threads.community, new=new, by=OPERATOR, at=AT)

    page = partners_page(threads.council, ON, STRATEGY)

    assert said(page.sentences).endswith("these touch one of two lines of the partnership’s plans.")
    assert [len(row.touches) for row in page.rows] == [0, 1]


def test_partners_take_the_same_queries_however_many_they_are(threads, django_assert_num_queries):
    for number in (1, 2):
        with django_assert_num_queries(11):
            partners_page(threads.council, ON, VISITOR)
        more = Partner.objects.create(council=threads.council, slug=f"more-{number}", name="More")
        give_part(element=threads.of["place"], role="PROVIDER", partner=more, by=STRATEGY, at=AT)
