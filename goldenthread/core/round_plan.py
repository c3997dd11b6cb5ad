"""The deadlines of a round, worked back in working days from the meeting that it reports to.

The steps, and how long before the next each has to be done, are a policy that a council may amend. A step
that somebody set by hand keeps its day; those before it are worked back from there. Source of the last step:
agenda and reports are open to inspection five clear days before a meeting (Local Government Act 1972, section
100B), and a clear day is neither the day of publication nor that of the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from goldenthread.core.sentences import counted, on_day
from goldenthread.core.working_days import WorkingDays

OPEN, UPDATER, PUBLICATION, MEETING = "open", "updater", "publication", "meeting"
NEEDED = (OPEN, UPDATER, PUBLICATION, MEETING)
MOST = 200  # working days between two steps
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_BEFORE, _CLEAR = "working_days_before_next", "clear_working_days_before_next"


class UnreadableRounds(ValueError):
    """The policy of rounds says something that can't be obeyed; the text says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a round: what is done by its day, and how many working days before the next that is.

    Where they are clear days, neither end counts: five clear days make the sixth working day before.
    """

    key: str
    name: str
    about: str = ""
    before: int = 0
    is_clear: bool = False

    @property
    def distance(self) -> int:
        """How many working days before the next step it falls."""
        return self.before + self.is_clear

    @property
    def room(self) -> str:
        """“five clear working days”, “three working days”."""
        return counted(self.before, "clear working day" if self.is_clear else "working day")


class Fixed(NamedTuple):
    """A day that somebody set by hand, and why."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a step is done; `slack` is in working days, below 0 where there is too little room."""

    step: Step
    on: date
    next_on: date | None = None
    slack: int = 0
    is_by_hand: bool = False
    reason: str = ""


class Move(NamedTuple):
    """A step whose day changed; None where it had none before, or has none now."""

    step: Step
    was: date | None
    now: date | None


class Fault(NamedTuple):
    """What is wrong with the day of a step, as a sentence that says what to do."""

    key: str
    sentence: str


def steps_from(data: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps that a policy states, the meeting last. Raises `UnreadableRounds`."""
    given = data.get("step")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise UnreadableRounds("Begin each step with a line [[step]].")
    steps = tuple(_step(place, one) for place, one in enumerate(given, start=1))
    keys = [one.key for one in steps]
    for key in NEEDED:
        if key not in keys:
            raise UnreadableRounds(f"No step has the key “{key}”. Every round needs one.")
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise UnreadableRounds(f"Two steps have the key “{twice}”. Keep one of them.")
    if (keys[0], keys[-1]) != (OPEN, MEETING):
        raise UnreadableRounds(f"“{OPEN}” comes first and “{MEETING}” last. Put the steps in order.")
    return steps


def _step(place: int, given: Mapping[str, Any]) -> Step:
    key, name, about = (given.get(part, "") for part in ("key", "name", "about"))
    where = f"[[step]] {place}"
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise UnreadableRounds(f"{where}, key: use up to 30 small letters, digits and underscores.")
    if not isinstance(name, str) or not name.strip() or not isinstance(about, str):
        raise UnreadableRounds(f"{where}, name and about: write them in quotation marks.")
    before: list[Any] = [given[part] for part in (_BEFORE, _CLEAR) if part in given]
    if len(before) != (key != MEETING):
        raise UnreadableRounds(
            f"{where}: every step but the meeting gives {_BEFORE} or {_CLEAR}, one of them."
        )
    if any(type(one) is not int or not 0 <= one <= MOST for one in before):
        raise UnreadableRounds(f"{where}: working days are a whole number from 0 to {MOST}.")
    return Step(key, name.strip(), about, before[0] if before else 0, _CLEAR in given)


def worked_back(
    steps: Sequence[Step], meets_on: date, days: WorkingDays, by_hand: Mapping[str, Fixed] | None = None
) -> list[Due]:
    """Every step with its day, in order, the meeting last.

    What is set by hand stays. A step that was set later than the next is not worked back from: the steps
    before it are worked back from the next.
    """
    found = [Due(steps[-1], meets_on)]
    start = meets_on
    for step in reversed(steps[:-1]):
        latest = days.back(start, step.distance)
        fixed = (by_hand or {}).get(step.key)
        on, reason = fixed or (latest, "")
        found.append(Due(step, on, start, days.between(on, latest), fixed is not None, reason))
        start = min(on, start)
    return found[::-1]


def moved(steps: Sequence[Step], before: Mapping[str, date], after: Mapping[str, date]) -> list[Move]:
    """The steps whose days differ, in order."""
    pairs = ((step, before.get(step.key), after.get(step.key)) for step in steps)
    return [Move(step, was, now) for step, was, now in pairs if was != now]


def faults(dues: Sequence[Due], days: WorkingDays, period_ends_on: date) -> Iterator[Fault]:
    """What doesn't fit: days out of order or with too little room, days not worked, an opening too early."""
    for due, after in zip(dues, [*dues[1:], None], strict=True):
        if after is not None and due.is_by_hand:
            yield from _misfit(due, after)
        if named := days.named(due.on):
            yield Fault(due.step.key, f"“{due.step.name}” is on {on_day(due.on)}, no working day ({named}).")
    if dues[0].on <= period_ends_on:
        yield Fault(
            dues[0].step.key,
            f"“{dues[0].step.name}” comes on {on_day(dues[0].on)}, before the period is over on "
            f"{on_day(period_ends_on)}. Choose a later meeting, or set steps closer together by hand.",
        )


def _misfit(due: Due, after: Due) -> Iterator[Fault]:
    next_on = due.next_on or after.on
    if due.on > next_on:
        yield Fault(
            due.step.key,
            f"“{due.step.name}” is set by hand for {on_day(due.on)}, later than “{after.step.name}” allows "
            f"on {on_day(next_on)}. Set it earlier, or let it be worked out.",
        )
    elif due.slack < 0:
        yield Fault(
            due.step.key,
            f"“{due.step.name}” is set by hand {counted(-due.slack, 'working day')} too late: it has to "
            f"leave {due.step.room} before “{after.step.name}”. Set it earlier, or let it be worked out.",
        )
