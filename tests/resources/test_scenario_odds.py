"""A scenario's odds: asked for with the plan's, drawn alike, told out of date, closed to others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.odds_beside import beside
from goldenthread.core.refused import Refused
from goldenthread.core.scenario import applied
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.resources.models import Capacity, OddsRun, Scenario
from goldenthread.resources.odds_asked import ask_for_odds, cancel_odds
from goldenthread.resources.odds_kept import decoded_workload
from goldenthread.resources.odds_making import claim_next_odds, work_odds_out
from goldenthread.resources.odds_queries import (
    confidence_of,
    holds_still,
    latest_odds,
    odds_at,
    odds_in,
    odds_runs_of,
    open_odds,
)
from goldenthread.resources.scenario_odds import ask_for_odds_of_scenario, both_hold, odds_of_scenario
from goldenthread.resources.scenario_queries import changes_of
from goldenthread.resources.tried import rule_of, tried_of
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, Cast, a_council
from tests.resources.odds_cast import QUARTERS, with_effort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return with_effort(a_council())


@pytest.fixture
def scenario(cast: Cast) -> Scenario:
    """Streets is given 20 days more from July, so that all that is asked of it always fits."""
    made = Scenario.objects.create(
        council=cast.council, edition=cast.edition, name="More staff", made_by="A post", made_on=ON
    )
    streets = Capacity.objects.first().service
    given = {"service": streets, "quarter_on": QUARTERS[0], "days": Decimal(20)}
    made.changes.create(position=1, kind="STAFF", **given)
    return made


def ask(scenario: Scenario, by: Officer = STRATEGY) -> OddsRun:
    return ask_for_odds_of_scenario(scenario=scenario, on=ON, by=by, at=AT)


def work_all_out() -> None:
    while (run := claim_next_odds(worker="one", at=AT)) is not None:
        work_odds_out(run, now=lambda: AT, is_stopped=lambda: False)


def test_both_are_asked_for_drawn_alike_and_differ_by_the_changes(cast: Cast, scenario: Scenario) -> None:
    """R112: the confidence of a plan with changes, beside that of the plan."""
    run = ask(scenario)
    assert (run.scenario, run.state) == (scenario, "WAITING")
    assert run.beside is not None and run.beside.scenario is None
    assert odds_of_scenario(scenario).done is None
    assert odds_of_scenario(scenario).left == [run.beside, run]
    work_all_out()
    held = odds_of_scenario(scenario).done
    assert held == run and held.beside is not None and odds_of_scenario(scenario).left == []
    planned, changed = (decoded_workload(bytes(one.inputs)) for one in (held.beside, held))
    rules = [rule_of(tried_of(one), planned.quarters) for one in changes_of(scenario)]
    assert applied(planned, rules) == changed
    before, after = odds_in(held.beside), odds_in(held)
    assert before is not None and after is not None
    found = beside(before, after)
    assert found.whole.is_sure and found.whole.counts is not None
    assert found.whole.counts[0] < found.whole.counts[1] == found.runs
    assert both_hold(held, scenario, ON) and holds_still(held, ON)


def test_the_plans_own_odds_stay_the_plans(cast: Cast, scenario: Scenario) -> None:
    run = ask(scenario)
    work_all_out()
    plans = run.beside
    assert plans is not None
    assert latest_odds(cast.edition) == plans and open_odds(cast.edition) is None
    assert odds_runs_of(cast.edition) == [plans]
    confidence = confidence_of(cast.elements["action"])
    assert confidence is not None and confidence.run == plans.pk


def test_the_plans_odds_are_taken_as_they_are_while_they_hold(cast: Cast, scenario: Scenario) -> None:
    plans = ask_for_odds(edition=cast.edition, on=ON, seed=7, runs=20_000, by=STRATEGY, at=AT)
    run = ask(scenario)
    assert (run.beside, run.seed, run.runs) == (plans, 7, 20_000)
    cancel_odds(run=plans, by=STRATEGY, at=AT)
    assert [one.state for one in odds_of_scenario(scenario).left] == ["CANCELLED", "WAITING"]
    again = ask(scenario)
    assert again.beside is not None and again.beside.seed == 1  # what was cancelled leads nobody
    assert ask(scenario) == again


def test_a_change_of_plan_or_scenario_is_told_and_the_pair_stays_a_pair(cast, scenario: Scenario) -> None:
    run = ask(scenario)
    work_all_out()
    Capacity.objects.filter(quarter_on=QUARTERS[1]).update(gross=Decimal(1))
    run.refresh_from_db()
    assert not both_hold(run, scenario, ON)
    other = ask(scenario)
    assert other != run and other.beside != run.beside
    assert odds_of_scenario(scenario).done == run
    work_all_out()
    assert odds_of_scenario(scenario).done == other
    assert both_hold(odds_of_scenario(scenario).done, scenario, ON)
    scenario.changes.update(days=Decimal(1))
    assert not both_hold(odds_of_scenario(scenario).done, scenario, ON)


def test_what_decides_no_odds_is_not_worked_out(cast: Cast, scenario: Scenario) -> None:
    scenario.changes.update(days=Decimal(0))
    with pytest.raises(Refused, match="touch nothing that decides the odds"):
        ask(scenario)
    scenario.changes.all().delete()
    with pytest.raises(Refused, match="Nothing is tried"):
        ask(scenario)
    scenario.changes.create(position=1, kind="MONEY", year=2014, amount=Decimal(5))
    with pytest.raises(Refused, match="Nothing is tried"):
        ask(scenario)
    scenario.changes.create(position=2, kind="DROP", element=cast.elements["action"])
    with pytest.raises(Refused, match="No action"):
        ask(scenario)
    Scenario.objects.update(state="APPLIED")
    with pytest.raises(Refused, match="is made: look at the odds of the plan"):
        ask(scenario)
    assert not OddsRun.objects.exists()


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_others_do_not_ask_and_strangers_do_not_see(cast: Cast, scenario: Scenario, by: Officer) -> None:
    run = ask(scenario)
    with pytest.raises(Refused):
        ask(scenario, by)
    assert (odds_at(cast.council, run.pk, by) is None) == (by != NEIGHBOUR)
    assert odds_at(cast.council, run.pk, STRATEGY) == run
    assert odds_at(cast.council, run.pk, OPERATOR) == run
