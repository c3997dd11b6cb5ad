"""Gaps: what the rules find missing, who fills each and by when, and how many were asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.findings.facts import Followed, Line
from goldenthread.core.findings.rules import (
    NOTED_ONLY,
    Verdict,
    shape_of,
    verdict_on_line,
    verdict_on_measure,
)


class GapState(StrEnum):
    """Where the filling of a gap stands. None of them is “filled”: a filled gap is no gap."""

    OPEN = "OPEN"
    NAMED = "NAMED"
    OVERDUE = "OVERDUE"
    ACCEPTED = "ACCEPTED"


# The words for each state. The shape that stands beside them is drawn in reports.
STATES = {
    GapState.OPEN: "Nobody named",
    GapState.NAMED: "Somebody named",
    GapState.OVERDUE: "Overdue",
    GapState.ACCEPTED: "Accepted as it is",
}


class Note(NamedTuple):
    """Why something is missing, who fills it and by when; or that it was decided to leave it."""

    reason: str
    owner: str = ""
    due_on: date | None = None
    is_accepted: bool = False


Notes = Mapping[tuple[str, str, int], Note]


def state_of(owner: str, due_on: date | None, is_accepted: bool, on: date) -> GapState:
    """The state of a gap on a day: a decision to leave it comes first, then its day, then its name."""
    if is_accepted:
        return GapState.ACCEPTED
    if due_on is not None and due_on < on:
        return GapState.OVERDUE
    return GapState.NAMED if owner else GapState.OPEN


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing: which rule, on what, why, who fills it and by when."""

    code: str
    kind: str
    subject: int
    title: str
    reason: str = ""
    owner: str = ""
    due_on: date | None = None
    is_accepted: bool = False

    def state(self, on: date) -> GapState:
        return state_of(self.owner, self.due_on, self.is_accepted, on)

    def is_overdue(self, on: date) -> bool:
        return self.state(on) is GapState.OVERDUE


@dataclass(frozen=True, slots=True)
class Findings:
    """Every gap found, and how many subjects each rule asked: the whole that its gaps are of."""

    gaps: list[Gap] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)


def check(lines: Iterable[Line], measures: Iterable[Followed], notes: Notes) -> Findings:
    """Hold every rule to every element and measure it asks; elements' gaps come first.

    `notes` are keyed by (code, "element" or "measure", id).
    """
    found = Findings()
    verdicts: dict[tuple[object, ...], Verdict] = {}
    tally: Counter[Verdict] = Counter()
    for line in lines:
        shape = shape_of(line)
        verdict = verdicts.get(shape) or verdicts.setdefault(shape, verdict_on_line(line))
        tally[verdict] += 1
        noted = tuple(code for code in NOTED_ONLY if (code, "element", line.id) in notes)
        found.gaps.extend(
            gap_of(code, "element", line.id, line.title, notes) for code in verdict.broken + noted
        )
    found.asked.update(dict.fromkeys(NOTED_ONLY, tally.total()))
    for measure in measures:
        verdict = verdict_on_measure(measure)
        tally[verdict] += 1
        found.gaps.extend(
            gap_of(code, "measure", measure.id, measure.title, notes) for code in verdict.broken
        )
    for verdict, count in tally.items():
        found.asked.update(dict.fromkeys(verdict.asked, count))
    return found


def gaps_in(lines: Iterable[Line], measures: Iterable[Followed], notes: Notes) -> list[Gap]:
    """Every gap, elements first, each with its note where there is one."""
    return check(lines, measures, notes).gaps


def gap_of(code: str, kind: str, subject: int, title: str, notes: Notes) -> Gap:
    """A gap with its note, where somebody has written one."""
    note = notes.get((code, kind, subject), Note(""))
    return Gap(code, kind, subject, title, note.reason, note.owner, note.due_on, note.is_accepted)
