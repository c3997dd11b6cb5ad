"""A figure as people write and read it, whatever its kind: a number, a date, a level, yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.core.kinds import Kind
from goldenthread.core.observed import (
    Label,
    Observed,
    State,
    UnreadableNumber,
    labelled,
    read_number,
    read_observed,
    tidy,
)
from goldenthread.core.periods import PeriodKind, UnreadablePeriod, day, in_words, parse_period
from goldenthread.core.words import number, with_unit

YES, NO = Decimal(1), Decimal(0)
_YES = {"yes", "y", "true", "done", "met", "achieved"}
_NO = {"no", "n", "false", "not done", "not met", "not achieved"}
WHOLE_POUNDS_FROM = 1000
_OUT_OF = re.compile(r"\s(?:out )?of\s", re.IGNORECASE)
_PER = re.compile(r"\bper ([0-9][0-9,]{0,14})\b")
MOST_PLACES = 6  # as many as the columns keep


@dataclass(frozen=True, slots=True)
class Shape:
    """What a measure's figures look like: kind, unit, shown places, and names of levels, lowest first."""

    kind: Kind = Kind.NUMBER
    unit: str = ""
    decimals: int | None = None
    levels: Sequence[str] = ()
    per: Decimal | None = None

    @property
    def sign(self) -> str:
        """Its unit; a percentage has %, and money £, where no unit is stated."""
        named = {Kind.PERCENTAGE: "%", Kind.MONEY: self.unit or "£"}
        return named.get(self.kind, self.unit)

    @property
    def is_percentage(self) -> bool:
        """True for a percentage, and for a number that is counted in per cent."""
        return self.kind is Kind.PERCENTAGE or (self.kind is Kind.NUMBER and self.unit.strip() == "%")

    @property
    def times(self) -> Decimal:
        """What a fraction of its parts is multiplied by: its own `per`, 100 for a percentage, or 1.

        A unit that says so many itself (“per 1,000 people”) is taken at its word.
        """
        said = _PER.search(self.unit)
        if self.per is None and said and Decimal(said[1].replace(",", "")):
            return Decimal(said[1].replace(",", ""))
        return self.per or (Decimal(100) if self.is_percentage else Decimal(1))


def shown(value: Decimal, shape: Shape) -> str:
    """A figure as it is printed: “78.5%”, “£1,234”, “Yes”, “30 June 2014”, “Good”, rounded half up if at all.

    Only what is printed is rounded. A figure that its kind can't hold is printed as the number it is.
    """
    if shape.kind is Kind.YES_NO and value in (YES, NO):
        return "Yes" if value == YES else "No"
    if (
        shape.kind is Kind.PLAN_DATE
        and value == value.to_integral_value()
        and 1 <= value <= date.max.toordinal()
    ):
        return in_words(day(date.fromordinal(int(value))))
    if shape.kind is Kind.LEVEL and value == value.to_integral_value() and 1 <= value <= len(shape.levels):
        return shape.levels[int(value) - 1]
    return with_unit(in_print(value, shape), shape.sign)


def exactly(value: Decimal, shape: Shape) -> str:
    """A figure to every place kept, or as many as the measure says: where near ones are told apart."""
    if not shape.kind.is_counted:
        return shown(value, shape)
    return with_unit(rounded(value, shape.decimals), shape.sign)


def bare(value: Decimal, shape: Shape) -> str:
    """A figure as it is printed where its unit stands in the heading: “78.5”, “1,234”, “Yes”."""
    return number(in_print(value, shape)) if shape.kind.is_counted else shown(value, shape)


def shape_for(how: Shape | str) -> Shape:
    """A shape, where no more than a unit may be known."""
    if isinstance(how, Shape):
        return how
    return Shape(Kind.PERCENTAGE if how == "%" else Kind.NUMBER, how)


def in_print(value: Decimal, shape: Shape) -> Decimal:
    """A figure to the places that are printed, half up.

    Where the measure doesn't say, a figure with more than two places is printed to two, and from £1,000 on to
    whole pounds; one below 1 keeps its places, since two might leave nothing of it.
    """
    exponent = value.as_tuple().exponent
    if shape.decimals is not None or not isinstance(exponent, int) or exponent >= -2 or abs(value) < 1:
        return rounded(value, shape.decimals)
    is_money = shape.kind is Kind.MONEY or shape.unit == "£"
    return rounded(value, 0 if is_money and abs(value) >= WHOLE_POUNDS_FROM else 2)


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """A figure to so many places, half up; as it stands where none are asked for."""
    if decimals is None:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def read_figure(
    text: str, shape: Shape, labels: Mapping[str, Label], *, provisional: bool = False
) -> Observed:
    """Read a result as somebody typed it for a measure of this kind, or the state that its label stands for.

    Raises `UnreadableNumber` with a sentence that says what to write instead.
    """
    said = tidy(text)
    label = labelled(said, labels) if said else None
    if shape.kind is Kind.NARRATIVE and said and not label:
        return Observed(None, State.IN_WORDS, said)
    reader = _READERS.get(shape.kind)
    if reader is None or not said or label:
        return read_observed(text, labels, provisional=provisional)
    return Observed(reader(said, shape), State.PROVISIONAL if provisional else State.REPORTED, said)


def read_value(text: str, shape: Shape) -> Decimal:
    """Read a figure that has to be one, such as a target; raises `UnreadableNumber`."""
    reader = _READERS.get(shape.kind)
    return reader(tidy(text), shape) if reader else read_number(text).value


def read_two_numbers(text: str) -> tuple[Decimal, Decimal] | None:
    """The two numbers that somebody wrote as one out of the other: 18 / 24, 18 of 24, 18 out of 24.

    None where it is not two numbers: N/A has a stroke too.
    """
    above, stroke, below = _OUT_OF.sub("/", tidy(text)).partition("/")
    if not stroke or "%" in text:
        return None
    try:
        return read_number(above).value, read_number(below).value
    except UnreadableNumber:
        return None


def fraction(numerator: Decimal, denominator: Decimal, shape: Shape) -> Decimal | None:
    """Numerator over denominator times what the kind asks for, to six places half up; None over nought."""
    if denominator == 0:
        return None
    whole = numerator * shape.times / denominator
    return whole.quantize(Decimal(1).scaleb(-MOST_PLACES), ROUND_HALF_UP)


def _read_yes_no(said: str, shape: Shape) -> Decimal:
    word = said.casefold()
    if word in _YES or word in _NO:
        return YES if word in _YES else NO
    raise UnreadableNumber(f"“{said[:60]}” is neither yes nor no. Write Yes or No.")


def _read_plan_date(said: str, shape: Shape) -> Decimal:
    try:
        period = parse_period(said)
    except UnreadablePeriod:
        period = None
    if period is None or period.kind is not PeriodKind.DAY:
        raise UnreadableNumber(f"“{said[:60]}” is not a day. Write one such as 30 June 2014 or 30/06/2014.")
    return Decimal(period.starts_on.toordinal())


def _read_level(said: str, shape: Shape) -> Decimal:
    for place, name in enumerate(shape.levels, start=1):
        if said.casefold() in (name.casefold(), str(place)):
            return Decimal(place)
    raise UnreadableNumber(f"“{said[:60]}” is none of this measure's levels: {', '.join(shape.levels)}.")


_READERS = {Kind.YES_NO: _read_yes_no, Kind.PLAN_DATE: _read_plan_date, Kind.LEVEL: _read_level}
