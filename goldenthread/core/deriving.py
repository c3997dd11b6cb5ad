"""A longer period's figure from the shorter ones in it: sum, last, average, year to date, rolling year.

Where results are held as a numerator over a denominator, parts are added first and divided once: the share of
a year is never the mean of its months' shares. Without parts, a year to date and a rolling year are sums of
what can be added (numbers, money) and means of what can't (percentages, rates, ratios, durations).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from goldenthread.core.figures import Shape, fraction
from goldenthread.core.formulas import LARGEST, rounded
from goldenthread.core.kinds import Derivation, Frequency, Kind
from goldenthread.core.observed import State
from goldenthread.core.periods import (
    Period,
    YearStart,
    financial_year_of,
    month,
    quarter_of,
    quarters_of,
    same_last_year,
    span,
)

ADDED = (Kind.NUMBER, Kind.MONEY)


class Piece(NamedTuple):
    """One shorter period's result, with its parts where it was given by them."""

    value: Decimal | None
    state: State
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_questioned: bool = False


NOT_YET = Piece(None, State.AWAITED)


def period_of(on: date, frequency: Frequency, year_start: YearStart) -> Period:
    """The period of a frequency that a day falls in; half a year is a span of two quarters."""
    if frequency is Frequency.MONTHLY:
        return month(on.year, on.month)
    if frequency is Frequency.QUARTERLY:
        return quarter_of(on, year_start)
    year = financial_year_of(on, year_start)
    if frequency is Frequency.YEARLY:
        return year
    quarters = quarters_of(year)
    first, last = quarters[:2] if on <= quarters[1].ends_on else quarters[2:]
    return span(first.starts_on, last.ends_on)


def pieces_of(period: Period, frequency: Frequency, how: Derivation, year_start: YearStart) -> list[Period]:
    """The periods of a frequency that a longer period's figure comes of, in order; none where they don't fit.

    A year to date reaches back to the start of the year, a rolling year twelve months.
    """
    starts_on = period.starts_on
    if how is Derivation.YEAR_TO_DATE:
        starts_on = financial_year_of(period.ends_on, year_start).starts_on
    if how is Derivation.ROLLING_YEAR:
        starts_on = same_last_year(period).ends_on + timedelta(days=1)
    found = []
    while starts_on <= period.ends_on:
        one = period_of(starts_on, frequency, year_start)
        if one.starts_on != starts_on or one.ends_on > period.ends_on:
            return []
        found.append(one)
        starts_on = one.ends_on + timedelta(days=1)
    return found


def derive(pieces: Sequence[Piece | None], how: Derivation, shape: Shape) -> Piece:
    """The longer period's result from its pieces in order; a piece that isn't held is None.

    Nothing is given before all pieces are in (for the last of them, before that one is). Nil activity adds
    nothing and is left out of a mean; what doesn't apply is left out; one suppressed piece suppresses all.
    """
    wanted = pieces[-1:] if how is Derivation.LAST else pieces
    held = [one for one in wanted if one is not None and not one.state.is_waiting]
    if not wanted or len(held) < len(wanted):
        return NOT_YET
    states = {one.state for one in held}
    if State.SUPPRESSED in states:
        return Piece(None, State.SUPPRESSED)
    figures = [one for one in held if one.value is not None]
    if not figures:
        nothing = State.NIL_ACTIVITY if State.NIL_ACTIVITY in states else State.NOT_APPLICABLE
        return Piece(None, nothing)
    return _derived(figures, how, shape)


def _derived(figures: Sequence[Piece], how: Derivation, shape: Shape) -> Piece:
    is_provisional = any(one.state is State.PROVISIONAL for one in figures)
    state = State.PROVISIONAL if is_provisional else State.REPORTED
    is_questioned = any(one.is_questioned for one in figures)
    if all(one.numerator is not None and one.denominator is not None for one in figures):
        above = sum((one.numerator or Decimal(0) for one in figures), Decimal(0))
        below = sum((one.denominator or Decimal(0) for one in figures), Decimal(0))
        value = fraction(above, below, shape)
        if value is None:
            return Piece(None, State.NIL_ACTIVITY)
        return Piece(value, state, above, below, is_questioned)
    values = [Fraction(one.value or 0) for one in figures]
    total = sum(values, Fraction(0))
    if abs(total) >= LARGEST:
        return Piece(None, State.NOT_APPLICABLE)
    is_added = how is Derivation.SUM or (
        how is not Derivation.AVERAGE and shape.kind in ADDED and not shape.is_percentage
    )
    return Piece(rounded(total if is_added else total / len(values)), state, is_questioned=is_questioned)
