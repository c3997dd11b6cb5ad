"""Councils' planning cycles as templates: their stages, with days relative to the year that they prepare.

A step's year counts from the calendar year in which the plan begins: 0 for that year, -1 for the one before.
Its days are a month and, where the source says so, a day; without a day the whole month is meant. The files
are a policy that a council may amend (`policies/cycles`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from goldenthread.core.stages import Waits, circle

PLAN, BUDGET = "PLAN", "BUDGET"
_OF = {"plan": PLAN, "budget": BUDGET}
FIRST, LAST = -3, 3  # years either side of the one in which the plan begins
MOST = 60  # steps
LONGEST = 300  # letters of a step's name, which a stage's holds
_STEP = {"key", "name", "of", "purpose", "from", "until", "when", "waits_for", "because"}
_WORDS = ("purpose", "when", "waits_for", "because")
_FILE = {"council", "name", "year", "source", "note", "step"}
_DAY = re.compile(r"-?\d+/\d{1,2}(/\d{1,2})?")


class UnreadableCycle(ValueError):
    """The file of a cycle says something that can't be obeyed; the text says what and how to mend it."""


class Day(NamedTuple):
    """A day relative to the year in which the plan begins; `day` 0 where only the month is said."""

    year: int
    month: int
    day: int = 0

    def first(self, year: int) -> date:
        return date(year + self.year, self.month, self.day or 1)

    def last(self, year: int) -> date:
        held = year + self.year
        return date(held, self.month, self.day or monthrange(held, self.month)[1])


@dataclass(frozen=True, slots=True)
class CycleStep:
    """One step of a cycle; `when` is how the source says it, and `waits_for` names another step's key."""

    key: str
    name: str
    of: str
    begins: Day
    ends: Day
    purpose: str = ""
    when: str = ""
    waits_for: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One council's cycle, as it was in the year that its source is of."""

    key: str
    council: str
    name: str
    year: int
    source: str
    steps: tuple[CycleStep, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with the days that it has for a plan that begins in a given year."""

    step: CycleStep
    first: date
    last: date


def dated(cycle: Cycle, year: int) -> list[DatedStep]:
    """Every step for a plan that begins in a year, in the order of their days. Pure: nothing is stored."""
    found = [DatedStep(one, one.begins.first(year), one.ends.last(year)) for one in cycle.steps]
    return sorted(found, key=lambda one: (one.first, one.last))


def cycle_from(data: Mapping[str, Any], key: str) -> Cycle:
    """A cycle from its file's data; raises `UnreadableCycle` with a sentence about what is wrong."""
    _only(data, _FILE, "A cycle")
    steps = data.get("step")
    if not isinstance(steps, list) or not steps:
        raise UnreadableCycle("A cycle has at least one [[step]]")
    if len(steps) > MOST:
        raise UnreadableCycle(f"A cycle has up to {MOST} steps, and this has {len(steps)}")
    year = data.get("year")
    if type(year) is not int or not 1974 <= year <= 2200:
        raise UnreadableCycle("Write “year” as the calendar year in which the plan began, such as 2012")
    made = Cycle(
        key=key,
        council=_text(data, "council", "The cycle"),
        name=_text(data, "name", "The cycle"),
        year=year,
        source=_text(data, "source", "The cycle"),
        steps=tuple(_step(one, number) for number, one in enumerate(steps, 1)),
        note=str(data.get("note", "")),
    )
    _check_together(made.steps)
    for one in dated(made, year):
        if one.last < one.first:
            raise UnreadableCycle(f"The step “{one.step.key}” ends before it begins. Write the earlier first")
    return made


def _only(data: Mapping[str, Any], known: set[str], what: str) -> None:
    strange = sorted(set(data) - known)
    if strange:
        names = ", ".join(sorted(known))
        raise UnreadableCycle(f"{what} has no “{strange[0]}”; it may have: {names}")


def _text(data: Mapping[str, Any], name: str, what: str) -> str:
    held = data.get(name)
    if not isinstance(held, str) or not held.strip():
        raise UnreadableCycle(f"{what} needs its “{name}”, in words")
    return held.strip()


def _step(data: Any, number: int) -> CycleStep:
    what = f"Step {number}"
    if not isinstance(data, dict):
        raise UnreadableCycle(f"{what} is not a [[step]]")
    _only(data, _STEP, what)
    of = data.get("of", "plan")
    if of not in _OF:
        raise UnreadableCycle(f'{what} is of “{of}”; write of = "plan" or of = "budget"')
    name = _text(data, "name", what)
    if len(name) > LONGEST:
        raise UnreadableCycle(f"{what} has a name of {len(name)} letters; up to {LONGEST} can be kept")
    begins = _day(data.get("from"), what, "from")
    ends = _day(data["until"], what, "until") if "until" in data else begins
    made = CycleStep(_text(data, "key", what), name, _OF[of], begins, ends)
    purpose, when, waits_for, because = (str(data.get(part, "")).strip() for part in _WORDS)
    if bool(waits_for) != bool(because):
        raise UnreadableCycle(f"{what} says only one of “waits_for” and “because”. Write both, or neither")
    return replace(made, purpose=purpose, when=when, waits_for=waits_for, because=because)


def _day(held: Any, what: str, name: str) -> Day:
    """“-1/9/14” is the 14 September before the plan begins, “0/1” the January of the year it begins in."""
    if not isinstance(held, str) or not _DAY.fullmatch(held):
        raise UnreadableCycle(
            f"{what} needs “{name}” as year/month or year/month/day, the year counted from the one in which "
            'the plan begins, such as "-1/9/14" or "0/1"'
        )
    made = Day(*map(int, held.split("/")))
    if not FIRST <= made.year <= LAST:
        raise UnreadableCycle(f"{what} is {made.year} years from the plan’s; write a year from -3 to 3")
    if not 1 <= made.month <= 12:
        raise UnreadableCycle(f"{what} has a month {made.month}; write 1 to 12")
    most = monthrange(2001, made.month)[1]  # a year without a 29 February: the day has to be there every year
    if len(held.split("/")) == 3 and not 1 <= made.day <= most:
        raise UnreadableCycle(f"{what} has a day {made.day}; write 1 to {most}, a day that every year has")
    return made


def _check_together(steps: Sequence[CycleStep]) -> None:
    keys = [one.key for one in steps]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    if twice:
        raise UnreadableCycle(f"Two steps have the key “{twice}”. Give each its own")
    place = {key: number for number, key in enumerate(keys)}
    lost = next((one for one in steps if one.waits_for and one.waits_for not in place), None)
    if lost:
        raise UnreadableCycle(f"The step “{lost.key}” waits for “{lost.waits_for}”, which is no step here")
    waits = [Waits(place[one.key], place[one.waits_for], "") for one in steps if one.waits_for]
    for wait in waits:
        if circle([other for other in waits if other != wait], wait.stage, wait.on):
            raise UnreadableCycle(f"The step “{keys[wait.stage]}” waits, through others, for itself")
    stages = [(one.of, one.name, one.begins) for one in steps]
    if len(set(stages)) < len(stages):
        raise UnreadableCycle("Two steps have the same name and first day. Name them apart")
