"""What is typed in stays text: it runs nowhere, leads nowhere, and never breaks a page."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.governance.models import Paper
from goldenthread.jobs.demo import PASSWORD
from goldenthread.measures.models import Observation
from goldenthread.people.actions import give_sign_in
from goldenthread.people.models import Council, User
from goldenthread.plans.models import Element

HOSTILE = "<script>alert(1)</script>'><img src=x onerror=alert(1)>"
PLACES = ["", "plans/", "plans/plan-1/first/", "measures/", "measures/M1/", "progress/", "gaps/", "reports/",
          "reports/report-1/", "meetings/", "papers/paper-1/", "rules/"]  # fmt: skip


def html_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def officer(grow):
    """The strategy team of a small council, signed in."""
    council = grow(2, slug="small")
    post = council.posts.get(title="Clean streets officer")
    client = Client()
    client.force_login(User.objects.create(username="small.strategy", post=post, duty="STRATEGY"))
    return client


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_title_is_shown_as_text(place, grow):
    council = grow(2, HOSTILE, "hostile")
    html = html_of(Client().get(f"/{council.slug}/{place}"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html and "<img" not in html


def test_a_hostile_title_is_shown_as_text_on_an_element_and_in_a_form(grow):
    council = grow(1, HOSTILE, "hostile")
    post = council.posts.get()
    client = Client()
    client.force_login(User.objects.create(username="<b>", post=post, duty="STRATEGY"))
    paths = [reverse("element", args=["hostile", one.pk]) for one in council.elements.all()]
    paths += ["/", "/hostile/measures/M1/record/", "/hostile/papers/paper-1/implications/"]

    for path in paths:
        html = html_of(client.get(path))
        assert "&lt;script&gt;" in html and "<script" not in html and "<img" not in html


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_a_table_to_download_holds_no_formulas(text, officer):
    council = Council.objects.get(slug="small")
    council.measures.update(title=text, unit=text)
    council.observations.update(note=text)

    for path in ["/small/measures.csv", "/small/measures/M1/figures.csv"]:
        given = officer.get(path).content.decode("utf-8-sig")
        cells = [cell for row in csv.reader(StringIO(given)) for cell in row]
        assert "'" + text in cells and text not in cells


def test_a_negative_figure_in_a_table_to_download_stays_a_number(officer):
    Observation.objects.filter(council__slug="small").update(value="-2.5")

    assert ",-2.5," in officer.get("/small/measures/M1/figures.csv").content.decode()


@pytest.mark.parametrize(
    "code", ["BV/199", "A B", "50%", "N?1", "#4", "é", "a&b", "O'Brien", '"x"', "<i>", ".."]
)
def test_a_measure_may_have_any_code(code, officer):
    Council.objects.get(slug="small").measures.filter(code="M1").update(code=code)

    for path in [
        "/small/",
        "/small/measures/",
        "/small/progress/",
        "/small/gaps/",
        "/small/reports/report-1/",
    ]:
        assert officer.get(path).status_code == 200
    for name in ["measure", "record", "measure-csv"]:
        assert officer.get(reverse(name, args=["small", code])).status_code == 200


@pytest.mark.parametrize(
    "away",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///x"],
)
def test_signing_in_never_leads_off_the_site(away, officer):
    give_sign_in(username="amara", password=PASSWORD, post=Council.objects.get().posts.get(), duty="STRATEGY")
    given = {"username": "amara", "password": PASSWORD, "next": away}

    answer = Client().post(f"/sign-in/?next={away}", given)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/small/")


def test_signing_in_leads_on_to_the_page_asked_for(officer):
    give_sign_in(username="amara", password=PASSWORD, post=Council.objects.get().posts.get(), duty="STRATEGY")

    answer = Client().post(
        "/sign-in/", {"username": "amara", "password": PASSWORD, "next": "/small/measures/M1/"}
    )

    assert answer.headers["Location"] == "/small/measures/M1/"


def test_a_closed_account_and_a_wrong_password_get_the_same_answer(officer):
    give_sign_in(username="amara", password=PASSWORD, post=Council.objects.get().posts.get(), duty="STRATEGY")
    User.objects.filter(username="amara").update(is_active=False)

    for password in (PASSWORD, "wrong"):
        html = html_of(Client().post("/sign-in/", {"username": "amara", "password": password}))
        assert "That username and password do not go together. Check both and try again." in html
        assert password not in html


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/sign-out/",
        "/small/measures/upload/",
        "/small/measures/M1/record/",
        "/small/papers/paper-1/implications/",
        "/small/papers/paper-1/approve/",
    ],
)
def test_a_form_sent_from_another_site_is_refused_with_a_sentence(path, officer):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    before = Observation.objects.count(), Paper.objects.get(slug="paper-1").version

    answer = strict.post(path, {"period": "2014/15 Q2", "value": "3"})

    assert answer.status_code == 403
    assert "Nothing was changed" in html_of(answer)
    assert '<html lang="en-GB">' in html_of(answer)
    assert (Observation.objects.count(), Paper.objects.get(slug="paper-1").version) == before


LONG = "9" * 21
RECORD = "/small/measures/M1/record/"


@pytest.mark.parametrize(
    "typed",
    [
        {"period": "x" * 10_000, "value": "1"},
        {"period": "2014/15 Q2", "value": "9" * 10_000},
        {"period": "2014/15 Q2", "value": LONG},
        {"period": "2014/15 Q2", "value": "99999999999999999"},
        {"period": "9" * 400, "value": "1"},
        {"period": "0000/01 Q1", "value": "1"},
        {"period": "9999/00 Q4", "value": "1"},
        {"period": "2014/15 Q2", "value": "1\0"},
        {"period": "2014/15 Q2\0", "value": "1"},
        {"period": "2014/15 Q2", "value": "NaN"},
        {"period": "2014/15 Q2", "value": "1e400"},
        {"period": "", "value": ""},
    ],
)
def test_a_result_that_cannot_be_kept_is_answered_with_a_sentence(typed, officer):
    before = Observation.objects.count()

    answer = officer.post(RECORD, typed)

    assert answer.status_code == 422
    assert "There is a problem" in html_of(answer)
    assert Observation.objects.count() == before


def test_a_long_note_is_kept_whole(officer):
    note = "A long story. " * 10_000

    assert officer.post(RECORD, {"period": "2013/14 Q4", "value": "3", "note": note}).status_code == 302
    assert Observation.objects.get(measure__code="M1", ends_on="2014-03-31").note == note.strip()


def test_more_than_the_site_takes_is_answered_with_a_sentence(officer):
    answer = officer.post(RECORD, {"period": "2014/15 Q2", "value": "3", "note": "x" * 3_000_000})

    assert answer.status_code == 400
    assert "Nothing was changed" in html_of(answer)


@pytest.mark.parametrize(
    "typed", [{"username": "x" * 5000, "password": "y"}, {"username": "a\0", "password": "y"}]
)
def test_a_username_that_cannot_be_is_answered_with_a_sentence(typed, officer):
    answer = Client().post("/sign-in/", typed)

    assert "There is a problem" in html_of(answer)


def test_a_long_address_is_answered(officer):
    for path in [
        "/" + "a" * 5000 + "/",
        "/small/measures/" + "a" * 5000 + "/",
        "/small/gaps/?kind=" + "a" * 5000,
    ]:
        assert officer.get(path).status_code in (200, 404)


def test_a_paper_keeps_its_version_when_a_stale_or_broken_form_is_sent(officer):
    """A version that is no number is a form without one: nothing is stored."""
    Paper.objects.update(state="DRAFT")
    for version in ["", "abc", "99999999999999999999999", "-1"]:
        given = {"version": version, "text_0": "A cost."}
        answer = officer.post("/small/papers/paper-1/implications/", given)
        assert answer.status_code == 422 and "There is a problem" in html_of(answer)

    paper = Paper.objects.get(slug="paper-1")
    assert (paper.version, paper.implications.get().text) == (1, "")


def test_an_element_of_another_council_is_not_at_this_councils_address(grow):
    other = grow(1, slug="other")
    grow(1, slug="small")
    theirs = Element.objects.filter(council=other).first()

    assert Client().get(f"/small/elements/{theirs.pk}/").status_code == 404
    assert Client().get(f"/small/measures/number-{other.measures.get().pk}/").status_code == 404
