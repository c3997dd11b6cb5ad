"""A scenario's odds beside those of its plan: asked for together, read together, holding together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.odds import RUNS
from goldenthread.core.odds_plan import QUARTERS_AFTER
from goldenthread.core.refused import refuse_if
from goldenthread.core.scenario import WAY, Kind
from goldenthread.core.workload import Workload
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.models import OddsRun, Scenario, ScenarioChange
from goldenthread.resources.odds_asked import Asked, ask_for_odds, keep_asked
from goldenthread.resources.odds_kept import digest_of_odds
from goldenthread.resources.odds_permissions import (
    reasons_not_of_edition,
    reasons_not_of_workload,
    reasons_not_to_work_out,
)
from goldenthread.resources.odds_queries import OPEN, quarters_left
from goldenthread.resources.scenario_queries import changes_of, with_changes
from goldenthread.resources.workload_queries import workload_of

_HEAVY = ("inputs", "beside__inputs")


class Begins(NamedTuple):
    """What the draws begin from, and how many runs there are."""

    seed: int
    runs: int


class OfScenario(NamedTuple):
    """The odds of a scenario asked for last, and the last of which both it and the plan's are worked out."""

    asked: OddsRun | None
    done: OddsRun | None

    @property
    def left(self) -> list[OddsRun]:
        """What isn't worked out of what was asked for last: the plan's, the scenario's, both or neither."""
        if self.asked is None or self.asked == self.done:
            return []
        both = (self.asked.beside, self.asked)
        return [one for one in both if one is not None and one.state != "DONE"]


def reasons_not_of_scenario(scenario: Scenario, changes: Sequence[ScenarioChange], by: Officer) -> list[str]:
    """Why this person may not have a scenario's odds worked out, or why it has none of its own."""
    found = reasons_not_to_work_out(scenario.council, by)
    if found:
        return found
    if scenario.state != Scenario.State.OPEN:
        return [f"The scenario “{scenario}” is {WAY.states[scenario.state]}: look at the odds of the plan."]
    if all(one.kind == Kind.MONEY for one in changes):
        return ["Nothing is tried that decides the odds: change an action or staff first."]
    return []


@transaction.atomic
def ask_for_odds_of_scenario(*, scenario: Scenario, on: date, by: Officer, at: datetime) -> OddsRun:
    """Have a scenario's odds worked out from a day, and the plan's of that day where none still hold.

    Both begin from the same seed with as many runs: those of the plan's latest. Raises `Refused`.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=scenario.edition_id)
    rows = Scenario.objects.select_for_update(of=("self",)).select_related("council")
    held = rows.get(pk=scenario.pk)
    changes = changes_of(held)
    refuse_if(reasons_not_of_scenario(held, changes, by))
    quarters = quarters_left(edition, on)
    refuse_if(reasons_not_of_edition(edition, quarters, on))
    planned = workload_of(edition, quarters, on, OPERATOR, QUARTERS_AFTER)
    changed = with_changes(planned, changes)
    refuse_if(reasons_not_of_workload(changed))
    begins = _begins(edition)
    refuse_if(_reasons_alike(planned, changed, begins))
    beside = _holding(edition, planned, begins) or ask_for_odds(
        edition=edition, on=on, seed=begins.seed, runs=begins.runs, by=by, at=at
    )
    asked = Asked(edition, on, quarters, changed, begins.seed, begins.runs, held, beside)
    return keep_asked(asked, by=by, at=at)


def _begins(edition: Edition) -> Begins:
    """What the plan's latest odds began from, of those that nobody cancelled and that didn't fail."""
    held = OddsRun.objects.filter(edition=edition, scenario__isnull=True, state__in=(*OPEN, "DONE"))
    latest = held.only("seed", "runs").first()
    return Begins(latest.seed, latest.runs) if latest else Begins(1, RUNS)


def _reasons_alike(planned: Workload, changed: Workload, begins: Begins) -> list[str]:
    if digest_of_odds(planned, *begins) != digest_of_odds(changed, *begins):
        return []
    return ["Its changes touch nothing that decides the odds, which are those of the plan."]


def _holding(edition: Edition, planned: Workload, begins: Begins) -> OddsRun | None:
    """The plan's odds that still hold, or are being worked out."""
    held = OddsRun.objects.filter(edition=edition, scenario__isnull=True, state__in=(*OPEN, "DONE"))
    return held.filter(digest=digest_of_odds(planned, *begins)).first()


def odds_of_scenario(scenario: Scenario) -> OfScenario:
    """A scenario's odds as they stand, and the last that can be read beside the plan's: two queries."""
    rows = OddsRun.objects.filter(scenario=scenario).select_related("beside").defer(*_HEAVY)
    asked = rows.defer(*_HEAVY, "result", "beside__result").first()
    return OfScenario(asked, rows.filter(state="DONE", beside__state="DONE").first())


def both_hold(run: OddsRun, scenario: Scenario, on: date) -> bool:
    """True while all that decided a scenario's odds and its plan's is as it was. Nine queries."""
    quarters = quarters_left(scenario.edition, on)
    if run.beside is None or not quarters:
        return False
    planned = workload_of(scenario.edition, quarters, on, OPERATOR, QUARTERS_AFTER)
    changed = with_changes(planned, changes_of(scenario))
    begins = Begins(run.seed, run.runs)
    return (digest_of_odds(planned, *begins), digest_of_odds(changed, *begins)) == (
        run.beside.digest,
        run.digest,
    )
