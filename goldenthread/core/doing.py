"""Is it being done? Where an action or milestone stands, from its date and what its owner last said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.core.rollup import percent


class Doing(StrEnum):
    """Where a dated piece of work stands. A date that nobody wrote down is a state of its own."""

    DONE = "DONE"
    DUE_LATER = "DUE_LATER"
    OVERDUE = "OVERDUE"
    NO_DATE = "NO_DATE"


def doing_of(*, is_done: bool | None, due_on: date | None, on: date) -> Doing:
    """Where work stands on a day: done; overdue from the day after its due date; due later; or undated."""
    if is_done:
        return Doing.DONE
    if due_on is None:
        return Doing.NO_DATE
    return Doing.OVERDUE if due_on < on else Doing.DUE_LATER


@dataclass(frozen=True, slots=True)
class DoingRollUp:
    """How much work stands where. `total` is always the sum of the four parts."""

    done: int = 0
    due_later: int = 0
    overdue: int = 0
    no_date: int = 0

    @property
    def total(self) -> int:
        return self.done + self.due_later + self.overdue + self.no_date

    @property
    def dated(self) -> int:
        """What can be judged by the calendar: everything done or dated."""
        return self.done + self.due_later + self.overdue

    @property
    def on_time(self) -> int:
        return self.done + self.due_later

    @property
    def on_time_of_dated(self) -> Decimal | None:
        return percent(self.on_time, self.dated)

    def __add__(self, other: DoingRollUp) -> DoingRollUp:
        return DoingRollUp(
            self.done + other.done,
            self.due_later + other.due_later,
            self.overdue + other.overdue,
            self.no_date + other.no_date,
        )

    def __sub__(self, part: DoingRollUp) -> DoingRollUp:
        """What is left of the work when a part of it is set apart."""
        return DoingRollUp(
            self.done - part.done,
            self.due_later - part.due_later,
            self.overdue - part.overdue,
            self.no_date - part.no_date,
        )


def roll_up_doing(doings: Iterable[Doing]) -> DoingRollUp:
    """Count work by where it stands; every piece given is counted once."""
    counts = Counter(doings)
    return DoingRollUp(
        counts[Doing.DONE], counts[Doing.DUE_LATER], counts[Doing.OVERDUE], counts[Doing.NO_DATE]
    )
