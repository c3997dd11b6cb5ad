"""The register of comments, one comment, the public form and its moderator, and consultations, as pages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goldenthread.governance.comment_windows import Opened, open_window
from goldenthread.governance.models import Comment, CommentWindow, PublicComment, TextChange, WorkItem
from goldenthread.governance.public_comments import token_for
from goldenthread.people.models import Council, Partner, User
from goldenthread.people.officers import OPERATOR
from goldenthread.planning.models import Consultation
from goldenthread.plans.models import Edition, Element

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> =1+1"


@pytest.fixture
def small(grow) -> Council:
    council = grow(2, slug="small")
    Edition.objects.filter(plan__council=council).update(state="DRAFT")
    return council


def client_of(council: Council, duty: str = "STRATEGY") -> Client:
    user = User.objects.create(username=f"small.{duty}", post=council.posts.first(), duty=duty)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def strategy(small) -> Client:
    return client_of(small)


@pytest.fixture
def window(small) -> CommentWindow:
    on = small.position_on or timezone.localdate()
    said = Opened(on, on + timedelta(days=5), "The actions, not the themes", True, "ours")
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    return open_window(edition=edition, said=said, by=OPERATOR, at=timezone.now())


def text_of(answer) -> str:
    return unescape(" ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split()))


def fresh(window: CommentWindow, **more: str) -> dict[str, str]:
    token = token_for(window, timezone.now() - timedelta(seconds=30))
    return {"token": token, "text": "More trees", "stance": "FOR", "element": "", **more}


SAY = "/small/have-your-say/ours/"


def test_the_register_says_how_many_there_are_and_what_became_of_them(small) -> None:
    """R113: the counts sum."""
    assert "Two comments : two accepted; none open." in text_of(Client().get("/small/comments/"))
    assert "No comment is like this" in text_of(Client().get("/small/comments/?state=open"))
    assert "One comment of these is listed" in text_of(
        Client().get("/small/comments/?theme=Clean streets theme 1")
    )
    taken = Client().get("/small/comments/?as=csv")
    assert taken.content.decode("utf-8-sig").count("\n") == 3


@pytest.mark.parametrize(("kind", "start"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_register_prints_as_a_document(small, kind: str, start: bytes) -> None:
    """It prints as an annex too: the same blocks."""
    assert Client().get(f"/small/comments/?as={kind}").content.lower()[:15].startswith(start.lower())


@pytest.mark.parametrize("count", [1, 3])
def test_a_register_takes_a_fixed_number_of_queries(grow, count, django_assert_num_queries) -> None:
    council = grow(count, slug="small")
    Client().get("/small/comments/")
    with django_assert_num_queries(10):
        Client().get("/small/comments/")
    assert council.comments.count() == count


def test_a_comment_is_made_answered_and_opened_again(small, strategy) -> None:
    element = small.elements.filter(edition__plan__is_main=True).first()
    given = {"element": element.pk, "text": HOSTILE, "stance": "AGAINST", "strength": ""}
    answer = client_of(small, "SCRUTINY").post(f"/small/comments/add/?element={element.pk}", given)
    comment = Comment.objects.get(text=HOSTILE)
    where = f"/small/comments/{comment.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, where)
    shown = strategy.get(where).content.decode()
    assert "&lt;script&gt;" in shown and "<script" not in shown
    assert strategy.post(f"{where}answer/", {"version": 1, "response": "X"}).status_code == 422
    decided = {"version": 1, "disposition": "NOTED", "response": "We know."}
    assert strategy.post(f"{where}answer/", decided).status_code == 302
    stale = strategy.post(f"{where}answer/", decided)
    assert stale.status_code == 422 and "Somebody else changed this comment" in stale.content.decode()
    assert strategy.post(f"{where}reopen/", {"version": 2, "reason": "The Chair asked"}).status_code == 302
    history = text_of(strategy.get(where))
    assert "pened again" in history and "The Chair asked" in history


def test_a_comment_goes_to_a_body_and_to_a_partner_and_changes_the_draft(small, strategy) -> None:
    """R115, R116, R118."""
    comment, body = small.comments.first(), small.bodies.first()
    partner = Partner.objects.create(council=small, slug="police", name="Police")
    where = f"/small/comments/{comment.pk}/"
    assert (
        strategy.post(f"{where}refer/", {"version": 1, "body": body.pk, "topic": "Housing"}).status_code
        == 302
    )
    assert WorkItem.objects.get(council=small).body == body
    sent = {"version": 2, "partner": partner.pk, "on": "2 September 2014"}
    assert strategy.post(f"{where}forward/", sent).status_code == 302
    assert "waits for a partner’s reply" in text_of(strategy.get(where))
    reply = {"version": 3, "reply": "Gladly", "on": "3 September 2014"}
    assert strategy.post(f"{where}reply/", reply).status_code == 302
    element = comment.element
    words = {"version": 4, "element_version": element.version, "title": "Better words", "detail": "",
             "need": "", "quantity": "", "due_on": ""}  # fmt: skip
    assert strategy.post(f"{where}words/", words).status_code == 302
    assert Element.objects.get(pk=element.pk).title == "Better words"
    assert "Better words" in text_of(strategy.get(where))
    level = comment.edition.levels.first()
    line = {"version": 5, "level": level.pk, "parent": "", "title": "A new line", "detail": ""}
    assert strategy.post(f"{where}new-line/", line).status_code == 302
    assert TextChange.objects.filter(after="A new line", before="").exists()
    register = text_of(Client().get("/small/comments/"))
    assert "it says “Better words”" in register and "replied: Gladly" in register


def test_a_comment_is_recorded_for_a_body_and_corrected(small, strategy) -> None:
    body = small.bodies.first()
    given = {"version": 0, "came_from": "BODY", "body": body.pk, "text": "Too long"}
    assert strategy.post("/small/comments/record/", given).status_code == 302
    comment = Comment.objects.get(text="Too long")
    given = {"version": 1, "came_from": "BODY", "body": "", "text": "Far too long"}
    where = f"/small/comments/{comment.pk}/correct/"
    assert "Say which body said it" in strategy.post(where, given).content.decode()
    assert strategy.post(where, {**given, "body": body.pk}).status_code == 302
    assert strategy.post(where, {**given, "body": body.pk}).status_code == 422
    assert strategy.get(f"/small/comments/{comment.pk}/words/").status_code == 200


def test_anybody_comments_without_an_account_and_a_moderator_lets_it_in(small, strategy, window) -> None:
    """R110: a public form with a closing date; nothing is sent, and nothing shows before it is read."""
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(SAY)
    assert "You can comment on it until" in text_of(page) and not page.cookies
    answer = visitor.post(SAY, fresh(window, text=HOSTILE))
    made = PublicComment.objects.get()
    assert made.reference in answer.content.decode() and not answer.cookies
    assert HOSTILE not in unescape(visitor.get("/small/comments/").content.decode())
    listed = strategy.get("/small/comments/waiting/").content.decode()
    assert "&lt;script&gt;" in listed and "<script" not in listed
    assert "'=" not in strategy.get("/small/comments/waiting/?as=csv").content.decode()
    where = f"/small/comments/waiting/{made.pk}/"
    assert client_of(small, "SCRUTINY").get(where).status_code == 403
    assert strategy.post(where, {"version": 1, "decision": "ASIDE"}).status_code == 422
    assert strategy.post(where, {"version": 1, "decision": "TAKE"}).status_code == 302
    shown = text_of(Client().get(f"/small/comments/{Comment.objects.get(text=HOSTILE).pk}/"))
    assert "A member of the public commented" in shown and made.reference in shown
    assert mail.outbox == []


def test_what_is_refused_stays_in_the_form(small, window) -> None:
    answer = Client().post(SAY, fresh(window, website="http://spam", text="My words"))
    assert answer.status_code == 422 and "My words" in answer.content.decode()
    assert Client().post(SAY, fresh(window, token="")).status_code == 422
    assert Client().post(SAY, fresh(window, element="999999")).status_code == 422
    for number in range(5):
        assert Client().post(SAY, fresh(window, text=f"Comment {number}")).status_code == 200
    assert Client().post(SAY, fresh(window, text="One more")).status_code == 429
    assert Client().put(SAY).status_code == 405
    assert PublicComment.objects.count() == 5


def test_closed_and_unknown_forms_answer_kindly(small, window) -> None:
    unknown = Client().get("/small/have-your-say/nothing/")
    assert unknown.status_code == 404 and "You can comment on:" in text_of(unknown)
    CommentWindow.objects.update(opens_on=date(2000, 1, 1), closes_on=date(2000, 1, 2))
    closed = Client().get(SAY)
    assert closed.status_code == 200 and "Comments closed on 2 January 2000" in text_of(closed)
    assert Client().post(SAY, fresh(window)).status_code == 200
    assert not PublicComment.objects.exists()
    Council.objects.update(is_open=False)
    assert Client().get(SAY).status_code == 404


def test_a_draft_is_opened_for_comments_until_a_day(small, strategy) -> None:
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    days = {"opens_on": "1 September 2014", "closes_on": "1 October 2014"}
    given = {
        "version": 0,
        "edition": edition.pk,
        **days,
        "may_change": "Dates",
        "is_public": "on",
        "slug": "plan",
    }
    assert strategy.post("/small/comments/times/add/", {**given, "slug": "A b"}).status_code == 422
    assert strategy.post("/small/comments/times/add/", given).status_code == 302
    held = CommentWindow.objects.get()
    where = f"/small/comments/times/{held.pk}/"
    assert strategy.post(where, {**given, "version": 1, "closes_on": "2 October 2014"}).status_code == 302
    assert strategy.post(where, {**given, "version": 1}).status_code == 422
    assert "1 September 2014 to 2 October 2014" in text_of(Client().get("/small/comments/"))


def test_consultations_are_kept_and_responses_brought_in(small, strategy) -> None:
    """R055, R079."""
    assert "No consultation is on record yet" in text_of(Client().get("/small/consultations/"))
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    given = {"version": 0, "edition": edition.pk, "name": "Survey", "kind": "SURVEY", "audience": "Residents"}
    assert strategy.post("/small/consultations/add/", {**given, "for_it": "3"}).status_code == 422
    assert strategy.post("/small/consultations/add/", given).status_code == 302
    held = Consultation.objects.get(council=small)
    where = f"/small/consultations/{held.pk}/"
    file = b"text,support,about\nMore trees,for,t1\nFewer cars,against,\n"
    for stored in (2, 2):
        sent = strategy.post(f"{where}responses/", {"file": SimpleUploadedFile("a.csv", file)})
        assert sent.status_code == 302
        assert strategy.get(f"{where}responses/").status_code == 200
        assert strategy.post(f"{where}responses/", {"act": "store", "version": "1"}).status_code == 302
        assert held.responses.count() == stored
    wrong = strategy.post(
        f"{where}responses/", {"file": SimpleUploadedFile("a.csv", b"text,about\nX,none\n")}
    )
    assert wrong.status_code == 422 and "a.csv, row 2, column about" in text_of(wrong)
    good = {"file": SimpleUploadedFile("good.csv", b"text\nNo\n")}
    assert strategy.post(f"{where}responses/", good).status_code == 302
    wrong = strategy.post(f"{where}responses/", {"file": SimpleUploadedFile("bad.csv", b"a,b\n1,2\n")})
    assert wrong.status_code == 422 and "good.csv" not in text_of(wrong)  # not to be stored by mistake
    assert strategy.post(f"{where}responses/", {"act": "give-up"}).status_code == 302
    assert strategy.post(f"{where}responses/", {"act": "give-up"}).status_code == 403
    change = {**given, "version": 1, "outcome": "More trees"}
    assert strategy.post(f"{where}change/", change).status_code == 302
    assert strategy.post(f"{where}change/", change).status_code == 422
    shown = text_of(Client().get("/small/consultations/"))
    assert "One consultation on record; two comments came of it." in shown and "More trees" in shown
    assert strategy.post(f"{where}change/", {"remove": "yes"}).status_code == 403


def test_cheltenhams_seven_answers_are_in_the_register_with_their_dispositions(demo) -> None:
    """R112 to R118, R124, R125: as the minute has them."""
    shown = text_of(Client().get("/cheltenham/comments/"))
    assert (
        "Seven comments : two accepted, one accepted in part, three noted and one referred; none open. "
        "One waits for a partner’s reply."
    ) in shown
    found = list(Comment.objects.filter(council__slug="cheltenham"))
    assert [one.disposition for one in found] == [
        "NOTED", "ACCEPTED", "REFERRED", "ACCEPTED", "ACCEPTED_IN_PART", "NOTED", "NOTED",
    ]  # fmt: skip
    assert str(found[1].forwarded_to) == "Cheltenham partnership structure"
    assert str(found[2].work_item.body) == "Overview and Scrutiny Committee"
    assert found[3].is_gap and found[6].sent_to == "Director of Built Environment"
    assert {one.answered_by for one in found} == {"Strategy and Engagement Manager"}


def test_york_shows_its_budget_event_and_its_reference_group(demo) -> None:
    """R055, R062, R079."""
    shown = text_of(Client().get("/york/consultations/"))
    assert "Mid November 2008" in shown and "Social Inclusion Working Group" in shown
    assert "Reference group" in shown
    assert "discusses how the refresh is to be done" in shown
