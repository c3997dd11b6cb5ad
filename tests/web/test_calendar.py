"""The calendar of plan, budget and rounds, days without colour, and what partnerships decided."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.governance.models import Body, PartnershipDecision
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council, Post, User
from goldenthread.planning.models import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(grow) -> Council:
    return grow(2, slug="small")


@pytest.fixture
def strategy(small) -> Client:
    post = Post.objects.filter(council=small).first()
    user = User.objects.create(username="small.strategist", post=post, duty="STRATEGY")
    client = Client()
    client.force_login(user)
    return client


STAGE = {"version": 0, "cycle": "BUDGET", "name": "Savings agreed", "starts_on": "1 October 2014"}


def test_plan_and_budget_stand_on_one_calendar(small, strategy) -> None:
    """R043."""
    strategy.post("/small/calendar/add/", STAGE)
    plan = {**STAGE, "cycle": "PLAN", "name": "Workshops", "ends_on": "3 November 2014"}
    assert strategy.post("/small/calendar/add/", plan).status_code == 302
    shown = strategy.get("/small/calendar/").content.decode()
    assert "One stage of the plan, one of the budget and two reporting rounds are on the calendar." in shown
    assert shown.index("Savings agreed") < shown.index("Workshops")
    assert "1 October 2014 to 3 November 2014" in shown
    assert "Runs into “Workshops”." not in shown  # the budget's stage is over before the workshops end
    assert "Five clear working days before “Meeting”, none to spare." in shown
    assert b"Savings agreed" in Client().get("/small/calendar/?as=csv").content


def test_a_stage_moves_and_the_ledger_keeps_its_old_days(small, strategy) -> None:
    """R122."""
    day = date(2014, 10, 1)
    stage = Stage.objects.create(council=small, cycle="PLAN", name="Workshops", starts_on=day, ends_on=day)
    moved = {**STAGE, "version": 1, "cycle": "PLAN", "name": "Workshops", "starts_on": "8/10/2014"}
    assert strategy.post(f"/small/calendar/{stage.pk}/", moved).status_code == 302
    entry = Entry.objects.filter(subject_kind="stage").latest("id")
    assert (entry.before["starts_on"], entry.after["starts_on"]) == ("2014-10-01", "2014-10-08")
    late = strategy.post(f"/small/calendar/{stage.pk}/", {**moved, "starts_on": "9/10/2014"})
    assert late.status_code == 422
    assert "Somebody else changed this stage" in late.content.decode()
    strategy.post(f"/small/calendar/{stage.pk}/", {"remove": "1"})
    assert not Stage.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_on": "1 September 2014"}, "ends before it starts"),
        ({"starts_on": "soon"}, "not a day we can read"),
        ({"name": ""}, "What happens"),
        ({"name": "Twice"}, "on the calendar for that day already"),
    ],
)
def test_a_stage_that_cannot_be_is_refused(small, strategy, wrong, sentence) -> None:
    day = date(2014, 10, 1)
    Stage.objects.create(council=small, cycle="BUDGET", name="Twice", starts_on=day, ends_on=day)
    answer = strategy.post("/small/calendar/add/", {**STAGE, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def decision(small: Council, **more: object) -> dict[str, object]:
    body, _ = Body.objects.get_or_create(council=small, name="Without Walls", kind="PARTNERSHIP")
    return {"version": 0, "body": body.pk, "text": "Fewer cars", "taken_in": "OPEN", **more}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"taken_in": "NO"}, "Say why it is not taken in"),
        ({"taken_in": "YES"}, "Choose the line of the plan"),
        ({"taken_in": "NO", "reason": "No money"}, ""),
        ({"taken_in": "YES", "reason": "In the vision"}, ""),
    ],
)
def test_a_decision_is_taken_in_or_not_with_reason_and_place(small, strategy, said, sentence) -> None:
    """R047, R048."""
    answer = strategy.post("/small/partnership-decisions/add/", decision(small, **said))
    assert answer.status_code == (422 if sentence else 302)
    assert sentence in answer.content.decode()
    assert PartnershipDecision.objects.count() == (0 if sentence else 1)


def test_a_decision_leads_to_the_line_that_takes_it_in(small, strategy) -> None:
    """R048."""
    strategy.post("/small/partnership-decisions/add/", decision(small))
    held = PartnershipDecision.objects.get()
    line = small.elements.filter(edition__is_current=True).first()
    taken = decision(small, version=1, taken_in="YES", element=line.pk)
    assert strategy.post(f"/small/partnership-decisions/{held.pk}/", taken).status_code == 302
    shown = strategy.get("/small/partnership-decisions/").content.decode()
    assert "one taken in, none not taken in, none not yet considered" in shown
    assert f"/small/elements/{line.pk}/" in shown
    stale = strategy.post(f"/small/partnership-decisions/{held.pk}/", taken)
    assert "Somebody else changed this decision" in stale.content.decode()


def test_days_without_colour_hide_it_and_change_no_figure(small, strategy) -> None:
    """R135."""
    plain = {"first": "1 September 2014", "last": "30 September 2014", "reason": "An election"}
    before = strategy.get("/small/progress/").content.decode()
    assert 'class="gt-body"' in before
    assert strategy.post("/small/calendar/without-colour/", plain).status_code == 302
    after = strategy.get("/small/progress/").content.decode()
    assert after.replace(" gt-plain", "").split("csrf")[0] == before.split("csrf")[0]
    assert "gt-plain" in after
    late = {**plain, "first": "1 October 2014"}
    assert "comes before the first" in strategy.post("/small/calendar/without-colour/", late).content.decode()
