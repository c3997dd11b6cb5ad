"""Who answered a reporting round: each line in exactly one outcome, and counts that add up.

A line is on time, late, provisional (its figure is still to be confirmed), missing, or not due yet; one that
nobody answers for is asked of nobody, and counted apart. Shares are of the lines that were asked of somebody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar


class Outcome(StrEnum):
    """What became of a line."""

    ON_TIME = "on-time"
    LATE = "late"
    PROVISIONAL = "provisional"
    MISSING = "missing"
    NOT_DUE = "not-due"
    NOBODY = "nobody"


WORDS: Mapping[Outcome, str] = {
    Outcome.ON_TIME: "On time",
    Outcome.LATE: "Late",
    Outcome.PROVISIONAL: "Provisional",
    Outcome.MISSING: "Missing",
    Outcome.NOT_DUE: "Not due yet",
    Outcome.NOBODY: "Asked of nobody",
}
ANSWERED = (Outcome.ON_TIME, Outcome.LATE, Outcome.PROVISIONAL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a round: whether somebody was asked, whether and when it was sent, and how final it is."""

    is_asked: bool
    sent_on: date | None
    is_provisional: bool = False


def outcome_of(line: Line, due_on: date | None, on: date) -> Outcome:
    """What became of a line by a day; without a deadline nothing is late or missing.

    What was sent counts as sent whoever was asked, and a provisional figure as provisional, late or not.
    """
    if line.sent_on is None or line.sent_on > on:
        if not line.is_asked:
            return Outcome.NOBODY
        return Outcome.MISSING if due_on is not None and on > due_on else Outcome.NOT_DUE
    if line.is_provisional:
        return Outcome.PROVISIONAL
    return Outcome.LATE if due_on is not None and line.sent_on > due_on else Outcome.ON_TIME


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines have each outcome."""

    counts: Mapping[Outcome, int]

    def __getitem__(self, outcome: Outcome) -> int:
        return self.counts.get(outcome, 0)

    @property
    def total(self) -> int:
        return sum(self[one] for one in Outcome)

    @property
    def asked(self) -> int:
        """Lines that were asked of somebody: what shares are of."""
        return self.total - self[Outcome.NOBODY]

    @property
    def answered(self) -> int:
        return sum(self[one] for one in ANSWERED)


def tally(outcomes: Iterable[Outcome]) -> Tally:
    return Tally(Counter(outcomes))


R = TypeVar("R")


def tally_by(
    records: Iterable[R], part: Callable[[R], str], outcome: Callable[[R], Outcome]
) -> dict[str, Tally]:
    """The tally of each part, by name; every record is in one part, so the parts add up to the whole."""
    found: dict[str, Counter[Outcome]] = {}
    for record in records:
        found.setdefault(part(record), Counter())[outcome(record)] += 1
    return {name: Tally(found[name]) for name in sorted(found, key=lambda one: (not one, one))}
