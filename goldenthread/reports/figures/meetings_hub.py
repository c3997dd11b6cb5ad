"""The opening sentences of the meetings page: one of each list that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.governance import decision_queries as decided
from goldenthread.governance import route_queries as routes
from goldenthread.governance.models import Step
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.reports.figures import route as told

MORE = 3  # decisions shown on the meetings page; the others are one link away


@dataclass(frozen=True, slots=True)
class Hub:
    """What the meetings page says of the route, decisions, tasks, minutes, meetings and work programmes."""

    route: str
    influence: str
    decisions: str
    tasks: str
    recommendations: str
    minutes: str
    meetings: str
    work: str
    endorsements: str


def hub_of(council: Council, route: Sequence[Step], on: date, viewer: Officer) -> Hub:
    """Gather the sentences: a fixed number of queries."""
    coming = told.next_step(route)
    return Hub(
        route=told.of_route(route, routes.bodies_by_number(council)),
        influence=coming.influence if coming else "",
        decisions=told.of_decisions(decided.decisions_taken(council, viewer)),
        tasks=told.of_tasks(decided.tasks_of(council, viewer), on),
        recommendations=told.of_recommendations(routes.recommendations_of(council, viewer)),
        minutes=told.of_minutes(decided.minutes_of(council, viewer)),
        meetings=told.of_meetings(routes.meetings_of(council, viewer), on),
        work=told.of_work(routes.work_items_of(council)),
        endorsements=told.of_endorsements(decided.endorsements_of(council, viewer)),
    )
