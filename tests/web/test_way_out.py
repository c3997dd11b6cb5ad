"""A way out asked for on a page, watched without a script, cancelled, read and taken away (R010, R111)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.core.relief import Rule
from goldenthread.jobs.chores import work_out_ways_out
from goldenthread.jobs.shift import Shift
from goldenthread.people.models import Council, User
from goldenthread.resources.models import Need, ReliefRun
from goldenthread.resources.relieving import claim_next, tell
from tests.cast import AT, Cast
from tests.cast_relief import an_overloaded_council, asked

pytestmark = pytest.mark.django_db
ASK = {"limit": "100%", "furthest": "4", "sooner": "1", "share": "10", "seconds": "10"}
WHERE = "/testbury/delivery/way-out/"


@pytest.fixture
def cast() -> Cast:
    return an_overloaded_council()


def client_of(council: Council, duty: str = "STRATEGY", title: str = "Strategy Manager") -> Client:
    user = User.objects.create(
        username=f"{council.slug}.{duty}", post=council.posts.get(title=title), duty=duty
    )
    client = Client()
    client.force_login(user)
    return client


def text_of(page) -> str:
    return page.content.decode()


def test_a_way_out_is_asked_for_watched_and_read(cast: Cast) -> None:
    """R111: long work shows how far it is, with no script; the answer says what to move and why."""
    client = client_of(cast.council)
    assert "No way out has been asked for yet." in text_of(client.get(WHERE))
    assert 'value="100"' in text_of(client.get(f"{WHERE}ask/"))
    page = client.post(f"{WHERE}ask/", {**ASK, "edition": cast.edition.pk}, follow=True)
    run = ReliefRun.objects.get()
    assert page.redirect_chain[-1][0] == f"{WHERE}{run.pk}/"
    assert "Waiting: it is next." in text_of(page) and page["Refresh"] == "2"
    assert "<script" not in text_of(page)

    held = claim_next(worker="one", at=AT)
    assert held is not None and tell(held, "The best way out so far loses 3 points.", 300, 200)
    page = client.get(f"{WHERE}{run.pk}/?still=1")
    assert "Being worked out. The best way out so far loses 3 points." in text_of(page)
    assert page.get("Refresh") is None

    ReliefRun.objects.update(state="QUEUED", claimed_by="", claimed_until=None, attempts=0)
    assert work_out_ways_out(Shift())
    page = client.get(f"{WHERE}{run.pk}/")
    assert page.get("Refresh") is None
    shown = text_of(page)
    assert (
        "put one action off: that loses 2 (2.0%) of 100 points of value. That is the least that can be lost"
        in shown
    )
    assert "Deferring “Signs” to the next quarter frees 30 days." in shown
    assert "Scarce skills are not among them" not in shown
    assert "70 (140%)" in shown and "40 (80%)" in shown
    assert "Keep “Signs” as planned: one action changed, 8 points lost." in shown
    assert "has changed since" not in shown
    csv = client.get(f"{WHERE}{run.pk}/?table=moves&as=csv")
    assert csv["Content-Type"].startswith("text/csv") and "Put off by one quarter" in text_of(csv)
    assert "Strategy: Strategy 2014" in text_of(client.get(WHERE))

    Need.objects.filter(element__code="bins").update(days=41)
    assert "has changed since" in text_of(client.get(f"{WHERE}{run.pk}/"))


def test_a_search_is_cancelled_by_a_button(cast: Cast) -> None:
    """R111."""
    run, client = asked(cast), client_of(cast.council)
    assert "Cancel the search" in text_of(client.get(f"{WHERE}{run.pk}/"))
    page = client.post(f"{WHERE}{run.pk}/cancel/", follow=True)
    assert "Strategy Manager cancelled this search on" in text_of(page)
    assert "Ask again" in text_of(page) and page.get("Refresh") is None
    assert client.post(f"{WHERE}{run.pk}/cancel/").status_code == 403


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"limit": ""}, "Write the limit as a whole number from 1 to 200, such as 100."),
        ({"limit": "many"}, "Write the limit as a whole number from 1 to 200, such as 100."),
        ({"furthest": "13"}, "Write a number of quarters from 0 to 12, such as 4."),
        ({"sooner": "-1"}, "Write a number of quarters from 0 to 12, such as 1."),
        ({"edition": "0"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_asked_says_what_to_write(cast: Cast, changed, sentence) -> None:
    page = client_of(cast.council).post(f"{WHERE}ask/", {**ASK, "edition": cast.edition.pk, **changed})
    assert page.status_code == 422 and sentence in text_of(page)
    assert not ReliefRun.objects.exists()


def test_without_capacity_the_form_says_what_to_do_first(cast: Cast) -> None:
    cast.council.capacities.all().delete()
    page = client_of(cast.council).post(f"{WHERE}ask/", {**ASK, "edition": cast.edition.pk})
    assert page.status_code == 422 and "Say what each service can give first." in text_of(page)


def test_who_may_not_ask_is_told_why_and_others_find_nothing(cast: Cast) -> None:
    run = asked(cast)
    owner = client_of(cast.council, "OWNER", "Head of Streets")
    assert "the way out worked out" in text_of(owner.get(WHERE))
    assert owner.get(f"{WHERE}{run.pk}/").status_code == 200
    assert owner.get(f"{WHERE}ask/").status_code == 403
    assert Client().get(f"{WHERE}{run.pk}/").status_code == 404
    stranger = client_of(an_overloaded_council("elsewhere").council)
    assert stranger.get(f"{WHERE}{run.pk}/").status_code == 404
    assert stranger.get(f"/elsewhere/delivery/way-out/{run.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_sends_as_many_queries_for_one_search_as_for_three(cast: Cast, rows: int) -> None:
    client = client_of(cast.council)
    for limit in range(rows):
        asked(cast, rule=Rule(limit=90 + limit))
    client.get(WHERE)
    with CaptureQueriesContext(connection) as sent:
        client.get(WHERE)
    assert len(sent) == 7


def test_a_search_that_failed_says_what_to_do(cast: Cast) -> None:
    run = asked(cast)
    ReliefRun.objects.update(state="FAILED", fault="No paper.", finished_at=AT)
    assert "It could not be worked out. No paper." in text_of(
        client_of(cast.council).get(f"{WHERE}{run.pk}/")
    )
