"""A plan loaded above its limit goes forward only by a decision that is on record."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.periods import in_words
from goldenthread.core.refused import Reason, refuse_if
from goldenthread.core.sentences import counted
from goldenthread.core.strain import Strain, not_allowed, strain_of
from goldenthread.core.workload import Cell, Workload, days_shown
from goldenthread.ledger.one import make
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Edition
from goldenthread.resources.models import OverloadAllowed
from goldenthread.resources.policies import limits
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of

MOST_NAMED = 3
WAY_ON = "Relieve it, or record on the plan’s page of strain the decision that it goes forward all the same."


class Decided(NamedTuple):
    """Who decided that a plan goes forward overloaded, when, and why."""

    decided_by: str
    decided_on: date
    because: str


def reasons_not_to_allow(council: Council, by: Officer) -> list[str]:
    """Why this person may not record that a plan goes forward overloaded."""
    return reasons_of_duty(council, "allow_overload", by)


def reasons_of_overload(edition: Edition, on: date) -> list[str]:
    """Why a draft can't go forward now: what is asked of which services, and the way on.

    What was adopted goes forward no more; where capacity isn't on record no strain is known.
    """
    if edition.state != Edition.State.DRAFT:
        return []
    workload = workload_of(edition, quarters_of_edition(edition, on), on, OPERATOR)
    strain = strain_of(workload, limits())
    cells = not_allowed(strain, allowed_in(decision_on(edition), workload))
    if not cells:
        return []
    named = [in_one_sentence(strain, cell, workload) for cell in cells[:MOST_NAMED]]
    more = len(cells) - MOST_NAMED
    rest = [f"So it is in {counted(more, 'more quarter')}, counted for each service."] if more > 0 else []
    where = f"{edition.plan.slug}/{edition.slug}"
    return [*named, *rest, Reason(WAY_ON, words="See the strain on services", kind="strain", key=where)]


def in_one_sentence(strain: Strain, cell: Cell, workload: Workload) -> str:
    """What is asked of a service in a quarter, and what it can give."""
    load, quarter = strain.loads[cell], in_words(workload.quarters[cell.quarter])
    assert load.given is not None
    return (
        f"{workload.services[cell.service]} is asked for {days_shown(load.asked)} days in {quarter} "
        f"and can give {days_shown(load.given.days)}."
    )


def decision_on(edition: Edition) -> OverloadAllowed | None:
    """The latest decision that an edition goes forward overloaded."""
    return OverloadAllowed.objects.filter(edition=edition).first()


def allowed_in(held: OverloadAllowed | None, workload: Workload) -> dict[Cell, Decimal]:
    """The days that a decision allows, by service and quarter; none without one."""
    asked = held.asked if held else {}
    return {cell: Decimal(asked[key]) for cell, key in _keys(workload).items() if key in asked}


def _keys(workload: Workload) -> dict[Cell, str]:
    """What a decision calls each service and quarter."""
    return {
        Cell(service, place): f"{service} {quarter.starts_on}"
        for service in workload.services
        for place, quarter in enumerate(workload.quarters)
    }


@transaction.atomic
def allow_overload(
    *, edition: Edition, said: Decided, on: date, by: Officer, at: datetime
) -> OverloadAllowed:
    """Record that an edition goes forward with what is asked of services now. Raises `Refused`."""
    council = edition.plan.council
    refuse_if(reasons_not_to_allow(council, by))
    workload = workload_of(edition, quarters_of_edition(edition, on), on, OPERATOR)
    strain = strain_of(workload, limits())
    refuse_if(_reasons_not_this(strain, said, on))
    keys = _keys(workload)
    asked = {keys[cell]: str(strain.loads[cell].asked) for cell in strain.beyond()}
    because = said.because.strip()
    row = {
        "council_id": council.pk, "edition_id": edition.pk, "decided_by": said.decided_by.strip(),
        "decided_on": said.decided_on, "because": because, "asked": asked, "recorded_by": by.post,
    }  # fmt: skip
    return make(OverloadAllowed, row, council=council, by=by, at=at, verb="allowed", reason=because)


def _reasons_not_this(strain: Strain, said: Decided, on: date) -> list[str]:
    if not strain.beyond():
        return ["No service is asked for more than its limit: there is nothing to decide."]
    if not said.decided_by.strip():
        return ["Say which body or post decided it."]
    if not said.because.strip():
        return ["Say why it goes forward all the same: those who read the plan will ask."]
    return ["A decision can’t be of a day to come."] if said.decided_on > on else []
