"""A scenario made of a way out that was found, so that it can be looked at, changed and applied."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.core.refused import refuse_if
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import ReliefRun, Scenario
from goldenthread.resources.relief_queries import answer_of, moves_of
from goldenthread.resources.scenarios import begin_scenario
from goldenthread.resources.tried import Tried


def scenario_of(*, run: ReliefRun, on: date, by: Officer, at: datetime) -> Scenario:
    """Begin a scenario with the moves of a way out, each with the way out's reasons for it.

    Raises `Refused` where there are none, or it is begun.
    """
    moves = moves_of(run)
    refuse_if([] if moves else ["This way out moves nothing: there is no scenario to make of it."])
    held = Element.objects.filter(edition=run.edition).in_bulk([one.element for one in moves])
    told = answer_of(run)
    reasons = {one.key: " ".join(one.reasons) for one in told.moves} if told else {}
    tried = [
        Tried(
            one.kind,
            element=held[one.element],
            quarters=one.quarters,
            because=reasons.get(one.element, ""),
        )
        for one in moves
        if one.element in held
    ]
    why = f"The way out {run.pk}: what loses least while no service is asked for more than {run.limit}%."
    return begin_scenario(
        edition=run.edition, name=f"Way out {run.pk}", why=why, tried=tried, on=on, by=by, at=at
    )
