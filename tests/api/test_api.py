"""The API: the same rules and sentences as the pages, by key and never by cookie, and no input breaks it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.refused import Refused
from goldenthread.ledger.keys import end_key, make_key
from goldenthread.ledger.models import Entry
from goldenthread.people.models import ApiKey, Council, User
from goldenthread.people.officers import Officer
from goldenthread.people.queries import officer_for
from goldenthread.reports.drawing import draw_document
from goldenthread.reports.making import claim_next
from goldenthread.reports.models import Document, Snapshot
from tests.cast import a_council
from tests.cast_frozen import a_report, a_snapshot, plainly

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
API = "/api/v1"


@pytest.fixture
def council(db) -> Council:
    held = a_council().council
    a_report(held)
    for username, title, duty in (
        ("strategy", "Strategy Manager", "STRATEGY"),
        ("owner", "Head of Streets", "OWNER"),
        ("partner", "Head of Streets", "PARTNER"),
    ):
        User.objects.create(username=username, post=held.posts.get(title=title), duty=duty)
    return held


def key_of(username: str) -> str:
    user = User.objects.get(username=username)
    return make_key(user=user, name="Portal", by=officer_for(user), at=NOW)


class Caller:
    """Another system, with a key or without."""

    def __init__(self, username: str = "") -> None:
        self.headers = {"Authorization": f"Bearer {key_of(username)}"} if username else {}
        self.client = Client(raise_request_exception=False)

    def get(self, where: str) -> Any:
        return self.client.get(f"{API}{where}", headers=self.headers)

    def post(self, where: str, body: Any = None) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body or {})
        return self.client.post(f"{API}{where}", data, content_type="application/json", headers=self.headers)


def reasons(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status and told["detail"] == " ".join(told["reasons"])
    return str(told["detail"])


def test_figures_are_frozen_published_made_into_a_document_and_taken_away(council: Council) -> None:
    """R141: by a button, a command and the API."""
    caller = Caller("strategy")
    made = caller.post("/testbury/snapshots", {"report": "monitor"})
    assert made.status_code == 200, made.content
    told = made.json()
    facts = caller.get(f"/testbury/snapshots/{told['id']}/facts")
    assert hashlib.sha256(facts.content).hexdigest() == told["digest"] == Snapshot.objects.get().digest
    assert facts["Repr-Digest"].startswith("sha-256=:")
    assert caller.post("/testbury/snapshots", {"report": "monitor"}).json()["id"] == told["id"]
    published = caller.post(f"/testbury/snapshots/{told['id']}/publish", {"version": told["version"]})
    assert published.json()["published_at"]

    asked = caller.post(
        f"/testbury/snapshots/{told['id']}/documents", {"product": "monitor", "format": "html"}
    )
    document = asked.json()
    assert (document["state"], document["said"], document["file"]) == (
        "WAITING",
        "Waiting: it is next.",
        None,
    )
    said = reasons(caller.get(f"/testbury/documents/{document['id']}/file"), 409)
    assert said == "Waiting: it is next."
    claimed = claim_next(worker="one", at=NOW)
    assert claimed is not None
    draw_document(claimed, plainly(NOW))
    # Everybody reads what is published of an open council.
    visitor = Caller()
    shown = visitor.get(f"/testbury/documents/{document['id']}").json()
    assert (shown["state"], shown["figures"]) == ("MADE", told["digest"])
    file = visitor.client.get(shown["file"])
    assert told["digest"].encode() in file.content
    assert hashlib.sha256(file.content).hexdigest() == shown["digest"]
    assert [one["id"] for one in visitor.get("/testbury/documents").json()] == [document["id"]]
    assert Entry.objects.get(verb="frozen").by_user == "strategy"


def test_drafts_are_for_the_councils_own_people(council: Council) -> None:
    """R142."""
    draft = a_snapshot(council, published=False)
    for caller in (Caller(), Caller("partner")):
        assert caller.get("/testbury/snapshots").json() == []
        said = reasons(caller.get(f"/testbury/snapshots/{draft.pk}"), 404)
        assert said == "No snapshot that you may read is at this address."
        reasons(caller.get(f"/testbury/snapshots/{draft.pk}/facts"), 404)
    assert len(Caller("owner").get("/testbury/snapshots").json()) == 1
    Council.objects.update(is_open=False)
    said = reasons(Caller().get("/testbury/snapshots"), 404)
    assert said == "No council that you may read is at this address."
    assert Caller().get("/councils").json() == []


def test_who_may_not_is_told_the_sentence_that_a_page_shows(council: Council) -> None:
    said = reasons(Caller("owner").post("/testbury/snapshots", {"report": "monitor"}), 403)
    assert said == (
        "Only the strategy team can freeze a period's figures, publish and correct them. "
        "You are signed in as an owner."
    )
    a_council("elsewhere")
    said = reasons(Caller("strategy").post("/elsewhere/snapshots", {"report": "monitor"}), 403)
    assert said == "You work for another council than Elsewhere."
    assert not Snapshot.objects.exists()


def test_cookies_count_for_nothing(council: Council) -> None:
    client = Client()
    client.force_login(User.objects.get(username="strategy"))
    body = json.dumps({"report": "monitor"})
    answer = client.post(f"{API}/testbury/snapshots", body, content_type="application/json")
    assert reasons(answer, 401).startswith("Send a key: “Authorization: Bearer …”.")
    assert answer["WWW-Authenticate"] == "Bearer"
    a_snapshot(council, published=False)
    assert client.get(f"{API}/testbury/snapshots").json() == []


def test_a_key_is_shown_once_ends_and_leaves_with_its_person(council: Council) -> None:
    user = User.objects.get(username="strategy")
    secret = key_of("strategy")
    assert secret not in json.dumps(list(ApiKey.objects.values("digest", "name")))
    assert secret not in json.dumps(list(Entry.objects.values("before", "after")))
    where, headers = f"{API}/testbury/snapshots", {"Authorization": f"Bearer {secret}"}
    a_snapshot(council, published=False)
    assert len(Client().get(where, headers=headers).json()) == 1
    assert ApiKey.objects.get().used_at is not None
    User.objects.update(is_active=False)
    assert reasons(Client().get(where, headers=headers), 401).startswith("This key is not in use.")
    User.objects.update(is_active=True)
    end_key(key=ApiKey.objects.get(), by=officer_for(user), at=NOW - timedelta(days=1))
    assert reasons(Client().get(where, headers=headers), 401).startswith("This key is not in use.")
    written = Entry.objects.filter(subject_kind="apikey").order_by("pk")
    assert list(written.values_list("verb", flat=True)) == [
        "given a key", "key ended",
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer ", "nonsense", "Bearer gt_wrong"])
def test_a_wrong_key_is_said_to_be_wrong_even_where_none_is_needed(council: Council, header: str) -> None:
    reasons(Client().get(f"{API}/testbury/snapshots", headers={"Authorization": header}), 401)


def test_nobody_makes_keys_of_another(council: Council) -> None:
    user = User.objects.get(username="strategy")
    owner = Officer("Head of Streets", "owner", "testbury", "OWNER")
    with pytest.raises(Refused, match="Everybody keeps their own keys"):
        make_key(user=user, name="Theirs", by=owner, at=NOW)
    with pytest.raises(Refused, match="Say what the key is for"):
        make_key(user=user, name=" ", by=officer_for(user), at=NOW)
    key_of("strategy")
    with pytest.raises(Refused, match="Everybody keeps their own keys"):
        end_key(key=ApiKey.objects.get(), by=owner, at=NOW)
    with pytest.raises(Refused, match="can have a key"):
        nobody = User.objects.create(username="nobody")
        make_key(user=nobody, name="Theirs", by=officer_for(nobody), at=NOW)


@pytest.mark.parametrize(
    ("where", "body", "status", "sentence"),
    [
        ("/testbury/snapshots", {"report": "poem"}, 404, "No report of this council has this name."),
        ("/testbury/snapshots", {}, 422, "report: Field required."),
        ("/testbury/snapshots", {"report": "a\0b"}, 422, "it holds a character that no text may hold"),
        ("/testbury/snapshots", b"{", 400, "The body is not JSON that can be read."),
        ("/testbury/snapshots", b"\xff\xfe", 400, "The body is not JSON that can be read."),
        ("/testbury/snapshots", [1], 422, ""),
        ("/testbury/snapshots/1/documents", {"product": "poem", "format": "html"}, 422, "no product “POEM”"),
        ("/testbury/snapshots/1/documents", {"product": "slides", "format": "pdf"}, 422, "not made as “pdf”"),
        ("/testbury/snapshots/1/documents", {"product": "monitor", "format": "docx", "template": 9}, 422,
         "The council has no such template in use."),
        ("/testbury/snapshots/999/documents", {"product": "monitor", "format": "html"}, 404, "No snapshot"),
        ("/testbury/snapshots/1/publish", {"version": 9}, 422, "These figures are published already."),
        ("/nowhere/else/at/all", {}, 404, "Nothing is at this address."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_problem_with_sentences(
    council: Council, where: str, body: Any, status: int, sentence: str
) -> None:
    held = a_snapshot(council)
    answer = Caller("strategy").post(where.replace("/1/", f"/{held.pk}/"), body)
    assert sentence in reasons(answer, status)


def test_it_is_described_for_other_systems(council: Council) -> None:
    told = Caller().get("/openapi.json").json()
    assert set(told["paths"]["/api/v1/{council}/snapshots"]) == {"get", "post"}
    for path in told["paths"].values():
        for operation in path.values():
            assert operation["summary"] and operation["description"], operation


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_NAMED = st.fixed_dictionaries(
    {},
    optional={
        "report": st.just("monitor") | st.text() | _JSON,
        "reason": st.text(),
        "product": st.sampled_from(["monitor", "SCRUTINY", "one_page", ""]) | _JSON,
        "format": st.sampled_from(["html", "docx", "exe"]) | _JSON,
        "part": st.text() | st.just("Place"),
        "template": st.integers() | st.none(),
        "is_plain": _JSON,
        "version": st.integers() | _JSON,
    },
)
_PLACES = st.sampled_from(
    ["/testbury/snapshots", "/testbury/snapshots/{pk}/documents", "/testbury/snapshots/{pk}/publish"]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=_PLACES, body=_NAMED | _JSON | st.binary(), far=st.integers(min_value=0), near=st.booleans())
def test_no_input_breaks_it(council: Council, where: str, body: Any, far: int, near: bool) -> None:
    """Whatever is sent is answered or refused in sentences, and never breaks."""
    held = Snapshot.objects.first() or a_snapshot(council)
    ApiKey.objects.all().delete()
    caller = Caller("strategy")
    answer = caller.post(where.format(pk=held.pk if near else far), body)
    assert answer.status_code in (200, 400, 404, 409, 422), answer.content
    if answer.status_code != 200:
        assert reasons(answer, answer.status_code)
    seen = caller.get(f"/testbury/documents/{far}")
    assert seen.status_code in (200, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_database_as_often_for_three_as_for_one(council: Council, count: int) -> None:
    for number in range(count):
        snapshot = a_snapshot(council, f"Monitor {number}")
        Document.objects.create(
            council=council, snapshot=snapshot, product="MONITOR", format="pdf", key=str(number),
            asked_by="A post", asked_at=NOW,
        )  # fmt: skip
    for where, queries in (("/testbury/snapshots", 2), ("/testbury/documents", 4)):
        with CaptureQueriesContext(connection) as asked:
            assert len(Client().get(f"{API}{where}").json()) == count
        assert len(asked) == queries, where
