"""Having a report sent on a day, by a form, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.people.models import Council
from goldenthread.reports.models import Schedule
from tests.cast import AT, ON
from tests.cast_frozen import a_report

WHERE = "/hart/reports/schedules/"


@pytest.fixture
def council(demo) -> Council:
    return Council.objects.get(slug="hart")


def given(council: Council, **more: Any) -> dict[str, Any]:
    return {
        "setting": council.report_settings.order_by("pk")[0].pk, "product": "MONITOR", "part": "",
        "format": "html", "send_on": "30 September 2014", "posts": [council.posts.order_by("pk")[0].pk],
        **more,
    }  # fmt: skip


def test_a_report_is_scheduled_seen_stopped_and_let_go_on(signed_in, council: Council) -> None:
    """R132."""
    client = signed_in("hart.performance")
    page = client.post(f"{WHERE}add/", given(council), follow=True).content.decode()
    assert "One report waits for a day, the next on 30 September 2014." in page
    held = Schedule.objects.get()
    where = f"{WHERE}{held.pk}/"
    assert "Waiting for its day." in client.get(where).content.decode()
    assert client.post(where, {"version": held.version + 1}).status_code == 403
    page = client.post(where, {"version": held.version}, follow=True).content.decode()
    assert "Stopped." in page and "Let it go on" in page
    held.refresh_from_db()
    page = client.post(where, {"version": held.version, "resume": "1"}, follow=True).content.decode()
    assert "Waiting for its day." in page


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"posts": []}, "Choose at least one post to send it to."),
        ({"setting": ""}, "Choose which report it is of."),
        ({"send_on": "soon"}, "is not a day we can read."),
        ({"send_on": "1 May 1999"}, "1 May 1999 is past."),
        ({"format": "xlsx"}, "is not made as “xlsx”."),
        ({"product": "SCRUTINY"}, "is of one part."),
        ({"posts": ["999999"]}, "999999"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form(
    signed_in, council: Council, more: dict[str, Any], sentence: str
) -> None:
    page = signed_in("hart.performance").post(f"{WHERE}add/", given(council, **more))
    assert page.status_code == 422 and sentence in page.content.decode()
    assert not Schedule.objects.exists()


def test_a_council_without_a_report_says_so(signed_in) -> None:
    council = Council.objects.get(slug="cheltenham")
    page = signed_in("cheltenham.strategy").get("/cheltenham/reports/schedules/add/")
    assert page.status_code == 200 and council.schedules.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    signed_in, council: Council, count: int
) -> None:
    client: Client = signed_in("hart.performance")
    for _ in range(count):
        made = Schedule.objects.create(
            council=council, setting=a_report(council), product="MONITOR", format="html", send_on=ON,
            made_by="A", done_at=AT,
        )  # fmt: skip
        made.posts.set(council.posts.order_by("pk")[:2])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(WHERE).status_code == 200
    assert len(asked) == 8
