"""Signal or noise? Statistical process control by the NHS method “Making Data Count” (XmR charts).

Limits lie at the mean ± 2.66 × the mean moving range. A point is a special cause when it lies outside, is
one of seven or more in a row on one side of the mean, is one of seven or more rising or falling, or is one of
two in three in the outer third before a limit, all three on one side of the mean. Rules as read in
NHSRplotthedots (MIT licence), whose default screening of outliers is left to the caller; NHS England's own
workbook does not screen.

All comparisons are between whole numbers, cross-multiplied, so that no rounding decides a verdict; what is
printed is rounded once, half up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from goldenthread.core.travel import Polarity

FEWEST = 6  # with fewer there are no five moving ranges to average: a plain run chart about the median
FULL = 12  # with fewer than these the limits are on trial
RUN = 7  # points in a row on one side of the mean, or rising or falling
LIMIT = 266  # hundredths of a mean moving range from the mean to a limit
SCREEN = 3267  # thousandths of the mean moving range from which a moving range is left out, if screened


class Variation(StrEnum):
    """What the latest point says: noise, or a signal that is good, bad, or neither by itself."""

    TOO_FEW = "TOO_FEW"
    COMMON_CAUSE = "COMMON_CAUSE"
    IMPROVEMENT = "IMPROVEMENT"
    CONCERN = "CONCERN"
    NEUTRAL_HIGH = "NEUTRAL_HIGH"
    NEUTRAL_LOW = "NEUTRAL_LOW"


class Assurance(StrEnum):
    """Whether the process as it runs will meet its target: always, never, or sometimes by chance."""

    PASSES = "PASSES"
    FAILS = "FAILS"
    HIT_AND_MISS = "HIT_AND_MISS"
    NO_TARGET = "NO_TARGET"
    TOO_FEW = "TOO_FEW"


class Cause(StrEnum):
    """Why a point is a special cause."""

    OUTSIDE = "OUTSIDE"
    SHIFT = "SHIFT"
    TREND = "TREND"
    TWO_OF_THREE = "TWO_OF_THREE"


@dataclass(frozen=True, slots=True)
class Limits:
    """A process on paper: its mean and limits, exactly, as fractions over one denominator of 10^`scale`.

    `mean`, `lower` and `upper` are those fractions rounded half up to two places more than the figures have.
    """

    count: int
    total: int
    range_count: int
    range_total: int
    scale: int

    @property
    def is_trial(self) -> bool:
        return self.count < FULL

    @property
    def places(self) -> int:
        return self.scale + 2

    @property
    def mean(self) -> Decimal:
        return _rounded(self.total, self.count * 10**self.scale, self.places)

    @property
    def mean_range(self) -> Decimal:
        return _rounded(self.range_total, self.range_count * 10**self.scale, self.places)

    @property
    def upper(self) -> Decimal:
        return self._limit(1)

    @property
    def lower(self) -> Decimal:
        return self._limit(-1)

    def to(self, places: int) -> tuple[Decimal, Decimal, Decimal]:
        """The lower limit, the mean and the upper limit, rounded once to so many places, to be printed."""
        mean = _rounded(self.total, self.count * 10**self.scale, places)
        return self._limit(-1, places), mean, self._limit(1, places)

    def _limit(self, sign: int, places: int | None = None) -> Decimal:
        above, below = self._at(sign * LIMIT, 100)
        return _rounded(above, below * 10**self.scale, self.places if places is None else places)

    def _at(self, part: int, of: int) -> tuple[int, int]:
        """The mean plus part/of mean moving ranges, as a fraction."""
        below = of * self.count * self.range_count
        return of * self.range_count * self.total + part * self.count * self.range_total, below

    def side(self, value: int) -> int:
        """1 above the mean, −1 below it, 0 on it."""
        return _sign(value * self.count - self.total)

    def is_beyond(self, value: int, part: int, of: int) -> bool:
        """Whether a value lies more than part/of mean moving ranges from the mean."""
        high, below = self._at(part, of)
        low, _ = self._at(-part, of)
        return value * below > high or value * below < low


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on the chart, and why it is a special cause, if it is."""

    value: Decimal
    side: int
    causes: frozenset[Cause] = frozenset()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of figures under one set of limits; None where there are too few for any."""

    start: int
    points: tuple[Point, ...]
    limits: Limits | None
    median: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart: its stretches in order, and the two verdicts on its latest point."""

    stretches: tuple[Stretch, ...]
    variation: Variation
    assurance: Assurance

    @property
    def latest(self) -> Stretch | None:
        return self.stretches[-1] if self.stretches else None

    @property
    def limits(self) -> Limits | None:
        return self.latest.limits if self.latest else None

    @property
    def points(self) -> list[Point]:
        return [point for stretch in self.stretches for point in stretch.points]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a process: which way is better, its target, and the edges of a range."""

    polarity: Polarity = Polarity.HIGHER
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def chart(
    values: Sequence[Decimal],
    wanted: Wanted,
    *,
    starts: Sequence[int] = (),
    is_screened: bool = False,
) -> Chart:
    """The chart of figures in order of time; from the places in `starts` limits are worked out afresh.

    Figures that are missing are left out by the caller: points before and after a gap count as neighbours.
    """
    cuts = sorted({0, *(start for start in starts if 0 < start < len(values))})
    ends = [*cuts[1:], len(values)]
    stretches = tuple(
        _stretch(start, values[start:end], is_screened)
        for start, end in zip(cuts, ends, strict=True)
        if values
    )
    latest = stretches[-1] if stretches else None
    return Chart(stretches, _variation(latest, wanted.polarity), _assurance(latest, wanted))


def limits_of(values: Sequence[Decimal], is_screened: bool = False) -> Limits | None:
    """The limits of figures in order; None where there are too few."""
    if len(values) < FEWEST:
        return None
    scale = scale_of(values)
    whole = [scaled(value, scale) for value in values]
    ranges = [abs(after - before) for before, after in pairwise(whole)]
    if is_screened:
        total, count = sum(ranges), len(ranges)
        ranges = [one for one in ranges if one * count * 1000 < SCREEN * total] or ranges
    return Limits(len(whole), sum(whole), len(ranges), sum(ranges), scale)


def scale_of(values: Sequence[Decimal]) -> int:
    """How many places after the point the figures have at most."""
    return max((-_exponent(value) for value in values), default=0) if values else 0


def scaled(value: Decimal, scale: int) -> int:
    """A figure as a whole number of 10^-scale; exact where the scale covers its places."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    whole: int = int("".join(map(str, digits)) or "0") * 10 ** (exponent + scale)
    return -whole if sign else whole


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return min(exponent, 0)


def _stretch(start: int, values: Sequence[Decimal], is_screened: bool) -> Stretch:
    median = median_of(values)
    limits = limits_of(values, is_screened)
    if limits is None:
        return Stretch(start, tuple(Point(value, 0) for value in values), None, median)
    whole = [scaled(value, limits.scale) for value in values]
    sides = [limits.side(value) for value in whole]
    causes = _causes(whole, sides, limits)
    points = (Point(*one) for one in zip(values, sides, causes, strict=True))
    return Stretch(start, tuple(points), limits, median)


def _causes(whole: Sequence[int], sides: Sequence[int], limits: Limits) -> list[frozenset[Cause]]:
    outside = [limits.is_beyond(value, LIMIT, 100) for value in whole]
    near = [
        limits.is_beyond(value, 2 * LIMIT, 300) and not out for value, out in zip(whole, outside, strict=True)
    ]
    moves = [0, *(_sign(after - before) for before, after in pairwise(whole))]
    flags = {
        Cause.OUTSIDE: outside,
        Cause.SHIFT: _in_a_run(sides, RUN),
        Cause.TREND: _in_a_trend(moves),
        Cause.TWO_OF_THREE: _two_of_three(near, sides),
    }
    return [
        frozenset(cause for cause, flagged in flags.items() if flagged[place]) for place in range(len(whole))
    ]


def _in_a_run(sides: Sequence[int], length: int) -> list[bool]:
    """True for every member of a run of at least `length` equal sides; a point on the mean breaks it."""
    flagged = [False] * len(sides)
    start = 0
    for place in range(1, len(sides) + 1):
        if place == len(sides) or sides[place] != sides[start]:
            if sides[start] and place - start >= length:
                flagged[start:place] = [True] * (place - start)
            start = place
    return flagged


def _in_a_trend(moves: Sequence[int]) -> list[bool]:
    """True for each of seven or more rising or falling: six or more moves one way, and where they began."""
    flagged = _in_a_run(moves, RUN - 1)
    return [
        one or (place + 1 < len(flagged) and flagged[place + 1] and moves[place] != moves[place + 1])
        for place, one in enumerate(flagged)
    ]


def _two_of_three(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    flagged = [False] * len(near)
    for place in range(len(near) - 2):
        three = range(place, place + 3)
        if sum(near[one] for one in three) >= 2 and abs(sum(sides[one] for one in three)) == 3:
            for one in three:
                flagged[one] = flagged[one] or near[one]
    return flagged


def _variation(latest: Stretch | None, polarity: Polarity) -> Variation:
    if latest is None or latest.limits is None:
        return Variation.TOO_FEW
    return said_by(latest.points[-1], polarity)


def said_by(point: Point, polarity: Polarity) -> Variation:
    """What one point under limits says, read with the measure's polarity."""
    if not point.causes:
        return Variation.COMMON_CAUSE
    is_high = point.side >= 0
    if polarity is Polarity.RANGE:
        return Variation.NEUTRAL_HIGH if is_high else Variation.NEUTRAL_LOW
    return Variation.IMPROVEMENT if is_high == (polarity is Polarity.HIGHER) else Variation.CONCERN


def _assurance(latest: Stretch | None, wanted: Wanted) -> Assurance:
    low, high = _good(wanted)
    if low is None and high is None:
        return Assurance.NO_TARGET
    if latest is None or latest.limits is None:
        return Assurance.TOO_FEW
    limits = latest.limits
    over, under = _beyond(limits, high, 1), _beyond(limits, low, -1)
    if over == 2 or under == 2:
        return Assurance.FAILS
    return Assurance.PASSES if over == under == 0 else Assurance.HIT_AND_MISS


def _good(wanted: Wanted) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest figure that is good."""
    if wanted.polarity is Polarity.RANGE:
        return wanted.low, wanted.high
    return (wanted.target, None) if wanted.polarity is Polarity.HIGHER else (None, wanted.target)


def _beyond(limits: Limits, edge: Decimal | None, sign: int) -> int:
    """How much of the process lies past an edge: 0 none of it, 1 a part, 2 all of it."""
    if edge is None:
        return 0
    more = max(0, scale_of([edge]) - limits.scale)
    at = scaled(edge, limits.scale + more)
    near, below = limits._at(-sign * LIMIT, 100)
    far, _ = limits._at(sign * LIMIT, 100)
    if (near * 10**more - at * below) * sign > 0:
        return 2
    return 1 if (far * 10**more - at * below) * sign > 0 else 0


def median_of(values: Sequence[Decimal]) -> Decimal:
    """The middle figure, or half way between the two in the middle; 0 where there are none."""
    return middle_of(sorted(values))


def middle_of(ordered: Sequence[Decimal]) -> Decimal:
    """The median of figures that are in order of size already."""
    if not ordered:
        return Decimal(0)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    scale = scale_of(ordered[middle - 1 : middle + 1])
    both = scaled(ordered[middle - 1], scale) + scaled(ordered[middle], scale)
    return _rounded(both, 2 * 10**scale, scale + 1)


def _rounded(above: int, below: int, places: int) -> Decimal:
    """A fraction as a decimal, rounded half up (away from nought), whatever its size."""
    doubled = 2 * abs(above) * 10**places + below
    whole = doubled // (2 * below)
    text = str(whole).rjust(places + 1, "0")
    number = f"{text[:-places]}.{text[-places:]}" if places else text
    return Decimal(number if above >= 0 or not whole else f"-{number}")


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
