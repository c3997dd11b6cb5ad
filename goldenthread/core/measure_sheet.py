"""What is written on a measure's sheet, and what on it doesn't go together: each told as a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Derivation, Frequency, IfMissing, IfZero, Kind, Quality
from goldenthread.core.travel import Polarity

LONGEST_LAG = 730  # days: a figure known two years late says nothing of now
MOST_LEVELS = 12
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """Everything that is written on a measure's sheet; figures are exact, records are named by their keys."""

    code: str = ""
    title: str = ""
    question: str = ""
    definition: str = ""
    method: str = ""
    defined_from: date | None = None
    kind: str = Kind.NUMBER.value
    unit: str = ""
    decimals: int | None = None
    numerator: str = ""
    denominator: str = ""
    per: Decimal | None = None
    levels: tuple[str, ...] = ()
    polarity: str = Polarity.HIGHER.value
    low: Decimal | None = None
    high: Decimal | None = None
    frequency: str = Frequency.QUARTERLY.value
    reporting: str = ""
    derivation: str = ""
    is_cumulative: bool = False
    lag_days: int | None = None
    data_source: str = ""
    formula: str = ""
    if_zero: str = IfZero.NOT_APPLICABLE.value
    if_missing: str = IfMissing.WAIT.value
    is_data_only: bool = False
    control: str = "COUNCIL"
    stage: str = ""
    quality: str = ""
    quality_note: str = ""
    tolerance: Decimal | None = None
    tolerance_is_percent: bool = False
    floor: Decimal | None = None
    service_id: int | None = None
    owner_id: int | None = None
    updater_id: int | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_note: str = ""


FACTS = tuple(one.name for one in fields(MeasureSheet))

# What is approved with a plan, and what it is called where it may change by request only.
APPROVED: Mapping[str, str] = {
    "definition": "definition",
    "method": "definition",
    "kind": "definition",
    "numerator": "definition",
    "denominator": "definition",
    "per": "definition",
    "unit": "unit",
    "levels": "way of counting",
    "formula": "way of counting",
    "if_zero": "way of counting",
    "if_missing": "way of counting",
    "frequency": "way of counting",
    "reporting": "way of counting",
    "derivation": "way of counting",
    "is_cumulative": "way of counting",
    "is_data_only": "way of judging",
    "polarity": "polarity",
    "low": "range",
    "high": "range",
    "tolerance": "tolerance",
    "tolerance_is_percent": "tolerance",
    "floor": "floor",
    "baseline": "baseline",
    "baseline_on": "baseline",
    "baseline_note": "baseline",
    "owner_id": "owner",
}
# What of that may be said at last where it was left blank: it was not approved then.
MAY_BE_SAID = (
    "definition", "method", "numerator", "denominator", "unit", "baseline", "baseline_on", "baseline_note",
    "owner_id",
)  # fmt: skip


class Definition(NamedTuple):
    """What a measure counts and how: the part of its sheet that is kept when it changes."""

    definition: str = ""
    method: str = ""
    kind: str = Kind.NUMBER.value
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    per: Decimal | None = None


class Wrong(NamedTuple):
    """One thing that doesn't go together: the field where it is put right, and a sentence."""

    field: str
    sentence: str


Check = Callable[[MeasureSheet], Iterator[Wrong]]


def wrong_in(sheet: MeasureSheet) -> list[Wrong]:
    """Everything on a sheet that doesn't go together, in the sheet's order."""
    return [wrong for check in _CHECKS for wrong in check(sheet)]


def differences(held: MeasureSheet, new: MeasureSheet) -> dict[str, Any]:
    """The new values of the fields in which two sheets differ."""
    return {name: getattr(new, name) for name in FACTS if getattr(held, name) != getattr(new, name)}


def approved_among(names: Mapping[str, Any]) -> list[str]:
    """What of these fields is approved with a plan, each once: “tolerance”, “unit”."""
    return list(dict.fromkeys(APPROVED[name] for name in names if name in APPROVED))


def was_left_blank(name: str, value: object) -> bool:
    """True where this was not approved, because nothing was said: to say it at last changes nothing."""
    return name in MAY_BE_SAID and (value is None or (isinstance(value, str) and not value.strip()))


_WORD_AFTER_A_STROKE = re.compile(r"/[a-z.-]*$|/$|^/|//")


def _code(sheet: MeasureSheet) -> Iterator[Wrong]:
    """A code is part of an address, so it may look like none of ours."""
    code = sheet.code
    if not code.strip():
        yield Wrong("code", "Give it a code, such as CAN 01.")
    elif re.fullmatch(r"number-\d*", code) or not re.search(r"[A-Z0-9]", code):
        yield Wrong("code", f"“{code[:40]}” would be taken for an address. Use a capital letter or a number.")
    elif _WORD_AFTER_A_STROKE.search(code):
        yield Wrong("code", f"“{code[:40]}”: after a stroke comes a number or a capital, as in BV/199a.")
    elif re.search(r"[\x00-\x1f\x7f?#%\\]", code):
        yield Wrong("code", "A code holds letters, numbers, spaces, full stops, hyphens and strokes.")
    if not sheet.title.strip():
        yield Wrong("title", "Say what is measured.")


def _kind(sheet: MeasureSheet) -> Iterator[Wrong]:
    kind = Kind(sheet.kind)
    if kind is Kind.PERCENTAGE and sheet.unit not in ("", "%"):
        yield Wrong("unit", f"A percentage is in %, not in {sheet.unit[:40]}. Leave the unit empty.")
    if kind is Kind.RATE and sheet.per is None and " per " not in f" {sheet.unit} ":
        yield Wrong("per", "Say how many it is a rate of: 1,000 for a rate per 1,000 people.")
    if kind is not Kind.RATE and sheet.per is not None:
        yield Wrong("per", "Only a rate is counted per so many. Leave this empty.")
    if sheet.per is not None and sheet.per <= 0:
        yield Wrong("per", "A rate is per one or more: write a number above 0.")
    if not kind.is_counted and sheet.decimals is not None:
        yield Wrong("decimals", f"{_NAMED[kind]} has no decimal places. Leave this empty.")
    if sheet.decimals is not None and sheet.decimals > MOST_DECIMALS:
        yield Wrong("decimals", f"Up to {MOST_DECIMALS} decimal places can be kept.")


def _levels(sheet: MeasureSheet) -> Iterator[Wrong]:
    kind, levels = Kind(sheet.kind), sheet.levels
    if kind is not Kind.LEVEL and levels:
        yield Wrong("levels", "Only a level has names for its levels. Leave this empty.")
    if kind is Kind.LEVEL and len(levels) < 2:
        yield Wrong("levels", "Name at least two levels, lowest first, one on each line.")
    if len(levels) > MOST_LEVELS:
        yield Wrong("levels", f"{len(levels)} levels are too many to tell apart: name up to {MOST_LEVELS}.")
    if len({one.casefold() for one in levels}) < len(levels):
        yield Wrong("levels", "Two levels have the same name. Name each once.")
    if any(one.isdigit() for one in levels):
        yield Wrong("levels", "A level that is only a number can't be told from its place. Name it in words.")


def _parts(sheet: MeasureSheet) -> Iterator[Wrong]:
    kind, has_parts = Kind(sheet.kind), bool(sheet.numerator or sheet.denominator)
    if bool(sheet.numerator) != bool(sheet.denominator):
        empty = "denominator" if sheet.numerator else "numerator"
        yield Wrong(empty, "Say what is counted above the line and below it, or neither.")
    if has_parts and not kind.has_parts:
        yield Wrong("numerator", f"{_NAMED[kind]} is no fraction. Leave numerator and denominator empty.")
    if has_parts and sheet.formula.strip():
        yield Wrong(
            "formula", "It is worked out by a formula or counted as a fraction, not both. Empty one of them."
        )
    if sheet.formula.strip() and not kind.is_counted:
        yield Wrong("formula", f"{_NAMED[kind]} can't be worked out from other measures.")


def _frequency(sheet: MeasureSheet) -> Iterator[Wrong]:
    kind = Kind(sheet.kind)
    if sheet.is_cumulative and not kind.is_counted:
        yield Wrong("is_cumulative", f"{_NAMED[kind]} can't add up through the year.")
    if sheet.reporting and Frequency(sheet.reporting).months < Frequency(sheet.frequency).months:
        yield Wrong("reporting", "It can't be reported more often than it is collected.")
    if sheet.reporting and not sheet.derivation:
        yield Wrong("derivation", "Say how what is reported comes of what is collected.")
    if sheet.derivation and not sheet.reporting:
        yield Wrong("reporting", "Say how often it is reported, or leave how it is derived empty.")
    yield from _derivation(sheet, kind)
    if sheet.lag_days is not None and sheet.lag_days > LONGEST_LAG:
        yield Wrong("lag_days", f"{sheet.lag_days:,} days are over two years. Write up to {LONGEST_LAG}.")


def _derivation(sheet: MeasureSheet, kind: Kind) -> Iterator[Wrong]:
    if sheet.derivation in ("", Derivation.LAST):
        return
    if not kind.is_counted:
        yield Wrong("derivation", f"{_NAMED[kind]} can be neither summed nor averaged. Choose the last.")
    elif Shape(kind, sheet.unit).is_percentage and sheet.derivation == Derivation.SUM:
        yield Wrong("derivation", "Percentages can't be summed. Choose the average or the last.")
    elif sheet.is_cumulative:
        yield Wrong("derivation", "It adds up through the year already. Choose the last.")


def _polarity(sheet: MeasureSheet) -> Iterator[Wrong]:
    has_edge = sheet.low is not None or sheet.high is not None
    if sheet.polarity == Polarity.RANGE and not has_edge:
        yield Wrong("low", "Say where the range starts or ends: it needs one edge at least.")
    if sheet.polarity != Polarity.RANGE and has_edge:
        yield Wrong("polarity", "A range goes with “within a range”. Choose that, or empty the range.")
    if sheet.low is not None and sheet.high is not None and sheet.low > sheet.high:
        yield Wrong("high", "The range ends below where it starts. Change one of them.")
    if sheet.polarity == Polarity.RANGE and sheet.kind in (Kind.YES_NO, Kind.NARRATIVE):
        yield Wrong("polarity", f"{_NAMED[Kind(sheet.kind)]} lies within no range. Choose higher or lower.")


def _judged(sheet: MeasureSheet) -> Iterator[Wrong]:
    kind, floor = Kind(sheet.kind), sheet.floor
    if sheet.tolerance is not None and sheet.tolerance < 0:
        yield Wrong("tolerance", "A tolerance says how far a miss is allowed: 0 or more.")
    if sheet.tolerance_is_percent and sheet.tolerance is not None and not kind.is_counted:
        yield Wrong("tolerance_is_percent", f"{_NAMED[kind]} has no percentage. Give it in its own units.")
    if floor is not None and sheet.polarity == Polarity.RANGE and _is_inside(sheet, floor):
        yield Wrong("floor", "The floor lies within the range. It is the worst that counts as near it.")
    if kind is Kind.NARRATIVE and not sheet.is_data_only:
        yield Wrong("is_data_only", "What is told in words has no target: say that it is for information.")
    if sheet.quality in (Quality.FAIR, Quality.POOR) and not sheet.quality_note.strip():
        yield Wrong("quality_note", "Say why its figures are rated so, and what would better them.")


def _is_inside(sheet: MeasureSheet, value: Decimal) -> bool:
    return (sheet.low is None or value >= sheet.low) and (sheet.high is None or value <= sheet.high)


def _baseline(sheet: MeasureSheet) -> Iterator[Wrong]:
    if sheet.baseline is None and sheet.baseline_on is not None:
        yield Wrong("baseline", "Give the baseline's figure, or leave its day empty.")


_CHECKS: tuple[Check, ...] = (_code, _kind, _levels, _parts, _polarity, _frequency, _judged, _baseline)

# Each kind as a sentence begins with it.
_NAMED = {
    Kind.NUMBER: "A number",
    Kind.PERCENTAGE: "A percentage",
    Kind.MONEY: "An amount of money",
    Kind.RATE: "A rate",
    Kind.RATIO: "A ratio",
    Kind.DURATION: "A duration",
    Kind.YES_NO: "A yes or no",
    Kind.PLAN_DATE: "A date",
    Kind.LEVEL: "A level",
    Kind.NARRATIVE: "What is told in words",
}


def wrong_in_change_of_kind(held: Kind, new: Kind, has_figures: bool) -> list[Wrong]:
    """Why figures already recorded can't be read as another kind."""
    if held is new or not has_figures or (held.is_counted and new.is_counted):
        return []
    was, will = _NAMED[held], _NAMED[new]
    return [
        Wrong(
            "kind",
            f"{will} can't be read in figures recorded as {was[:1].lower()}{was[1:]}. "
            "Retire this measure and define a new one.",
        )
    ]
