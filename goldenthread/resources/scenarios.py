"""Keeping scenarios: what somebody tries with a plan, beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.core import scenario as rules
from goldenthread.core.refused import Reason, refuse_if, refuse_if_stale
from goldenthread.core.scenario import WAY
from goldenthread.core.workload import Workload
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Edition
from goldenthread.resources.models import Scenario, ScenarioChange
from goldenthread.resources.tried import Tried, row_of, rule_of

MOST_CHANGES = 200
State = Scenario.State


def reasons_not_to_try(council: Council, by: Officer) -> list[str]:
    """Why this person may not keep scenarios of a council's plans."""
    return reasons_of_duty(council, "keep_scenarios", by)


def reasons_not_to_move(held: Scenario, move: str, by: Officer) -> list[str]:
    """Why a scenario can't be moved on, or this person may not."""
    found = reasons_not_to_try(held.council, by)
    return found or WAY.reasons_not(move, held.state, f"The scenario “{held}”")


@transaction.atomic
def begin_scenario(
    *,
    edition: Edition,
    name: str,
    why: str = "",
    tried: Sequence[Tried] = (),
    on: date,
    by: Officer,
    at: datetime,
) -> Scenario:
    """Begin a scenario of an edition, with changes or without. Raises `Refused`.

    Changes that come together (a way out that the solver found) are kept as they are: what can't be made of
    them is said on the scenario's page.
    """
    council = edition.plan.council
    refuse_if(reasons_not_to_try(council, by))
    refuse_if(_reasons_of_name(edition, name))
    refuse_if(_reasons_across(edition, tried))
    row = {
        "council_id": council.pk, "edition_id": edition.pk, "name": name.strip(), "why": why.strip(),
        "made_by": by.post, "made_on": on,
    }  # fmt: skip
    made = make(Scenario, row, council=council, by=by, at=at, verb="began")
    for place, one in enumerate(tried, start=1):
        make(
            ScenarioChange,
            {"scenario_id": made.pk, "position": place, **row_of(one)},
            council=council,
            by=by,
            at=at,
            verb="tried",
        )
    return made


def _reasons_of_name(edition: Edition, name: str, but: int = 0) -> list[str]:
    if not name.strip():
        return ["Give the scenario a name, so that others know what it tries."]
    held = Scenario.objects.filter(edition=edition, name=name.strip()).exclude(state=State.THROWN_AWAY)
    if held.exclude(pk=but).exists():
        return [f"There is a scenario “{name.strip()}” of {edition} already. Choose another name."]
    return []


def _reasons_across(edition: Edition, tried: Sequence[Tried]) -> list[str]:
    """Why changes name what they can't: a line of another edition, or another council's service."""
    if len(tried) > MOST_CHANGES:
        return [f"A scenario holds at most {MOST_CHANGES} changes."]
    strange = [one.element for one in tried if one.element and one.element.edition_id != edition.pk]
    council = edition.plan.council_id
    others = [one.service for one in tried if one.service and one.service.council_id != council]
    return [f"“{one}” is not of {edition}." for one in (*strange, *others)]


@transaction.atomic
def try_change(
    *, scenario: Scenario, tried: Tried, before: Workload, version: int, by: Officer, at: datetime
) -> ScenarioChange:
    """Add a change to a scenario; `before` is the workload with the changes it holds already.

    Raises `Refused` where it can't be tried, `Stale` where somebody else changed the scenario meanwhile.
    """
    held = _held(scenario, version)
    refuse_if(_reasons_closed(held, by) or _reasons_across(held.edition, [tried]))
    refuse_if(rules.reasons_not(rule_of(tried, before.quarters), before))
    last = held.changes.aggregate(last=Max("position"))["last"] or 0
    refuse_if([f"A scenario holds at most {MOST_CHANGES} changes."] if last >= MOST_CHANGES else [])
    row = {"scenario_id": held.pk, "position": last + 1, **row_of(tried)}
    made = make(ScenarioChange, row, council=held.council, by=by, at=at, verb="tried")
    _count_up(held)
    return made


@transaction.atomic
def take_back_change(*, tried: ScenarioChange, version: int, by: Officer, at: datetime) -> None:
    """Take a change out of a scenario. Raises `Refused`, `Stale`."""
    held = _held(tried.scenario, version)
    refuse_if(_reasons_closed(held, by))
    found = held.changes.filter(pk=tried.pk).first()
    refuse_if([] if found else ["This change was taken out already."])
    assert found is not None
    remove(found, council=held.council, by=by, at=at, verb="took out")
    _count_up(held)


@transaction.atomic
def name_scenario(
    *, scenario: Scenario, name: str, why: str, version: int, by: Officer, at: datetime
) -> None:
    """Give a scenario another name, or say better what it is to find out. Raises `Refused`, `Stale`."""
    held = _held(scenario, version)
    refuse_if(_reasons_closed(held, by) or _reasons_of_name(held.edition, name, held.pk))
    change(held, {"name": name.strip(), "why": why.strip()}, council=held.council, by=by, at=at)


@transaction.atomic
def move_scenario(
    *, scenario: Scenario, move: str, version: int, on: date, by: Officer, at: datetime
) -> Scenario:
    """Move a scenario on by `core.scenario.WAY`. Raises `Refused`, `Stale`."""
    held = _held(scenario, version)
    refuse_if(reasons_not_to_move(held, move, by))
    if move == "ask":
        refuse_if(_reasons_unsaid(held))
    if move == "take up again":
        refuse_if(_reasons_of_name(held.edition, held.name, held.pk))
    state = WAY.moves[move].to
    row = {"state": state, "ended_on": on if WAY.is_over(state) or state == State.THROWN_AWAY else None}
    change(held, row, council=held.council, by=by, at=at, verb=WAY.states[state])
    return held


def _reasons_unsaid(held: Scenario) -> list[str]:
    """Why nothing can be asked for yet: nobody said why, for the whole or for each change."""
    if held.why.strip() or not held.changes.filter(because="").exists():
        return []
    why = "Say first why these changes are asked for: those who decide will ask."
    where = "Say it of the scenario, or of each change."
    return [why, Reason(where, words="Say why of the scenario", kind="scenario-name", key=str(held.pk))]


def _held(scenario: Scenario, version: int) -> Scenario:
    rows = Scenario.objects.select_for_update(of=("self",)).select_related(
        "council", "edition__plan__council"
    )
    held = rows.get(pk=scenario.pk)
    refuse_if_stale(version, held.version, f"The scenario “{held}”")
    return held


def _reasons_closed(held: Scenario, by: Officer) -> list[str]:
    found = reasons_not_to_try(held.council, by)
    if found or held.state == State.OPEN:
        return found
    return [f"The scenario “{held}” is {WAY.states[held.state]}: its changes stay as they are."]


def _count_up(held: Scenario) -> None:
    held.version += 1
    held.save(update_fields=["version"])
