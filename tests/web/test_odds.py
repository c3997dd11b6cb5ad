"""The odds of delivery on pages: asked for, watched without a script, read, taken away, cancelled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.queries import main_edition
from goldenthread.resources.models import Capacity, Need, OddsRun
from goldenthread.resources.odds_making import claim_next_odds, fail_odds, work_odds_out

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
WHERE = "/hart/delivery/odds/"


def edition_of() -> Edition:
    found = main_edition(Council.objects.get(slug="hart"))
    assert found is not None
    return found


@pytest.fixture
def needed(demo) -> list[Element]:
    """Three lines of Hart's service plans that ask one service for more than it may have."""
    edition = edition_of()
    council = edition.plan.council
    service = council.services.order_by("name").first()
    lines = list(
        Element.objects.listed().filter(edition=edition, due_on__gte=date(2014, 9, 3)).order_by("pk")[:3]
    )
    for line in lines:
        given = {"days": Decimal(20), "days_low": Decimal(15), "days_high": Decimal(45)}
        Need.objects.create(council=council, element=line, service=service, **given)
    for quarter in (date(2014, 7, 1), date(2014, 10, 1), date(2015, 1, 1)):
        Capacity.objects.create(council=council, service=service, quarter_on=quarter, gross=Decimal(25))
    return lines


def ask(client: Client, **more: Any) -> Any:
    asked = {"edition": edition_of().pk, "runs": 10_000, "seed": 1, **more}
    return client.post(f"{WHERE}work-out/", asked, follow=True)


def work_out() -> None:
    claimed = claim_next_odds(worker="one", at=NOW)
    assert claimed is not None
    assert work_odds_out(claimed, now=lambda: NOW, is_stopped=lambda: False)


def test_odds_are_asked_for_watched_read_and_taken_away(signed_in, needed: list[Element]) -> None:
    """R112: the degree of confidence, from the question to the table."""
    client = signed_in("hart.performance")
    assert (
        "Nobody has had the odds of Service plans 2014/15 worked out yet."
        in client.get(WHERE).content.decode()
    )
    page = ask(client)
    run = OddsRun.objects.get()
    where = f"{WHERE}{run.pk}/"
    assert page.redirect_chain[-1][0] == where and page["Refresh"] == "2"
    assert b"<script" not in page.content and "Waiting for the worker" in page.content.decode()
    assert client.get(f"{where}?still=1").get("Refresh") is None

    claimed = claim_next_odds(worker="one", at=NOW)
    assert claimed is not None
    OddsRun.objects.update(step=10_000, steps=40_000)
    assert "Being worked out: 25 in 100 of it is done." in client.get(where).content.decode()
    assert work_odds_out(claimed, now=lambda: NOW, is_stopped=lambda: False)

    told = client.get(where).content.decode()
    assert "all three actions finish on time" in told and "Worked out on 1 May 2026." in told
    assert needed[0].title in told and "What drives the risk" in told
    now = client.get(WHERE).content.decode()
    assert "Nothing that decides them has changed since they were worked out." in now
    file = client.get(f"{WHERE}?table=odds-actions&as=csv")
    assert needed[0].title in file.content.decode() and file["Content-Type"].startswith("text/csv")
    for name in ("elements", "causes", "looks"):
        assert client.get(f"{where}?table=odds-{name}&as=csv")["Content-Type"].startswith("text/csv")


def test_a_change_since_is_said_with_what_to_do(signed_in, needed: list[Element]) -> None:
    client = signed_in("hart.performance")
    ask(client)
    work_out()
    Capacity.objects.update(gross=Decimal(500))
    assert "has changed since.</strong> Work them out again" in client.get(WHERE).content.decode()
    run = OddsRun.objects.get()
    assert "They say how it was then." in client.get(f"{WHERE}{run.pk}/").content.decode()
    ask(client)
    work_out()
    told = client.get(WHERE).content.decode()
    assert "every one of 10,000 runs" in told and "No action was late in any run." in told


def test_what_is_cancelled_or_fails_can_be_tried_again(signed_in, needed: list[Element]) -> None:
    client = signed_in("hart.performance")
    ask(client)
    run = OddsRun.objects.get()
    where = f"{WHERE}{run.pk}/"
    assert "They are being worked out now" in client.get(WHERE).content.decode()
    told = client.post(f"{where}cancel/", follow=True).content.decode()
    assert "Cancelled." in told and "Try again" in told
    assert client.post(f"{where}cancel/").status_code == 403
    client.post(f"{where}again/")
    for _ in range(3):
        claimed = claim_next_odds(worker="one", at=NOW)
        assert claimed is not None
        fail_odds(claimed, "No ink.", at=NOW)
    assert "No ink." in client.get(where).content.decode()


def test_what_cannot_be_asked_for_is_said_in_the_form(signed_in, needed: list[Element]) -> None:
    client = signed_in("hart.performance")
    bad = ask(client, seed="-1")
    assert bad.status_code == 422
    Council.objects.filter(slug="hart").update(position_on=date(2016, 1, 1))
    late = ask(client)
    assert late.status_code == 422 and "there is no chance left in it" in late.content.decode()


def test_others_read_and_may_not_ask(signed_in, needed: list[Element]) -> None:
    ask(signed_in("hart.performance"))
    work_out()
    Element.objects.filter(pk=needed[0].pk).update(is_exempt=True)
    told = Client().get(WHERE).content.decode()
    assert "One action is counted but not shown, for you may not read it." in told
    assert needed[1].title in told and f"elements/{needed[0].pk}/" not in told
    assert Client().post(f"{WHERE}work-out/").status_code in (302, 403)
    assert Client().get(f"{WHERE}?edition=0").status_code == 404
    assert Client().get(f"{WHERE}99999/").status_code == 404


def test_the_page_asks_the_same_of_the_database_whatever_there_is(signed_in, needed: list[Element]) -> None:
    client = signed_in("hart.performance")
    ask(client)
    work_out()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(WHERE)
        return len(seen)

    before = queries()
    for seed in (2, 3):
        ask(client, seed=seed)
        OddsRun.objects.filter(seed=seed).update(asked_at=NOW + timedelta(hours=seed))
        work_out()
    assert queries() == before


def test_a_council_without_work_says_so(signed_in, demo) -> None:
    told = signed_in("hart.performance").get(WHERE).content.decode()
    assert "worked out yet" in told


def test_what_odds_were_worth_is_published_whatever_it_is(demo) -> None:
    """Hart's three looks: the page says the same as docs/reference/back-test.md."""
    told = Client().get(f"{WHERE}back-test/").content.decode()
    assert "Carried to the 50 days between these looks it is 23.0 in 100" in " ".join(told.split())
    assert "206 lines" in told and "0.116 against 0.129" in told
    assert (
        Client().get(f"{WHERE}back-test/?table=back-test-scores&as=csv").content.decode().count("0.091") == 1
    )
    empty = Client().get("/york/delivery/odds/back-test/").content.decode()
    assert "Odds can’t be held against what happened yet" in empty
