"""Bringing in a plan in a browser: upload, choose, correct, look, store, or give up."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.exchange.models import Bringing
from goldenthread.people.models import Council, Service, User
from goldenthread.plans.models import Edition, Element, Plan
from tests.exchange.plan_files.books import DATA, a_real_workbook, cheltenham_word

ADDRESS = "/small/bring-a-plan/"
PLAN = (
    b"Theme,Action,Lead officer,By when,Measure\n"
    b"Safer,Light the park,Ann Smith,June 2015,Crime\n"
    b"Safer,Walk the beat,,Ongoing,\n"
)
STORED = {"plan_name": "Action plan", "edition_name": "2014/15", "period": "2014/15", "kind": "CORPORATE"}


@pytest.fixture
def council(grow) -> Council:
    return grow(1, slug="small")


def signed_in_as(council: Council, duty: str = "STRATEGY") -> Client:
    client = Client(raise_request_exception=False)
    name = f"{council.slug}-{duty}"
    user, _ = User.objects.get_or_create(
        username=name, defaults={"post": council.posts.first(), "duty": duty}
    )
    client.force_login(user)
    return client


@pytest.fixture
def client(council) -> Client:
    return signed_in_as(council)


def send(client: Client, data: bytes = PLAN, name: str = "plan.csv", follow: bool = True):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)}, follow=follow)


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())


def fields_of(answer) -> dict[str, str]:
    """What a browser would send back from the page's first form, untouched."""
    form = answer.context["form"]
    found = {}
    for field in form:
        value = field.value()
        if value is True:
            found[field.html_name] = "on"
        elif value not in (None, False, ""):
            found[field.html_name] = str(value)
    return found


def test_a_plan_goes_from_a_file_to_a_draft_edition(client):
    """R143: everything proposed is right, so the person only looks and stores."""
    columns = send(client)
    assert columns.status_code == 200
    assert "plan.csv holds two rows in five columns." in text_of(columns)

    look = client.post(columns.request["PATH_INFO"], fields_of(columns), follow=True)
    assert "one theme and two actions." in text_of(look)
    assert "No post here is called “Ann Smith”." in text_of(look)
    assert "“Ongoing” is not a date." in text_of(look)

    stored = client.post(look.request["PATH_INFO"], {**fields_of(look), **STORED})
    assert stored.status_code == 302
    assert stored.headers["Location"] == "/small/plans/action-plan/2014-15/"
    assert "Light the park" in text_of(client.get(stored.headers["Location"]))
    assert Edition.objects.get(slug="2014-15").elements.count() == 3
    assert Client().get(stored.headers["Location"]).status_code == 404  # a closed draft
    assert not Bringing.objects.exists()


def test_columns_are_corrected_one_by_one(client):
    columns = send(client)
    changed = {**fields_of(columns), "use_2": "LEAVE_OUT", "use_3": "NOTE", "name_1": "Aim"}
    look = client.post(columns.request["PATH_INFO"], changed, follow=True)
    assert "one aim and two actions" in text_of(look)
    assert "Ann Smith" not in text_of(look)


def test_two_columns_of_one_level_are_refused_with_what_to_do(client):
    columns = send(client)
    answer = client.post(columns.request["PATH_INFO"], {**fields_of(columns), "use_2": "LEVEL-1"})
    assert answer.status_code == 422
    assert "Two columns are level 1. Give each its own level." in text_of(answer)


def test_no_level_at_all_is_refused_with_what_to_do(client):
    columns = send(client)
    none = {**fields_of(columns), "use_0": "NOTE", "use_1": "NOTE"}
    answer = client.post(columns.request["PATH_INFO"], none)
    assert answer.status_code == 422
    assert "choose Level 1 for it" in text_of(answer)


@pytest.mark.parametrize("head", ["soon", "99", "3", "2 to 1", "-1", ""])
def test_a_row_of_headings_that_is_not_there_is_refused(client, head):
    columns = send(client)
    answer = client.post(columns.request["PATH_INFO"], {**fields_of(columns), "head": head})
    assert answer.status_code == 422


def test_headings_that_are_moved_have_the_columns_read_anew(client):
    columns = send(client, b"Notes,For,Us\nTheme,Action,Owner\nA,B,C\nA,D,E\n")
    answer = client.post(columns.request["PATH_INFO"], {**fields_of(columns), "head": "0"}, follow=True)
    assert "Column 1" in text_of(answer)
    answer = client.post(columns.request["PATH_INFO"], {**fields_of(answer), "head": "2"}, follow=True)
    assert answer.context["form"]["use_1"].value() == "LEVEL-2"


def test_a_file_of_several_tables_asks_which(client):
    from openpyxl import Workbook  # noqa: PLC0415 - only here

    from tests.exchange.plan_files.books import saved  # noqa: PLC0415 - only here

    book = Workbook()
    for sheet in (book.active, book.create_sheet("Streets")):
        sheet.append(["Action", "Lead"])
        sheet.append([f"Clean {sheet.title}", "x"])
    answer = send(client, saved(book), "plans.xlsx")
    assert "Streets: two rows, two columns" in text_of(answer)
    assert client.post(answer.request["PATH_INFO"], {"version": "1"}).status_code == 422
    answer = client.post(answer.request["PATH_INFO"], {"version": "1", "table": "1"}, follow=True)
    assert "Clean Streets" in text_of(answer)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (a_real_workbook(), "plan.xlsx", "two objectives and three actions"),
        (cheltenham_word(), "plan.docx", "four objectives and 10 outcomes"),
        ((DATA / "hart_milestones_2014_09_02.csv").read_bytes(), "hart.csv", "10 teams, 175 actions and 313"),
    ],
)
def test_real_files_reach_their_preview(client, data, name, words):
    send(client, data, name)
    held = Bringing.objects.get()
    assert words in text_of(client.get(f"{ADDRESS}{held.pk}/preview/"))


def test_a_long_plan_is_cut_short_on_the_page_and_says_how_much_more_there_is(client):
    send(client, (DATA / "hart_milestones_2014_09_02.csv").read_bytes(), "hart.csv")
    answer = client.get(f"{ADDRESS}{Bringing.objects.get().pk}/preview/")
    assert "298 more lines come after these." in text_of(answer)
    assert answer.content.decode().count('class="gt-twigs__level"') == 200


def test_problems_can_be_taken_away_as_a_file(client):
    """R143: a report of rejected rows."""
    send(client)
    path = f"{ADDRESS}{Bringing.objects.get().pk}/preview/"
    answer = client.get(path + "?as=csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="small-plan-problems.csv"'
    assert "Row\u00a03" in answer.content.decode("utf-8-sig")
    assert client.get(path + "?as=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"plan_name": ""}, "Name the new plan, or choose one that is held."),
        ({"edition_name": ""}, "Name the edition, such as 2014/15"),
        ({"edition_name": "!!"}, "Name the edition, such as 2014/15."),
        ({"period": "soon"}, "“soon” is not a period"),
        ({"plan_name": "Clean streets plan 1"}, "Choose it above, or give this one another name."),
    ],
)
def test_a_goal_that_cannot_be_is_refused_on_the_page(client, changed, words):
    Plan.objects.filter(slug="plan-1").update(slug="clean-streets-plan-1")
    send(client)
    path = f"{ADDRESS}{Bringing.objects.get().pk}/preview/"
    answer = client.post(path, {"version": "1", **STORED, **changed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Light the park" in text_of(answer)
    assert not Edition.objects.filter(slug="2014-15").exists()


def test_an_edition_of_a_plan_that_is_held(client, council):
    send(client)
    plan = council.plans.get()
    answer = client.post(
        f"{ADDRESS}{Bringing.objects.get().pk}/preview/",
        {"version": "1", **STORED, "plan": str(plan.pk), "plan_name": ""},
    )
    assert answer.headers["Location"] == f"/small/plans/{plan.slug}/2014-15/"


def test_another_councils_plan_or_service_is_no_choice(client, grow):
    other = grow(1, slug="other")
    send(client)
    path = f"{ADDRESS}{Bringing.objects.get().pk}/preview/"
    for given in ({"plan": str(other.plans.get().pk)}, {"service": str(other.services.get().pk)}):
        assert client.post(path, {"version": "1", **STORED, **given}).status_code == 422


def test_new_posts_and_measures_are_made_when_they_are_ticked(client, council):
    send(client)
    path = f"{ADDRESS}{Bringing.objects.get().pk}/preview/"
    assert "Make one post of the owners named here" in text_of(client.get(path))
    client.post(path, {"version": "1", **STORED, "makes_posts": "on", "makes_measures": "on"})
    assert Element.objects.get(title="Light the park").owner.title == "Ann Smith"
    assert council.measures.filter(title="Crime").exists()


def test_a_service_plan_is_its_services(client, council):
    send(client)
    service = Service.objects.get(council=council)
    client.post(
        f"{ADDRESS}{Bringing.objects.get().pk}/preview/",
        {"version": "1", **STORED, "kind": "SERVICE", "service": str(service.pk)},
    )
    assert Plan.objects.get(slug="action-plan").service == service


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(client, council):
    columns = send(client)
    mine = fields_of(columns)
    signed_in_as(council).post(columns.request["PATH_INFO"], {**mine, "use_2": "LEAVE_OUT"})
    answer = client.post(columns.request["PATH_INFO"], {**mine, "use_2": "NOTE"})
    assert answer.status_code == 422
    assert "Somebody else changed how plan.csv is read" in text_of(answer)
    look = client.post(f"{ADDRESS}{Bringing.objects.get().pk}/preview/", {"version": "1", **STORED})
    assert look.status_code == 422


def test_a_bad_file_is_refused_on_the_page(client):
    answer = send(client, b"%PDF-1.7", "plan.pdf")
    assert answer.status_code == 422
    assert "Nothing was brought in" in text_of(answer)
    assert "plan.pdf: this is a PDF" in text_of(answer)
    assert client.post(ADDRESS, {}).status_code == 422


def test_an_upload_is_given_up(client):
    send(client)
    held = Bringing.objects.get()
    assert "plan.csv" in text_of(client.get(ADDRESS))
    answer = client.post(f"{ADDRESS}{held.pk}/give-up/", follow=True)
    assert "Nothing is under way." in text_of(answer)
    assert client.get(f"{ADDRESS}{held.pk}/").status_code == 404
    assert client.post(f"{ADDRESS}{held.pk}/give-up/").status_code == 404


@pytest.mark.parametrize("duty", ["DIRECTOR", "SERVICE_MANAGER", "OWNER", "FINANCE", "SCRUTINY", "PUBLIC"])
def test_others_are_told_why_they_may_not(client, council, duty):
    """R142: a sentence, not a blank page."""
    send(client)
    held = Bringing.objects.get()
    other = signed_in_as(council, duty)
    for path in ("", f"{held.pk}/", f"{held.pk}/table/", f"{held.pk}/preview/"):
        answer = other.get(ADDRESS + path)
        assert answer.status_code == 403
        assert "can bring in a plan from a file." in text_of(answer)
    assert other.post(f"{ADDRESS}{held.pk}/give-up/").status_code == 403
    assert Bringing.objects.count() == 1


def test_another_councils_strategy_team_finds_nothing(client, grow):
    send(client)
    held = Bringing.objects.get()
    stranger = signed_in_as(grow(1, slug="other"))
    assert stranger.get(f"{ADDRESS}{held.pk}/").status_code == 403  # the council is open, the power is not
    assert stranger.get(f"/other/bring-a-plan/{held.pk}/").status_code == 404


def test_hostile_words_are_shown_as_words(client):
    send(
        client,
        b'Theme,Action,"<b>Lead</b>"\n<script>alert(1)</script>,"<img src=x onerror=y>",x\n',
        "<i>.csv",
    )
    pk = Bringing.objects.get().pk
    for path in ("", f"{pk}/", f"{pk}/preview/"):
        html = client.get(ADDRESS + path).content.decode()
        assert "<script>alert" not in html and "<img" not in html and "<b>Lead" not in html
        assert "<i>" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_uploads_runs_the_same_queries_however_many_there_are(
    client, rows, django_assert_num_queries
):
    for _ in range(rows):
        send(client, follow=False)
    with django_assert_num_queries(7):
        assert client.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("rows", [1, 300])
def test_a_preview_runs_the_same_queries_however_long_the_plan_is(client, rows, django_assert_num_queries):
    send(client, PLAN + b"".join(b"Safer,Action %d,,,\n" % n for n in range(rows)), follow=False)
    path = f"{ADDRESS}{Bringing.objects.get().pk}/preview/"
    with django_assert_num_queries(12):
        assert client.get(path).status_code == 200


def test_the_list_of_plans_leads_here_for_those_who_may(client, council):
    assert "bring one in from a file" in text_of(client.get("/small/plans/"))
    assert "bring one in from a file" not in text_of(signed_in_as(council, "SCRUTINY").get("/small/plans/"))
