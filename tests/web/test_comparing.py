"""Comparisons in the browser: read by anybody, chosen by who keeps them, in a fixed number of queries."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from goldenthread.measures.comparisons import GroupAsked, make_group, say_home
from goldenthread.measures.models import Measure, SimilarGroup
from goldenthread.people.models import Council
from tests.cast import WHO
from tests.cast_compared import a_set

BASE = "/hart/measures/CS02a/compare/"


def html_of(answer) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def hart(demo) -> Council:
    """Hart as Testbury of the shires, one of its measures compared and one group made."""
    council, held = Council.objects.get(slug="hart"), a_set("S2").held
    say_home(council=council, place=held.places.get(name="Testbury"), **WHO)
    asked = GroupAsked(
        "Two like us", "As many people", tuple(held.places.filter(name__in=["Angus", "Borders"]))
    )
    make_group(council=council, held=held, asked=asked, **WHO)
    compared = held.compared_measures.get(code="S1")
    Measure.objects.filter(council=council, code="CS02a").update(compared=compared)
    return council


def test_anybody_reads_where_a_measure_lies_and_takes_its_tables_away(hart):
    page = html_of(Client().get(BASE))
    assert "better than 2 of 3 others" in page
    assert "Rank, 1 is best" not in page
    assert "Rank, 1 is best" in html_of(Client().get(f"{BASE}?rank=1"))
    group = SimilarGroup.objects.get()
    assert "better than 2 of 2 others" in html_of(Client().get(f"{BASE}?group={group.pk}"))
    file = Client().get(f"{BASE}?table=councils&as=csv")
    assert file["Content-Type"].startswith("text/csv")
    assert "Testbury" in file.content.decode("utf-8-sig")
    assert Client().get(f"{BASE}?table=years&as=xlsx").status_code == 200
    for nonsense in ("%00", "987654321987654321", "Y:1:2", "'"):
        assert Client().get(f"{BASE}?group={nonsense}&period={nonsense}&rank={nonsense}").status_code == 200


def test_a_measures_page_says_how_it_compares_and_leads_on(hart):
    page = html_of(Client().get("/hart/measures/CS02a/"))
    assert "better than 2 of 3 others" in page
    assert BASE in page
    assert "It is compared with no published measure." in html_of(Client().get("/hart/measures/ETS01/"))


def test_a_group_is_made_changed_and_removed_by_who_keeps_comparisons(hart, signed_in):
    client = signed_in("hart.performance")
    held = SimilarGroup.objects.get().set
    angus = held.places.get(name="Angus")
    add = f"/hart/comparing/sets/{held.slug}/add-group/"
    wrong = client.post(add, {"name": "", "why": "", "places": []})
    assert wrong.status_code == 422
    assert "Choose at least one council." in html_of(wrong)
    assert (
        client.post(add, {"name": "Two like us", "why": "x", "places": [angus.pk], "version": 0}).status_code
        == 422
    )
    assert (
        client.post(add, {"name": "New", "why": "Near", "places": [angus.pk], "version": 0}).status_code
        == 302
    )
    made = SimilarGroup.objects.get(name="New")
    at = f"/hart/comparing/groups/{made.pk}/"
    asked = {"name": "Newer", "why": "Near", "places": [angus.pk], "is_usual": "on", "version": 1}
    assert client.post(at, asked).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.is_usual) == ("Newer", True)
    assert client.post(f"{at}remove/", {"version": 1}).status_code in (403, 409, 422)
    assert client.post(f"{at}remove/", {"version": made.version}).status_code == 302
    assert not SimilarGroup.objects.filter(pk=made.pk).exists()


def test_the_second_of_two_people_sees_what_the_first_wrote_and_keeps_their_own(hart, signed_in):
    client, group = signed_in("hart.performance"), SimilarGroup.objects.get()
    at = f"/hart/comparing/groups/{group.pk}/"
    places = [one.pk for one in group.places.all()]
    assert (
        client.post(at, {"name": "First", "why": "Near", "places": places, "version": 1}).status_code == 302
    )
    second = client.post(at, {"name": "Second", "why": "Far", "places": places[:1], "version": 1})
    assert second.status_code == 422
    page = html_of(second)
    assert "Somebody else changed this group" in page
    assert 'value="Second"' in page
    assert "Held now: First" in page
    assert page.count(" checked") == 1
    group.refresh_from_db()
    saved = {"name": "Second", "why": "Far", "places": places[:1], "version": group.version}
    assert client.post(at, saved).status_code == 302


def test_which_place_a_council_is_and_what_a_measure_is_set_beside_are_said(hart, signed_in):
    client, held = signed_in("hart.performance"), SimilarGroup.objects.get().set
    home = f"/hart/comparing/sets/{held.slug}/place/"
    assert client.post(home, {"place": ""}).status_code == 422
    nation = held.places.get(is_whole=True)
    assert client.post(home, {"place": nation.pk}).status_code == 422
    assert client.post(home, {"place": held.places.get(name="Angus").pk}).status_code == 302
    assert "Angus in 2013/14" in html_of(client.get(BASE))
    link = "/hart/measures/ETS01/compare/link/"
    measure = Measure.objects.get(council=hart, code="ETS01")
    taken = client.post(
        link, {"compared": held.compared_measures.get(code="S1").pk, "version": measure.version}
    )
    assert taken.status_code == 422
    assert "CS02a is compared with S1 already" in html_of(taken)
    free = {"compared": held.compared_measures.get(code="S2").pk, "version": measure.version}
    assert client.post(link, free).status_code == 302
    assert client.post(link, free).status_code == 422
    assert client.post(link, {"compared": "x", "version": "y"}).status_code == 422


def test_who_does_not_keep_comparisons_is_told_and_sees_no_button(hart, signed_in):
    group = SimilarGroup.objects.get()
    for client, code in ((Client(), 302), (signed_in("york.strategy"), 403)):
        assert client.get(f"/hart/comparing/groups/{group.pk}/").status_code in (code, 403)
        assert "Make a group" not in html_of(client.get("/hart/comparing/groups/"))


PAGES = {"comparing/": 10, "comparing/groups/": 5, "measures/M1/compare/": 8}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_runs_the_same_queries_for_one_measure_as_for_three(
    path, rows, grow, django_assert_num_queries
):
    council = grow(rows)
    held = a_set("S2", "S3").held
    say_home(council=council, place=held.places.get(name="Testbury"), **WHO)
    places = tuple(held.places.filter(is_whole=False))
    for number in range(rows):
        asked = GroupAsked(f"Group {number}", "Near", places, is_usual=number == 0)
        make_group(council=council, held=held, asked=asked, **WHO)
    for measure, compared in zip(council.measures.order_by("id"), held.compared_measures.all(), strict=False):
        Measure.objects.filter(pk=measure.pk).update(compared=compared)
    first = council.measures.order_by("id").first()
    with django_assert_num_queries(PAGES[path]):
        assert Client().get(f"/{council.slug}/{path.replace('M1', first.code)}").status_code == 200
