"""Slack on the calendar: the working days between the end of one thing and the start of what waits for it.

A stage of the plan is to be in time for the budget, and the budget's stages for the plan (York 2008,
paragraph 10): each is held against the next stage of the other cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.round_plan import Due
from goldenthread.core.sentences import counted, spell, start
from goldenthread.core.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Span:
    """Something on the calendar from its first day to its last; `key` tells it from all others."""

    key: str
    cycle: str
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Slack:
    """Working days wholly between a span and the one that waits for it; what it runs into, if anything."""

    days: int | None = None
    waits: str = ""
    runs_into: str = ""


def slacks(spans: Sequence[Span], days: WorkingDays) -> dict[str, Slack]:
    """The slack of every span before the next of another cycle."""
    return {
        one.key: _slack(one, (other for other in spans if other.cycle != one.cycle), days) for one in spans
    }


def _slack(one: Span, others: Iterable[Span], days: WorkingDays) -> Slack:
    later, during = [], []
    for other in others:
        if other.first > one.last:
            later.append(other)
        elif one.first < other.first:
            during.append(other)
    into = min(during, key=lambda other: (other.first, other.last), default=None)
    runs_into = into.name if into else ""
    if not later:
        return Slack(runs_into=runs_into)
    after = min(later, key=lambda other: (other.first, other.last))
    return Slack(days.clear(one.last, after.first), after.name, runs_into)


def slack_words(slack: Slack) -> str:
    """“Three working days before “Budget set””; empty where nothing waits."""
    words = []
    if slack.runs_into:
        words.append(f"Runs into “{slack.runs_into}”.")
    if slack.days is not None:
        room = counted(slack.days, "working day") if slack.days else "no working day"
        words.append(f"{start(room)} before “{slack.waits}”.")
    return " ".join(words)


def room_words(due: Due, after: Due, days: WorkingDays) -> str:
    """How much room a round's step leaves before the next, and how much of it is to spare."""
    if due.step.is_clear:
        room = counted(days.clear(due.on, after.on), "clear working day")
    else:
        room = counted(max(days.between(due.on, after.on), 0), "working day")
    spare = "none" if due.slack == 0 else spell(abs(due.slack))
    return f"{start(room)} before “{after.step.name}”, {spare} {'to spare' if due.slack >= 0 else 'short'}."
