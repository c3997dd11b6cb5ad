"""Workplans: kept by their holders, read by their managers, and nowhere else by anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.views.debug import SafeExceptionReporterFilter

from goldenthread.ledger.models import Entry
from goldenthread.measures.models import Measure
from goldenthread.people.models import Post, Service, User
from goldenthread.plans.models import Edition, Element, Offer, WorkplanItem
from goldenthread.web.urls import urlpatterns
from goldenthread.web.views import workplans
from tests.cast_cascade import CANARY, EVERYBODY, Cascade, a_cascade, sign_ins

pytestmark = pytest.mark.django_db
SECRET = CANARY
SAID = re.compile(rf"(?:Words|Note) of {CANARY}")


@pytest.fixture
def cascade() -> Cascade:
    made = a_cascade()
    sign_ins(made)
    return made


@pytest.fixture
def line(cascade: Cascade) -> WorkplanItem:
    """A line of the clerk's workplan, whose words and note are found nowhere else."""
    offer = cascade.taken_in()
    return cascade.planned(offer.item, f"Words of {CANARY}", note=f"Note of {CANARY}")


@pytest.fixture
def as_(cascade: Cascade) -> Callable[[str], Client]:
    def client(username: str) -> Client:
        made = Client()
        if username != "a visitor":
            made.force_login(User.objects.get(username=username))
        return made

    return client


def text_of(answer) -> str:
    """What an answer says, with what is inside a file of parts."""
    said = answer.content
    try:
        with ZipFile(BytesIO(said)) as parts:
            return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    except BadZipFile:
        return said.decode("utf-8", "replace")


WORDS = {"council": "testbury", "plan": "streets-service-plan", "edition": "2014-15", "code": "M1"}
MODELS = (Element, Offer, WorkplanItem, Post, Service, Measure)


def every_address() -> Iterator[str]:
    """Every address that can be read, of every record there is where it names one by number."""
    numbers = sorted({pk for model in MODELS for pk in model.objects.values_list("pk", flat=True)})
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        for pk in numbers if "pk" in names else [0]:
            given = {name: pk if name == "pk" else WORDS.get(name, "none") for name in names}
            try:
                path = reverse(pattern.name, kwargs=given)
            except NoReverseMatch:  # an address of things that this council has none of
                continue
            yield path
            if not pk and names:
                yield from (f"{path}?as=csv", f"{path}?as=xlsx", f"{path}?q={SECRET}")


@pytest.mark.parametrize("reader", ["a visitor", *(one.username for one in EVERYBODY)])
def test_nobody_else_reads_a_word_of_it_at_any_address(reader, cascade, line, as_) -> None:
    """R070: personal content is private to the post-holder and their manager; only coverage is counted.

    The secret is looked for together with the word before it, so that a search page may repeat what it was
    asked for, but not what it should not have found.
    """
    Edition.objects.update(is_open=True)
    client = as_(reader)
    client.raise_request_exception = False

    where = {path.split("?")[0] for path in every_address() if SAID.search(text_of(client.get(path)))}

    own = {"/testbury/workplan/", f"/testbury/workplan/item-{line.pk}/"}
    managed = {f"/testbury/workplan/{line.post_id}/"}
    assert where == {"clerk": own, "manager": managed}.get(reader, set())


def test_the_two_who_may_read_it_do(cascade, line, as_) -> None:
    """R070: the thread from a workplan up to the vision."""
    mine = as_("clerk").get("/testbury/workplan/").content.decode()
    managed = as_("manager").get(f"/testbury/workplan/{line.post_id}/").content.decode()

    for html in (mine, managed):
        assert f"Words of {CANARY}" in html and f"Note of {CANARY}" in html
        titles = ["Vision", "Place", "Clean", "Action"]
        places = [html.index(f">{title}</a>") for title in titles]
        assert places == sorted(places)
    assert "Tick it off" in mine and "Tick it off" not in managed
    assert f"/testbury/workplan/{line.post_id}/" in as_("manager").get("/testbury/workplan/").content.decode()


@pytest.mark.parametrize("reader", ["sweeper", "parks", "director", "auditor", "member", "strategy"])
def test_others_are_told_why_not_in_a_sentence(reader, cascade, line, as_) -> None:
    """R142: even the manager's own director, and the strategy team, see only how many items there are."""
    answer = as_(reader).get(f"/testbury/workplan/{line.post_id}/")

    assert answer.status_code == 403
    assert "Only Street Clerk and Head of Streets can read this workplan." in answer.content.decode()
    assert as_(reader).get(f"/testbury/workplan/item-{line.pk}/").status_code == 403


def test_another_council_finds_nothing_and_a_visitor_signs_in_first(cascade, line, as_) -> None:
    other = a_cascade("elsewhere")
    assert as_("clerk").get(f"/elsewhere/workplan/{other.post('Sweeper').pk}/").status_code == 403
    assert (
        as_("clerk").get(f"/elsewhere/workplan/{line.post_id}/").status_code == 403
    )  # at the door, whatever is asked for
    assert as_("clerk").get(f"/elsewhere/workplan/item-{line.pk}/").status_code in (403, 404)
    for path in ("", f"{line.post_id}/", f"item-{line.pk}/"):
        answer = as_("a visitor").get(f"/testbury/workplan/{path}")
        assert (answer.status_code, "Sign in first." in answer.content.decode()) == (403, True)


def test_the_database_holds_the_words_once(cascade, line) -> None:
    """The ledger and every other table know that it changed, not what it says."""
    held = []
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            held += [model._meta.label for row in cursor.fetchall() if CANARY in str(row)]
    assert held == ["plans.WorkplanItem"]


def test_the_ledger_keeps_that_a_workplan_changed(cascade, line, as_) -> None:
    """R145, R070: who and when, and nothing of what it says."""
    client = as_("clerk")
    path = f"/testbury/workplan/item-{line.pk}/"
    told = {"item": line.item_id, "words": f"New {CANARY}", "note": "", "due_on": "1 October 2014"}
    assert client.post(path, {**told, "version": 1}).status_code == 302
    assert client.post(f"{path}done/", {"version": 2, "done": "yes"}).status_code == 302
    assert client.post(f"{path}remove/", {"version": 3}).status_code == 302

    entries = Entry.objects.filter(subject_kind="workplanitem").order_by("id")
    assert [(one.verb, one.subject, one.by_post) for one in entries] == [
        (verb, "A workplan item of Street Clerk", "Street Clerk")
        for verb in ("added", "changed", "changed", "removed")
    ]
    told = [value for one in entries for facts in (one.before, one.after) for value in facts.items()]
    private = {value for name, value in told if name in ("words", "note", "due_on", "is_done")}
    assert private == {"kept private"}
    assert not WorkplanItem.objects.exists()


def test_an_error_report_does_not_repeat_what_was_typed(cascade, rf: RequestFactory) -> None:
    """R070: what is typed is kept out of error reports too."""
    request = rf.post("/testbury/workplan/", {"words": CANARY, "note": CANARY, "due_on": "1 May 2014"})
    request.officer = EVERYBODY[1]
    request.user = User.objects.get(username="clerk")
    workplans.mine(request, council="testbury")

    seen = SafeExceptionReporterFilter().get_post_parameters(request)
    assert CANARY not in str(dict(seen))


def test_a_line_is_added_and_hangs_from_the_service_plan(cascade, as_) -> None:
    """R070: individual items hang under service plan items."""
    item = cascade.taken_in().item
    client = as_("sweeper")
    given = {"item": item.pk, "words": "Sweep <b>Tuesday's</b> route", "note": "", "due_on": "3 October 2014"}

    assert client.post("/testbury/workplan/", given).status_code == 302
    html = client.get("/testbury/workplan/").content.decode()
    assert "Sweep &lt;b&gt;Tuesday&#x27;s&lt;/b&gt; route" in html
    assert "By 3 October 2014" in html


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": "  "}, "Write what you will do"),
        ({"words": "x" * 501}, "Make it 500 or fewer"),
        ({"item": "999999"}, "Select a valid choice"),
        ({"item": ""}, "Choose an item of the service plan"),
        ({"due_on": "soon"}, "is not a day we can read"),
        ({"words": "a\0b"}, "Null characters are not allowed"),
    ],
)
def test_a_line_that_says_too_little_is_refused_on_the_page(given, said, cascade, as_) -> None:
    item = cascade.taken_in().item
    answer = as_("clerk").post("/testbury/workplan/", {"item": item.pk, "words": "Sweep", **given})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WorkplanItem.objects.exists()


def test_two_windows_of_one_person_lose_nothing(cascade, line, as_) -> None:
    client = as_("clerk")
    path = f"/testbury/workplan/item-{line.pk}/"
    given = {"item": line.item_id, "note": "", "due_on": ""}
    client.post(path, {**given, "words": "First", "version": 1})

    answer = client.post(path, {**given, "words": "Second", "version": 1})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "changed in another window" in html and "Held now: First" in html and 'value="Second"' in html
    assert WorkplanItem.objects.get().words == "First"
    assert client.post(f"{path}done/", {"version": "1", "done": "yes"}).status_code == 403
    assert client.post(f"{path}remove/", {"version": "nonsense"}).status_code == 403
    assert client.post(path, {**given, "words": "Second", "version": 2}).status_code == 302


@pytest.mark.parametrize("way", ["done", "remove", ""])
@pytest.mark.parametrize("other", ["manager", "sweeper", "strategy"])
def test_nobody_else_writes_in_it(way, other, cascade, line, as_) -> None:
    """R142: the manager reads; only the holder writes."""
    path = f"/testbury/workplan/item-{line.pk}/{way}/".replace("//", "/")
    given = {"item": line.item_id, "words": "Mine now", "version": 1, "done": "yes"}
    assert as_(other).post(path, given).status_code == 403
    held = WorkplanItem.objects.get()
    assert (held.version, held.is_done) == (1, False)


def test_a_line_whose_item_was_taken_out_says_that_the_thread_breaks(cascade, line, as_) -> None:
    Element.objects.filter(pk=line.item_id).update(state="RETIRED")
    html = as_("clerk").get("/testbury/workplan/").content.decode()
    assert "The thread breaks here." in html and "Choose another item" in html


def test_without_a_service_plan_a_workplan_says_what_to_do_next(cascade, as_) -> None:
    html = as_("clerk").get("/testbury/workplan/").content.decode()
    assert "Nothing is in this workplan yet." in html
    assert "Ask your manager to" in html


def test_a_councillor_keeps_no_workplan(cascade, as_) -> None:
    answer = as_("member").get("/testbury/workplan/")
    assert answer.status_code == 403
    assert "can keep the workplan of a post" in answer.content.decode()


def test_a_post_without_a_service_chooses_from_its_directorates_plans(cascade, as_) -> None:
    item = cascade.taken_in().item
    assert f'value="{item.pk}"' in as_("director").get("/testbury/workplan/").content.decode()
    assert f'value="{item.pk}"' not in as_("parks").get("/testbury/workplan/").content.decode()
