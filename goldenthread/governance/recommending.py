"""What a body recommended at a step of the route, and the Executive's reply to each."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.keeping import change_seen, locked, row_of
from goldenthread.governance.minuting import reasons_not_to_keep_minutes
from goldenthread.governance.models import Recommendation, Step
from goldenthread.ledger.one import make, remove
from goldenthread.ledger.twice import refuse_if_twice
from goldenthread.people.officers import Officer

OPEN = "OPEN"


class Recommended(NamedTuple):
    """A recommendation as somebody writes it, with the reply to it once there is one."""

    text: str
    reply: str = OPEN
    reply_words: str = ""
    replied_by: str = ""
    replied_on: date | None = None
    source: str = ""


def reasons_not_this_recommendation(said: Recommended) -> list[str]:
    """Why a recommendation or its reply can't be so, whoever writes it."""
    found = [] if said.text.strip() else ["Write what the body recommends."]
    if said.reply == OPEN and (said.reply_words.strip() or said.replied_on):
        found.append("Say what the reply is: accepted, accepted in part, not accepted or noted.")
    if said.reply != OPEN and not said.reply_words.strip():
        found.append("Write the words of the reply: the body will ask why.")
    if said.reply != OPEN and not said.replied_by.strip():
        found.append("Say who replies.")
    return found


@transaction.atomic
def add_recommendation(*, step: Step, said: Recommended, by: Officer, at: datetime) -> Recommendation:
    """Record what a body recommended at a step, under the next number. Raises `Refused`."""
    held = locked(Step, step.pk, "council", "body")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    refuse_if([] if held.body else ["Say first which body this step is of."])
    refuse_if(reasons_not_this_recommendation(said))
    last = held.recommendations.aggregate(last=Max("number"))["last"] or 0
    row = {"step_id": held.pk, "number": last + 1, **row_of(Recommendation, said)}
    refuse_if_twice(Recommendation, row, council=held.council, by=by, at=at)
    return make(Recommendation, row, council=held.council, by=by, at=at)


@transaction.atomic
def change_recommendation(
    *, recommendation: Recommendation, said: Recommended, version: int, by: Officer, at: datetime
) -> None:
    """Put a recommendation right, or reply to it. Raises `Refused` and `Stale`."""
    held = locked(Recommendation, recommendation.pk, "step__council", "step__body")
    council = held.step.council
    refuse_if(reasons_not_to_keep_minutes(council, by))
    verb = "replied to" if held.reply == OPEN and said.reply != OPEN else "changed"
    change_seen(
        held, said, version=version, what="this recommendation",
        reasons=reasons_not_this_recommendation(said), council=council, by=by, at=at, verb=verb,
    )  # fmt: skip


@transaction.atomic
def remove_recommendation(*, recommendation: Recommendation, version: int, by: Officer, at: datetime) -> None:
    """Take out a recommendation that nobody has replied to; the ledger keeps it."""
    held = locked(Recommendation, recommendation.pk, "step__council", "step__body")
    refuse_if(reasons_not_to_keep_minutes(held.step.council, by))
    refuse_if_stale(version, held.version, "this recommendation")
    refuse_if(["It has been replied to: it is kept."] if held.reply != OPEN else [])
    remove(held, council=held.step.council, by=by, at=at)
