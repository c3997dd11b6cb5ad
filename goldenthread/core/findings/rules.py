"""The rules themselves: whom each asks, what it asks for, its code and the sentence that people read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from goldenthread.core.findings.facts import Followed, Line

Of = TypeVar("Of", Line, Followed)
Asks = Callable[[Of], bool]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Of]):
    """One rule: its code, its short name, its sentence, whom it asks and who keeps it."""

    code: str
    name: str
    sentence: str
    asks: Asks[Of]
    is_kept_by: Asks[Of]


LINE_RULES: dict[str, Rule[Line]] = {}
MEASURE_RULES: dict[str, Rule[Followed]] = {}

# Shown as a gap only where somebody has written the note: a computer can't see that words are missing.
NOTED_ONLY = {"WRD1": "The words of every element are held in full."}

# What fills each gap, in words that a list of things to do begins with.
TO_FILL = {
    "PAR1": "Say what it hangs from",
    "PAR2": "Hang it from an improvement",
    "CHI1": "Say what carries it out",
    "MEA1": "Give it a measure",
    "OWN1": "Name its owner",
    "DUE1": "Give it a date",
    "YEA1": "Bring its dates inside its year",
    "BUD1": "Name its budget line",
    "CAP1": "Have its capacity confirmed",
    "CAR1": "Have a service take it into its plan",
    "EVI1": "Add its evidence",
    "UPD1": "Say how it is going",
    "WRD1": "Write its words in full",
    "TAR1": "Set its target",
    "BAS1": "Give it a baseline",
    "OWN2": "Name the measure's owner",
    "DAT1": "Record its first result",
    "LAT1": "Record its latest result",
    "LNK1": "Say which element it shows the difference of",
}


def line_rule(code: str, name: str, asks: Asks[Line]) -> Callable[[Asks[Line]], Asks[Line]]:
    """Register a rule about elements under its published code."""

    def register(keeps: Asks[Line]) -> Asks[Line]:
        LINE_RULES[code] = Rule(code, name, _said(keeps), asks, keeps)
        return keeps

    return register


def measure_rule(
    code: str, name: str, asks: Asks[Followed] = lambda measure: True
) -> Callable[[Asks[Followed]], Asks[Followed]]:
    """Register a rule about measures under its published code."""

    def register(keeps: Asks[Followed]) -> Asks[Followed]:
        MEASURE_RULES[code] = Rule(code, name, _said(keeps), asks, keeps)
        return keeps

    return register


def _said(rule: Callable[..., bool]) -> str:
    return " ".join((rule.__doc__ or "").split())


@line_rule("PAR1", "No parent", lambda line: line.needs_parent)
def hangs_from_something(line: Line) -> bool:
    """Every element below the top of the plan hangs from a parent, so that the thread reaches the vision."""
    return line.has_parent


@line_rule("PAR2", "Not under an improvement", lambda line: line.needs_improvement and line.has_parent)
def hangs_from_an_improvement(line: Line) -> bool:
    """From a plan's second edition on, a one-year action hangs from an improvement on the level right above
    it. (York 2008, paragraph 10.)
    """
    return line.is_under_improvement


@line_rule("CHI1", "Nothing below it", lambda line: line.needs_child)
def holds_something(line: Line) -> bool:
    """Every theme and improvement has something below it that carries it out."""
    return line.has_child


@line_rule("MEA1", "No measure", lambda line: line.needs_measure)
def is_measured(line: Line) -> bool:
    """Every improvement and action has a measure. (York 2008, paragraph 3: measurable and achievable.)"""
    return line.has_measure


@line_rule("OWN1", "No owner", lambda line: line.needs_owner)
def is_owned(line: Line) -> bool:
    """Every element that needs one names the post that answers for it."""
    return bool(line.owner)


@line_rule("DUE1", "No date", lambda line: line.needs_owner)
def is_dated(line: Line) -> bool:
    """Every element that needs an owner also says by when it will be done."""
    return line.due_on is not None


@line_rule("YEA1", "Dates outside its year", lambda line: line.year is not None)
def falls_within_its_year(line: Line) -> bool:
    """A one-year action starts and ends within its year. (York 2008, paragraph 6.)"""
    if line.year is None:
        return True
    first, last = line.year
    return all(first <= day <= last for day in (line.starts_on, line.due_on) if day is not None)


@line_rule("BUD1", "No budget line", lambda line: line.needs_budget)
def has_budget(line: Line) -> bool:
    """Every element that needs money names the budget line that pays, or says that it takes no money (£0)."""
    return line.has_budget


@line_rule("CAP1", "Capacity not confirmed", lambda line: line.needs_capacity)
def has_capacity(line: Line) -> bool:
    """Every service that an element needs has confirmed that it has the capacity."""
    return line.has_capacity


@line_rule("CAR1", "In nobody's service plan", lambda line: line.needs_carrier)
def is_carried(line: Line) -> bool:
    """Every action is carried by a live line of some service's plan."""
    return line.has_carrier


@line_rule("EVI1", "No evidence", lambda line: line.needs_evidence)
def has_evidence(line: Line) -> bool:
    """Every element that is to be shown to be done or needed has evidence of it."""
    return line.has_evidence


@line_rule("UPD1", "No update", lambda line: line.needs_update)
def has_update(line: Line) -> bool:
    """What was under way all last quarter has an update from that quarter or since."""
    return line.has_update


@measure_rule("TAR1", "No target", lambda measure: not measure.is_data_only)
def has_target(measure: Followed) -> bool:
    """Every measure has a target, or says that it is followed for information only."""
    return measure.has_target


@measure_rule("BAS1", "No baseline")
def has_baseline(measure: Followed) -> bool:
    """Every measure has a baseline to start from: a stated one, or at least one earlier result."""
    return measure.has_baseline


@measure_rule("OWN2", "Measure without an owner")
def has_owner(measure: Followed) -> bool:
    """Every measure names the post that answers for it."""
    return bool(measure.owner)


@measure_rule("DAT1", "No data yet")
def has_data(measure: Followed) -> bool:
    """Every measure has at least one result."""
    return measure.has_figure


@measure_rule("LAT1", "Result overdue", lambda measure: measure.has_figure)
def is_up_to_date(measure: Followed) -> bool:
    """Every measure's latest result is no older than its frequency allows."""
    return not measure.is_overdue


@measure_rule("LNK1", "Measure of nothing")
def shows_something(measure: Followed) -> bool:
    """Every measure shows the difference that some element of the plan makes."""
    return measure.has_element


# Short names for lists and counts. The docstrings above are the full sentences.
NAMES: dict[str, str] = {
    **{code: rule.name for code, rule in LINE_RULES.items()},
    "WRD1": "Words not held",
    **{code: rule.name for code, rule in MEASURE_RULES.items()},
}


class Verdict(NamedTuple):
    """What the rules say of one thing: the codes that ask it, and those of them that it breaks."""

    asked: tuple[str, ...]
    broken: tuple[str, ...]


def verdict_on_line(line: Line) -> Verdict:
    """Hold every rule about elements to one."""
    return _verdict(LINE_RULES, line)


def verdict_on_measure(measure: Followed) -> Verdict:
    """Hold every rule about measures to one."""
    return _verdict(MEASURE_RULES, measure)


def _verdict(rules: Mapping[str, Rule[Of]], one: Of) -> Verdict:
    asked = tuple(code for code, rule in rules.items() if rule.asks(one))
    return Verdict(asked, tuple(code for code in asked if not rules[code].is_kept_by(one)))


def shape_of(line: Line) -> tuple[object, ...]:
    """Everything of a line that the rules look at: lines of one shape get one verdict.

    A large plan has thousands of lines and a few dozen shapes.
    """
    dates = (line.due_on is None, line.year is None, falls_within_its_year(line))
    return (*line[_FIRST_FLAG:_PAST_FLAGS], bool(line.owner), *dates)


_FIRST_FLAG, _PAST_FLAGS = Line._fields.index("needs_parent"), Line._fields.index("owner")


def sentence(code: str) -> str:
    """The sentence that a code stands for; raises KeyError for an unknown code."""
    if code in NOTED_ONLY:
        return NOTED_ONLY[code]
    return (LINE_RULES[code] if code in LINE_RULES else MEASURE_RULES[code]).sentence


def over_the_limit(counts: Mapping[str, int], limits: Mapping[str, int | None]) -> list[tuple[str, int, int]]:
    """Levels that hold more elements than the council allows itself: (level, count, limit).

    York 2008, paragraph 3: there were too many strategic elements, which made it difficult to monitor.
    """
    return [
        (level, count, limit)
        for level, count in counts.items()
        if (limit := limits.get(level)) is not None and count > limit
    ]
