"""What was counted, and what a cell says when nothing was: a blank is a named state, never a zero."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """What stands behind an observation. The first three carry a figure, the others never do."""

    REPORTED = "REPORTED"
    PROVISIONAL = "PROVISIONAL"
    RESTATED = "RESTATED"
    NOT_DUE = "NOT_DUE"
    AWAITED = "AWAITED"
    OVERDUE = "OVERDUE"
    NIL_ACTIVITY = "NIL_ACTIVITY"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    SUPPRESSED = "SUPPRESSED"
    IN_WORDS = "IN_WORDS"

    @property
    def has_figure(self) -> bool:
        return self in (State.REPORTED, State.PROVISIONAL, State.RESTATED)

    @property
    def is_waiting(self) -> bool:
        """True where the figure is still to come, so that one coming in replaces nothing that was said."""
        return self in (State.NOT_DUE, State.AWAITED, State.OVERDUE)


class TargetState(StrEnum):
    """Whether there is a target to rate against, and if not, why not."""

    SET = "SET"
    NO_TARGET = "NO_TARGET"
    TO_BE_SET = "TO_BE_SET"
    DATA_ONLY = "DATA_ONLY"


@dataclass(frozen=True, slots=True)
class Observed:
    """A figure with its state, or a state without one; `said` is the text it was read from."""

    value: Decimal | None
    state: State
    said: str = ""

    def __post_init__(self) -> None:
        if (self.value is not None) != self.state.has_figure:
            raise ValueError(f"{self.state} and the figure {self.value} do not go together")


@dataclass(frozen=True, slots=True)
class TargetRead:
    """A target's value, or the state that stands where a value would."""

    value: Decimal | None
    state: TargetState
    said: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A council's words for a missing figure, and what they mean in either column.

    `is_start` is for labels that go on: “Data not available until 2024”.
    """

    text: str
    as_figure: State
    as_target: TargetState
    is_start: bool = False


class UnreadableNumber(ValueError):
    """A cell holds neither a number nor a known label; the message says what to write instead."""


# A number as councils type it: sign, pounds, digits with proper thousands commas, per cent.
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?£?(?P<sign2>[-+])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<fraction>\.\d+)?%?(?P<close>\))?%?",
    re.ASCII,
)
# A space may part thousands (1 234); between other digits there may be two numbers in the cell.
_PARTED_DIGITS = re.compile(r"\d (?!\d{3}(?!\d))\d")
# NFKC would turn a footnote mark into a digit: 85² is 85 with a note, never 852.
_RAISED = ("<super>", "<sub>", "<circle>", "<fraction>")
_LONGEST_NUMBER = 40  # more digits than any council counts; keeps absurd cells from slow arithmetic


@dataclass(frozen=True, slots=True)
class Number:
    """A number and whether an asterisk marked it as provisional."""

    value: Decimal
    is_provisional: bool


def tidy(text: str) -> str:
    """A cell's text with odd spaces, full-width digits and typographic minus signs made plain."""
    if text.isascii():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2013", "-")
    return " ".join(plain.split())


def read_number(text: str) -> Number:
    """Read “84.13 %”, “£1,234”, “(56)”, “−3” or “12*”; raise `UnreadableNumber` with a remedy."""
    if _has_raised_digits(text):
        raise UnreadableNumber(
            f"“{text.strip()[:60]}” holds a small raised figure. Put footnotes in a column of their own."
        )
    if _PARTED_DIGITS.search(tidy(text)):
        raise UnreadableNumber(_not_a_number(text))
    bare = tidy(text).replace(" ", "")
    is_provisional = bare.endswith("*") or bare.startswith("*")
    bare = bare.strip("*")
    found = _NUMBER.fullmatch(bare) if bare.isascii() or "£" in bare else None
    if not found or len(bare) > _LONGEST_NUMBER or not (found["digits"] or found["fraction"]):
        raise UnreadableNumber(_not_a_number(text))
    if _is_badly_signed(found) or bare.count("%") > 1:
        raise UnreadableNumber(_not_a_number(text))
    value = Decimal((found["digits"] or "0").replace(",", "") + (found["fraction"] or ""))
    is_negative = found["open"] or "-" in (found["sign"], found["sign2"])
    return Number(-value if is_negative else value, is_provisional)


def _has_raised_digits(text: str) -> bool:
    return any(unicodedata.decomposition(mark).startswith(_RAISED) for mark in text)


def _is_badly_signed(found: re.Match[str]) -> bool:
    signs = [found["open"], found["sign"], found["sign2"]]
    return bool(found["open"]) != bool(found["close"]) or len([one for one in signs if one]) > 1


def _not_a_number(text: str) -> str:
    shown = tidy(text)[:60]
    if re.search(r"\d,\d", shown):
        return (
            f"“{shown}” is not a number we can be sure of: a comma must part thousands (1,234), not decimals."
        )
    return (
        f"“{shown}” is neither a number nor a known label for missing data. "
        "Write a number, or leave it blank."
    )


def labelled(text: str, labels: Mapping[str, Label]) -> Label | None:
    """The label that a cell's text is, if it is one."""
    key = tidy(text).casefold()
    if key in labels:
        return labels[key]
    starts = [start for start, one in labels.items() if one.is_start and key.startswith(start)]
    return labels[max(starts, key=len)] if starts else None  # the longest says most


def labels_by_text(labels: tuple[Label, ...]) -> dict[str, Label]:
    """Labels keyed for `read_observed`: small letters, plain spaces."""
    return {tidy(one.text).casefold(): one for one in labels}


def read_observed(text: str, labels: Mapping[str, Label], *, provisional: bool = False) -> Observed:
    """Read a result cell: a figure, or the state its label stands for; a blank is awaited.

    Raises `UnreadableNumber` when the text is neither.
    """
    said = tidy(text)
    if not said:
        return Observed(None, State.AWAITED, said)
    label = labelled(said, labels)
    if label:
        return Observed(None, label.as_figure, said)
    number = read_number(said)
    state = State.PROVISIONAL if provisional or number.is_provisional else State.REPORTED
    return Observed(number.value, state, said)


def read_target(text: str, labels: Mapping[str, Label]) -> TargetRead:
    """Read a target cell: a number, or why there is none; a blank is a target not set.

    Raises `UnreadableNumber` when the text is neither.
    """
    said = tidy(text)
    if not said:
        return TargetRead(None, TargetState.NO_TARGET, said)
    label = labelled(said, labels)
    if label:
        return TargetRead(None, label.as_target, said)
    return TargetRead(read_number(said).value, TargetState.SET, said)


# Narrow on purpose: “0 cases awaiting a decision” is a true zero, and “no cases were late” a true 100.
_UNCONFIRMED = re.compile(
    r"(?:\bnot|n['’]t|yet to be|to be) (?:yet )?(?:been )?"
    r"(?:confirmed|agreed|available|received|known|verified|validated|finalised|supplied|provided)"
    r"|\bunconfirmed|\bunavailable|\btbc\b|\b(?:0|zero|nil) entered|\bawaited\b"
    r"|awaiting (?:the |final |further )*(?:confirmation|data|figures?|results?|information|validation)",
    re.IGNORECASE,
)
_NIL = re.compile(
    r"\bnil (?:activity|return)|\bno activity"
    r"|\bno (?:cases|consultations|applications|requests|complaints|appeals|inspections|referrals|claims"
    r"|assessments|enquiries|reports|invoices|audits|meetings)"
    r"(?:$|[.,;]| (?:in|during|for|this|took place|(?:were )?(?:received|due|held|made)\b(?! late)))",
    re.IGNORECASE,
)


def is_suspicious_zero(value: Decimal | None, note: str) -> bool:
    """A zero beside a note that says the figure is not confirmed (Hart ETS01, quarter 1 2014/15)."""
    return value is not None and value == 0 and bool(_UNCONFIRMED.search(note))


def is_nil_scored_full(value: Decimal | None, note: str) -> bool:
    """100 entered where the note says nothing happened: nil activity scored as full marks."""
    return value == 100 and bool(_NIL.search(note))
