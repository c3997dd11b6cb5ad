"""An installation without councils, and a council without a plan, say how to begin."""

from __future__ import annotations

import re

from django.test import Client

from goldenthread.people.models import Council


def test_a_council_without_a_plan_is_told_how_to_begin(db):
    Council.objects.create(slug="new", name="New Council", is_open=True)
    client = Client()

    html = client.get("/new/").content.decode()

    assert "No plan is on record yet." in html and "goldenthread import council FOLDER" in html
    assert re.search("<title>(.*?)</title>", html)[1].endswith(": New Council")
    assert "No element is on record yet." in client.get("/new/elements/").content.decode()
    assert client.get("/new/search/?q=street").status_code == 200
    others = ["plans/", "measures/", "measures.csv", "reports/", "meetings/", "rules/", "progress/", "gaps/"]
    assert [client.get(f"/new/{page}").status_code for page in others] == [200] * 6 + [404] * 2


def test_no_council_at_all_is_told_how_to_begin(db):
    assert "No council is open to read." in Client().get("/").content.decode()
