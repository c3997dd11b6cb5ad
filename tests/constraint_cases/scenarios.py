"""Cases of scenarios and their changes."""

from __future__ import annotations

from goldenthread.resources.models import Scenario, ScenarioChange
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, other, same


def a_scenario(cast: Cast) -> Row:
    told = {"name": "Later", "made_by": "Strategy Manager", "made_on": DAY}
    return {**council(cast), "edition": cast.edition, **told}


def a_change(cast: Cast) -> Row:
    scenario = Scenario.objects.get_or_create(**{**a_scenario(cast), "name": "Now"})[0]
    return {"scenario": scenario, "position": 1, "kind": "DROP", "element": cast.elements["action"]}


CASES: dict[str, list[Case]] = {
    "one_scenario_of_a_name": [same(Scenario, a_scenario)],
    "scenario_has_a_name": [other(Scenario, a_scenario, name="")],
    "one_change_at_a_place": [same(ScenarioChange, a_change)],
    "change_names_what_it_changes": [
        other(ScenarioChange, a_change, element=None),
        other(ScenarioChange, a_change, kind="STAFF", element=None),
        other(ScenarioChange, a_change, kind="MONEY"),
    ],
    "split_takes_less_than_the_whole": [other(ScenarioChange, a_change, percent=100)],
}
