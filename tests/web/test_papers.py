"""Papers on pages: started, written by two people, cleared, signed, read and kept as they were issued."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from goldenthread.governance.models import Paper
from goldenthread.people.models import Council, User
from goldenthread.reports.models import IssuedPaper
from goldenthread.resources.models import Risk
from goldenthread.rounds.models import Notice

pytestmark = pytest.mark.django_db
AT = "/small/papers/"


@pytest.fixture
def small(grow) -> Council:
    return grow(2, slug="small")


def person(small: Council, name: str, title: str, duty: str) -> Client:
    post, _ = small.posts.get_or_create(title=title)
    client = Client()
    client.force_login(User.objects.create(username=name, post=post, duty=duty))
    return client


@pytest.fixture
def strategy(small) -> Client:
    return person(small, "small.strategist", "Strategist", "STRATEGY")


def started(strategy: Client, template: str = "discussion", **more: object) -> Paper:
    front = {
        "version": 0, "template": template, "title": "Refresh", "report_of": "Director", "kind": "DISCUSSION",
        "wards": "All", **more,
    }  # fmt: skip
    assert strategy.post(f"{AT}start/", front).status_code == 302
    return Paper.objects.get(slug="refresh")


def said(client: Client, at: str) -> str:
    answer = client.get(at)
    assert answer.status_code == 200, at
    return answer.content.decode()


def test_a_paper_is_started_written_signed_and_kept_as_it_was(small, strategy) -> None:
    """R086, R091: and the ledger of it is the documents' digests."""
    started(strategy)
    at = f"{AT}refresh/"
    assert "One thing stands in the way of its approval." in said(strategy, at)
    words = {"version": 1, "text": "What was put.\n\n<script>alert(1)</script>"}
    assert strategy.post(f"{at}section/introduction/", words).status_code == 302
    stale = strategy.post(f"{at}section/introduction/", {"version": 1, "text": "Other words"})
    assert (stale.status_code, "Held now: What was put." in stale.content.decode()) == (422, True)
    director = person(small, "small.director", "Director", "DIRECTOR")
    wrong = {"version": 1, "role_0": "Chief officer", "post_0": "No Such Post", "name_0": ""}
    refused = strategy.post(f"{at}sign-off/", wrong)
    assert "is no post of this council, so nobody could sign" in refused.content.decode()
    stops = {"version": 1, "role_0": "Chief officer", "post_0": "Director", "name_0": ""}
    assert strategy.post(f"{at}sign-off/", stops).status_code == 302
    assert "Sign-off by the Director (Chief officer) comes next" in said(director, at)
    assert "Waiting for you" not in said(director, AT)
    assert strategy.post(f"{at}sign-off/1/", {"ask": "yes"}).status_code == 302
    written = Notice.objects.get(kind="clearance")
    assert (written.to, written.state) == ("Director", "UNSENT")  # nobody holds an address for it
    assert "/small/papers/refresh/sign-off/1/" in written.text
    for page in (AT, "/small/"):
        assert "Sign off “Refresh”" in said(director, page)
        assert "Waiting for you" not in said(strategy, page)
    assert director.post(f"{at}sign-off/1/", {"give": "yes"}).status_code == 302
    assert "Waiting for you" not in said(director, AT)
    issued = IssuedPaper.objects.get(format="html")
    assert issued.digest == hashlib.sha256(bytes(issued.file)).hexdigest()
    assert b"<script>alert" not in bytes(issued.file)
    assert Client().get(f"{at}file.html").content == bytes(issued.file)  # it is public now
    assert strategy.get(f"{at}section/introduction/").status_code == 403
    small.plans.update(name="Another")  # what the annexes and the words are made from changes
    Paper.objects.filter(slug="refresh").update(title="Otherwise")
    page = said(Client(), f"{at}read/")
    main = bytes(issued.file).decode().split('class="gt-main">')[1].split("</main>")[0]
    assert main in page
    assert "Otherwise" not in main
    why = strategy.post(f"{at}open-again/", {"why": "A figure was wrong"})
    assert (why.status_code, Paper.objects.get(slug="refresh").state) == (302, "DRAFT")
    assert Client().get(at).status_code == 404


def test_rows_are_added_changed_and_taken_off(strategy) -> None:
    """R064, R065, R082."""
    started(strategy, "york-2008", kind="DECISION")
    at = f"{AT}refresh/part/options/"
    first = {"text_0": "Wait", "advantages_0": "Cheap\nQuiet", "does_nothing_0": "on", "text_1": "Act"}
    assert strategy.post(at, {"version": 1, **first}).status_code == 302
    assert strategy.post(at, {"version": 1, **first, "text_0": "Sleep"}).status_code == 422
    assert strategy.post(at, {"version": 2, **first, "text_0": "", "advantages_0": ""}).status_code == 302
    assert [one.text for one in Paper.objects.get(slug="refresh").options.all()] == ["Act"]
    asked = {"version": 1, "text_0": "Act", "reason_0": "It is time", "option_0": "1"}
    assert strategy.post(f"{AT}refresh/part/recommendations/", asked).status_code == 302
    bare = {"version": 1, "cause_0": "Rain"}
    refused = strategy.post(f"{AT}refresh/part/risks/", bare).content.decode()
    assert "Risk 1 needs both its cause and its effect." in refused
    annex = {"version": 1, "kind_0": "ACTIONS", "title_0": "What we do", "kind_1": "NAMED", "title_1": ""}
    assert strategy.post(f"{AT}refresh/part/annexes/", annex).status_code == 302
    read = said(strategy, f"{AT}refresh/read/")
    assert "Annex A – What we do" in read
    assert "No edition is named on the paper" in read
    page = said(strategy, f"{AT}refresh/")
    assert "An annex is made from the plan, and the paper names no edition." in page


@pytest.mark.parametrize("path", ["part/moon/", "section/moon/", "part/contacts/", "sign-off/9/", "file.exe"])
def test_a_part_that_a_paper_has_not_is_not_found(strategy, path: str) -> None:
    started(strategy)
    assert strategy.get(f"{AT}refresh/{path}").status_code == 404


def test_what_the_front_gets_wrong_is_said(small, strategy) -> None:
    front = {"version": 0, "template": "york-2008", "title": "T", "report_of": "D", "kind": "DECISION"}
    for more, sentence in (
        ({"is_exempt": "on"}, "Say on what ground it is exempt"),
        ({"address": "http://x.example"}, "with https:// in front"),
        ({"meets_on": "soon"}, "is not a day we can read"),
    ):
        refused = strategy.post(f"{AT}start/", {**front, **more})
        assert refused.status_code == 422
        assert sentence in refused.content.decode()
    assert not Paper.objects.filter(title="T").exists()


def test_the_list_of_papers_asks_as_often_for_many_as_for_one(
    small, strategy, django_assert_num_queries
) -> None:
    started(strategy)
    strategy.get(AT)
    with django_assert_num_queries(8) as first:
        strategy.get(AT)
    for number in range(3):
        small.papers.create(slug=f"p{number}", title=f"P{number}", report_of="D")
    with django_assert_num_queries(len(first.captured_queries)):
        assert "Six papers: four in draft, two approved for publication." in said(strategy, AT)


def test_risks_are_taken_from_the_register_and_taken_again(small, strategy):
    """R081: chosen in the register, printed with their number, told to the author where they moved on."""
    paper = started(strategy, template="york-2008")
    at = f"{AT}{paper.slug}/"
    assert "No open risk is left to be taken in" in strategy.get(f"{at}risks/").content.decode()
    risk = Risk.objects.create(
        council=small, code="W7", title="Wet", cause="It rains", effect="Less is swept"
    )
    form = strategy.get(f"{at}risks/").content.decode()
    assert "W7: Wet" in form
    bare = strategy.post(f"{at}risks/", {"version": 1})
    assert bare.status_code == 422 and "Choose at least one risk." in bare.content.decode()
    stale = strategy.post(f"{at}risks/", {"version": 7, "risks": [risk.pk]})
    assert stale.status_code == 422 and 'value="1"' in stale.content.decode()
    page = strategy.post(f"{at}risks/", {"version": 1, "risks": [risk.pk]}, follow=True).content.decode()
    assert f"/small/risks/{risk.pk}/" in page and "says otherwise" not in page
    assert "Number W7 on the register of risks." in strategy.get(f"{at}read/").content.decode()
    rows = strategy.get(f"{at}part/risks/").content.decode()
    assert "Risk 1, taken from the register as W7" in rows
    Risk.objects.update(effect="Nothing is swept")
    page = strategy.get(at).content.decode()
    assert "The register says otherwise since: its effect." in page and "Take W7 again" in page
    page = strategy.post(f"{at}risks/{risk.pk}/again/", {"version": 2}, follow=True).content.decode()
    assert "says otherwise" not in page
    assert "Nothing is swept." in strategy.get(f"{at}read/").content.decode()
    said = {"version": 3, "cause_0": "It rains.", "effect_0": "Nothing.", "risk_id_0": risk.pk}
    assert strategy.post(f"{at}part/risks/", said).status_code == 302
    assert paper.risks.get().risk == risk
    Paper.objects.update(state="APPROVED")
    Risk.objects.update(effect="All is swept")
    assert "The paper stays as it is." in strategy.get(at).content.decode()
    assert "says otherwise" not in Client().get(at).content.decode()
