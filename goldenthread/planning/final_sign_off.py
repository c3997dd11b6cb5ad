"""Final sign-off: Council's decision at the last step of the route adopts the edition (Cheltenham 2012, 4).

From then on its lines stay as they are, and change only by a request for change that is granted.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.core.sentences import on_day
from goldenthread.governance.deciding import Decided, record_decision
from goldenthread.governance.models import Body, Decision, Step
from goldenthread.governance.routing import HELD, hold_step
from goldenthread.ledger.one import change
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.off_route import steps_to_come
from goldenthread.planning.refresh import adopt_held
from goldenthread.plans.editing import held_edition
from goldenthread.plans.models import Edition
from goldenthread.plans.permissions import reasons_not_ready


def reasons_not_final(step: Step | None, body: Body) -> list[str]:
    """Why a decision of a body at a step can't be the final sign-off of the step's edition."""
    if step is None:
        return ["Choose the step of the route at which the edition was put to Council."]
    if body.kind != Body.Kind.COUNCIL:
        return [f"Only full Council signs an edition off, not {body}."]
    if waiting := steps_to_come(step.edition, but=step):
        names = ", ".join(waiting)
        return [
            f"Other steps are to come on the route: {names}. Hold them, pass them over, or take them off."
        ]
    return reasons_not_ready(step.edition)


@transaction.atomic
def decide(*, council: Council, said: Decided, adopts: bool, by: Officer, at: datetime) -> Decision:
    """Record a decision; where it `adopts`, the step is held and its edition adopted in the same breath.

    Raises `Refused`. Who records Council's decision need not be who could adopt an edition otherwise.
    """
    decision = record_decision(council=council, said=said, by=by, at=at)
    if not adopts:
        return decision
    refuse_if(reasons_not_final(said.step, said.body))
    assert said.step is not None
    edition = held_edition(said.step.edition)
    refuse_if(reasons_not_ready(edition))
    _hold(said.step, decision, by, at)
    words = f"{said.body}, {on_day(said.decided_on)}"
    adopt_held(held=edition, adopted=words, adopted_on=said.decided_on, by=by, at=at)
    change(decision, {"adopts": True}, council=council, by=by, at=at, verb="adopted by")
    return decision


def _hold(step: Step, decision: Decision, by: Officer, at: datetime) -> None:
    now = Step.objects.get(pk=step.pk)
    if now.state == HELD:
        return
    day = decision.decided_on
    hold_step(
        step=now, happened_on=day, what=decision.text, version=now.version, on=max(day, now.seen_on or day),
        by=by, at=at,
    )  # fmt: skip


def adopted_by(edition: Edition) -> Decision | None:
    """The decision by which an edition was adopted, where it is on record."""
    found = Decision.objects.filter(step__edition=edition, adopts=True).select_related("body")
    return found.first()
