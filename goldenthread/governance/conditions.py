"""The conditions of a decision, each to become a task, and which of them no task follows yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from goldenthread.governance.models import Decision, Task
from goldenthread.ledger.one import make
from goldenthread.people.officers import Officer

CONDITION = Task.Origin.CONDITION


def conditions_of(decision: Decision) -> list[str]:
    """Its conditions, one a line."""
    return [line.strip() for line in decision.conditions.splitlines() if line.strip()]


def without_task(decision: Decision, tasks: Iterable[Task]) -> list[str]:
    """The conditions that no task follows; one whose task was put in other words is followed all the same."""
    texts = [one.text.strip() for one in tasks if one.origin == CONDITION and one.decision_id == decision.pk]
    conditions = conditions_of(decision)
    left = [one for one in conditions if one not in texts]
    reworded = sum(one not in conditions for one in texts)
    return left[reworded:]


def left_without_task(found: Sequence[Decision]) -> int:
    """How many conditions of these decisions no task follows: one query."""
    tasks = defaultdict(list)
    for one in Task.objects.filter(origin=CONDITION, decision__in=found):
        tasks[one.decision_id].append(one)
    return sum(len(without_task(one, tasks[one.pk])) for one in found)


def give_conditions(decision: Decision, by: Officer, at: datetime) -> None:
    """Make each condition a task of the post whose paper was decided, until another is named.

    Where no paper or no such post is on record, nobody is known to own them: they are counted without a task.
    """
    paper = decision.paper
    owner = decision.council.posts.filter(title=paper.report_of).first() if paper else None
    if owner is None:
        return
    for text in conditions_of(decision):
        row = {"council_id": decision.council_id, "text": text, "origin": CONDITION,
               "decision_id": decision.pk, "owner_id": owner.pk}  # fmt: skip
        make(Task, row, council=decision.council, by=by, at=at)
