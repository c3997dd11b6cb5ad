"""Requests for change that came of a scenario: tied to it, so that it is seen what became of each."""

from __future__ import annotations

from goldenthread.governance.models import ChangeRequest
from goldenthread.resources.models import Scenario


def tie_to_scenario(request: ChangeRequest, scenario: Scenario) -> None:
    """Say of a request that was just made that it came of a scenario."""
    request.scenario = scenario
    request.save(update_fields=["scenario"])


def requests_of(scenario: Scenario) -> list[ChangeRequest]:
    """The requests that came of a scenario, as they were asked for: one query."""
    return list(scenario.change_requests.select_related("element", "meeting", "body").order_by("pk"))
