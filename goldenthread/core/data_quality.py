"""Can the figures be trusted? What is asked of each measure's records, and what to do about what is found.

Half of local government's measures have no active owner and a third never had data; so the checks ask of the
records themselves, not of anybody's opinion, and each count says of how many.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from goldenthread.core.kinds import Frequency


class Check(StrEnum):
    """One question that is asked of every measure."""

    NEVER = "NEVER"
    MISSING = "MISSING"
    LATE = "LATE"
    PROVISIONAL = "PROVISIONAL"
    QUERIED = "QUERIED"
    RESTATED = "RESTATED"
    UNOWNED = "UNOWNED"
    SILENT = "SILENT"
    OLD = "OLD"
    UNDATED = "UNDATED"
    UNGRADED = "UNGRADED"
    POLARITY = "POLARITY"


class Words(NamedTuple):
    """What a check is called, what it finds, and what to do about it."""

    name: str
    finds: str
    remedy: str


CHECKS: Mapping[Check, Words] = {
    Check.NEVER: Words(
        "Never had data",
        "no result has ever been recorded",
        "Record its first result, or retire it with the reason.",
    ),
    Check.MISSING: Words(
        "Results missing",
        "results that were due are not held",
        "Record what is missing, or say why it will not come: nil activity, not applicable or suppressed.",
    ),
    Check.LATE: Words(
        "Entered late",
        "results of the last year came in after their day",
        "Agree with its post when it can be known, and write that lag on the measure's sheet.",
    ),
    Check.PROVISIONAL: Words(
        "Never confirmed",
        "provisional results have waited too long to be confirmed",
        "Confirm each as it stands, or restate it with the reason.",
    ),
    Check.QUERIED: Words(
        "Questions without an answer",
        "results were questioned as they came in and nobody answered",
        "Answer what was asked, or restate the figure.",
    ),
    Check.RESTATED: Words(
        "Often restated",
        "more of its results were restated than the policy allows",
        "Look at the reasons: enter as provisional until it is settled, or mend how it is counted.",
    ),
    Check.UNOWNED: Words(
        "Without an owner",
        "nobody answers for it",
        "Name the post that answers for it.",
    ),
    Check.SILENT: Words(
        "Not updated by its post",
        "the post that should type it in has recorded nothing, ever or for too long",
        "Ask the post, or name the one that really types it in.",
    ),
    Check.OLD: Words(
        "Old definition",
        "the definition has not been looked at for longer than the policy allows",
        "Read the definition with its owner. Redefine it, or write on its sheet since when it still holds.",
    ),
    Check.UNDATED: Words(
        "Definition without a day",
        "it isn't known from when the definition holds",
        "Write on its sheet from when the definition holds.",
    ),
    Check.UNGRADED: Words(
        "Quality not rated",
        "nobody has said how far its figures can be trusted",
        "Rate its quality on its sheet: good, fair or poor, and why.",
    ),
    Check.POLARITY: Words(
        "Polarity against the title",
        "its title says that better is the other way",
        "Read title and polarity together, and change the one that is wrong.",
    ),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The policy's limits: days unless the name says otherwise."""

    grace_days: int = 42
    provisional_days: int = 92
    silent_periods: int = 2
    restated_percent: int = 10
    definition_years: int = 3


class UnreadableLimits(ValueError):
    """The policy of data quality says something that can't be obeyed."""


_MOST: Mapping[str, int] = {
    "grace_days": 3660,
    "provisional_days": 3660,
    "silent_periods": 40,
    "restated_percent": 100,
    "definition_years": 50,
}


def limits_from(data: Mapping[str, Any]) -> Limits:
    """The limits of a policy file. Raises `UnreadableLimits` with what to write instead."""
    unknown = sorted(data.keys() - _MOST.keys())
    if unknown:
        raise UnreadableLimits(f"“{unknown[0]}” is not known here: write {', '.join(_MOST)}.")
    for name, most in _MOST.items():
        value = data.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise UnreadableLimits(f"{name} needs a whole number from 0 to {most}.")
    return Limits(**data)


def due_by(first_end: date, frequency: Frequency, limit: date) -> int:
    """How many periods of a frequency have ended by a day, from the one that ended on `first_end` on."""
    months = (limit.year - first_end.year) * 12 + limit.month - first_end.month
    steps = months // frequency.months
    if steps < 0:
        return 0
    return steps + 1 if _end_after(first_end, steps * frequency.months) <= limit else steps


def _end_after(end: date, months: int) -> date:
    """The same day some months later; the end of a month stays the end of a month."""
    year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = end.day == monthrange(end.year, end.month)[1]
    return date(year, month + 1, last if is_last else min(end.day, last))


class Timing(NamedTuple):
    """The periods that fell due in the last year: each is in exactly one of the four.

    `unknown` came in after the day that pages are read at, as history does, so how late it was isn't known.
    """

    in_time: int = 0
    late: int = 0
    unknown: int = 0
    missing: int = 0

    @property
    def due(self) -> int:
        return sum(self)

    def plus(self, other: Timing) -> Timing:
        return Timing._make(mine + theirs for mine, theirs in zip(self, other, strict=True))


class Record(NamedTuple):
    """What is known of one measure's records on a day. Counts are of its totals, never of parts.

    `due` is None where no result is for a period as long as its frequency says, so that none can be counted.
    """

    held: int
    due: int | None
    any_held: bool
    timing: Timing
    provisional: int
    long_provisional: int
    queried: int
    entered: int
    restated: int
    owner: str
    post: str
    post_last_on: date | None
    is_worked_out: bool
    frequency: Frequency
    defined_from: date | None
    quality: str
    is_against_title: bool = False


def silent_since(frequency: Frequency, limits: Limits, on: date) -> date:
    """A post whose last entry is before this day has been silent too long for a measure so frequent."""
    return on - timedelta(days=limits.grace_days + 31 * frequency.months * limits.silent_periods)


def faults(one: Record, limits: Limits, on: date) -> tuple[Check, ...]:
    """What is found of a measure, in the order of the checks."""
    old = _end_after(on, -12 * limits.definition_years)
    found = {
        Check.NEVER: not one.any_held,
        Check.MISSING: one.due is not None and one.held < one.due,
        Check.LATE: one.timing.late > 0,
        Check.PROVISIONAL: one.long_provisional > 0,
        Check.QUERIED: one.queried > 0,
        Check.RESTATED: one.restated * 100 > limits.restated_percent * one.entered,
        Check.UNOWNED: not one.owner,
        Check.SILENT: _is_silent(one, limits, on),
        Check.OLD: one.defined_from is not None and one.defined_from < old,
        Check.UNDATED: one.defined_from is None,
        Check.UNGRADED: not one.quality,
        Check.POLARITY: one.is_against_title,
    }
    return tuple(check for check in Check if found[check])


def _is_silent(one: Record, limits: Limits, on: date) -> bool:
    """What is worked out by a formula is nobody's to type in, and what nobody holds is told as unowned."""
    if not one.post or one.is_worked_out:
        return False
    return one.post_last_on is None or one.post_last_on < silent_since(one.frequency, limits, on)
