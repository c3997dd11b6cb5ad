"""An installation without councils, and a council without a plan, say how to begin."""

from __future__ import annotations

import re

from django.test import Client

from goldenthread.people.models import Council, Post, User


def test_a_council_without_a_plan_is_told_how_to_begin(db):
    Council.objects.create(slug="new", name="New Council", is_open=True)
    client = Client()

    html = client.get("/new/").content.decode()

    assert "No plan is on record yet." in html and "goldenthread import council FOLDER" in html
    assert re.search("<title>(.*?)</title>", html)[1].endswith(": New Council")
    assert "No element is on record yet." in client.get("/new/elements/").content.decode()
    assert client.get("/new/search/?q=street").status_code == 200
    others = ["plans/", "measures/", "measures.csv", "reports/", "meetings/", "rules/", "progress/", "gaps/"]
    assert [client.get(f"/new/{page}").status_code for page in others] == [200] * 8
    for page, title in (("progress/", "Progress"), ("gaps/", "Gaps"), ("map/", "Map of the thread")):
        html = client.get(f"/new/{page}").content.decode()
        assert title in html and "No plan is on record yet." in html
    assert client.get("/new/map/?plan=none").status_code == 404


def test_who_may_begin_a_plan_is_shown_where(db):
    """Build a plan in the browser: a council without one is not sent to the command line first."""
    council = Council.objects.create(slug="new", name="New Council", is_open=True)
    post = Post.objects.create(council=council, title="Policy Officer")
    client = Client()
    assert "/new/plans/new/" not in client.get("/new/").content.decode()
    client.force_login(User.objects.create(username="new.strategy", post=post, duty="STRATEGY"))
    html = client.get("/new/").content.decode()
    assert "/new/plans/new/" in html and "/new/bring-a-plan/" in html
    assert "One post is on record, and it does not yet answer for something." in (
        client.get("/new/people/").content.decode()
    )


def test_no_council_at_all_is_told_how_to_begin(db):
    assert "No council is open to read." in Client().get("/").content.decode()
