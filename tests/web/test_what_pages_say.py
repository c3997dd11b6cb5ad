"""What the founding documents ask for is on the pages of the councils that wrote them."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.test import Client

from goldenthread.plans.models import Element
from tests.web.conftest import DRAFT


def text_of(path: str) -> str:
    html = Client().get(path).content.decode()
    return unescape(" ".join(re.sub("<[^>]+>", " ", html).split()))


def element(code: str, edition: str = "2009-12") -> str:
    found = Element.objects.get(code=code, edition__slug=edition, edition__plan__slug="corporate-strategy")
    return f"/{found.council.slug}/elements/{found.pk}/"


THEMES = [
    "The Sustainable City",
    "The Learning City",
    "The Thriving City",
    "The Inclusive City",
    "The Healthy City",
    "The City of Culture",
    "The Safer City",
    "The Effective Organisation",
]


def test_york_shows_its_themes_in_order_and_the_internal_one_apart(demo):
    """R019 R020 R021 R032: seven named themes, and the eighth that enables them, on one page."""
    home = text_of("/york/")
    plan = home[home.index("Eight themes") :]

    assert [plan.index(theme) for theme in THEMES] == sorted(plan.index(theme) for theme in THEMES)
    assert "enables the others" in plan


def test_york_shows_where_its_vision_comes_from(demo):
    """R023: the vision belongs to the Sustainable Community Strategy."""
    assert "Taken from the Sustainable Community Strategy" in text_of("/york/")


def test_a_list_of_elements_says_how_many_there_are_at_each_level(demo):
    """R007 R025: improvements and actions are counted under each theme."""
    heads = text_of("/york/").split("Eight themes")[1].split("The Sustainable City")[0]

    assert "Commitments Three-year improvements One-year actions" in heads


def test_an_action_shows_the_thread_above_it(demo):
    """R044: from an action one walks up to the vision."""
    page = text_of(element("start-carbon-projects"))
    page = page[page.index("Sign in") :]
    thread = ["The vision for the city", "The Sustainable City", "Save more carbon", "start the seven Salix"]

    assert [page.index(line) for line in thread] == sorted(page.index(line) for line in thread)


@pytest.mark.parametrize("council", ["york", "cheltenham", "hart"])
def test_gaps_are_counted_and_named(council, demo):
    """R009 R044: what has no parent, child, measure or owner is listed, and the count is the rows'."""
    client, listed, page = Client(), 0, "?page=1"
    while page:
        html = client.get(f"/{council}/gaps/{page}").content.decode()
        listed += html[html.index('id="register"') :].split("<tbody")[1].count("<tr")
        found = re.search(r'href="([^"]*)" rel="next"', html)
        page = found[1] if found else ""
    taken = client.get(f"/{council}/gaps/?as=csv").content.decode("utf-8-sig")

    assert f"<strong>{listed:,} gaps</strong> are open" in html
    assert len(list(csv.reader(StringIO(taken)))) == listed + 1


def test_a_blank_target_is_a_state_with_a_reason_and_an_owner(demo):
    """R127: not zero, not failed; R126: somebody is to set it."""
    page = text_of("/cheltenham/measures/ENV-IND/")

    assert "The baseline had only recently been established" in page
    assert "Director of Built Environment" in page
    assert "Status Not rated" in page


def test_an_objective_runs_across_all_the_others(demo):
    """R095: value for money is no theme beside the others."""
    home = text_of("/cheltenham/")

    assert home.index("Run across all of these") < home.rindex("alue for money")


def test_a_part_that_is_inferred_says_so(demo):
    """R097: the minute speaks of commissioner and provider; who is which is our reading."""
    page = text_of(element("environment", "2012-13"))

    assert "Commissions Commissioning Inferred from the source" in page
    assert "Provides Built Environment Inferred from the source" in page


def test_visitors_are_not_told_what_stands_in_a_draft_service_plan(demo):
    """R142: York's service plans are drafts, and the actions that they carry are everybody's to read."""
    assert "service plan 2009/10" not in text_of("/york/plans/")
    assert "service plan 2009/10" not in text_of(element("start-carbon-projects"))


def test_a_paper_names_its_people_and_what_it_rests_on(demo):
    """R084 R085 R086 R087 R088: authors, chief officer, two sign-offs in order, wards, papers, annexes."""
    page = text_of("/york/papers/corporate-strategy-refresh/read/")
    parts = ["Author", "Chief", "Approved 1", "18 November 2008", "Approved 2", "19 November 2008"]

    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
    assert "Wards Affected All" in page
    assert "Background Papers" in page and "Annex A" in page


def test_a_paper_says_none_where_there_are_none(demo):
    """R075 R076: each heading stands there, written or said to be none."""
    page = text_of("/york/papers/corporate-strategy-refresh/")
    headings = ["Financial", "Human Resources (HR)", "Equalities", "Legal", "Crime and Disorder"]

    assert all(heading in page for heading in [*headings, "Information Technology (IT)"])
    assert page.count("There are none.") == 3
    assert "Not yet written" not in page


def test_options_are_numbered_with_what_speaks_for_and_against(demo):
    """R064 R065."""
    page = text_of("/york/papers/corporate-strategy-refresh/read/").split(" Analysis ")[1]

    parts = ["Option 1", "Advantages.", "Disadvantages.", "Option 2", "Advantages.", "Disadvantages."]
    places = [found.start() for found in re.finditer("|".join(map(re.escape, dict.fromkeys(parts))), page)]
    assert [page[at:].split()[0] for at in places] == [part.split()[0] for part in parts]


def test_a_status_opens_to_its_arithmetic(demo):
    """R145 R137: result, target, difference, allowance, verdict, and the rule in words."""
    page = text_of("/hart/measures/CS02a/")
    how = page[page.index("How the status was reached") :]

    assert "78.5" in how and "80" in how and "Near target" in how


@pytest.mark.parametrize("council", ["york", "hart"])
def test_published_counts_add_up(council, demo):
    """R141: on target + near + off = rated; rated + not rated = all, in every row of the table."""
    html = Client().get(f"/{council}/progress/").content.decode()
    table = html[html.index('id="theme"') :].split("</table>")[0]
    heads = [_plain(cell) for cell in re.findall('<th scope="col"[^>]*>(.*?)</th>', table, re.DOTALL)]
    rows = [
        dict(zip(heads, map(_plain, re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)), strict=True))
        for row in table.split("<tr")[2:]
    ]
    assert len(rows) > 1
    for row in rows:
        on, near, off = (int(row[name]) for name in ("On", "Near", "Off"))
        rated = f"{on} of {on + near + off}" if on + near + off else "None rated"
        assert row["On target"] == rated


def _plain(cell: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", cell).split())


def test_a_page_that_is_not_there_keeps_the_council_s_head_and_search(demo):
    page = Client().get("/york/nothing-here/").content.decode()
    assert 'href="/york/measures/"' in page
    assert 'action="/york/search/"' in page
    assert 'href="/york/">the strategy of City of York Council' in page
    assert "City of York Council" not in Client().get("/nowhere/at-all/").content.decode()


def test_a_refusal_says_its_reason_once_and_leads_back_to_the_council(demo, signed_in):
    answer = signed_in("york.strategy").get(element("carbon-projects") + "edit/")
    page = unescape(answer.content.decode())
    assert answer.status_code == 403
    assert page.count("is adopted, so its lines stay as they are") == 1
    assert 'href="/york/">the strategy of City of York Council' in page
    assert 'href="/york/duties/"' in page


def test_a_field_left_empty_is_named_in_the_list_of_problems(demo, signed_in):
    client = signed_in("york.strategy")
    page = unescape(
        client.post("/york/plans/corporate-strategy/2009-12/start/", {"name": ""}).content.decode()
    )
    assert "This field is required" not in page
    assert page.count("Fill in “Short name”.") == 2


def test_nothing_is_counted_as_no_of_them(demo):
    assert "none of them for overview and scrutiny. No element is in a remit yet." in text_of("/york/bodies/")
    assert "Two of three frameworks are in use" in text_of("/york/frameworks/")
    assert "None of seven lines of the Sustainable Community Strategy" in text_of("/york/evidence/")


def test_a_change_without_a_reason_is_told_beside_the_question_why(demo, signed_in):
    line = Element.objects.filter(edition__slug=DRAFT, edition__plan__council__slug="hart").first()
    client = signed_in("hart.performance")
    at = f"/hart/elements/{line.pk}/edit/"
    form = client.get(at).context["form"]
    typed = {name: "" if value is None else value for name, value in form.initial.items()}
    answer = client.post(at, {**typed, "title": "Otherwise", "version": line.version})
    assert answer.status_code == 422
    assert [str(error) for error in answer.context["form"].errors["reason"]] == [
        "Say why it changes: readers of the earlier edition will ask."
    ]
    assert 'href="#id_reason"' in answer.content.decode()


def test_the_ledger_is_offered_to_those_who_may_read_it(demo, signed_in):
    for username, is_offered in (("york.auditor", True), ("york.director", False)):
        page = signed_in(username).get("/york/plans/").content.decode()
        assert ('href="/york/ledger/"' in page) is is_offered


def test_a_framework_opens_with_what_leads_to_it_in_words(demo):
    page = text_of("/york/frameworks/local-area-agreement/")
    assert "Five links lead to five of eight lines of it; none has evidence." in page


def test_residents_are_told_of_improvements_and_not_of_single_actions(demo):
    page = text_of("/york/plans/corporate-strategy/2009-12/changes/?for=residents")
    told = page[page.index("For whom?") : page.index("As a Word file")]
    assert "“Save more carbon through seven Salix-funded projects and the CMP SIP projects” is new." in told
    assert "Complete the CMP SIP projects" not in told
