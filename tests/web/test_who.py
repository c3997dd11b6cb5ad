"""Who is who on the pages: bodies and remits, posts and duties, words, and the ledger."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.test import Client

from goldenthread.governance.models import Body, Remit
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Appointment, Council, Post, Term, User
from goldenthread.plans.models import Element, WorkplanItem

HOSTILE = "<script>alert(1)</script>"


def said(answer) -> str:
    """The words of a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def small(grow) -> Council:
    return grow(2, slug="small")


@pytest.fixture
def as_duty(small):
    """Somebody signed in at the small council, with any duty."""

    def sign_in(duty: str) -> Client:
        user, _ = User.objects.get_or_create(
            username=f"small.{duty}", post=small.posts.order_by("pk").first(), duty=duty
        )
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def scrutiny(small) -> Body:
    return Body.objects.create(council=small, name="Scrutiny", kind="SCRUTINY", short="SC")


def theme(council: Council) -> Element:
    return council.elements.get(code="t1")


def give(client: Client, element: Element, to: Body, **given: str):
    held = Remit.objects.filter(element=element, until_on=None).first()
    facts = {"body": to.pk, "on": "1 May 2014", "reason": "", "seen": held.pk if held else "", **given}
    return client.post(f"/small/elements/{element.pk}/remit/", facts)


def test_a_remit_is_given_moved_and_handed_on_with_its_body(small, scrutiny, as_duty):
    """R100 R117: from an element to the committee's slice, and on to the committee that replaces it."""
    clerk, element = as_duty("DEMOCRATIC"), theme(small)
    answer = give(clerk, element, scrutiny)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/small/elements/{element.pk}/")

    page = said(Client().get(f"/small/bodies/{scrutiny.pk}/"))
    assert (
        "Two elements are in its remit: one given to it, and one under it; 1 of 1 dated lines is overdue."
        in page
    )
    assert "Clean streets theme 1 Clean streets of Clean streets edition 1; given to it" in page

    new = Body.objects.create(council=small, name="New scrutiny", kind="SCRUTINY")
    moved = clerk.post(f"/small/bodies/{scrutiny.pk}/replace/", {"successor": new.pk, "on": "1/6/2014"})
    assert moved.headers["Location"] == f"/small/bodies/{new.pk}/"
    assert [(str(one.body), one.until_on is None) for one in Remit.objects.all()] == [
        ("Scrutiny", False), ("New scrutiny", True),
    ]  # fmt: skip
    old = said(Client().get(f"/small/bodies/{scrutiny.pk}/"))
    assert "Replaced by New scrutiny on 1 June 2014. Go to New scrutiny" in old
    assert "Nothing is in its remit on this day." in old
    assert "Scrutiny Papers call it SC. Replaced by New scrutiny on 1 June 2014" in said(
        Client().get("/small/bodies/")
    )
    remit_page = said(clerk.get(f"/small/elements/{element.pk}/remit/"))
    assert "is in the remit of New scrutiny ." in remit_page
    assert "Scrutiny 1 May 2014 1 June 2014 Not stated" in remit_page


def test_what_cannot_be_stored_comes_back_with_what_was_typed(small, scrutiny, as_duty):
    clerk, element = as_duty("DEMOCRATIC"), theme(small)
    give(clerk, element, scrutiny)
    other = Body.objects.get(council=small, name="Clean streets committee")

    for given, sentence in [
        ({"on": "soon", "reason": "Kept"}, "“soon” is not a day we can read"),
        ({"on": ""}, "Write the day it begins"),
        ({"body": ""}, "Choose a body"),
        ({"reason": " "}, "Say why it moves: both bodies will ask."),
        ({"reason": "Kept", "seen": ""}, "Somebody else changed the remit of “Clean streets theme 1”"),
        ({"body": "987654"}, "There is a problem"),
    ]:
        answer = give(clerk, element, other, **given)
        assert answer.status_code == 422 and sentence in said(answer)
        assert given.get("reason", "").strip() in answer.content.decode()
    answer = clerk.post(f"/small/bodies/{scrutiny.pk}/replace/", {"successor": "", "on": ""})
    assert answer.status_code == 422 and "Choose a body" in said(answer)
    assert Remit.objects.count() == 1


def test_a_replaced_body_is_replaced_no_more_and_says_so(small, scrutiny, as_duty):
    other = Body.objects.get(council=small, name="Clean streets committee")
    Body.objects.filter(pk=scrutiny.pk).update(replaced_by=other, replaced_on="2014-05-01")

    answer = as_duty("STRATEGY").get(f"/small/bodies/{scrutiny.pk}/replace/")

    assert answer.status_code == 403
    assert "Scrutiny was replaced by Clean streets committee already." in said(answer)


def test_a_body_page_says_why_one_may_not_replace_it(small, scrutiny, as_duty):
    """R142: the sentence stands where the button would."""
    page = said(as_duty("OWNER").get(f"/small/bodies/{scrutiny.pk}/"))

    assert (
        "Only the strategy team or a democratic services officer can say which body scrutinises an element. "
        "You are signed in as an owner." in page
    )
    assert "Replace this body" not in page
    assert "Replace this body" in said(as_duty("STRATEGY").get(f"/small/bodies/{scrutiny.pk}/"))


def test_who_is_who_counts_what_posts_answer_for_and_names_nobody(small, as_duty):
    """R142."""
    Post.objects.create(council=small, title="Unfilled post")
    Appointment.objects.create(
        user=User.objects.create(
            username="secret.name", first_name="Amara", post=small.posts.first(), duty="WIZARD"
        ),
        duty="FINANCE",
    )
    client = as_duty("STRATEGY")
    page = said(client.get("/small/people/"))

    assert "Two posts are on record, and one of them answers for something." in page
    assert "WIZARD, which is in no policy; Strategy team; Finance officer 2 2 0 0" in page
    assert "Unfilled post Not stated None named Nobody signs in for it 0 0 0 0" in page
    assert "secret.name" not in page and "Amara" not in page
    assert rows_of(client.get("/small/people/?as=csv"))[0][:4] == ["Post", "Service", "Manager", "Duties"]


@pytest.mark.parametrize(
    ("duty", "sentences"),
    [
        ("", ["Sign in first. Until then you may read what is open."]),
        (
            "OWNER",
            [
                "You are signed in as an owner.",
                "Set targets You may For what Clean streets officer answers for.",
            ],
        ),
        (
            "AUDITOR",
            [
                "You are signed in as an auditor.",
                "Set targets You may not Only the strategy team, a director, a service manager or an owner "
                "can set targets.",
                "Read the whole ledger You may For everything of the council.",
            ],
        ),
        (
            "WIZARD",
            ["Your duty here (WIZARD) is not in the council's list of duties. Ask the strategy team."],
        ),
    ],
)
def test_everybody_is_told_what_they_may_do_here_and_why_not(small, as_duty, duty, sentences):
    """R142: a person sees why they may not do a thing, in a sentence."""
    page = said((as_duty(duty) if duty else Client()).get("/small/duties/"))

    assert [sentence for sentence in sentences if sentence not in page] == []
    assert "Set targets Strategy team Nobody Nobody Director, Service manager, Owner" in page


def test_a_broken_policy_stops_changes_and_not_reading(small, as_duty, tmp_path, monkeypatch):
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    (tmp_path / "duties.toml").write_text("[power]\nfly = 1\n[duty]\n", encoding="utf-8")
    client = as_duty("STRATEGY")

    assert client.get("/small/measures/M1/").status_code == 200
    for path in ("/small/duties/", "/small/people/", "/small/measures/M1/record/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "duties.toml: Power fly is not said in words." in said(answer)
        assert str(tmp_path) not in said(answer)


def test_a_further_duty_is_given_and_taken_back(small, as_duty):
    client, post = as_duty("STRATEGY"), small.posts.get()
    service = small.services.get()
    path = f"/small/people/{post.pk}/"

    given = client.post(path, {"duty": "SERVICE_MANAGER", "part": f"service-{service.pk}", "reason": "Cover"})
    assert given.headers["Location"] == path
    assert "Service manager, for Clean streets service" in said(client.get(path))
    for wrong, sentence in [
        ({"duty": ""}, "Choose a duty"),
        ({"duty": "WIZARD"}, "There is a problem"),
        ({"duty": "FINANCE", "part": "service-987654"}, "There is a problem"),
        ({"duty": "SERVICE_MANAGER", "part": f"service-{service.pk}"}, "has this duty already"),
    ]:
        answer = client.post(path, wrong)
        assert answer.status_code == 422 and sentence in said(answer)

    end = f"{path}duties/{Appointment.objects.get().pk}/end/"
    assert client.get(end).status_code == 405 and Appointment.objects.exists()
    assert client.post(end).headers["Location"] == path
    assert not Appointment.objects.exists()
    assert client.post(end).status_code == 404
    verbs = Entry.objects.filter(subject_kind="post").values_list("verb", flat=True)
    assert list(verbs) == ["relieved of a duty", "given a duty"]


def test_words_are_added_changed_and_removed(small, scrutiny, as_duty):
    """R131."""
    client = as_duty("DEMOCRATIC")
    assert "No word or abbreviation" not in said(
        client.get("/small/glossary/")
    )  # a body's short name is there
    made = client.post(
        "/small/glossary/add/", {"word": "JCS", "meaning": "Joint Core Strategy", "source": "Paper"}
    )
    assert made.headers["Location"] == "/small/glossary/"
    page = said(Client().get("/small/glossary/"))
    assert "JCS Joint Core Strategy Paper" in page and "SC Scrutiny" in page
    assert "Vision Level 1 of Clean streets edition 1." in page and "Add a word" not in page

    term = Term.objects.get()
    again = client.post("/small/glossary/add/", {"word": "jcs", "meaning": "Other"})
    assert again.status_code == 422 and "“jcs” is in the glossary already." in said(again)
    changed = {"word": "JCS", "meaning": "A joint strategy", "source": "", "seen": term.meaning}
    assert client.post(f"/small/glossary/{term.pk}/", changed).status_code == 302
    stale = client.post(f"/small/glossary/{term.pk}/", {**changed, "meaning": "Mine"})
    assert stale.status_code == 422
    assert "Held now: A joint strategy" in said(stale) and "Mine" in said(stale)
    seen = re.search(r'name="seen" value="([^"]*)"', stale.content.decode())[1]
    assert (
        client.post(f"/small/glossary/{term.pk}/", {**changed, "meaning": "Mine", "seen": seen}).status_code
        == 302
    )
    assert Term.objects.get().meaning == "Mine"

    assert "The ledger keeps what it said." in said(client.get(f"/small/glossary/{term.pk}/remove/"))
    assert client.post(f"/small/glossary/{term.pk}/remove/").status_code == 302
    assert not Term.objects.exists()


def test_the_glossary_is_taken_away_with_whose_word_each_is(small, scrutiny):
    Term.objects.create(council=small, word="=HR", meaning="Human Resources")
    rows = rows_of(Client().get("/small/glossary/?as=csv"))

    assert rows[:3] == [
        ["Word", "What it means", "Whose word"],
        ["'=HR", "Human Resources", "The council’s"],
        ["SC", "Scrutiny", "A body’s short name"],
    ]


def test_the_ledger_is_filtered_and_paged_and_taken_away(small, as_duty):
    """R142: an auditor traces what happened; others are told that they may not."""
    auditor = as_duty("AUDITOR")
    others = Entry.objects.filter(council="small").exclude(subject_kind="measure").order_by("pk")
    Entry.objects.filter(pk__in=[one.pk for one in others[40:]]).delete()
    whole = said(auditor.get("/small/ledger/"))
    total = Entry.objects.filter(council="small").count()
    assert f"{total} changes are in the ledger." in whole
    assert "Earlier changes" not in whole  # they fit one page
    Entry.objects.bulk_create(
        Entry(council="small", at="2026-04-01T09:00Z", by_post="Clerk", verb="changed", subject_kind="x")
        for _ in range(100)
    )
    whole = said(auditor.get("/small/ledger/"))
    assert "Page 1 of 3. Earlier changes" in whole and "Later changes" not in whole
    assert "Page 3 of 3. Later changes" in said(auditor.get("/small/ledger/?page=9"))

    found = auditor.get("/small/ledger/?kind=measure&subject=measure+1&since=1+May+2026&until=2026-05-01")
    assert "One change is in the ledger that you asked for." in said(found)
    assert "M1 Clean streets measure 1 Measure recorded" in said(found)
    assert "No change like this is in the ledger." in said(auditor.get("/small/ledger/?subject=nothing"))
    taken = rows_of(auditor.get("/small/ledger/?kind=measure&as=csv"))
    assert taken[0] == ["When", "By", "What happened", "What changed", "Why"]
    assert len(taken) == 3 and "owner: Clean streets officer" in taken[1][3]
    assert auditor.get("/small/ledger/?as=xlsx").content[:2] == b"PK"

    refused = as_duty("OWNER").get("/small/ledger/")
    assert refused.status_code == 403
    assert "Only the strategy team or an auditor can read the whole ledger." in said(refused)


@pytest.mark.parametrize(
    "asked", ["page=0", "page=-1", "page=²", "page=99999999999", "page=x", "subject=%00", "as=pdf"]
)
def test_a_question_that_means_nothing_is_let_pass(small, as_duty, asked):
    assert as_duty("AUDITOR").get(f"/small/ledger/?{asked}").status_code in (200, 422)


@pytest.mark.parametrize("asked", ["since=soon", "kind=none", "post=nobody", f"subject={'x' * 300}"])
def test_a_question_that_cannot_be_read_is_answered_with_a_sentence(small, as_duty, asked):
    answer = as_duty("AUDITOR").get(f"/small/ledger/?{asked}")

    assert answer.status_code == 422 and "There is a problem" in said(answer)


def test_the_ledger_never_tells_the_words_of_a_workplan(small, as_duty):
    item = WorkplanItem.objects.create(
        council=small, item=small.elements.get(code="a1"), post=small.posts.get(), words="Secret"
    )
    Entry.objects.create(
        council="small", at="2026-05-02T09:00Z", by_post="Clerk", verb="changed", subject_kind="workplanitem",
        subject_id=item.pk, subject=str(item), before={"words": "Secret"}, after={"words": "Secret too"},
        reason="Secret reason",
    )  # fmt: skip
    auditor = as_duty("AUDITOR")

    for path in ("/small/ledger/", "/small/ledger/?as=csv", "/small/ledger/?subject=Secret"):
        text = auditor.get(path).content.decode("utf-8-sig").replace('value="Secret"', "")
        assert "Secret" not in text


def test_a_hostile_word_is_shown_as_text(small, scrutiny, as_duty):
    Term.objects.create(council=small, word=HOSTILE, meaning=HOSTILE, source=HOSTILE)
    Body.objects.filter(pk=scrutiny.pk).update(name=HOSTILE, short="<b>")
    Post.objects.create(council=small, title=HOSTILE)
    Entry.objects.create(
        council="small", at="2026-05-02T09:00Z", by_post=HOSTILE, verb=HOSTILE, subject_kind="x",
        subject_id="1", subject=HOSTILE, before={HOSTILE: HOSTILE}, after={HOSTILE: [HOSTILE]},
        reason=HOSTILE,
    )  # fmt: skip
    client = as_duty("STRATEGY")

    for path in ("glossary/", "bodies/", f"bodies/{scrutiny.pk}/", "people/", "ledger/", "duties/"):
        html = client.get(f"/small/{path}").content.decode()
        assert "<script" not in html and "&lt;b&gt;" not in html.replace("&lt;b&gt;", "", 9)
        assert "&lt;script&gt;" in html or path == "duties/"


@pytest.mark.parametrize("path", ["bodies/", "glossary/", "duties/"])
def test_a_council_with_nothing_yet_says_what_comes_next(path, db):
    Council.objects.create(slug="empty", name="Empty", is_open=True)

    assert Client().get(f"/empty/{path}").status_code == 200


def test_nothing_of_another_council_is_found_here(small, as_duty, grow):
    """R142."""
    other = grow(1, slug="other")
    body = Body.objects.filter(council=other).first()
    term = Term.objects.create(council=other, word="EBI", meaning="Theirs")
    client = as_duty("STRATEGY")

    for path in (
        f"bodies/{body.pk}/", f"bodies/{body.pk}/replace/", f"elements/{theme(other).pk}/remit/",
        f"people/{other.posts.get().pk}/", f"glossary/{term.pk}/", f"glossary/{term.pk}/remove/",
    ):  # fmt: skip
        assert client.get(f"/small/{path}").status_code == 404
        assert client.post(f"/small/{path}").status_code in (404, 405)
    assert "Theirs" not in said(client.get("/small/glossary/"))
    assert give(client, theme(small), body).status_code in (404, 422)
    assert not Remit.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "count"),
    [("bodies/", 5), ("body", 14), ("people/", 15), ("glossary/", 5), ("duties/", 1), ("ledger/", 12)],
)
def test_a_page_runs_the_same_queries_for_one_row_as_for_three(
    rows, path, count, grow, django_assert_num_queries
):
    council = grow(rows)
    for number in range(rows):
        body = Body.objects.create(council=council, name=f"Body {number}", kind="SCRUTINY", short="B")
        post = Post.objects.create(council=council, title=f"Post {number}", service=council.services.get())
        user = User.objects.create(username=f"user.{number}", post=post, duty="STRATEGY")
        Appointment.objects.create(user=user, duty="DIRECTOR", service=council.services.get())
        Term.objects.create(council=council, word=f"Word {number}", meaning="Meaning")
        Remit.objects.create(
            council=council, element=council.elements.filter(level__key="action")[number], body=body
        )
        Entry.objects.create(
            council=council.slug, at="2026-06-01T09:00Z", by_post="Clerk", verb="changed", subject_id="1",
            subject_kind="element", subject="Line", after={"owner_id": post.pk},
        )  # fmt: skip
    client = Client()
    if path in ("people/", "ledger/"):
        client.force_login(user)
    Remit.objects.update(body=body)
    asked = f"bodies/{body.pk}/" if path == "body" else path
    asked += "?subject=Line" if path == "ledger/" else ""
    with django_assert_num_queries(count):
        answer = client.get(f"/{council.slug}/{asked}")

    assert answer.status_code == 200
