"""Endorsing the plans of partners: with the body, the day and the words (York 2008, paragraph 22)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.governance.keeping import change_seen, locked, reasons_across, reasons_of_address, row_of
from goldenthread.governance.minuting import reasons_not_to_keep_minutes
from goldenthread.governance.models import Body, Endorsement
from goldenthread.ledger.one import make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Plan


class Endorsed(NamedTuple):
    """An endorsement as somebody writes it."""

    body: Body
    plan: Plan
    endorsed_on: date
    edition: Edition | None = None
    text: str = ""
    address: str = ""
    source: str = ""


def reasons_not_this_endorsement(
    council: Council, said: Endorsed, held: Endorsement | None = None
) -> list[str]:
    """Why an endorsement can't be so, whoever records it."""
    found = [*reasons_across(council, said), *reasons_of_address(said.address)]
    if said.edition is not None and said.edition.plan_id != said.plan.pk:
        found.append(f"Choose an edition of {said.plan}.")
    same = Endorsement.objects.filter(body=said.body, plan=said.plan, endorsed_on=said.endorsed_on)
    if same.exclude(pk=held.pk if held else 0).exists():
        found.append(f"{said.body} endorsed it on {on_day(said.endorsed_on)}: that is on record already.")
    return found


@transaction.atomic
def endorse(*, council: Council, said: Endorsed, by: Officer, at: datetime) -> Endorsement:
    """Record that a body endorsed a plan. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_minutes(council, by) or reasons_not_this_endorsement(council, said))
    row = {"council_id": council.pk, **row_of(Endorsement, said)}
    return make(Endorsement, row, council=council, by=by, at=at)


@transaction.atomic
def change_endorsement(
    *, endorsement: Endorsement, said: Endorsed, version: int, by: Officer, at: datetime
) -> None:
    """Put an endorsement right. Raises `Refused` and `Stale`."""
    held = locked(Endorsement, endorsement.pk, "council", "body", "plan")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    reasons = reasons_not_this_endorsement(held.council, said, held)
    change_seen(
        held, said, version=version, what="this endorsement", reasons=reasons, council=held.council, by=by,
        at=at,
    )  # fmt: skip


@transaction.atomic
def remove_endorsement(*, endorsement: Endorsement, version: int, by: Officer, at: datetime) -> None:
    """Take out an endorsement that was recorded by mistake; the ledger keeps it."""
    held = locked(Endorsement, endorsement.pk, "council", "body", "plan")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    refuse_if_stale(version, held.version, "this endorsement")
    remove(held, council=held.council, by=by, at=at)


def record_endorsements(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record endorsements as sources tell them."""
    key = ["body_id", "plan_id", "endorsed_on"]
    return bring_up_to_date(Endorsement, rows, key=key, council=council, by=by, at=at)
