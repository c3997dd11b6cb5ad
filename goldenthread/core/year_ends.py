"""Years by what is known of them at a point, and simple ways to reckon where one will end.

All sums are exact fractions. A way that can't be used, for want of what it needs, gives None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import NamedTuple

from goldenthread.core.charted import Figure
from goldenthread.core.kinds import Derivation, Frequency
from goldenthread.core.periods import Period, YearStart, financial_year_of
from goldenthread.core.spc import scale_of
from goldenthread.core.standing import Sheet


class Method(StrEnum):
    """How the rest of a year is reckoned."""

    SHARE = "SHARE"  # so far, divided by the share of the year that earlier years had by then
    PACE = "PACE"  # each period to come is like the mean of this year's
    AS_LAST_YEAR = "AS_LAST_YEAR"  # from here on it goes as it went last year
    MEAN_OF_YEARS = "MEAN_OF_YEARS"  # the mean of the last three years
    LATEST = "LATEST"  # it stays where it is
    MEAN = "MEAN"  # it comes back to the mean of the last year's worth of periods


class Whole(StrEnum):
    """What the figure of a year is: all its periods together, their mean, or the last of them."""

    TOTAL = "TOTAL"
    AVERAGE = "AVERAGE"
    LAST = "LAST"


class Years(NamedTuple):
    """What is known of each year by the number it starts in: at each place its sum so far, or its figure."""

    by_number: Mapping[int, tuple[Fraction | None, ...]]
    places: int
    whole: Whole
    scale: int

    def at(self, number: int, place: int) -> Fraction | None:
        """A year's sum or figure after so many places; nought of a sum at its start."""
        if place == 0:
            return Fraction(0) if self.whole is not Whole.LAST else None
        year = self.by_number.get(number)
        return year[place - 1] if year else None

    def end(self, number: int) -> Fraction | None:
        return self.at(number, self.places)

    def until(self, number: int, place: int) -> Years:
        """Only what was known at a point: nothing of it comes from later."""
        past = {one: year for one, year in self.by_number.items() if one < number}
        now = self.by_number.get(number, ())
        blank: tuple[Fraction | None, ...] = (None,) * (self.places - place)
        return self._replace(by_number={**past, number: (*now[:place], *blank)})


def whole_of(sheet: Sheet, derivation: str) -> Whole:
    """What a year's figure is of a measure. Collected once a year, it is that one figure."""
    if sheet.frequency == Frequency.YEARLY:
        return Whole.LAST
    summed = (Derivation.SUM, Derivation.YEAR_TO_DATE, Derivation.ROLLING_YEAR)
    if sheet.is_cumulative or derivation in summed:
        return Whole.TOTAL
    return Whole.AVERAGE if derivation == Derivation.AVERAGE else Whole.LAST


def year_figure(years: Years, end: Fraction) -> Fraction:
    return end / years.places if years.whole is Whole.AVERAGE else end


def years_of(figures: Sequence[Figure], sheet: Sheet, whole: Whole, year_start: YearStart) -> Years:
    places = 12 // Frequency(sheet.frequency).months
    kept: dict[int, list[Fraction | None]] = {}
    for period, value in figures:
        number = financial_year_of(period.starts_on, year_start).starts_on.year
        kept.setdefault(number, [None] * places)[place_of(period, year_start) - 1] = Fraction(value)
    is_summed = whole is not Whole.LAST and not sheet.is_cumulative
    by_number = {number: tuple(_running(year)) if is_summed else tuple(year) for number, year in kept.items()}
    return Years(by_number, places, whole, scale_of([one.value for one in figures]))


def _running(year: Sequence[Fraction | None]) -> list[Fraction | None]:
    """Sums so far; none after a figure that is missing."""
    so_far: Fraction | None = Fraction(0)
    found = []
    for figure in year:
        so_far = None if so_far is None or figure is None else so_far + figure
        found.append(so_far)
    return found


def place_of(period: Period, year_start: YearStart) -> int:
    """Which of its year's periods one is, counted from 1."""
    year = financial_year_of(period.starts_on, year_start)
    first, at = year.starts_on, period.starts_on
    months = (at.year - first.year) * 12 + at.month - first.month
    length = ((period.ends_on - at).days + 16) // 30  # in months: 28 to 31 days are one, 181 to 184 are six
    return months // length + 1


def rounded(value: Fraction, scale: int) -> Fraction:
    """Half up, away from nought."""
    whole = floor(abs(value) * 10**scale + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**scale)


def decimal_of(value: Fraction, scale: int) -> Decimal:
    """A fraction as a decimal, rounded half up once: read from text, which never rounds again."""
    whole = rounded(value, scale) * 10**scale
    return Decimal(f"{whole.numerator}E-{scale}")


# The methods


def _share(years: Years, number: int, known: int) -> Fraction | None:
    so_far = years.at(number, known)
    past = [
        (at, end)
        for one in years.by_number
        if one < number and (at := years.at(one, known)) is not None and (end := years.end(one)) is not None
    ]
    by_then = sum((at for at, _ in past), Fraction(0))
    if not known or so_far is None or by_then == 0:
        return None
    return so_far * sum((end for _, end in past), Fraction(0)) / by_then


def _pace(years: Years, number: int, known: int) -> Fraction | None:
    so_far = years.at(number, known)
    return so_far * years.places / known if known and so_far is not None else None


def _rest_as_last_year(years: Years, number: int, known: int) -> Fraction | None:
    so_far, then, end = years.at(number, known), years.at(number - 1, known), years.end(number - 1)
    return so_far + end - then if so_far is not None and then is not None and end is not None else None


def _mean_of_years(years: Years, number: int, known: int) -> Fraction | None:
    ends = [years.end(number - back) for back in (1, 2, 3)]
    held = [end for end in ends if end is not None]
    return sum(held, Fraction(0)) / 3 if not known and len(held) == 3 else None


def _sequence(years: Years, number: int, known: int) -> list[Fraction]:
    """Every figure up to a point in order of time."""
    return [
        figure
        for one in sorted(years.by_number)
        if one <= number
        for figure in (years.by_number[one] if one < number else years.by_number[one][:known])
        if figure is not None
    ]


def _latest(years: Years, number: int, known: int) -> Fraction | None:
    return years.at(number, known) if known else years.end(number - 1)


def _mean(years: Years, number: int, known: int) -> Fraction | None:
    worth = {1: 3, 2: 4}.get(years.places, years.places)
    held = _sequence(years, number, known)[-worth:]
    return sum(held, Fraction(0)) / worth if len(held) == worth else None


def _moved_as_last_year(years: Years, number: int, known: int) -> Fraction | None:
    latest, end = _latest(years, number, known), years.end(number - 1)
    then = years.at(number - 1, known) if known else years.end(number - 2)
    return latest + end - then if latest is not None and end is not None and then is not None else None


_Reckon = Callable[[Years, int, int], Fraction | None]
# For years that add up, and for years that end at their last figure. The first stands where none was tried.
METHODS: Mapping[bool, Mapping[Method, _Reckon]] = {
    False: {
        Method.SHARE: _share,
        Method.PACE: _pace,
        Method.AS_LAST_YEAR: _rest_as_last_year,
        Method.MEAN_OF_YEARS: _mean_of_years,
    },
    True: {Method.LATEST: _latest, Method.MEAN: _mean, Method.AS_LAST_YEAR: _moved_as_last_year},
}
