"""What is asked of a figure as it comes in: each question a code with its parameters, worded here alone.

A question is kept with the figure, as plain text, and so is its answer; `core.door` says when each is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from goldenthread.core.figures import Shape, exactly
from goldenthread.core.periods import from_code, in_words
from goldenthread.core.words import number


class Ask(StrEnum):
    """What makes a figure worth a question; the codes are stored."""

    TIMES_USUAL = "TIMES_USUAL"
    TIMES_TARGET = "TIMES_TARGET"
    TARGET_UNLIKE = "TARGET_UNLIKE"
    AS_FRACTION = "AS_FRACTION"
    HUNDREDFOLD = "HUNDREDFOLD"
    OVER_WHOLE = "OVER_WHOLE"
    BELOW_NOUGHT = "BELOW_NOUGHT"
    ABOVE_NOUGHT = "ABOVE_NOUGHT"
    FAR_DAY = "FAR_DAY"
    OVER_ONE = "OVER_ONE"
    PART_BELOW_NOUGHT = "PART_BELOW_NOUGHT"
    DENOMINATOR_UNLIKE = "DENOMINATOR_UNLIKE"
    NOT_WORKED_OUT = "NOT_WORKED_OUT"
    NOT_THE_TOTAL = "NOT_THE_TOTAL"
    FELL_IN_YEAR = "FELL_IN_YEAR"
    ABOVE_LATER = "ABOVE_LATER"
    STALE = "STALE"
    ZERO_UNCONFIRMED = "ZERO_UNCONFIRMED"
    NIL_SCORED_FULL = "NIL_SCORED_FULL"
    ZERO_UNLIKE = "ZERO_UNLIKE"
    OUTSIDE_LIMITS = "OUTSIDE_LIMITS"
    NOT_OVER = "NOT_OVER"
    FAR_AHEAD = "FAR_AHEAD"
    LONG_PAST = "LONG_PAST"


# Questions of size: one mistake is asked about once, so of these the first that applies is asked.
OF_SIZE = frozenset({Ask.TIMES_USUAL, Ask.TIMES_TARGET, Ask.AS_FRACTION, Ask.HUNDREDFOLD})


@dataclass(frozen=True, slots=True)
class Query:
    """One question: its code, and what its words need, each as exact text (figures, stored periods)."""

    code: Ask
    facts: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        return dict(self.facts).get(name, "")

    @property
    def key(self) -> str:
        """The question as one text, by which an answer says which question it is to."""
        return " ".join([self.code.value, *(f"{name}={fact}" for name, fact in self.facts)])


def query(code: Ask, **facts: Decimal | int | str) -> Query:
    """A question about these facts; figures are kept without needless zeros."""
    return Query(code, tuple((name, _text(value)) for name, value in facts.items()))


PARTED_BY = ";"  # no key holds one


def keys_of(queries: Iterable[Query]) -> str:
    """The keys of questions in one text, as a form carries them."""
    return PARTED_BY.join(one.key for one in queries)


def _text(value: Decimal | int | str) -> str:
    if not isinstance(value, Decimal):
        return str(value)
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def as_kept(queries: Iterable[Query]) -> list[dict[str, Any]]:
    """Questions as they are stored with an observation."""
    return [{"code": one.code.value, **dict(one.facts)} for one in queries]


def from_kept(kept: Iterable[Mapping[str, Any]]) -> list[Query]:
    """Questions as they were stored; one of a code that we no longer know is left out."""
    known = set(Ask)
    return [
        Query(Ask(one["code"]), tuple((name, str(fact)) for name, fact in one.items() if name != "code"))
        for one in kept
        if one.get("code") in known
    ]


def worded(one: Query, shape: Shape) -> str:
    """What a person is asked, in a sentence or two."""
    return _WORDS[one.code].format_map(_Shown(one, shape))


class _Shown(dict[str, str]):
    """A question's facts as they are printed: figures in the measure's unit, periods as months."""

    def __init__(self, one: Query, shape: Shape) -> None:
        super().__init__(one.facts)
        self.shape = shape

    def __getitem__(self, key: str) -> str:
        text = self.get(key)
        if text is None:
            return "another figure"
        if key in _FIGURES:
            return _figure(text, self.shape)
        if key in _NUMBERS:
            return number(Decimal(text))
        return in_words(from_code(text)) if key in _PERIODS else text


def _figure(text: str, shape: Shape) -> str:
    try:
        return exactly(Decimal(text), Shape(shape.kind, shape.unit, None, shape.levels, shape.per))
    except InvalidOperation:
        return text


_FIGURES = {"value", "usual", "target", "hundredth", "times_100", "lower", "upper", "before", "sum", "worked"}
_NUMBERS = {"numerator", "denominator", "count", "part"}
_PERIODS = {"period", "other_period"}

_WORDS: Mapping[Ask, str] = {
    Ask.TIMES_USUAL: "{value} is about {times} its usual size ({usual}). Is the decimal point in its place?",
    Ask.TIMES_TARGET: "{value} is about {times} the target of {target}. Are both in the same unit?",
    Ask.TARGET_UNLIKE: (
        "This measure usually comes to {usual}, and the target is {target}. Is the target a slip?"
    ),
    Ask.AS_FRACTION: "{value} looks like a fraction of one. Should it be {times_100}?",
    Ask.HUNDREDFOLD: "{value} is a hundred times what is usual. Should it be {hundredth}?",
    Ask.OVER_WHOLE: "{value} is more than the whole, which this measure never was before. Can it be?",
    Ask.BELOW_NOUGHT: "{value} is below nought, which this measure never was before. Can it be?",
    Ask.ABOVE_NOUGHT: "{value} is above nought; every figure so far is below it. Is the sign right?",
    Ask.FAR_DAY: "{value} is more than twenty years from this period. Is the year right?",
    Ask.OVER_ONE: (
        "The number counted, {numerator}, is more than the {denominator} it is counted out of. "
        "Are they the right way round?"
    ),
    Ask.PART_BELOW_NOUGHT: "One of the two numbers, {part}, is below nought. Can it be?",
    Ask.DENOMINATOR_UNLIKE: (
        "It is counted out of {denominator}, about {times} what that usually is ({count}). "
        "Is it the right number?"
    ),
    Ask.NOT_WORKED_OUT: (
        "{value} was given, but {numerator} out of {denominator} makes {worked}. Which of them holds?"
    ),
    Ask.NOT_THE_TOTAL: "The parts by {by} add up to {sum}, and the total is {value}. Which is right?",
    Ask.FELL_IN_YEAR: (
        "{value} is less than the {before} of {period}. It counts from the start of the year, "
        "so it should not fall. Is it this period's alone?"
    ),
    Ask.ABOVE_LATER: (
        "{value} is more than the {before} held for {period}, which is later in the same year. "
        "It counts from the start of the year. Which is right?"
    ),
    Ask.STALE: (
        "{value} is the same to the last digit as in the {count} periods before, "
        "and earlier figures varied. Is it a new figure?"
    ),
    Ask.ZERO_UNCONFIRMED: (
        "0 stands beside a note that the figure is not confirmed. Was 0 counted, or is it not known yet?"
    ),
    Ask.NIL_SCORED_FULL: (
        "100 stands beside a note that nothing took place. Was 100 counted, or was there no activity?"
    ),
    Ask.ZERO_UNLIKE: (
        "No figure so far was near 0; {usual} is usual. Was 0 counted, or is the figure missing?"
    ),
    Ask.OUTSIDE_LIMITS: (
        "{value} is far outside what this measure varies between by itself, {lower} to {upper}. "
        "What happened?"
    ),
    Ask.NOT_OVER: "{period} is not over yet. Is this the figure of the whole period?",
    Ask.FAR_AHEAD: "{period} is more than a year ahead. Is it the right period?",
    Ask.LONG_PAST: "{period} is more than {count} years ago. Is it the right period?",
}
