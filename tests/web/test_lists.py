"""Lists of elements and measures: filtered, grouped, sorted, paged, saved, and taken away."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from django.test import Client
from openpyxl import load_workbook

from goldenthread.people.models import SavedView, User
from goldenthread.plans.models import Edition, Element, Level, Succession, Tag, Tagging
from tests.cast import Cast, a_council


@pytest.fixture
def cast(db) -> Cast:
    return a_council()


def sign_in(cast: Cast, username: str = "owner", duty: str = "OWNER") -> Client:
    client = Client()
    post = cast.council.posts.get(title="Head of Streets")
    user, _ = User.objects.get_or_create(username=username, defaults={"post": post, "duty": duty})
    client.force_login(user)
    return client


def page(asked: str = "", name: str = "elements", client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/testbury/{name}/?{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def listed(asked: str = "", name: str = "elements", client: Client | None = None) -> list[str]:
    """What stands in the first column of the table, the heads of groups in square brackets."""
    table = page(asked, name, client).split('<table class="gt-table')
    if len(table) == 1:
        return []
    rows = re.findall(r"<tr role=\"row\"><th (.*?)</th>", table[1].split("</thead>")[1])
    return [
        f"[{words}]" if 'scope="rowgroup"' in head else words
        for head in rows
        for words in [re.findall(r">([^<>]+)<", head)[0]]
    ]


def rows_of(asked: str, name: str = "elements") -> list[list[str]]:
    content = Client().get(f"/testbury/{name}/?{asked}&as=csv").content
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def more_elements(cast: Cast, count: int) -> None:
    level = cast.edition.levels.get(key="action")
    Element.objects.bulk_create(
        Element(
            council=cast.council, edition=cast.edition, level=level, title=f"Work {n:03}", position=n + 10
        )
        for n in range(count)
    )


def test_the_elements_of_the_main_plan_are_listed_in_its_own_order(cast):
    assert listed() == ["Vision", "Place", "Clean", "Action"]
    assert "<strong>Four elements</strong>." in page()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("level=action", ["Action"]),
        ("level=action&level=theme", ["Place", "Action"]),
        ("owner=none", ["Vision", "Place"]),
        ("measure=with-a-measure", ["Clean"]),
        ("measure=without-a-measure&level=action", ["Action"]),
        ("top=none", ["Vision"]),
        ("words=PLACE", ["Place"]),
        ("agreed=proposed", ["Vision", "Place", "Clean", "Action"]),
        ("since=continuing", ["Action"]),
        ("since=new&level=improvement", ["Clean"]),
        ("holder=none", ["Vision", "Place", "Clean", "Action"]),
        ("sort=title", ["Action", "Clean", "Place", "Vision"]),
        ("sort=-due", ["Clean", "Action", "Vision", "Place"]),
        ("sort=rank", ["Clean", "Place", "Vision", "Action"]),
    ],
)
def test_elements_are_filtered_and_sorted(asked, found, cast):
    """Issue 3: lists filter, group, sort and page. Those without a day or a rank come last."""
    Element.objects.filter(code="place").update(rank=2)
    Element.objects.filter(code="clean").update(rank=1)
    Element.objects.filter(code="action").update(continuing_since=date(2012, 4, 1))
    assert listed(asked) == found


def test_an_element_that_came_from_an_earlier_one_is_continuing(cast):
    old = Element.objects.create(
        council=cast.council,
        edition=cast.edition,
        level=cast.edition.levels.first(),
        title="Old",
        state="RETIRED",
    )
    Succession.objects.create(council=cast.council, old=old, new=cast.elements["clean"], kind="AMENDED")
    assert listed("since=continuing") == ["Clean"]


def test_elements_are_filtered_and_grouped_by_their_tags(cast):
    for kind, name, codes in (("WARD", "Guildhall", ["clean", "action"]), ("LEGAL_DUTY", "Waste", ["clean"])):
        tag = Tag.objects.create(council=cast.council, kind=kind, name=name)
        for code in codes:
            Tagging.objects.create(tag=tag, element=cast.elements[code])
    ward = Tag.objects.get(kind="WARD").pk

    assert listed(f"ward={ward}") == ["Clean", "Action"]
    assert listed("legal_duty=none&level=action") == ["Action"]
    assert listed("group=tag") == [
        "[Guildhall]", "Clean", "Action", "[Waste]", "Clean", "[No tag]", "Vision", "Place",
    ]  # fmt: skip
    assert "Some stand in more than one group." in page("group=tag")


def test_groups_are_row_groups_with_their_counts(cast):
    html = page("group=top")

    assert listed("group=top") == ["[Place]", "Place", "Clean", "Action", "[Under no theme]", "Vision"]
    assert '<th class="gt-table__group" scope="rowgroup" role="rowheader" colspan="5">' in html
    assert "Three elements</span>" in html
    assert "<strong>Four elements</strong>, grouped by theme." in html


def test_the_heading_that_sorts_says_which_way_and_turns_it_round(cast):
    html = page("sort=title&level=action")

    assert '<th scope="col" role="columnheader" aria-sort="ascending">' in html
    assert 'href="?level=action&amp;sort=-title"' in html
    assert 'href="?level=action&amp;sort=due"' in html
    assert 'aria-sort="descending"' in page("sort=-title")


def test_a_long_list_is_cut_into_pages(cast):
    more_elements(cast, 163)

    html = page("level=action&page=2")

    assert "Showing 51 to 100 of <strong>164 elements</strong> that match of 167." in html
    assert len(listed("level=action&page=2")) == 50
    assert len(listed("level=action&page=4")) == 14
    assert 'href="?level=action&amp;page=3"' in html
    assert 'href="?level=action"' in html  # the first page needs no number


def test_a_group_that_goes_on_says_so_on_the_next_page(cast):
    more_elements(cast, 60)
    assert "61 elements, continued from the page before" in page("group=level&page=2")


def test_another_edition_or_every_current_one_is_listed_instead(cast):
    plan = cast.edition.plan
    old = Edition.objects.create(plan=plan, slug="2013", name="Strategy 2013", state="REPLACED")
    level = Level.objects.create(edition=old, key="aim", name="Aim", plural="Aims", position=0)
    Element.objects.create(council=cast.council, edition=old, level=level, title="Old aim")

    assert listed("edition=strategy%2F2013") == ["Old aim"]
    assert listed("edition=current") == ["Vision", "Place", "Clean", "Action"]
    assert listed("edition=none%2Fnone") == ["Vision", "Place", "Clean", "Action"]
    assert "Strategy 2013 (earlier)" in page()
    assert 'href="?edition=strategy%2F2013&amp;sort=title"' in page("edition=strategy%2F2013")


def test_drafts_and_exempt_lines_are_listed_for_the_councils_own_people_only(cast):
    """R142: also in the files, the choices and the counts."""
    draft = Edition.objects.create(plan=cast.edition.plan, slug="2015", name="Draft 2015", is_open=False)
    level = Level.objects.create(edition=draft, key="aim", name="Aim", plural="Aims", position=0)
    Element.objects.create(council=cast.council, edition=draft, level=level, title="Secret aim")
    Element.objects.filter(code="action").update(is_exempt=True)
    own = sign_in(cast)

    assert listed("edition=strategy%2F2015") == ["Vision", "Place", "Clean"]
    assert "Draft 2015" not in page()
    assert "Action (1)" not in page()
    assert "Secret aim" not in str(rows_of("edition=strategy%2F2015"))
    assert listed("edition=strategy%2F2015", client=own) == ["Secret aim"]
    assert listed("level=action", client=own) == ["Action"]


def test_another_councils_elements_are_not_listed(cast):
    other = a_council("elsewhere")
    Element.objects.filter(council=other.council).update(title="Faraway")
    assert "Faraway" not in page("edition=current")


@pytest.mark.parametrize(
    "asked",
    [
        "owner=%00",
        "owner=x&owner=y",
        "sort=;",
        "group=%3Cb%3E",
        "page=-1",
        "edition=%00",
        "words=" + "x" * 9000,
    ],
)
def test_nonsense_is_let_pass(asked, cast):
    for name in ("elements", "measures"):
        assert Client().get(f"/testbury/{name}/?{asked}").status_code == 200


def test_words_typed_never_run(cast):
    html = page("words=" + quote('"><script>alert(1)</script>'))
    assert "<script>" not in html
    assert "None of 4 elements is like that." in html


def test_a_filter_that_is_on_is_named_and_can_be_taken_away(cast):
    html = page("level=action&level=theme&words=a")

    assert "Level: Action" in html
    assert 'href="?level=theme&amp;words=a"' in html
    assert 'href="?level=action&amp;level=theme"' in html
    assert '<input type="hidden" name="level" value="action">' in html


def test_all_that_matches_is_taken_away_not_only_the_page(cast):
    more_elements(cast, 120)

    rows = rows_of("level=action&group=top&sort=title")

    assert rows[0][:4] == ["Theme", "Element", "Level", "Owner"]
    assert len(rows) == 122
    assert rows[1][:2] == ["Place", "Action"]
    book = load_workbook(BytesIO(Client().get("/testbury/elements/?as=xlsx").content))
    assert [cell.value for cell in book.active[1]][:3] == ["Element", "Level", "Owner"]
    assert book.active.max_row == 125


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Measure M1"]),
        ("status=not-rated", ["Measure M1"]),
        ("owner=none", ["Measure M1"]),  # no measure is without one: let pass
        ("words=m1", ["Measure M1"]),
        ("words=zzz", []),
        ("group=owner", ["[Head of Streets]", "Measure M1"]),
        ("group=service&sort=-status", ["[Streets]", "Measure M1"]),
        ("group=control", ["[The council]", "Measure M1"]),
        ("group=direction&sort=period", ["[Cannot be compared]", "Measure M1"]),
    ],
)
def test_measures_are_filtered_grouped_and_sorted(asked, found, cast):
    assert listed(asked, "measures") == found


def test_measures_are_taken_away_with_owner_and_service(cast):
    rows = rows_of("", "measures")
    assert rows[0] == [
        "Code", "Measure", "Period", "Result", "Target", "Status", "Direction of travel", "Owner", "Service",
    ]  # fmt: skip
    assert rows[1][-2:] == ["Head of Streets", "Streets"]


def test_the_old_address_of_the_measures_file_still_answers(cast):
    answer = Client().get("/testbury/measures.csv")
    assert answer.content.decode("utf-8-sig").startswith("code,measure,unit,polarity")


# Saved views


def test_a_list_is_saved_as_it_stands_opened_again_and_deleted(cast):
    """Issue 3: saved views."""
    client = sign_in(cast)
    link = re.search(
        r'href="([^"]*views/elements/save/[^"]*)"', page("level=action&sort=-due", client=client)
    )
    assert link
    at = link[1].replace("&amp;", "&")
    assert client.get(at).status_code == 200

    answer = client.post(at, {"name": "Late actions"})

    assert answer["Location"] == "/testbury/elements/?level=action&sort=-due"
    view = SavedView.objects.get()
    html = page(client=client)
    assert '<a href="/testbury/elements/?level=action&amp;sort=-due">Late actions</a>' in html
    assert "Late actions" not in page()
    gone = client.post(f"/testbury/views/{view.pk}/delete/")
    assert gone["Location"] == "/testbury/elements/"
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_the_page_says_so(cast):
    answer = sign_in(cast).post("/testbury/views/elements/save/?query=", {"name": " "})
    assert answer.status_code == 422
    assert "Give the view a name" in answer.content.decode()


def test_a_view_is_kept_clean(cast):
    sly = quote("level=action&as=csv&words=%0d%0aSet-Cookie: x=1&junk")
    answer = sign_in(cast).post(f"/testbury/views/elements/save/?query={sly}", {"name": "Sly"})
    assert SavedView.objects.get().query == "level=action&words=%0D%0ASet-Cookie%3A+x%3D1"
    assert answer["Location"].startswith("/testbury/elements/?level=action")


def test_a_view_too_long_to_keep_is_refused_on_its_page(cast):
    answer = sign_in(cast).post("/testbury/views/elements/save/?query=words=" + "q" * 1001, {"name": "Long"})
    assert answer.status_code == 422
    assert "more filters than can be kept" in answer.content.decode()


def test_the_strategy_team_shares_a_view_and_others_are_told_why_they_cannot(cast):
    at = "/testbury/views/measures/save/?query=owner%3D1"
    strategy, owner = sign_in(cast, "strategy", "STRATEGY"), sign_in(cast)
    assert "Share it with everybody" in strategy.get(at).content.decode()
    strategy.post(at, {"name": "Ours", "is_shared": "on"})

    assert 'Ours</a><span class="gt-note">Shared by Head of Streets</span>' in page("", "measures", owner)
    assert "Only the strategy team can share a saved view with colleagues." in owner.get(at).content.decode()
    owner.post(at, {"name": "Sly", "is_shared": "on"})
    assert not SavedView.objects.get(name="Sly").is_shared
    assert owner.post(f"/testbury/views/{SavedView.objects.get(name='Ours').pk}/delete/").status_code == 403


def test_somebody_elses_view_is_not_found(cast):
    sign_in(cast).post("/testbury/views/elements/save/?query=", {"name": "Mine"})
    pk = SavedView.objects.get().pk
    other = sign_in(cast, "neighbour")

    assert other.post(f"/testbury/views/{pk}/delete/").status_code == 404
    assert Client().post(f"/testbury/views/{pk}/delete/").status_code == 403  # sign in first
    assert SavedView.objects.exists()


def test_a_visitor_reads_why_a_view_cannot_be_saved(cast):
    assert "Sign in first." in page()
    assert Client().get("/testbury/views/elements/save/?query=").status_code == 403


@pytest.mark.parametrize("name", ["councils", "element", "save-view", "x"])
def test_only_lists_can_be_saved(name, cast):
    answer = sign_in(cast).post(f"/testbury/views/{name}/save/?query=", {"name": "Mine"})
    assert answer.status_code == 404


# Files of other pages


@pytest.mark.parametrize(
    "at",
    ["progress/?table=by_theme", "progress/?table=work", "progress/?table=gaps", "progress/?table=overdue",
     "progress/?table=by_control", "progress/?table=by_service", "meetings/?table=papers",
     "plans/?table=plans"],
)  # fmt: skip
def test_every_table_of_a_page_is_taken_away(at, grow):
    council = grow(2)
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer = Client().get(f"/{council.slug}/{at}&as={kind}")
        assert answer.status_code == 200
        if "attachment" in answer.get("Content-Disposition", ""):
            assert answer.content.startswith(start)
        else:  # a table that this council has no use for
            assert "by_service" in at or "by_control" in at


def test_a_table_that_is_not_there_leaves_the_page(cast):
    answer = Client().get("/testbury/progress/?table=none&as=csv")
    assert answer["Content-Type"].startswith("text/html")


def test_an_edition_leads_to_its_elements_as_a_list_and_as_files(cast):
    Edition.objects.filter(pk=cast.edition.pk).update(is_current=False)
    html = Client().get("/testbury/plans/strategy/2014/").content.decode()
    assert 'href="/testbury/elements/?edition=strategy%2F2014&amp;as=xlsx"' in html


def test_the_gap_register_is_saved_as_it_stands_too(cast):
    client = sign_in(cast)
    page = client.get("/testbury/gaps/?kind=MEA1&sort=due").content.decode()
    at = re.search(r'href="([^"]*/views/gaps/save/[^"]*)"', page)[1].replace("&amp;", "&")
    client.post(at, {"name": "Not measured"})
    page = client.get("/testbury/gaps/").content.decode()
    assert re.search(r'href="/testbury/gaps/\?[^"]*kind=MEA1[^"]*">Not measured<', page)
