"""The search page: what is found, how it is said, and that nobody finds what they may not read."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from django.test import Client

from goldenthread.governance.models import Body, Paper
from goldenthread.people.models import Council, Partner, Post, Term, User
from goldenthread.plans.models import Edition, Element, Level, WorkplanItem
from goldenthread.reports.figures.search import Kind, find
from tests.cast import NEIGHBOUR, STRANGER, Cast, a_council


@pytest.fixture
def cast(db) -> Cast:
    return a_council()


@pytest.fixture
def own(cast) -> Client:
    """Somebody of the council, signed in."""
    client = Client()
    post = cast.council.posts.get(title="Head of Streets")
    client.force_login(User.objects.create(username="neighbour", post=post, duty="OWNER"))
    return client


def page(query: str, client: Client | None = None, **more: str) -> str:
    answer = (client or Client()).get("/testbury/search/", {"q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def titled(cast: Cast, title: str, level: str = "action", **more) -> Element:
    edition = more.pop("edition", cast.edition)
    return Element.objects.create(
        council=cast.council, edition=edition, level=edition.levels.get(key=level), title=title, **more
    )


def an_edition(cast: Cast, slug: str, **more) -> Edition:
    edition = Edition.objects.create(plan=cast.edition.plan, slug=slug, name=f"Strategy {slug}", **more)
    Level.objects.create(edition=edition, key="action", name="Action", plural="Actions", position=0)
    return edition


def titles(cast: Cast, query: str, viewer=STRANGER, kind: Kind = Kind.ELEMENT) -> list[str]:
    return [hit.title for hit in find(cast.council, query, viewer).hits(kind)]


def test_search_finds_each_kind_of_thing(cast):
    """Issue 3: search across elements, measures, papers and people of a council."""
    Partner.objects.create(council=cast.council, slug="p", name="Streets trust")
    Term.objects.create(council=cast.council, word="STR", meaning="What streets are called")
    titled(cast, "Sweep streets")

    html = page("streets")

    for shown in (
        "Sweep streets",
        "Head of Streets",
        "Measure M1",
        "Streets trust",
        "What streets are called",
    ):
        assert shown in html
    assert (
        "<strong>7 results</strong> for “streets”: 3 elements, 1 measure, 1 post, 1 partner, 1 word." in html
    )


def test_whatever_is_found_can_be_opened(cast):
    """R044: whoever follows a link never meets a dead end."""
    Partner.objects.create(council=cast.council, slug="p", name="Streets trust")
    Body.objects.create(council=cast.council, name="Streets committee", kind="SCRUTINY")
    Paper.objects.create(
        council=cast.council, slug="paper", title="On streets", report_of="Director", state="APPROVED"
    )
    titled(cast, "Sweep streets")

    main = page("streets").split("<main")[1].split("</main>")[0]
    led_to = {href.replace("&amp;", "&") for href in re.findall('href="(/[^"]+)"', main)}

    kinds = {address.split("/")[2] for address in led_to}
    assert kinds == {"elements", "measures", "papers", "partners", "bodies"}
    assert {Client().get(address).status_code for address in led_to} == {200}


def test_a_mistyped_word_is_put_right_and_the_page_says_so(cast):
    titled(cast, "Sweep carbon dust")

    html = page("carbn")

    assert "Nothing has “carbn”; shown for “carbon”." in html
    assert "Sweep carbon dust" in html


def test_nothing_found_says_what_to_do_next(cast):
    html = page("zyx")
    assert "Nothing that you may read has “zyx”." in html
    assert "Check the spelling" in html


def test_words_found_only_apart_are_offered_one_by_one(cast):
    titled(cast, "Mend carbon")
    titled(cast, "Open library")

    html = page("carbon library")

    assert "Nothing has all of these words together." in html
    assert 'href="?q=carbon"' in html
    assert "One result for “library”" in html


@pytest.mark.parametrize("query", ["", " ", "%", "£", "a" * 10_000, "\0", "'; DROP TABLE", "&amp;", "日本"])
def test_any_query_is_answered(query, cast):
    assert "<h1" in page(query)


def test_what_is_typed_never_runs(cast):
    html = page('"><script>alert(1)</script>')
    assert "<script>" not in html


def test_current_elements_come_before_earlier_ones_and_higher_levels_first(cast):
    old = an_edition(cast, "2013", state="REPLACED")
    titled(cast, "Sweep well", edition=old)
    titled(cast, "Sweep well", "action")
    titled(cast, "Sweep well", "theme")

    hits = find(cast.council, "sweep", STRANGER).hits(Kind.ELEMENT)

    assert [(hit.level, hit.edition) for hit in hits] == [
        ("Theme", "Strategy 2014"),
        ("Action", "Strategy 2014"),
        ("Action", "Strategy 2013 (earlier edition)"),
    ]


def test_drafts_and_exempt_lines_are_found_by_the_councils_own_people_only(cast, own):
    """R142: a draft is nobody else's to read until it is opened."""
    titled(cast, "Secret draft", edition=an_edition(cast, "2015", is_open=False))
    titled(cast, "Secret deal", is_exempt=True)

    assert titles(cast, "secret") == []
    assert "Nothing that you may read has “secret”." in page("secret")
    assert titles(cast, "secrt", STRANGER) == []  # nor is a slip put right to a word they may not read
    assert "shown for" not in page("secrt")
    assert sorted(titles(cast, "secret", NEIGHBOUR)) == ["Secret deal", "Secret draft"]
    assert "Strategy 2015 (draft)" in page("secret", own)


def test_what_is_retired_is_not_found(cast):
    titled(cast, "Gone work", state="RETIRED")
    assert titles(cast, "gone", NEIGHBOUR) == []


def test_the_words_of_a_workplan_are_found_by_nobody(cast, own):
    """R092: they are the post-holder's own."""
    WorkplanItem.objects.create(
        council=cast.council,
        item=cast.elements["action"],
        post=cast.council.posts.get(title="Head of Streets"),
        words="Private return to work",
    )
    assert "Nothing that you may read has “private”." in page("private", own)


def test_another_councils_things_are_not_found(cast):
    other = a_council("elsewhere")
    titled(other, "Faraway work")
    assert titles(cast, "faraway", STRANGER) == []
    assert "Faraway" not in page("faraway work").replace("faraway", "")


def test_a_kind_is_shown_alone_page_by_page(cast):
    for number in range(120):
        titled(cast, f"Sweep street {number:03}")

    every, alone = page("sweep"), page("sweep", kind="elements", page="3")

    assert "All 120 elements" in every
    assert "Sweep street 010" not in every
    assert "Sweep street 119" in alone
    assert "Sweep street 049" not in alone
    assert 'aria-label="Page 2"' in alone


@pytest.mark.parametrize("asked", ["kind=none", "page=x", "page=99999999", "page=٣", "kind=elements&page=9"])
def test_nonsense_is_let_pass(asked, cast):
    assert Client().get(f"/testbury/search/?q=streets&{asked}").status_code == 200


def test_results_are_taken_away_as_csv_and_excel(cast):
    titled(cast, "=1+1 streets")
    answer = Client().get("/testbury/search/?q=streets&as=csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Disposition"] == 'attachment; filename="testbury-search.csv"'
    assert rows[0] == ["Kind", "Title", "More", "Level", "Edition", "Owner"]
    assert ["Element", "'=1+1 streets", "", "Action", "Strategy 2014", "None named"] in rows
    assert ["Post", "Head of Streets", "Streets", "", "", ""] in rows
    workbook = Client().get("/testbury/search/?q=streets&as=xlsx&kind=people")
    assert workbook.content[:2] == b"PK"


def test_every_page_of_a_council_has_the_form_and_keeps_what_was_typed(cast):
    html = Client().get("/testbury/plans/").content.decode()
    assert 'action="/testbury/search/" role="search"' in html
    assert '<label class="govuk-visually-hidden" for="find">Search Testbury</label>' in html
    assert 'value="two words"' in page("two words")


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("query", ["sweep", "sweap", "sweep zyx"])
def test_a_search_runs_the_same_queries_whatever_it_finds(rows, query, cast, django_assert_num_queries):
    for number in range(rows):
        titled(cast, f"Sweep street {number}", owner=Post.objects.first())
        Council.objects.get().posts.create(title=f"Sweeper {number}")

    with django_assert_num_queries(12):  # the council, and ten kinds of rows
        page(query)
