"""How the plan is made, other councils' cycles, and how people are told, in a browser's requests."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.people.models import Council, Post, User
from goldenthread.planning.models import Audience, CommunicationTask, Stage, Wait
from goldenthread.plans.queries import main_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(grow) -> Council:
    return grow(2, slug="small")


@pytest.fixture
def strategy(small) -> Client:
    post = Post.objects.filter(council=small).first()
    client = Client()
    client.force_login(User.objects.create(username="small.strategist", post=post, duty="STRATEGY"))
    return client


def a_stage(small: Council, name: str, first: date, **more: object) -> Stage:
    held = {"cycle": "PLAN", "name": name, "starts_on": first, "ends_on": first}
    return Stage.objects.create(council=small, **{**held, **more})


def test_a_stage_shows_what_it_waits_for_and_a_circle_is_refused(small, strategy) -> None:
    """R040, R002."""
    first = a_stage(small, "Partners plan", date(2014, 8, 1))
    second = a_stage(small, "Workshops", date(2014, 10, 1), purpose="The medium term")
    said = {"awaited": first.pk, "reason": "they decide first"}
    assert strategy.post(f"/small/calendar/{second.pk}/wait/", said).status_code == 302
    shown = strategy.get(f"/small/calendar/{second.pk}/about/").content.decode()
    assert "Waits for “Partners plan”, because they decide first." in shown
    assert "The medium term" in shown
    back = strategy.post(f"/small/calendar/{first.pk}/wait/", {"awaited": second.pk, "reason": "x"})
    assert back.status_code == 422
    assert "round in a circle" in back.content.decode()
    hub = Client().get("/small/planning/").content.decode()
    assert "Of two stages in the plan’s making, one overdue and one to come." in hub
    assert "because they decide first" in hub
    assert b"Workshops" in Client().get("/small/planning/?as=csv").content
    assert strategy.post(f"/small/calendar/waits/{Wait.objects.get().pk}/end/").status_code == 302
    assert not Wait.objects.exists()


def test_a_cycle_is_previewed_without_storing_and_taken_without_what_is_unticked(small, strategy) -> None:
    """R002."""
    edition = main_edition(small)
    shown = strategy.get(f"/small/planning/cycles/hartlepool-2012/?year=2015&edition={edition.pk}")
    assert "9 March 2015" in shown.content.decode()
    assert not Stage.objects.exists()
    given = {"year": 2015, "edition": edition.pk, "step": ["scrutiny", "council"]}
    assert strategy.post("/small/planning/cycles/hartlepool-2012/", given).status_code == 302
    assert Stage.objects.filter(edition=edition).count() == 2
    again = strategy.post("/small/planning/cycles/hartlepool-2012/", given)
    assert again.status_code == 422
    assert "on the calendar for that day already" in again.content.decode()
    assert strategy.get("/small/planning/cycles/none/").status_code == 404
    assert strategy.get("/small/planning/cycles/hartlepool-2012/?year=soon").status_code == 422
    assert Client().get("/small/planning/cycles/hartlepool-2012/").status_code == 403
    assert "six planning cycles" in Client().get("/small/planning/cycles/").content.decode().lower()


def test_people_are_told_by_plan_and_each_audience_has_its_briefing(small, strategy) -> None:
    """R056, R057, R072."""
    edition = main_edition(small)
    base = f"/small/plans/{edition.plan.slug}/{edition.slug}/communication/"
    launch = a_stage(small, "Launch", date(2014, 12, 1))
    assert (
        strategy.post(f"{base}launch/", {"version": 0, "about": "", "launch": launch.pk}).status_code == 302
    )
    stale = strategy.post(f"{base}launch/", {"version": 0, "about": "Again", "launch": launch.pk})
    assert "Somebody else changed this plan of communication" in stale.content.decode()
    staff = {"version": 0, "name": "Staff", "side": "INTERNAL", "reads_as": "staff", "opening": "It is ours."}
    assert strategy.post(f"{base}add/audiences/", staff).status_code == 302
    held = Audience.objects.get()
    message = {"version": 0, "audience": held.pk, "channel": "Meetings", "text": "Read it."}
    assert strategy.post(f"{base}add/messages/", message).status_code == 302
    task = {"version": 0, "what": "Print it", "audience": held.pk, "due_on": "1 August 2014"}
    assert strategy.post(f"{base}add/tasks/", task).status_code == 302
    time = {"version": 0, "team": "Press", "from_on": "1 August 2014", "until_on": "2 July 2014", "why": "X"}
    assert "ends before it starts" in strategy.post(f"{base}add/time/", time).content.decode()
    shown = strategy.get(base).content.decode()
    assert "Late, since 1 August 2014: Print it." in shown
    assert "on 1 December 2014." in shown
    done = {**task, "version": 1, "done_on": "1 August 2014"}
    pk = CommunicationTask.objects.get().pk
    assert strategy.post(f"/small/communication/change/tasks/{pk}/", done).status_code == 302
    again = strategy.post(f"/small/communication/change/tasks/{pk}/", done)
    assert "Somebody else changed this task" in again.content.decode()
    briefing = Client().get(f"/small/communication/audiences/{held.pk}/").content.decode()
    assert "It is ours." in briefing
    assert "Read it." in briefing
    word = Client().get(f"/small/communication/audiences/{held.pk}/briefing.docx")
    assert word.content[:2] == b"PK"
    assert Client().get(f"/small/communication/audiences/{held.pk}/briefing.pptx").status_code == 404
    assert b"Print it" in Client().get("/small/calendar/").content
    assert strategy.post(f"/small/communication/change/tasks/{pk}/", {"remove": "1"}).status_code == 302
    assert strategy.get(f"{base}add/cats/").status_code == 404
    assert strategy.get("/small/communication/change/cats/1/").status_code == 404


def test_how_an_edition_was_prepared_has_peoples_words_first(small, strategy) -> None:
    """R093."""
    edition = main_edition(small)
    edition.how_prepared = "Over a long winter."
    edition.save()
    a_stage(
        small, "Away day", date(2014, 7, 1), edition=edition, done_on=date(2014, 7, 1), done_what="We met."
    )
    shown = Client().get(f"/small/plans/{edition.plan.slug}/{edition.slug}/how-prepared/").content.decode()
    assert shown.index("Over a long winter.") < shown.index("Away day, 1 July 2014: We met.")
    assert "Written by the council" in shown
