"""Comparisons in the browser: read by anybody, chosen by who keeps them, in a fixed number of queries."""

from __future__ import annotations

import re
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


@pytest.fixture
def many(grow) -> Council:
    """A council of 61 measures, of which 60 are compared under three themes."""
    council, codes = grow(1, slug="many"), [f"S{number}" for number in range(2, 61)]
    held = a_set(*codes).held
    say_home(council=council, place=held.places.get(name="Testbury"), **WHO)
    for number, one in enumerate(held.compared_measures.all()):
        one.category = ("Schools", "Roads", "Parks")[number % 3]
        one.save()
        Measure.objects.create(council=council, code=f"X{one.code}", title=f"Own {one.title}", compared=one)
    return council


def titles(html: str) -> list[str]:
    listed = html[html.index('id="list"') : html.index('id="uncompared"')]
    return re.findall(r">(Own Streets clean, S\d+)<", listed)


def test_of_many_comparisons_one_is_found_by_words_by_theme_and_on_its_page(many):
    page, at = html_of(Client().get("/many/comparing/")), "/many/comparing/"
    assert len(titles(page)) == 50
    assert "20 measures" in page and page.index("Parks") < page.index("Own Streets")
    assert len(titles(html_of(Client().get(f"{at}?page=2")))) == 10
    assert titles(html_of(Client().get(f"{at}?words=own+s17"))) == ["Own Streets clean, S17"]
    assert len(titles(html_of(Client().get(f"{at}?theme=roads&group=")))) == 20
    assert len(titles(html_of(Client().get(f"{at}?theme=roads&words=S2")))) > 0
    assert "None of 60 measures is like that." in html_of(Client().get(f"{at}?words=zyx"))
    file = Client().get(f"{at}?theme=roads&as=csv").content.decode()
    assert file.count("Own Streets clean") == 20


def test_what_is_not_compared_is_found_by_the_same_words(many):
    at = "/many/comparing/"
    page = html_of(Client().get(f"{at}?words=clean+measure"))
    assert "One measure is not compared and has the words asked for" in page
    assert "It is linked to no published measure." in page
    page = html_of(Client().get(f"{at}?words=S17"))
    assert "None of the one measure that is not compared has the words asked for." in page


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
