"""What is missing: rules that every plan is checked against, each with a published code and sentence.

A rule's docstring is the sentence people read. A gap is never a colour and never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Line(NamedTuple):
    """What the rules need to know of one element."""

    id: int
    title: str
    level: str
    needs_parent: bool = False
    needs_child: bool = False
    needs_measure: bool = False
    needs_owner: bool = False
    has_parent: bool = True
    has_child: bool = True
    has_measure: bool = True
    owner: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    year: tuple[date, date] | None = None


class Followed(NamedTuple):
    """What the rules need to know of one measure."""

    id: int
    title: str
    owner: str = ""
    has_target: bool = True
    has_baseline: bool = True
    has_figure: bool = True
    has_element: bool = True
    is_overdue: bool = False
    is_data_only: bool = False


class Note(NamedTuple):
    """Why something is missing, who fills it and by when."""

    reason: str
    owner: str = ""
    due_on: date | None = None


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

    def is_overdue(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


LineRule = Callable[[Line], bool]
MeasureRule = Callable[[Followed], bool]
LINE_RULES: dict[str, LineRule] = {}
MEASURE_RULES: dict[str, MeasureRule] = {}

# Shown as a gap only where somebody has written the note: a computer can't see that words are missing.
NOTED_ONLY = {"WRD1": "The words of every element are held in full."}

# Short names for lists and counts. The docstrings below are the full sentences.
NAMES = {
    "PAR1": "No parent",
    "CHI1": "Nothing below it",
    "MEA1": "No measure",
    "OWN1": "No owner",
    "DUE1": "No date",
    "YEA1": "Dates outside its year",
    "WRD1": "Words not held",
    "TAR1": "No target",
    "BAS1": "No baseline",
    "OWN2": "Measure without an owner",
    "DAT1": "No data yet",
    "LAT1": "Result overdue",
    "LNK1": "Measure of nothing",
}


def line_rule(code: str) -> Callable[[LineRule], LineRule]:
    """Register a rule about an element under its published code."""

    def register(rule: LineRule) -> LineRule:
        LINE_RULES[code] = rule
        return rule

    return register


def measure_rule(code: str) -> Callable[[MeasureRule], MeasureRule]:
    """Register a rule about a measure under its published code."""

    def register(rule: MeasureRule) -> MeasureRule:
        MEASURE_RULES[code] = rule
        return rule

    return register


@line_rule("PAR1")
def hangs_from_something(line: Line) -> bool:
    """Every element below the top of the plan hangs from a parent, so that the thread reaches the vision."""
    return line.has_parent or not line.needs_parent


@line_rule("CHI1")
def holds_something(line: Line) -> bool:
    """Every theme and improvement has something below it that carries it out."""
    return line.has_child or not line.needs_child


@line_rule("MEA1")
def is_measured(line: Line) -> bool:
    """Every improvement and action has a measure. (York 2008, paragraph 3: measurable and achievable.)"""
    return line.has_measure or not line.needs_measure


@line_rule("OWN1")
def is_owned(line: Line) -> bool:
    """Every element that needs one names the post that answers for it."""
    return bool(line.owner) or not line.needs_owner


@line_rule("DUE1")
def is_dated(line: Line) -> bool:
    """Every element that needs an owner also says by when it will be done."""
    return line.due_on is not None or not line.needs_owner


@line_rule("YEA1")
def falls_within_its_year(line: Line) -> bool:
    """A one-year action starts and ends within its year. (York 2008, paragraph 6.)"""
    if line.year is None:
        return True
    first, last = line.year
    return all(first <= day <= last for day in (line.starts_on, line.due_on) if day is not None)


@measure_rule("TAR1")
def has_target(measure: Followed) -> bool:
    """Every measure has a target, or says that it is followed for information only."""
    return measure.has_target or measure.is_data_only


@measure_rule("BAS1")
def has_baseline(measure: Followed) -> bool:
    """Every measure has a baseline to start from: a stated one, or at least one earlier result."""
    return measure.has_baseline


@measure_rule("OWN2")
def has_owner(measure: Followed) -> bool:
    """Every measure names the post that answers for it."""
    return bool(measure.owner)


@measure_rule("DAT1")
def has_data(measure: Followed) -> bool:
    """Every measure has at least one result."""
    return measure.has_figure


@measure_rule("LAT1")
def is_up_to_date(measure: Followed) -> bool:
    """Every measure's latest result is no older than its frequency allows."""
    return not measure.is_overdue


@measure_rule("LNK1")
def shows_something(measure: Followed) -> bool:
    """Every measure shows the difference that some element of the plan makes."""
    return measure.has_element


def sentence(code: str) -> str:
    """The sentence that a code stands for; raises KeyError for an unknown code."""
    rules: Mapping[str, Callable[..., bool]] = {**LINE_RULES, **MEASURE_RULES}
    return NOTED_ONLY[code] if code in NOTED_ONLY else " ".join((rules[code].__doc__ or "").split())


Notes = Mapping[tuple[str, str, int], Note]


def gaps_in(lines: Iterable[Line], measures: Iterable[Followed], notes: Notes) -> list[Gap]:
    """Every gap, elements first, each with its note where there is one.

    `notes` are keyed by (code, "element" or "measure", id).
    """
    found = [
        _gap(code, "element", line.id, line.title, notes) for line in lines for code in _broken(line, notes)
    ]
    found += [
        _gap(code, "measure", measure.id, measure.title, notes)
        for measure in measures
        for code, rule in MEASURE_RULES.items()
        if not rule(measure)
    ]
    return found


def _broken(line: Line, notes: Notes) -> Iterator[str]:
    yield from (code for code, rule in LINE_RULES.items() if not rule(line))
    yield from (code for code in NOTED_ONLY if (code, "element", line.id) in notes)


def _gap(code: str, kind: str, subject: int, title: str, notes: Mapping[tuple[str, str, int], Note]) -> Gap:
    note = notes.get((code, kind, subject), Note(""))
    return Gap(code, kind, subject, title, note.reason, note.owner, note.due_on)


def over_the_limit(counts: Mapping[str, int], limits: Mapping[str, int | None]) -> list[tuple[str, int, int]]:
    """Levels that hold more elements than the council allows itself: (level, count, limit).

    York 2008, paragraph 3: there were too many strategic elements, which made it difficult to monitor.
    """
    return [
        (level, count, limit)
        for level, count in counts.items()
        if (limit := limits.get(level)) is not None and count > limit
    ]
