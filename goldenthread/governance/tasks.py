"""Tasks that came of a decision, a condition, a promise or a recommendation, followed until they are done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.duties import Subject
from goldenthread.core.refused import refuse_if
from goldenthread.governance.keeping import change_seen, locked, reasons_across, row_of
from goldenthread.governance.minuting import reasons_not_to_keep_minutes
from goldenthread.governance.models import Decision, Minute, Recommendation, Task
from goldenthread.ledger.one import make
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.ledger.twice import refuse_if_twice
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty

OF_DECISION = ("DECISION", "CONDITION")


class Given(NamedTuple):
    """A task as somebody writes it: what is to be done, by whom and when, and what came of it."""

    text: str
    origin: str = "DECISION"
    decision: Decision | None = None
    minute: Minute | None = None
    recommendation: Recommendation | None = None
    owner: Post | None = None
    who: str = ""
    due_on: date | None = None
    done_on: date | None = None
    outcome: str = ""
    source: str = ""


def reasons_not_to_follow(task: Task, by: Officer) -> list[str]:
    """Why this person may not say how a task stands: it is its owner's, or those who keep the minutes do."""
    owner = Subject("", "", (task.owner.title,) if task.owner else ())
    found = reasons_of_duty(task.council, "follow_tasks", by, owner)
    return found if found and reasons_not_to_keep_minutes(task.council, by) else []


def reasons_not_this_task(council: Council, said: Given) -> list[str]:
    """Why a task can't be so, whoever gives it."""
    found = reasons_across(council, said)
    if not said.text.strip():
        found.append("Say what is to be done.")
    if said.owner is None and not said.who.strip():
        found.append("Say who does it: a post, or a partner or body in words.")
    if said.done_on is not None and not said.outcome.strip():
        found.append("Say what came of it.")
    if said.done_on is None and said.outcome.strip():
        found.append("Say on which day it was done, or leave what came of it empty.")
    return found + _reasons_of_origin(said)


def _reasons_of_origin(said: Given) -> list[str]:
    came_of = {
        "DECISION": said.decision, "CONDITION": said.decision, "PROMISE": said.minute,
        "RECOMMENDATION": said.recommendation,
    }  # fmt: skip
    if came_of.get(said.origin) is None:
        return ["Say what it came of: a decision, a promise or a recommendation on record."]
    if said.origin == "PROMISE" and said.minute is not None and said.minute.kind != "PROMISE":
        return ["That entry of the minutes is no promise."]
    return []


@transaction.atomic
def give_task(*, council: Council, said: Given, by: Officer, at: datetime) -> Task:
    """Give somebody a task that came of a meeting. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_minutes(council, by) or reasons_not_this_task(council, said))
    row = {"council_id": council.pk, **row_of(Task, said)}
    refuse_if_twice(Task, row, council=council, by=by, at=at)
    return make(Task, row, council=council, by=by, at=at)


@transaction.atomic
def change_task(*, task: Task, said: Given, version: int, by: Officer, at: datetime) -> None:
    """Put a task right, or give it to somebody else. Raises `Refused` and `Stale`."""
    held = locked(Task, task.pk, "council", "owner")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    _change(held, said, version, "changed", by, at)


@transaction.atomic
def follow_task(
    *, task: Task, done_on: date | None, outcome: str, version: int, by: Officer, at: datetime
) -> None:
    """Say that a task is done and what came of it, or take that back. Raises `Refused` and `Stale`."""
    held = locked(Task, task.pk, "council", "owner", "decision", "minute", "recommendation__step")
    refuse_if(reasons_not_to_follow(held, by))
    now = Given(*(getattr(held, name) for name in Given._fields))
    verb = "done" if done_on else "opened again"
    _change(held, now._replace(done_on=done_on, outcome=outcome), version, verb, by, at)


def _change(held: Task, said: Given, version: int, verb: str, by: Officer, at: datetime) -> None:
    reasons = reasons_not_this_task(held.council, said)
    change_seen(
        held, said, version=version, what="this task", reasons=reasons, council=held.council, by=by, at=at,
        verb=verb,
    )  # fmt: skip


def record_tasks(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record tasks as sources tell them, by their words."""
    return bring_up_to_date(Task, rows, key=["text"], council=council, by=by, at=at)
