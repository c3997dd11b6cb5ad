"""The gap pages: the register and its parts, one gap, a plan's health, and what elements need."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import StringIO

import pytest
from django.test import Client

from goldenthread.people.models import Council, Post, User
from goldenthread.plans.models import Element, GapNote, Level
from goldenthread.resources.models import Need

SAID = {"version": "0", "owner": "", "due_on": "", "reason": ""}


def text(answer) -> str:
    html = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(html).split())


@pytest.fixture
def carbon(demo) -> Element:
    """York's improvement without an owner."""
    return Element.objects.get(council__slug="york", code="carbon-projects")


def gap_of(element: Element, code: str = "OWN1") -> str:
    return f"/{element.council.slug}/gaps/element/{element.pk}/{code}/"


def listed(client: Client, query: str = "", council: str = "york") -> list[list[str]]:
    answer = client.get(f"/{council}/gaps/?as=csv&{query}")
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))[1:]


class TestRegister:
    def test_counts_stand_beside_how_many_were_asked(self, demo):
        page = text(Client().get("/york/gaps/"))
        assert "No owner OWN1 4 4 0 0" in page

    def test_a_part_is_chosen_without_scripts_and_taken_away_as_a_file(self, demo):
        rows = listed(Client(), "kind=OWN1")
        assert len(rows) == 4 and {row[0] for row in rows} == {"No owner (OWN1)"}
        assert "4 of" in text(Client().get("/york/gaps/?kind=OWN1"))
        assert listed(Client(), "kind=OWN1&plan=sustainable-community-strategy") == []

    def test_a_theme_lists_what_the_strategy_page_counts(self, demo):
        home = Client().get("/york/").content.decode()
        for top, count in re.findall(r'gaps/\?under=(\d+)">(\d+)<', home):
            assert len(listed(Client(), f"under={top}")) == int(count)

    def test_the_plans_own_count_is_the_registers(self, demo):
        home = Client().get("/york/").content.decode()
        count = re.search(r'gaps/\?plan=corporate-strategy">(\d+)<', home)[1]
        assert len(listed(Client(), "plan=corporate-strategy")) == int(count)

    def test_long_registers_come_in_pages(self, demo):
        client = Client()
        page = client.get("/hart/gaps/")
        whole = len(listed(client, council="hart"))
        assert whole > 50 and f"1 to 50 of {whole}" in text(page)
        last = text(client.get("/hart/gaps/?page=99999"))
        assert f"to {whole} of {whole}" in last
        assert client.get("/hart/gaps/?page=0").status_code == 200
        assert client.get(f"/hart/gaps/?page={'9' * 5000}").status_code == 200

    @pytest.mark.parametrize(
        "asked", ["owner=%00", "service=x", "service=-1", "plan=%27%3B", "state=ALL", "sort=1", "page=x",
                  "under=" + "9" * 5000, "under=\u0661"]
    )  # fmt: skip
    def test_what_means_nothing_is_let_pass(self, asked, demo):
        assert Client().get(f"/york/gaps/?{asked}").status_code == 200

    def test_accepted_gaps_are_said_apart_and_still_counted(self, carbon):
        before = len(listed(Client()))
        GapNote.objects.filter(element=carbon, code="OWN1").update(is_accepted=True)
        page = text(Client().get("/york/gaps/"))
        assert len(listed(Client())) == before
        assert "One gap of these was accepted as it is" in page or "one accepted" in page
        assert [row[5] for row in listed(Client(), "state=ACCEPTED")] == ["Accepted as it is"]


class TestOneGap:
    def test_it_says_its_rule_its_thread_and_what_fills_it(self, carbon):
        page = text(Client().get(gap_of(carbon)))
        assert "Every element that needs one names the post that answers for it." in page
        assert "The Sustainable City" in page and "Name its owner" in page
        assert "Sign in first." in page

    def test_what_an_adopted_edition_keeps_from_being_filled_is_said(self, demo, signed_in):
        action = Element.objects.get(title__startswith="Complete the CMP SIP projects")
        page = signed_in("york.strategy").get(f"/york/gaps/element/{action.pk}/OWN1/").content.decode()
        assert "is adopted, so its lines stay as they are. Start a new edition from it" in page
        assert "is adopted, so" not in Client().get(f"/york/gaps/element/{action.pk}/OWN1/").content.decode()

    def test_somebody_is_named_and_the_register_says_so_at_once(self, carbon, signed_in):
        client = signed_in("york.strategy")
        version = GapNote.objects.get(element=carbon, code="OWN1").version
        post = Post.objects.get(council__slug="york", title="Director of Resources")
        given = {"version": version, "owner": post.pk, "due_on": "31/10/2009", "reason": "New post"}
        assert client.post(f"{gap_of(carbon)}name/", given).status_code == 302
        kept = GapNote.objects.get(element=carbon, code="OWN1")
        assert (kept.owner, kept.due_on, kept.reason) == (post, date(2009, 10, 31), "New post")
        row = next(row for row in listed(client, "kind=OWN1") if row[1].startswith(carbon.title))
        assert row[2:] == ["New post", "Director of Resources", "31 October 2009", "Somebody named"]
        assert "Director of Resources fills this by 31 October 2009." in text(client.get(gap_of(carbon)))

    def test_a_filled_gap_is_gone_from_every_page_by_itself(self, carbon):
        client = Client()
        Element.objects.filter(pk=carbon.pk).update(owner=Post.objects.filter(council__slug="york").first())
        assert "this gap is filled" in text(client.get(gap_of(carbon)))
        assert not [row for row in listed(client, "kind=OWN1") if row[1].startswith(carbon.title)]
        assert "OWN1" not in text(client.get(f"/york/elements/{carbon.pk}/"))

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"is_accepted": "on"}, "only for a reason"),
            ({}, "Say who fills it"),
            ({"version": "7", "reason": "x"}, "Somebody else changed this gap"),
            ({"due_on": "soon", "reason": "x"}, "31 March 2012"),
            ({"owner": "999999", "reason": "x"}, "999999"),
        ],
    )
    def test_what_can_not_be_kept_is_said_on_the_form(self, given, sentence, demo, signed_in):
        GapNote.objects.filter(code="MEA1").delete()
        gap = gap_of(Element.objects.get(council__slug="york", code="cut-high-carbon-spend"), "MEA1")
        answer = signed_in("york.strategy").post(f"{gap}name/", {**SAID, **given})
        assert answer.status_code == 422
        assert sentence in text(answer)

    def test_of_two_at_once_the_second_sees_both_and_may_save(self, carbon, signed_in):
        client, gap = signed_in("york.strategy"), gap_of(carbon)
        held = GapNote.objects.get(element=carbon, code="OWN1")
        late = {**SAID, "version": held.version - 1, "reason": "Mine"}
        answer = client.post(f"{gap}name/", late)
        assert answer.status_code == 422
        assert f"Held now: {held.reason}" in text(answer) and ">Mine</textarea>" in answer.content.decode()
        seen = re.search(r'name="version" value="(\d+)"', answer.content.decode())[1]
        assert client.post(f"{gap}name/", {**late, "version": seen}).status_code == 302
        assert GapNote.objects.get(pk=held.pk).reason == "Mine"

    @pytest.mark.parametrize(("username", "code"), [("", 403), ("hart.performance", 403)])
    def test_nobody_else_speaks_for_it(self, username, code, carbon, signed_in):
        client = signed_in(username) if username else Client()
        before = GapNote.objects.get(element=carbon, code="OWN1").reason
        assert client.post(f"{gap_of(carbon)}name/", {**SAID, "reason": "Mine"}).status_code == code
        assert GapNote.objects.get(element=carbon, code="OWN1").reason == before

    def test_hostile_words_are_shown_as_words(self, demo, signed_in):
        gap = gap_of(Element.objects.get(council__slug="york", code="cut-high-carbon-spend"), "MEA1")
        client = signed_in("york.strategy")
        client.post(f"{gap}name/", {**SAID, "version": "1", "reason": "<script>alert(1)</script>"})
        for place in (gap, "/york/gaps/"):
            assert "<script>alert" not in client.get(place).content.decode()

    def test_missing_words_are_closed_by_hand(self, demo, signed_in):
        note = GapNote.objects.filter(council__slug="york", code="WRD1").first()
        client = signed_in("york.strategy")
        given = {**SAID, "version": note.version, "close": "1"}
        assert client.post(f"{gap_of(note.element, 'WRD1')}name/", given).status_code == 302
        assert "this gap is filled" in text(client.get(gap_of(note.element, "WRD1")))

    def test_a_gap_of_a_measure_has_a_page_too(self, demo, signed_in):
        measure = Council.objects.get(slug="york").measures.first()
        gap = f"/york/gaps/measure/{measure.pk}/TAR1/"
        client = signed_in("york.strategy")
        assert client.post(f"{gap}name/", {**SAID, "reason": "Baseline first"}).status_code == 302
        assert "Baseline first" in text(client.get(gap))

    def test_nothing_of_another_council_is_at_this_ones_addresses(self, carbon):
        assert Client().get(gap_of(carbon).replace("/york/", "/hart/")).status_code == 404

    def test_an_exempt_line_has_no_gap_page_for_others(self, carbon):
        Element.objects.filter(pk=carbon.pk).update(is_exempt=True)
        assert Client().get(gap_of(carbon)).status_code == 404


class TestHealth:
    def test_the_recipe_sums_as_printed(self, demo):
        html = Client().get("/york/plans/corporate-strategy/2009-12/health/").content.decode()
        recipe = html[html.index('id="recipe"') : html.index('id="losses"')]
        rows = re.findall(r"<tr.*?</tr>", recipe, flags=re.DOTALL)[1:]
        cells = [[re.sub("<[^>]*>", "", one) for one in re.findall(r"<td.*?</td>", row)] for row in rows]
        *parts, whole = [[Decimal(cell or 0) for cell in row] for row in cells]
        for column in (0, 1, 3, 4):
            assert sum(row[column] for row in parts) == whole[column]
        assert whole[1] == 100
        score = Decimal(re.search(r"gt-figure__number\">([\d.]+)", html)[1])
        assert score + whole[4] == 100

    def test_it_is_set_beside_the_edition_before(self, demo):
        assert "the edition before" in text(Client().get("/york/plans/corporate-strategy/2009-12/health/"))

    def test_nothing_asked_is_no_score(self, demo):
        page = text(Client().get("/cheltenham/plans/corporate-strategy/2025-28/health/"))
        assert "No rule asks anything of this edition, so there is no score." in page
        assert "of 100" not in page

    def test_each_of_the_fixes_leads_to_its_gap(self, demo):
        html = Client().get("/york/plans/corporate-strategy/2009-12/health/").content.decode()
        fixes = html[html.index('id="fixes"') : html.index('id="recipe"')]
        links = re.findall(r'href="(/york/gaps/[^"]*)"', fixes)
        assert len(links) == 10
        assert {Client().get(link).status_code for link in links} == {200}

    def test_the_rules_page_gives_the_weights_and_why(self, demo):
        assert "What nobody answers for isn't done." in text(Client().get("/york/rules/"))


class TestNeeds:
    def given(self, **more):
        return {
            "version": 0,
            "service": "",
            "days": "1,200",
            "money": "£5",
            "budget_line": "",
            "note": "",
            **more,
        }

    @pytest.fixture
    def here(self, carbon) -> str:
        return f"/york/elements/{carbon.pk}/needs/"

    def test_a_need_is_said_changed_and_taken_back(self, here, carbon, signed_in):
        client = signed_in("york.strategy")
        assert client.post(f"{here}new/", self.given()).status_code == 302
        need = Need.objects.get(element=carbon)
        assert (need.days, need.money) == (1200, 5)
        assert "1,200" in text(client.get(here))
        assert client.post(f"{here}{need.pk}/change/", self.given(version=1, days="3")).status_code == 302
        assert client.post(f"{here}{need.pk}/remove/", {"version": 2}).status_code == 302
        assert not Need.objects.filter(element=carbon).exists()

    def test_a_confirmation_that_is_dropped_is_said_to_be(self, here, carbon, signed_in):
        need = Need.objects.create(
            council=carbon.council,
            element=carbon,
            days=2,
            confirmed_on=date(2009, 1, 1),
            confirmed_by="Director",
            answer="CONFIRMED",
        )
        client = signed_in("york.strategy")
        assert "that confirmation is dropped" in text(client.get(f"{here}{need.pk}/change/"))
        answer = client.post(f"{here}{need.pk}/change/", self.given(version=1), follow=True)
        assert "The confirmation was dropped" in text(answer)

    def test_a_director_confirms_from_the_page(self, here, carbon, signed_in):
        council = carbon.council
        place = council.directorates.create(name="Somewhere")
        service = council.services.create(name="Energy", directorate=place)
        post = council.posts.create(title="Director of Somewhere", directorate=place)
        User.objects.create(username="york.somewhere", post=post, duty="DIRECTOR")
        need = Need.objects.create(council=council, element=carbon, service=service, days=2)
        director = signed_in("york.somewhere")
        assert "Confirm the capacity" in text(director.get(f"{here}{need.pk}/"))
        assert director.post(f"{here}{need.pk}/confirm/", {"version": 1}).status_code == 302
        assert "Director of Somewhere confirmed it on" in text(Client().get(here))
        assert signed_in("york.strategy").post(f"{here}{need.pk}/confirm/", {"version": 2}).status_code == 403

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"days": "a few"}, "is no number"),
            ({"money": "NaN"}, "is no number"),
            ({"days": "-1"}, "is below 0"),
            ({"days": "", "money": ""}, "Say how many days"),
            ({"service": "999999"}, "999999"),
            ({"days": "9" * 31}, "Make it 30"),
        ],
    )
    def test_what_can_not_be_needed_is_said_on_the_form(self, given, sentence, here, signed_in):
        answer = signed_in("york.strategy").post(f"{here}new/", self.given(**given))
        assert answer.status_code == 422
        assert sentence in text(answer)

    def test_two_at_once_the_second_is_told(self, here, carbon, signed_in):
        need = Need.objects.create(council=carbon.council, element=carbon, days=2, version=4)
        answer = signed_in("york.strategy").post(f"{here}{need.pk}/change/", self.given(version=3))
        assert answer.status_code == 422 and "Somebody else changed this need" in text(answer)
        assert "Held now: 2" in text(answer) and 'name="version" value="4"' in answer.content.decode()

    @pytest.mark.parametrize("path", ["new/", "{need}/change/", "{need}/remove/", "{need}/confirm/"])
    def test_a_visitor_changes_nothing(self, path, here, carbon):
        need = Need.objects.create(council=carbon.council, element=carbon, days=2)
        assert Client().post(here + path.format(need=need.pk), self.given()).status_code == 403
        assert Need.objects.get(element=carbon).version == 1

    def test_an_elements_page_says_whether_it_can_be_done(self, carbon):
        """R010: owner, measure, date, money, capacity and carrier, each in words and by a shape."""
        Level.objects.filter(pk=carbon.level_id).update(needs_budget=True, needs_capacity=True)
        page = text(Client().get(f"/york/elements/{carbon.pk}/"))
        assert (
            "Two of five things that make it achievable are there; still missing: owner, money, capacity."
            in page
        )
        assert "Service plan Not asked" in page


def test_a_gap_on_an_adopted_line_says_why_it_can_not_be_filled_there(carbon, signed_in):
    page = text(signed_in("york.strategy").get(gap_of(carbon)))
    assert "is adopted, so its lines stay as they are. Start a new edition from it, and change that." in page
    assert "stay as they are" not in text(Client().get(gap_of(carbon)))
