"""What a year will end at if it goes on as it has: a figure, an honest interval, its method and a back-test.

A few simple methods are tried on every past year at the same point in the year, each seeing only what was
known then; the one whose misses had the smallest median is used. The interval comes of those misses where
there are enough, and of the ordinary change from one period to the next where there are not.

All sums are exact fractions, rounded to the places that the figures have: a projection half up, its interval
outwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, isqrt
from typing import NamedTuple

from goldenthread.core.charted import Figure, in_period, of_frequency
from goldenthread.core.kinds import Kind
from goldenthread.core.periods import COUNCIL_YEAR, Period, YearStart, financial_year_of
from goldenthread.core.signals import Interval
from goldenthread.core.spc import FEWEST, LIMIT
from goldenthread.core.standing import Result, Sheet
from goldenthread.core.year_ends import (
    METHODS,
    Method,
    Whole,
    Years,
    decimal_of,
    place_of,
    rounded,
    whole_of,
    year_figure,
    years_of,
)

ENOUGH = 8  # past years from whose misses alone an interval may come
SHARE_HELD = Fraction(4, 5)  # how many years an interval made of misses is to hold
ROOT_PLACES = 10**12


class Spread(StrEnum):
    """What an interval was made of."""

    OWN_MISSES = "OWN_MISSES"
    MOVING_RANGE = "MOVING_RANGE"


class NoProjection(StrEnum):
    """Why none is made."""

    NOT_COUNTED = "NOT_COUNTED"
    TOO_FEW = "TOO_FEW"
    GAP_THIS_YEAR = "GAP_THIS_YEAR"
    YEAR_IS_OVER = "YEAR_IS_OVER"
    REDEFINED = "REDEFINED"  # too few since figures count another way
    OUT_OF_DATE = "OUT_OF_DATE"  # nothing of this year or the one before is held
    NO_METHOD = "NO_METHOD"


class Tried(NamedTuple):
    """One past year in the back-test: what was projected at this point of it, and what it came to."""

    year: Period
    projected: Decimal
    came_to: Decimal
    is_within: bool

    @property
    def missed_by(self) -> Decimal:
        return self.came_to - self.projected


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection of a year's end. `known` of the year's `periods` were held when it was made."""

    year: Period
    interval: Interval
    method: Method
    whole: Whole
    spread: Spread
    tried: tuple[Tried, ...]
    medians: Mapping[Method, Decimal]
    known: int
    periods: int

    @property
    def held_within(self) -> int:
        """How many past years an interval as wide as this one would have held."""
        return sum(one.is_within for one in self.tried)


def project(
    results: Sequence[Result],
    sheet: Sheet,
    year: Period,
    *,
    kind: Kind = Kind.NUMBER,
    derivation: str = "",
    year_start: YearStart = COUNCIL_YEAR,
    places: int | None = None,
) -> Projection | NoProjection:
    """What a year will end at, from the results up to its latest; or why that can't be said.

    It is rounded once, to `places` or to those that the figures have. Figures of another definition, which
    can't be set against the year's, say nothing of it.
    """
    if not kind.is_counted:
        return NoProjection.NOT_COUNTED
    held = [one for one in of_frequency(results, sheet.frequency) if one.period.ends_on <= year.ends_on]
    figures = [one for one in held if sheet.can_be_compared(one.period, year)]
    whole = whole_of(sheet, derivation)
    years = years_of(figures, sheet, whole, year_start)
    years = years if places is None else years._replace(scale=places)
    number = year.starts_on.year
    known = max((place_of(one.period, year_start) for one in figures if _is_of(one, year)), default=0)
    refused = _refusal(figures, years, number, known)
    if refused is NoProjection.TOO_FEW and len(held) > len(figures):
        return NoProjection.REDEFINED
    if refused:
        return refused
    own = in_period(figures, year_start)[0] if sheet.is_cumulative else figures
    return _project(years, number, known, own, year, year_start, kind) or NoProjection.NO_METHOD


def _refusal(figures: Sequence[Figure], years: Years, number: int, known: int) -> NoProjection | None:
    if len(figures) < FEWEST:
        return NoProjection.TOO_FEW
    if known == years.places:
        return NoProjection.YEAR_IS_OVER
    if known and years.at(number, known) is None:
        return NoProjection.GAP_THIS_YEAR
    if not known and years.end(number - 1) is None:
        return NoProjection.OUT_OF_DATE
    return None


def _project(
    years: Years,
    number: int,
    known: int,
    own: Sequence[Figure],
    year: Period,
    year_start: YearStart,
    kind: Kind,
) -> Projection | None:
    now = _by_method(years.until(number, known), number, known, kind)
    tried = _tried(years, number, known, now, kind)
    if not now:
        return None
    medians = {method: _median([abs(came - guess) for _, guess, came in tried[method]]) for method in now}
    method = min(now, key=lambda one: medians[one] or Fraction(0))
    misses = [abs(came - guess) for _, guess, came in tried[method]]
    radius = _radius(misses, own, years, known)
    if radius is None:
        return None
    spread = Spread.OWN_MISSES if len(misses) >= ENOUGH else Spread.MOVING_RANGE
    return Projection(
        year=year,
        interval=_interval(now[method], radius, _edges(years.until(number, known), kind), years.scale),
        method=method,
        whole=years.whole,
        spread=spread,
        tried=tuple(
            Tried(
                financial_year_of(year.starts_on.replace(year=one), year_start),
                decimal_of(guess, years.scale),
                decimal_of(came, years.scale),
                abs(came - guess) <= radius,
            )
            for one, guess, came in tried[method]
        ),
        medians={one: decimal_of(m, years.scale) for one, m in medians.items() if m is not None},
        known=known,
        periods=years.places,
    )


_Guess = tuple[int, Fraction, Fraction]  # a past year, what was projected, and what it came to


def _tried(
    years: Years, number: int, known: int, now: Mapping[Method, Fraction], kind: Kind
) -> dict[Method, list[_Guess]]:
    """The methods that can be used now on the past years in which all of them could have been."""
    found: dict[Method, list[_Guess]] = {method: [] for method in now}
    for past in sorted(one for one in years.by_number if one < number):
        end = years.end(past)
        if end is None:
            continue
        then = _by_method(years.until(past, known), past, known, kind)
        if all(method in then for method in now):
            came = rounded(year_figure(years, end), years.scale)
            for method in now:
                found[method].append((past, then[method], came))
    return found


def _by_method(years: Years, number: int, known: int, kind: Kind) -> dict[Method, Fraction]:
    """What each method that can be used says of a year, rounded to the places of the figures."""
    low, high = _edges(years, kind)
    found = {}
    for method, reckon in METHODS[years.whole is Whole.LAST].items():
        guess = reckon(years, number, known)
        if guess is not None:
            figure = rounded(year_figure(years, guess), years.scale)
            found[method] = _kept_within(figure, low, high)
    return found


# The interval


def _radius(misses: Sequence[Fraction], own: Sequence[Figure], years: Years, known: int) -> Fraction | None:
    """How far the interval reaches either way; None where there is nothing to tell it from.

    Of m misses, the ⌈4/5 × (m + 1)⌉th smallest holds four years in five (split conformal prediction). With
    few, 2.66 mean moving ranges for each period to come, which add as independent things do, by the root of
    their number; but never less than the largest miss.
    """
    if len(misses) >= ENOUGH:
        return sorted(misses)[min(len(misses), ceil(SHARE_HELD * (len(misses) + 1))) - 1]
    if len(own) < FEWEST:
        return None
    values = [Fraction(one.value) for one in own]
    ranges = [abs(after - before) for before, after in pairwise(values)]
    one = Fraction(LIMIT, 100) * sum(ranges, Fraction(0)) / len(ranges)
    if years.whole is not Whole.LAST:
        one *= _root(years.places - known)
    return max(year_figure(years, one), *misses, Fraction(0))


def _root(number: int) -> Fraction:
    """A square root, to twelve places and upwards, so that no interval is too narrow for it."""
    return Fraction(isqrt(number * ROOT_PLACES**2 - 1) + 1, ROOT_PLACES)


def _interval(
    value: Fraction, radius: Fraction, edges: tuple[Fraction | None, Fraction | None], scale: int
) -> Interval:
    low = Fraction(floor((value - radius) * 10**scale), 10**scale)
    high = Fraction(ceil((value + radius) * 10**scale), 10**scale)
    ends = (_kept_within(low, *edges), value, _kept_within(high, *edges))
    return Interval(*(decimal_of(one, scale) for one in ends))


def _edges(years: Years, kind: Kind) -> tuple[Fraction | None, Fraction | None]:
    """What no figure goes beyond: nought, if none was ever below; 100% if no percentage ever was above."""
    held = [figure for year in years.by_number.values() for figure in year if figure is not None]
    is_share = kind is Kind.PERCENTAGE and years.whole is Whole.LAST
    low = Fraction(0) if held and min(held) >= 0 else None
    return low, Fraction(100) if is_share and held and max(held) <= 100 else None


def _kept_within(value: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value


def _is_of(one: Figure, year: Period) -> bool:
    return year.starts_on <= one.period.starts_on and one.period.ends_on <= year.ends_on


def _median(values: Sequence[Fraction]) -> Fraction | None:
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
