"""The pages of scenarios: begun, tried, applied or thrown away, and closed to those who may not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.governance.grounds import said_of_ground
from goldenthread.governance.models import ChangeRequest
from goldenthread.people.models import Council, User
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Capacity, Effort, Need, OddsRun, Scenario, Skill, SkillNeed
from goldenthread.resources.odds_making import claim_next_odds, work_odds_out

pytestmark = pytest.mark.django_db
SPRING = date(2014, 4, 1)


@pytest.fixture
def small(grow) -> Council:
    """A council whose first service is asked for 30 days in a quarter in which it has 20."""
    council = grow(3, slug="small")
    edition = Edition.objects.get(plan__council=council, plan__is_main=True)
    Edition.objects.filter(pk=edition.pk).update(starts_on=SPRING, ends_on=date(2015, 3, 31), is_open=True)
    service = council.services.order_by("pk").first()
    Capacity.objects.create(council=council, service=service, quarter_on=SPRING, gross=20)
    for element in _actions(council)[:2]:
        Element.objects.filter(pk=element.pk).update(starts_on=SPRING, due_on=date(2014, 6, 30))
        need = Need.objects.create(council=council, element=element, service=service, days=15)
        Effort.objects.create(need=need, quarter_on=SPRING, low=10, likely=15, high=20)
    return council


def _actions(council: Council) -> list[Element]:
    rows = Element.objects.filter(edition__plan__council=council, edition__plan__is_main=True)
    return list(rows.order_by("-level__position", "pk"))


def signed_in(small: Council, duty: str) -> Client:
    client = Client()
    user = User.objects.create(username=f"small.{duty}", post=small.posts.first(), duty=duty)
    client.force_login(user)
    return client


@pytest.fixture
def planner(small) -> Client:
    return signed_in(small, "STRATEGY")


def begun(client: Client, small: Council) -> str:
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    at = f"/small/delivery/of/{edition.plan.slug}/{edition.slug}/scenarios/"
    answer = client.post(f"{at}begin/", {"version": 0, "name": "Later", "why": "To find room"}, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    return f"/small/scenarios/{Scenario.objects.get().pk}/"


def tried(client: Client, at: str, what: str = "action", **said) -> str:
    said = {"version": Scenario.objects.get().version, **said}
    answer = client.post(f"{at}try/{what}/", said, follow=True)
    return " ".join(answer.content.decode().split())


def test_a_planner_tries_a_deferral_sees_what_it_relieves_and_asks_for_it(small, planner):
    """R105, R111: the difference is shown beside the plan, and becomes a request for change."""
    at = begun(planner, small)
    first = _actions(small)[0]
    shown = tried(planner, at, element=first.pk, kind="DEFER", quarters=1, because="No room")
    assert (
        "One change tried. No service is asked for more than it can give any more; "
        "in the plan more is asked of a service than it can give in one quarter."
    ) in shown
    assert "30 of 20 days" in shown
    assert "15 of 20 days" in shown
    held = Scenario.objects.get()
    Edition.objects.update(state="ADOPTED")
    shown = planner.post(f"{at}do/apply/", {"version": held.version}, follow=True).content.decode()
    (request,) = ChangeRequest.objects.all()
    assert (request.scenario, request.element) == (held, first)
    assert "Take effort and staff along" in shown


def test_a_scarce_skill_that_gets_worse_is_warned_of(small, planner):
    """R105: relief for a service that overloads a scarce skill is no relief."""
    skill = Skill.objects.create(council=small, name="Project management", days_a_quarter=5)
    first, second = (Need.objects.filter(element=one).get() for one in _actions(small)[:2])
    for need in (first, second):
        SkillNeed.objects.create(need=need, skill=skill, days=4)
    Element.objects.filter(pk=second.element_id).update(due_on=date(2014, 9, 30))
    Effort.objects.filter(need=second).update(quarter_on=date(2014, 7, 1))
    at = begun(planner, small)
    assert "Scarce skills" not in " ".join(planner.get(at).content.decode().split())
    shown = tried(planner, at, element=first.element_id, kind="DEFER", quarters=1)
    told = (
        "Project management is scarce and would be asked for 8 of 5 days in July to September 2014, "
        "instead of 4."
    )
    assert told in shown
    assert "8 of 5 days, 160%" in shown


def test_a_draft_is_changed_outright(small, planner):
    at = begun(planner, small)
    Edition.objects.update(state="DRAFT")
    tried(planner, at, element=_actions(small)[0].pk, kind="DEFER", quarters=1)
    planner.post(f"{at}do/apply/", {"version": Scenario.objects.get().version})
    assert Scenario.objects.get().state == "APPLIED"
    assert _actions(small)[0].due_on == date(2014, 9, 30)


def test_applying_is_offered_to_whom_it_is_not_refused(small, planner):
    """A director may try what they like; a draft's lines are changed by whoever may change them."""
    at = begun(planner, small)
    Edition.objects.update(state="DRAFT")
    tried(planner, at, element=_actions(small)[0].pk, kind="DEFER", quarters=1)
    director = signed_in(small, "DIRECTOR")
    shown = director.get(at).content.decode()
    assert "Apply it to the draft" not in shown
    assert "It can’t be applied by you. Only the strategy team" in shown
    assert "Throw it away" in shown
    assert "Apply it to the draft" in planner.get(at).content.decode()


def test_nothing_is_asked_for_while_nobody_said_why(small, planner):
    """Those who decide read the reasons that somebody gave, never one that nobody did."""
    at = begun(planner, small)
    Scenario.objects.update(why="")
    tried(planner, at, element=_actions(small)[0].pk, kind="DEFER", quarters=1)
    Edition.objects.update(state="ADOPTED")
    refused = planner.post(f"{at}do/apply/", {"version": Scenario.objects.get().version})
    assert refused.status_code == 403
    assert "Say first why these changes are asked for" in refused.content.decode()
    assert f'<a href="{at}name/">Say why of the scenario</a>' in refused.content.decode()
    assert not ChangeRequest.objects.exists()
    Scenario.objects.update(why="The depot floods.")
    planner.post(f"{at}do/apply/", {"version": Scenario.objects.get().version})
    (request,) = ChangeRequest.objects.all()
    assert request.reason == "Scenario “Later”: The depot floods."
    told = "Counts as deferred for a miss: no decision that redirected resources is named"
    assert said_of_ground(request) == told


def test_staff_and_money_are_tried(small, planner):
    at = begun(planner, small)
    shown = tried(planner, at, "staff", service=small.services.first().pk, quarter_on="2014-04-01", days="15")
    assert "30 of 35 days" in shown
    shown = tried(planner, at, "money", year=2014, amount="5000")
    assert "£5,000 more in 2014/15" in shown
    assert "record a bid for it" in shown


def test_what_can_not_be_tried_says_why_and_keeps_what_was_written(small, planner):
    at = begun(planner, small)
    shown = tried(planner, at, element=_actions(small)[0].pk, kind="SPLIT", quarters=1, because="Half of it")
    assert "Say which part goes along, from 1 to 99 percent." in shown
    assert "Half of it" in shown


def test_a_change_is_taken_out_and_a_scenario_thrown_away_and_taken_up(small, planner):
    at = begun(planner, small)
    tried(planner, at, element=_actions(small)[0].pk, kind="DROP")
    held = Scenario.objects.get()
    given = {"version": held.version, "change": held.changes.get().pk}
    assert planner.post(f"{at}take-out/", given).status_code == 302
    assert planner.post(f"{at}take-out/", given).status_code in (403, 409)
    for move, state in (("throw-away", "THROWN_AWAY"), ("take-up-again", "OPEN")):
        planner.post(f"{at}do/{move}/", {"version": Scenario.objects.get().version})
        assert Scenario.objects.get().state == state
    assert planner.post(f"{at}do/burn/", {"version": 1}).status_code == 404


def work_all_out() -> None:
    at = datetime(2014, 9, 1, tzinfo=UTC)
    while (run := claim_next_odds(worker="one", at=at)) is not None:
        work_odds_out(run, now=lambda: at, is_stopped=lambda: False)


def test_its_odds_stand_beside_the_plans(small, planner):
    """R112: worked out with the plan's, in one table, with what became of them since."""
    Council.objects.update(position_on=SPRING)
    at = begun(planner, small)
    assert "Nothing is tried that decides the odds" in planner.get(at).content.decode()
    first = _actions(small)[0]
    tried(planner, at, element=first.pk, kind="DEFER", quarters=1)
    asked = planner.post(f"{at}odds/", follow=True).content.decode()
    assert "The plan’s odds</a>: Waiting for the worker" in asked and "Work its odds out" not in asked
    assert "The scenario’s odds</a>: Waiting for the worker" in asked
    work_all_out()
    shown = " ".join(planner.get(at).content.decode().split())
    assert "With these changes the whole plan finishes on time <strong>in every run</strong>" in shown
    assert "One action is due later, and is held to its later date." in shown
    assert "give or take" in shown and "has changed since" not in shown
    file = planner.get(f"{at}?table=scenario-odds&as=csv").content.decode()
    assert "The whole plan" in file and "up 100.0" in file
    run = OddsRun.objects.get(scenario__isnull=False)
    full = planner.get(f"/small/delivery/odds/{run.pk}/").content.decode()
    assert "with the changes of “Later”" in full and f"{at}#odds" in full
    Capacity.objects.update(gross=500)
    shown = planner.get(at).content.decode()
    assert "has changed since. They say how it was then." in shown and "Work its odds out again" in shown
    planner.post(f"{at}do/throw-away/", {"version": Scenario.objects.get().version})
    shown = planner.get(at).content.decode()
    assert "The scenario is thrown away since." in shown and "Work its odds out" not in shown
    assert Client().get(f"/small/delivery/odds/{run.pk}/").status_code == 404


def test_scenarios_are_the_councils_own_peoples(small, planner):
    at = begun(planner, small)
    assert Client().get(at).status_code == 404
    scrutiny = signed_in(small, "SCRUTINY")
    assert scrutiny.get(at).status_code == 200
    assert scrutiny.get(f"{at}try/action/").status_code == 403


def test_the_page_takes_as_many_queries_with_one_change_as_with_three(small, planner):
    at = begun(planner, small)
    counts = []
    for element in _actions(small)[:3]:
        tried(planner, at, element=element.pk, kind="DEFER", quarters=1)
        with CaptureQueriesContext(connection) as caught:
            planner.get(at)
        counts.append(len(caught))
    planner.post(f"{at}odds/")
    work_all_out()
    with CaptureQueriesContext(connection) as caught:
        planner.get(at)
    assert len(caught) - counts[0] <= 13
    assert len(set(counts)) == 1
    assert counts[0] <= 24
