"""Minutes: questions with their answers, promises and what came of them, views, what was resolved.

Source: Cheltenham 2012, where the answers given at scrutiny and the Chair's thanks are the minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.keeping import change_seen, locked, reasons_across, row_of
from goldenthread.governance.models import Meeting, Minute, Step
from goldenthread.ledger.one import make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.ledger.twice import refuse_if_twice
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty

PROMISE, ANSWERS = "PROMISE", ("ANSWER", "PROMISE")


class Minuted(NamedTuple):
    """One entry as somebody writes it."""

    kind: str
    text: str
    said_by: str = ""
    meeting: Meeting | None = None
    step: Step | None = None
    answers: Minute | None = None
    due_on: date | None = None
    followed_on: date | None = None
    came_of_it: str = ""
    source: str = ""


def reasons_not_to_keep_minutes(council: Council, by: Officer) -> list[str]:
    """Why this person may not record what a meeting decided, was asked and was promised."""
    return reasons_of_duty(council, "keep_minutes", by)


def reasons_not_this_minute(council: Council, said: Minuted, held: Minute | None = None) -> list[str]:
    """Why an entry can't be so, whoever writes it."""
    found = reasons_across(council, said)
    if not said.text.strip():
        found.append("Write what was said.")
    if said.meeting is None and said.step is None:
        found.append("Choose the meeting, or the step of the route, that this was said at.")
    if said.answers is not None and said.kind not in ANSWERS:
        found.append("Only an answer or a promise answers a question.")
    if said.answers is not None and held is not None and said.answers.pk == held.pk:
        found.append("An entry can't answer itself. Choose the question.")
    if said.kind != PROMISE and (said.due_on or said.followed_on or said.came_of_it.strip()):
        found.append("Only a promise has a day and is followed up. Leave those empty.")
    if said.followed_on is not None and not said.came_of_it.strip():
        found.append("Say what came of the promise.")
    if said.came_of_it.strip() and said.followed_on is None:
        found.append("Say on which day the promise was followed up.")
    return found


@transaction.atomic
def add_minute(*, council: Council, said: Minuted, by: Officer, at: datetime) -> Minute:
    """Put an entry at the end of the minutes of its meeting. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_minutes(council, by) or reasons_not_this_minute(council, said))
    same = Minute.objects.filter(council=council, meeting=said.meeting, step=said.step)
    last = same.aggregate(last=Max("position"))["last"] or 0
    row = {"council_id": council.pk, "position": last + 1, **row_of(Minute, said)}
    refuse_if_twice(Minute, row, council=council, by=by, at=at)
    return make(Minute, row, council=council, by=by, at=at)


@transaction.atomic
def change_minute(*, minute: Minute, said: Minuted, version: int, by: Officer, at: datetime) -> None:
    """Put an entry right, or say what came of a promise. Raises `Refused` and `Stale`."""
    held = locked(Minute, minute.pk, "council")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    reasons = reasons_not_this_minute(held.council, said, held)
    change_seen(
        held, said, version=version, what="this entry", reasons=reasons, council=held.council, by=by, at=at
    )


@transaction.atomic
def remove_minute(*, minute: Minute, version: int, by: Officer, at: datetime) -> None:
    """Take an entry out again; the ledger keeps it. One that a task came of stays."""
    held = locked(Minute, minute.pk, "council")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    refuse_if_stale(version, held.version, "this entry")
    refuse_if(["A task came of this entry: it is kept."] if held.tasks.exists() else [])
    remove(held, council=held.council, by=by, at=at)


@transaction.atomic
def record_minutes(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record entries of minutes by the step they were said at; `answered` is the number of a question."""
    given = list(rows)
    who: dict[str, Any] = {"key": ["step_id", "position"], "council": council, "by": by, "at": at}
    plain = [{name: value for name, value in row.items() if name != "answered"} for row in given]
    recorded = bring_up_to_date(Minute, plain, **who)
    held = Minute.objects.filter(council=council, step__isnull=False)
    numbers = {(step, place): pk for step, place, pk in held.values_list("step_id", "position", "id")}
    later = [row for row in given if row.get("answered")]
    bring_up_to_date(
        Minute,
        [
            {
                "step_id": row["step_id"],
                "position": row["position"],
                "answers_id": numbers[row["step_id"], row["answered"]],
            }
            for row in later
        ],
        **who,
    )
    return recorded
