"""Cases of odds of delivery."""

from __future__ import annotations

from goldenthread.resources.models import OddsRun, Scenario
from tests.cast import AT, Cast
from tests.constraint_cases.base import DAY, Case, Row, council, edition_of, other, same
from tests.constraint_cases.scenarios import a_scenario


def a_run(cast: Cast) -> Row:
    return {
        **council(cast), **edition_of(cast), "first_on": DAY, "last_on": DAY.replace(year=DAY.year + 1),
        "seed": 1, "runs": 10_000, "method": 1, "digest": "a" * 64, "inputs": b"{}", "asked_by": "Clerk",
        "asked_at": AT,
    }  # fmt: skip


def of_a_scenario(cast: Cast) -> Row:
    """Odds of a scenario, beside those of the plan."""
    row = {**a_run(cast), "digest": "b" * 64}
    scenario = Scenario.objects.get_or_create(**a_scenario(cast))[0]
    beside = OddsRun.objects.filter(scenario=None).first() or OddsRun.objects.create(**row)
    return {**row, "digest": "c" * 64, "scenario": scenario, "beside": beside}


CASES: dict[str, list[Case]] = {
    "odds_are_worked_out_once": [same(OddsRun, a_run)],
    "odds_of_a_scenario_are_worked_out_once": [same(OddsRun, of_a_scenario)],
    "odds_of_a_scenario_stand_beside_the_plans": [
        other(OddsRun, of_a_scenario, beside=None),
        other(OddsRun, of_a_scenario, scenario=None),
    ],
    "done_odds_have_their_result": [
        other(OddsRun, a_run, state="DONE", result=b"{}"),
        other(OddsRun, a_run, state="DONE", done_at=AT),
    ],
    "seed_of_odds_is_not_below_nought": [other(OddsRun, a_run, seed=-1)],
    "odds_are_of_a_thousand_runs_or_more": [other(OddsRun, a_run, runs=999)],
    "odds_look_at_a_time_ahead": [other(OddsRun, a_run, last_on=DAY)],
}
