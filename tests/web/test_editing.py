"""Building and refreshing a plan through its pages, as a strategy team does it."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council, User
from goldenthread.plans.models import Edition, Element, Level, Plan, Succession
from tests.web.conftest import a_draft_of

AT_DRAFT = "/small/plans/plan-1/next/"


@pytest.fixture
def small(grow) -> Council:
    council = grow(3, slug="small")
    a_draft_of("small")
    return council


@pytest.fixture
def officer(small) -> Client:
    return signed(small, "small.strategy", "STRATEGY")


def signed(council: Council, username: str, duty: str) -> Client:
    post = council.posts.get(title="Clean streets officer")
    client = Client()
    client.force_login(User.objects.create(username=username, post=post, duty=duty))
    return client


def lines(level: str) -> list[Element]:
    found = Element.objects.listed().filter(edition__slug="next", level__key=level)
    return list(found.order_by("position", "id"))


def fields_of(html: str) -> dict[str, list[str]]:
    """What a browser would send of a page's form if nobody touched it."""
    found: dict[str, list[str]] = {}
    body = html[html.index('<form method="post"') :] if '<form method="post" novalidate' in html else html
    for tag in re.findall(r"<input[^>]*>", body):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_box = 'type="checkbox"' in tag or 'type="radio"' in tag
        if name and (not is_box or " checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', body, re.S):
        found[name] = [unescape(text).strip()]
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        found[name] = [(chosen or first)[1] if chosen or first else ""]
    return found


def test_a_line_is_changed_with_all_that_is_said_of_it(officer, small):
    """R005, R078, R097, R102, R111, R114."""
    action = lines("action")[0]
    at = reverse("edit-element", args=["small", action.pk])
    post, service = small.posts.get(), small.services.get()
    typed = {
        **fields_of(officer.get(at).content.decode()),
        "title": "Sweep the market each night",
        "owner_id": str(post.pk),
        "service_id": str(service.pk),
        "portfolio_holder_id": str(post.pk),
        "provider": [f"s{service.pk}"],
        "due_on": "31/3/2015",
        "continuing_since": "1 April 2012",
        "rank": "2",
        "need": "4,000 people live there.",
        "new_tag": "Older people",
        "new_tag_kind": "POPULATION",
        "reason": "Traders asked for it.",
        "decided_by": "Executive",
        "decided_on": "3 June 2014",
    }
    answer = officer.post(at, typed)

    assert answer.status_code == 302, answer.content.decode()
    held = Element.objects.get(pk=action.pk)
    assert (held.title, held.owner, held.rank, str(held.due_on), str(held.continuing_since)) == (
        "Sweep the market each night", post, 2, "2015-03-31", "2012-04-01",
    )  # fmt: skip
    assert [str(tag) for tag in held.tags.all()] == ["Older people"]
    assert [(one.role, one.who) for one in held.involvements.all()] == [("PROVIDER", str(service))]
    succession = Succession.objects.get(new=held)
    assert (succession.kind, succession.reason, succession.decided_by) == (
        "AMENDED", "Traders asked for it.", "Executive",
    )  # fmt: skip
    page = officer.get(answer.url).content.decode()
    for said in (
        "Sweep the market each night",
        "Older people",
        "Provides",
        "Continuing since",
        "1 April 2012",
    ):
        assert said in page


def test_saving_a_form_as_it_came_changes_nothing(officer):
    action = lines("action")[0]
    at = reverse("edit-element", args=["small", action.pk])
    before = Entry.objects.count()
    assert officer.post(at, fields_of(officer.get(at).content.decode())).status_code == 302
    assert (Element.objects.get(pk=action.pk).version, Entry.objects.count()) == (action.version, before)


def as_a_browser_sends(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Every line ends with a carriage return as well, in hidden copies too."""
    return {name: [one.replace("\n", "\r\n") for one in values] for name, values in fields.items()}


def test_the_line_ends_of_a_browser_change_nothing_and_are_not_kept(officer):
    action = lines("action")[0]
    Element.objects.filter(pk=action.pk).update(detail="One\nTwo", need="Three\nFour")
    at = reverse("edit-element", args=["small", action.pk])
    before = Entry.objects.count()
    sent = as_a_browser_sends(fields_of(officer.get(at).content.decode()))
    assert sent["detail"] == ["One\r\nTwo"] == sent["initial-detail"]
    assert officer.post(at, sent).status_code == 302
    assert (Element.objects.get(pk=action.pk).version, Entry.objects.count()) == (action.version, before)

    other = {**sent, "title": "Theirs", "reason": "Better words."}
    assert officer.post(at, other).status_code == 302
    answer = officer.post(at, {**sent, "need": "Three\r\nFive", "reason": "Counted again."})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "In detail" not in html[html.index("What changed meanwhile") : html.index("The form below keeps")]
    assert officer.post(at, as_a_browser_sends(fields_of(html))).status_code == 302
    held = Element.objects.get(pk=action.pk)
    assert (held.title, held.detail, held.need) == ("Theirs", "One\nTwo", "Three\nFive")


def test_of_two_who_write_at_once_the_second_sees_both_and_loses_nothing(officer, small):
    """Both are shown; what only the other changed is taken over, what one changed oneself is kept."""
    action = lines("action")[0]
    other = signed(small, "small.second", "STRATEGY")
    at = reverse("edit-element", args=["small", action.pk])
    mine, theirs = (fields_of(client.get(at).content.decode()) for client in (officer, other))
    why = {"reason": "Better words."}
    assert other.post(at, {**theirs, **why, "title": "Theirs", "rank": "1"}).status_code == 302

    answer = officer.post(at, {**mine, **why, "title": "Mine", "quantity": "Nine miles"})

    html = answer.content.decode()
    assert answer.status_code == 422
    table = html[html.index("What changed meanwhile") : html.index("The form below keeps")]
    cells = [unescape(re.sub("<[^>]+>", "", one)) for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", table)]
    assert cells[4:] == [
        "Words",
        action.title,
        "Theirs",
        "Mine",
        "Rank",
        "Nothing",
        "1",
        "You left it as it was",
    ]
    assert Element.objects.get(pk=action.pk).title == "Theirs"

    again = fields_of(html)
    assert (again["title"], again["rank"], again["quantity"]) == (["Mine"], ["1"], ["Nine miles"])
    assert officer.post(at, again).status_code == 302
    held = Element.objects.get(pk=action.pk)
    assert (held.title, held.rank, held.quantity) == ("Mine", 1, "Nine miles")


def test_a_refresh_asks_why(officer):
    action = lines("action")[0]
    at = reverse("edit-element", args=["small", action.pk])
    typed = {**fields_of(officer.get(at).content.decode()), "title": "Other words"}
    answer = officer.post(at, typed)
    assert (answer.status_code, "Say why it changes" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Write the words."),
        ("title", "x" * 501, "Make it 500 or fewer"),
        ("due_on", "soon", "is not a day we can read"),
        ("rank", "first", "Enter a whole number"),
        ("owner_id", "999999", "Select a valid choice"),
        ("provider", "s999999", "Select a valid choice"),
        ("provider", "x", "Select a valid choice"),
        ("kind", "NONE", "Select a valid choice"),
    ],
)
def test_what_can_not_be_kept_is_said_beside_its_field(officer, field, typed, sentence):
    at = reverse("edit-element", args=["small", lines("action")[0].pk])
    answer = officer.post(at, {**fields_of(officer.get(at).content.decode()), field: typed, "reason": "R"})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_a_line_is_added_below_another(officer):
    theme = lines("theme")[1]
    at = f"{AT_DRAFT}add/?level=action&parent={theme.pk}"
    html = officer.get(at).content.decode()
    assert f"It will hang from “{theme.title}”." in html
    answer = officer.post(at, {**fields_of(html), "title": "Light the underpass", "reason": "It is dark."})
    made = Element.objects.get(title="Light the underpass")
    assert (answer.url, made.parent_id) == (f"{AT_DRAFT}edit/?under={theme.pk}#line-{made.pk}", theme.pk)


def test_lines_are_put_in_order_by_buttons_and_by_dropping(officer):
    """The script only fills in the form that the page has."""
    one, two, three = lines("theme")
    at = f"{AT_DRAFT}edit/"
    officer.post(at, {"down": one.pk})
    assert lines("theme") == [two, one, three]
    officer.post(at, {"up": three.pk})
    assert lines("theme") == [two, three, one]
    officer.post(at, {"line": one.pk, "version": Element.objects.get(pk=one.pk).version, "onto": two.pk})
    assert lines("theme") == [one, two, three]
    action = lines("action")[0]
    officer.post(at, {"line": action.pk, "version": action.version, "onto": three.pk})
    assert Element.objects.get(pk=action.pk).parent_id == three.pk


@pytest.mark.parametrize("sent", [{}, {"up": "x"}, {"line": "1"}, {"up": "99999999999999999999"}])
def test_a_press_that_means_nothing_changes_nothing(officer, sent):
    before = Entry.objects.count()
    assert officer.post(f"{AT_DRAFT}edit/", sent).status_code in (403, 404)
    assert Entry.objects.count() == before


def test_lines_are_merged_split_and_retired_through_their_pages(officer):
    """R008."""
    one, two, three = lines("theme")
    why = {"reason": "There were too many.", "version": "1"}
    for name, pk, typed in [
        ("merge-element", one.pk, {"others": [str(two.pk)]}),
        ("split-element", one.pk, {"parts": "Cleaner\nGreener\n"}),
        ("retire-element", three.pk, {"under": ""}),
    ]:
        at = reverse(name, args=["small", pk])
        assert officer.post(at, {**why, "version": "1", "reason": ""} | typed).status_code == 422
        assert officer.post(at, {**why, **typed}).status_code == 302
    assert [line.title for line in lines("theme")] == ["Cleaner", "Greener"]
    kinds = Succession.objects.filter(old__edition__slug="first", old__level__key="theme")
    assert sorted(kinds.values_list("kind", flat=True)) == ["DROPPED", "SPLIT", "SPLIT", "SPLIT", "SPLIT"]
    page = officer.get(f"{AT_DRAFT}changes/").content.decode()
    assert "are replaced by" in page and "There were too many" in page


def test_a_stale_reshaping_says_what_the_line_reads_now(officer):
    theme = lines("theme")[0]
    Element.objects.filter(pk=theme.pk).update(version=5, title="Newer words")
    at = reverse("retire-element", args=["small", theme.pk])
    answer = officer.post(at, {"version": "1", "reason": "R", "under": ""})
    html = answer.content.decode()
    assert (answer.status_code, "It reads now: “Newer words”." in html) == (422, True)
    assert officer.post(at, {**fields_of(html), "reason": "R"}).status_code == 302


def test_levels_are_named_limited_added_and_put_in_order(officer):
    """R007, R014, R019, R025."""
    at = f"{AT_DRAFT}levels/"
    typed: dict[str, Any] = fields_of(officer.get(at).content.decode())
    action = Edition.objects.get(slug="next").levels.get(key="action")
    typed |= {
        f"level-{action.pk}-name": "One-year action", f"level-{action.pk}-limit": "2",
        f"level-{action.pk}-place": "4", f"level-{action.pk}-needs": ["needs_owner", "needs_carrier"],
        "new-name": "Improvement", "new-plural": "Improvements", "new-place": "3", "new-years": "3",
    }  # fmt: skip
    answer = officer.post(at, typed)
    assert answer.status_code == 302, answer.content.decode()
    found = Edition.objects.get(slug="next").levels.values_list("key", "name", "position", "years", "limit")
    assert list(found)[2:] == [
        ("improvement", "Improvement", 3, 3, None),
        ("action", "One-year action", 4, 1, 2),
    ]
    action.refresh_from_db()
    assert (action.needs_carrier, action.needs_measure) == (True, False)
    assert officer.post(at, typed).status_code == 422  # seen before somebody (they themselves) changed it


def test_a_level_that_holds_lines_is_not_removed_nor_put_above_what_it_hangs_from(officer):
    at = f"{AT_DRAFT}levels/"
    typed: dict[str, Any] = fields_of(officer.get(at).content.decode())
    action = Edition.objects.get(slug="next").levels.get(key="action")
    gone = officer.post(at, {**typed, f"level-{action.pk}-is_gone": "on"})
    turned = officer.post(at, {**typed, f"level-{action.pk}-place": "1"})
    assert "hold lines. Move, merge or retire them first." in gone.content.decode()
    assert "Change the places." in turned.content.decode()
    assert (gone.status_code, turned.status_code) == (422, 422)


def test_a_new_edition_is_made_in_sight(officer, small):
    """R030, R031: progress is shown while it is made, with no script."""
    Edition.objects.filter(slug="next").update(state="ADOPTED")
    at = f"{AT_DRAFT}start/"
    typed = {"name": "Third", "slug": "third", "reason": "Another year.", "without_levels": ["action"]}
    answer = officer.post(at, typed)
    html = b"".join(answer.streaming_content).decode()
    assert [
        html.index(word) for word in ("Levels: 2 of 2", "Lines: 4 of 4", "Ledger: 4 of 4", "Third is made.")
    ] == (
        sorted(
            html.index(word)
            for word in ("Levels: 2 of 2", "Lines: 4 of 4", "Ledger: 4 of 4", "Third is made.")
        )
    )
    assert html.rstrip().endswith("</html>") and html.count("<html") == 1
    assert Edition.objects.get(slug="third").elements.count() == 4
    again = officer.post(at, typed)
    assert (again.status_code, "has an edition “third” already" in again.content.decode()) == (422, True)


def test_a_draft_is_for_the_councils_own_people_until_it_is_opened(officer, small):
    """R142."""
    theme = lines("theme")[0]
    paths = [AT_DRAFT, f"{AT_DRAFT}changes/", f"{AT_DRAFT}picture/", f"/small/elements/{theme.pk}/"]
    assert [Client().get(path).status_code for path in paths] == [404] * 4
    assert "edition 1, next" not in Client().get("/small/plans/").content.decode()
    assert officer.post(f"{AT_DRAFT}open/", {"open": "yes", "version": "1"}).status_code == 302
    assert [Client().get(path).status_code for path in paths] == [200] * 4
    assert Client().get(f"{AT_DRAFT}edit/").status_code == 403


def test_a_draft_is_adopted_and_then_stays_as_it_is(officer):
    """R022, R046."""
    at = f"{AT_DRAFT}adopt/"
    assert officer.post(at, {"version": "1", "adopted": ""}).status_code == 422
    answer = officer.post(at, {"version": "1", "adopted": "Council, 26 February 2015", "adopted_on": ""})
    assert answer.status_code == 302
    assert "Council, 26 February 2015" in officer.get("/small/").content.decode()
    refused = officer.get(f"{AT_DRAFT}edit/")
    assert (refused.status_code, "Start a new edition from it" in refused.content.decode()) == (403, True)


def test_a_plan_is_begun_with_levels_of_the_councils_own(officer, small):
    """R018, R019, R025: a partnership's plan with its horizon."""
    html = officer.get("/small/plans/new/").content.decode()
    typed = {
        **fields_of(html), "name": "Community Strategy", "slug": "community", "kind": "COMMUNITY",
        "owned_by": "Without Walls", "starts_on": "1 April 2008", "ends_on": "31 March 2028",
        "edition_name": "Community Strategy 2008", "edition_slug": "2008",
    }  # fmt: skip
    answer = officer.post("/small/plans/new/", typed)
    assert answer.url == "/small/plans/community/2008/edit/"
    plan = Plan.objects.get(slug="community")
    assert (plan.owned_by, plan.ends_on.year) == ("Without Walls", 2028)
    levels = plan.editions.get().levels.values_list("name", "plural", "is_monitored", "needs_owner")
    assert list(levels) == [
        ("Vision", "Visions", False, False), ("Theme", "Themes", True, False),
        ("Three-year improvement", "Three-year improvements", True, True),
        ("One-year action", "One-year actions", True, True),
    ]  # fmt: skip
    again = officer.post("/small/plans/new/", typed)
    assert "There is a plan “community” already" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "SERVICE"}, "Choose the service whose plan this is."),
        ({"starts_on": "2 May 2012", "ends_on": "1 May 2012"}, "The plan ends before it starts."),
        ({"levels": "  \n"}, "Write at least one level."),
        ({"levels": "Theme\nTheme"}, "Two levels have the same name."),
        ({"slug": "a b"}, "letters, digits and hyphens"),
    ],
)
def test_a_plan_that_can_not_be_begun_is_refused_with_a_remedy(officer, typed, sentence):
    html = officer.get("/small/plans/new/").content.decode()
    base = {"name": "P", "slug": "p", "edition_name": "E", "edition_slug": "e"}
    answer = officer.post("/small/plans/new/", {**fields_of(html), **base, **typed})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Plan.objects.filter(slug="p").exists()


def test_the_picture_shows_an_example_before_anything_is_written(officer):
    """R032, R033."""
    shown, example = (
        officer.get(f"{AT_DRAFT}picture/{asked}").content.decode() for asked in ("", "?example=yes")
    )
    assert "Clean streets theme 1" in shown and "1 action" not in example
    assert "nothing of this is decided" in example and "Clean streets theme 1" not in example


def test_what_changed_is_told_to_each_audience_and_as_a_file(officer):
    """R072, R090."""
    theme = lines("theme")[0]
    at = reverse("edit-element", args=["small", theme.pk])
    officer.post(
        at, {**fields_of(officer.get(at).content.decode()), "title": "Green streets", "reason": "Words."}
    )
    for audience in ("staff", "", "nobody"):
        html = officer.get(f"{AT_DRAFT}changes/?for={audience}").content.decode()
        assert "“Clean streets theme 1” is now “Green streets”" in html
        assert "<ins>Green</ins>" in html
    assert officer.get(f"{AT_DRAFT}changes.docx?for=staff").content[:2] == b"PK"
    table = officer.get(f"{AT_DRAFT}changes/?as=csv").content.decode()
    assert "Amended,Green streets (Clean streets),Words.,Not stated" in table
    assert officer.get("/small/plans/plan-1/first/changes/").status_code == 404


def test_a_line_is_not_done_before_it_starts(officer) -> None:
    """R026."""
    answer = officer.post(
        f"{AT_DRAFT}add/?level=action",
        {
            "title": "Sweep",
            "starts_on": "1 April 2010",
            "due_on": "1 April 2009",
            "kind": "ORDINARY",
            "reason": "So",
        },
    )
    assert answer.status_code == 422
    assert "t be done before it starts" in answer.content.decode()


def test_what_changed_tells_nobody_else_of_an_exempt_line_nor_why_it_changed(small, officer) -> None:
    """R142: its words stand nowhere that everybody reads, not even as what another line is under."""
    top = lines("theme")[0]
    Element.objects.filter(pk=top.pk).update(title="Close the depot", is_exempt=True)
    Succession.objects.filter(new=top).update(reason="The lease of the depot ends.")
    Edition.objects.filter(slug="next").update(is_open=True)
    for address in (f"{AT_DRAFT}changes/", f"{AT_DRAFT}changes/?as=csv"):
        assert "depot" in officer.get(address).content.decode()
        everybody = Client().get(address)
        assert everybody.status_code == 200 and "depot" not in everybody.content.decode()
    assert "under a line that is not open to read" in Client().get(f"{AT_DRAFT}changes/").content.decode()
    word = Client().get(f"{AT_DRAFT}changes.docx").content
    assert "depot" not in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()


def test_a_level_over_the_council_s_limit_is_said_while_the_plan_is_built(officer) -> None:
    """R007: a count of lines by level, and a warning against the limit that the council set."""
    Level.objects.filter(edition__slug="next", key="action").update(limit=2)
    page = officer.get(f"{AT_DRAFT}edit/").content.decode()
    assert "Actions: 3, limit 2" in page
    assert "3 actions: the council’s limit is 2." in page
    Level.objects.filter(edition__slug="next", key="action").update(limit=3)
    assert "the council’s limit is" not in officer.get(f"{AT_DRAFT}edit/").content.decode()


def test_no_two_levels_have_one_name(small, officer) -> None:
    at = f"{AT_DRAFT}levels/"
    typed = fields_of(officer.get(at).content.decode())
    names = [name for name in typed if name.endswith("-name") and name != "new-name"]
    typed[names[1]] = [typed[names[0]][0].upper()]
    answer = officer.post(at, typed)
    assert answer.status_code == 422
    assert "Two levels are called" in answer.content.decode()


def test_how_an_edition_was_prepared_is_written_and_read_with_it(officer):
    """R092, R093: which update it is, and the context given for how the document was prepared."""
    at = f"{AT_DRAFT}about/"
    first = fields_of(officer.get(at).content.decode())
    typed = {
        **first,
        "how_prepared": "Two workshops, then scrutiny.",
        "update_number": "2",
        "name": "Second year",
    }
    assert officer.post(at, typed).status_code == 302
    page = officer.get(AT_DRAFT).content.decode()
    for said in ("Second year", "Two workshops, then scrutiny.", "Yearly update 2 of the strategy"):
        assert said in page

    late = officer.post(at, {**first, "name": "Mine"})
    html = late.content.decode()
    assert (late.status_code, "Held now: Second year" in html, 'value="Mine"' in html) == (422, True, True)
    assert officer.post(at, {**fields_of(html), "name": "Both"}).status_code == 302
    wrong = {
        **fields_of(officer.get(at).content.decode()),
        "starts_on": "2 May 2015",
        "ends_on": "1 May 2015",
    }
    assert "The edition ends before it starts." in officer.post(at, wrong).content.decode()


def test_the_route_of_an_edition_that_was_replaced_is_still_read(officer):
    """R117: a new edition takes nothing of the old one's from sight."""
    officer.post(f"{AT_DRAFT}adopt/", {"version": "1", "adopted": "Council", "adopted_on": ""})
    meetings = officer.get("/small/meetings/").content.decode()
    assert 'href="/small/plans/plan-1/first/#route"' in meetings
    old = officer.get("/small/plans/plan-1/first/").content.decode()
    assert "The route" in old and "Clean streets committee" in old


def test_new_lines_replace_old_ones_as_york_s_themes_replaced_its_priorities(officer):
    """R024: many to many, said in the browser."""
    one, two, _ = lines("theme")
    olds = list(Element.objects.filter(edition__slug="first", level__key="theme").order_by("id"))
    at = reverse("retire-element", args=["small", two.pk])
    assert officer.post(at, {"version": "1", "reason": "Taken up elsewhere.", "under": ""}).status_code == 302
    at = reverse("replace-lines", args=["small", one.pk])
    assert officer.post(at, {"version": "1", "reason": "Fewer."}).status_code == 422
    assert officer.post(at, {"version": "1", "olds": [one.pk], "reason": "Fewer."}).status_code == 422
    answer = officer.post(at, {"version": "1", "olds": [olds[1].pk], "reason": "Fewer themes."})
    assert answer.status_code == 302, answer.content.decode()
    kinds = Succession.objects.filter(new=one, old__edition__slug="first").values_list("old__title", "kind")
    assert dict(kinds) == {olds[0].title: "CARRIED", olds[1].title: "REPLACED"}
    page = unescape(officer.get(f"{AT_DRAFT}changes/").content.decode())
    assert f"“{olds[0].title}” and “{olds[1].title}” are replaced by “{one.title}”." in page
    assert not Succession.objects.filter(old=olds[1], kind="DROPPED").exists()
