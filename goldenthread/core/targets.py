"""Setting targets: the periods of a year, the shapes that part a year's target, and what to ask of a target.

Every sum is exact: where the parts of a year should add up to it, they do, to the last decimal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from goldenthread.core.figures import MOST_PLACES, Shape, rounded, shown
from goldenthread.core.kinds import Derivation, Frequency, Kind
from goldenthread.core.periods import (
    Period,
    PeriodKind,
    in_words,
    month,
    next_period,
    quarters_of,
    same_last_year,
    span,
)
from goldenthread.core.standing import Aim, Result, Sheet
from goldenthread.core.travel import Direction, Polarity, movement

ZERO, TEN, HUNDRED = Decimal(0), Decimal(10), Decimal(100)


class Profile(StrEnum):
    """The shape of a year: how its periods' targets come of the year's."""

    EACH = "EACH"
    EVEN = "EVEN"
    LAST_YEAR = "LAST_YEAR"
    OWN_SHARES = "OWN_SHARES"
    SAME = "SAME"
    STEPS = "STEPS"


PROFILES: Mapping[Profile, str] = {
    Profile.EACH: "I write each period's target myself",
    Profile.EVEN: "In equal parts that add up to the year",
    Profile.LAST_YEAR: "In parts that add up to the year, as last year's results were parted",
    Profile.OWN_SHARES: "In parts that add up to the year, by my own shares",
    Profile.SAME: "The year's target in each period",
    Profile.STEPS: "In even steps from where it stands to the year's target",
}
PARTING = (Profile.EVEN, Profile.LAST_YEAR, Profile.OWN_SHARES)
LEVEL = (Profile.SAME, Profile.STEPS)


class Adding(StrEnum):
    """How a measure's periods make its year."""

    RUNNING = "RUNNING"  # each figure holds all since the year began, so the last one is the year's
    SUMMED = "SUMMED"
    NOT_ADDED = "NOT_ADDED"
    UNSAID = "UNSAID"


class Unshaped(ValueError):
    """A year's target can't be parted so; the message says why and what to do instead."""


def adding(kind: Kind, derivation: str, is_cumulative: bool) -> Adding:
    """How a measure's periods make its year; unsaid for a plain count whose sheet doesn't say."""
    if not kind.is_counted:
        return Adding.NOT_ADDED
    if is_cumulative:
        return Adding.RUNNING
    if derivation in (Derivation.SUM, Derivation.YEAR_TO_DATE):
        return Adding.SUMMED
    if derivation or kind in (Kind.PERCENTAGE, Kind.RATE, Kind.RATIO, Kind.DURATION):
        return Adding.NOT_ADDED
    return Adding.UNSAID


def profiles_for(how: Adding, is_counted: bool = True) -> tuple[Profile, ...]:
    """The shapes that suit a measure: a percentage is never parted, a sum never repeated."""
    if not is_counted:
        return (Profile.EACH, Profile.SAME)
    parting = PARTING if how is not Adding.NOT_ADDED else ()
    level = LEVEL if how in (Adding.NOT_ADDED, Adding.UNSAID) else ()
    return (Profile.EACH, *parting, *level)


def periods_of(year: Period, frequency: str) -> tuple[Period, ...]:
    """The periods of a year in which a measure is collected, in order; none for one collected yearly."""
    if frequency == Frequency.YEARLY:
        return ()
    quarters = quarters_of(year)
    if frequency == Frequency.QUARTERLY:
        return quarters
    if frequency == Frequency.HALF_YEARLY:
        return (
            span(quarters[0].starts_on, quarters[1].ends_on),
            span(quarters[2].starts_on, quarters[3].ends_on),
        )
    months = [month(year.starts_on.year, year.starts_on.month)]
    while len(months) < Frequency.YEARLY.months:
        months.append(next_period(months[-1]))
    return tuple(months)


def parted(whole: Decimal, shares: Sequence[Decimal], decimals: int | None = None) -> tuple[Decimal, ...]:
    """A whole in parts by their shares, which add up to it exactly: largest remainder, earlier parts first.

    Parts have the measure's decimals, or as many as the whole has where that is more. Shares may be any
    numbers that aren't negative, at least one of them above nought; raises `Unshaped` for others.
    """
    if not shares or any(share < 0 for share in shares) or not any(shares):
        raise Unshaped("Shares are numbers from 0 up, and one at least is more than 0.")
    exponent = whole.normalize().as_tuple().exponent
    places = max(decimals or 0, -exponent if isinstance(exponent, int) else 0, 0)
    units = int(whole.copy_abs().scaleb(places))
    total = sum(map(Fraction, shares), Fraction(0))
    exact = [Fraction(share) * units / total for share in shares]
    parts = [int(one) for one in exact]
    left = units - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[:left]:
        parts[place] += 1
    sign = -1 if whole < 0 else 1
    return tuple(Decimal(sign * part).scaleb(-places) for part in parts)


def running(parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """What each period adds as what the year holds so far."""
    totals: list[Decimal] = []
    for part in parts:
        totals.append((totals[-1] if totals else ZERO) + part)
    return tuple(totals)


def stepped(start: Decimal, end: Decimal, count: int, decimals: int | None = None) -> tuple[Decimal, ...]:
    """From where a measure stands to what it should reach, in even steps; the last is the target itself."""
    places = decimals if decimals is not None else max(_places(start), _places(end), 1)
    steps = [start + (end - start) * step / count for step in range(1, count)]
    return (*(rounded(step, min(places, MOST_PLACES)) for step in steps), end)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of a year when its target is parted: its periods, and what came before."""

    periods: tuple[Period, ...]
    how: Adding
    decimals: int | None = None
    last_year: tuple[Decimal | None, ...] = ()
    standing_at: Decimal | None = None


def shaped(
    target: Decimal, profile: Profile, year: Year, shares: Sequence[Decimal] = ()
) -> tuple[Decimal, ...]:
    """The targets of a year's periods. Raises `Unshaped` where the shape needs what isn't held."""
    if profile is Profile.SAME:
        return (target,) * len(year.periods)
    if profile is Profile.STEPS:
        if year.standing_at is None:
            raise Unshaped("No result or baseline is held to begin from. Choose another shape.")
        return stepped(year.standing_at, target, len(year.periods), year.decimals)
    parts = parted(target, _shares(profile, year, shares), year.decimals)
    return running(parts) if year.how is Adding.RUNNING else parts


def _shares(profile: Profile, year: Year, shares: Sequence[Decimal]) -> Sequence[Decimal]:
    count = len(year.periods)
    if profile is Profile.EVEN:
        return [Decimal(1)] * count
    if profile is Profile.OWN_SHARES:
        if len(shares) != count:
            raise Unshaped(f"The year has {count} periods. Write {count} shares, such as 30, 20, 20, 30.")
        return shares
    held = [one for one in year.last_year if one is not None]
    if len(held) != count:
        raise Unshaped("Last year's results aren't all held. Choose another shape, or write your own shares.")
    before = [ZERO, *held[:-1]] if year.how is Adding.RUNNING else [ZERO] * count
    parts = [now - earlier for now, earlier in zip(held, before, strict=True)]
    if any(part < 0 for part in parts) or not any(parts):
        raise Unshaped(
            "Last year's results can't be parted: one fell or all are nought. Choose another shape."
        )
    return parts


# What to ask of a target before it is kept. A code is published and never used for anything else.
DOUBTS: Mapping[str, str] = {
    "AIM1": "{target} is worse than the latest result to compare it with, {figure} for {period}.",
    "AIM2": "{target} is worse than last year's result for the same period, {figure}.",
    "AIM3": "The target is {target}: is nothing what is aimed at, or is no target known yet?",
    "AIM4": "{target} is last year's target again, which was missed with {figure}.",
    "AIM5": "What is counted changed on {day}: what came before can't be compared with this target.",
    "AIM6": "The stretch of {stretch} does not go beyond the target of {target}.",
    "AIM7": "{target} is ten times {figure}, {what}, or a tenth of it, or further off.",
    "AIM8": "{target} is no percentage from 0% to 100%.",
}


class Doubt(NamedTuple):
    """Something to ask of a target: its code, and the figures that its sentence names."""

    code: str
    figures: Mapping[str, str]

    @property
    def words(self) -> str:
        return DOUBTS[self.code].format(**self.figures)


@dataclass(frozen=True, slots=True)
class Past:
    """What a target is held against: results and targets so far, and the day the definition changed.

    `changed_on` is the first day of a definition whose figures can't be set against those before it.
    """

    sheet: Sheet
    shape: Shape
    how: Adding
    results: Sequence[Result] = ()
    aims: Sequence[Aim] = ()
    changed_on: date | None = None
    _by_period: dict[Period, Result] = field(default_factory=dict)

    def result_in(self, period: Period) -> Decimal | None:
        """The figure of exactly this period, unless it is in question or of an older definition."""
        found = next((one for one in self._sound() if one.period == period), None)
        return found.value if found else None

    def _sound(self) -> list[Result]:
        return [
            one
            for one in self.results
            if one.value is not None
            and not one.is_questioned
            and (self.changed_on is None or one.period.starts_on >= self.changed_on)
        ]

    def latest_before(self, period: Period) -> Result | None:
        """The latest result that a target for this period can be set against.

        What runs up through the year, or adds up to it, is only ever compared with a period of its kind;
        what runs up, with the same period a year before.
        """
        sound = [
            one for one in self._sound() if one.period.ends_on <= period.ends_on and one.period != period
        ]
        if self.how is Adding.RUNNING and period.kind is not PeriodKind.YEAR:
            sound = [one for one in sound if one.period == same_last_year(period)]
        elif self.how is not Adding.NOT_ADDED:
            sound = [one for one in sound if _alike(one.period, period)]
        return max(sound, key=lambda one: one.period, default=None)


def _alike(one: Period, other: Period) -> bool:
    """Whether two periods are of one kind and about one length."""
    lengths = [(each.ends_on - each.starts_on).days for each in (one, other)]
    return one.kind is other.kind and abs(lengths[0] - lengths[1]) <= TEN


def doubts_about(period: Period, target: Decimal | None, stretch: Decimal | None, past: Past) -> list[Doubt]:
    """What to ask of a target before it is kept; nothing forbids it, for a true one may look odd."""
    if target is None:
        return []
    says = {"target": shown(target, past.shape)}
    found = [*_of_performance(period, target, past, says), *_of_itself(target, past, says)]
    found += _of_definition(period, past)
    found += _of_size(period, target, past, says)
    if stretch is not None and _better(stretch, target, past.sheet) is not Direction.IMPROVED:
        found.append(Doubt("AIM6", {**says, "stretch": shown(stretch, past.shape)}))
    return sorted(found, key=lambda one: one.code)


def _better(value: Decimal, than: Decimal, sheet: Sheet) -> Direction:
    if sheet.polarity is Polarity.RANGE:
        return Direction.IMPROVED  # within a range there is no further
    return movement(value, than, sheet.polarity)


def _of_performance(period: Period, target: Decimal, past: Past, says: Mapping[str, str]) -> list[Doubt]:
    if past.sheet.polarity is Polarity.RANGE:
        return []
    found = []
    before, sheet = same_last_year(period), past.sheet
    latest, last_year = past.latest_before(period), past.result_in(before)
    newest = latest.value if latest and latest.period != before else None
    if latest and newest is not None and _better(target, newest, sheet) is Direction.WORSE:
        figures = {"figure": shown(newest, past.shape), "period": in_words(latest.period)}
        found.append(Doubt("AIM1", {**says, **figures}))
    if last_year is None:
        return found
    if _better(target, last_year, sheet) is Direction.WORSE:
        found.append(Doubt("AIM2", {**says, "figure": shown(last_year, past.shape)}))
    aimed = next((one.value for one in past.aims if one.period == before), None)
    if aimed == target and _better(last_year, target, sheet) is Direction.WORSE:
        found.append(Doubt("AIM4", {**says, "figure": shown(last_year, past.shape)}))
    return found


def _of_itself(target: Decimal, past: Past, says: Mapping[str, str]) -> list[Doubt]:
    kind = past.shape.kind
    found = [Doubt("AIM3", says)] if target == 0 and kind.is_counted else []
    if kind is Kind.PERCENTAGE or past.shape.unit == "%":
        found += [] if ZERO <= target <= HUNDRED else [Doubt("AIM8", says)]
    return found


def _of_definition(period: Period, past: Past) -> list[Doubt]:
    """A target whose year begins with a new definition, or holds the change: the old figures are no guide."""
    changed = past.changed_on
    if changed is None or period.ends_on < changed:
        return []
    is_first = period.starts_on <= changed or same_last_year(period).starts_on < changed
    return [Doubt("AIM5", {"day": f"{changed.day} {changed:%B %Y}"})] if is_first else []


def _of_size(period: Period, target: Decimal, past: Past, says: Mapping[str, str]) -> list[Doubt]:
    """Ten times what was aimed at or counted, or a tenth: 73,390 where 420 was meant."""
    if not past.shape.kind.is_counted:
        return []
    earlier = [
        one
        for one in past.aims
        if one.value is not None and one.period < period and _alike(one.period, period)
    ]
    aim = max(earlier, key=lambda one: one.period, default=None)
    latest = past.latest_before(period)
    against = [(aim.value, f"the target for {in_words(aim.period)}")] if aim else []
    against += [(latest.value, f"the result for {in_words(latest.period)}")] if latest else []
    for value, what in against:
        if value and target and (abs(target) >= TEN * abs(value) or TEN * abs(target) <= abs(value)):
            return [Doubt("AIM7", {**says, "figure": shown(value, past.shape), "what": what})]
    return []


def meets_stretch(value: Decimal | None, stretch: Decimal | None, polarity: Polarity) -> bool:
    """True where a result is as good as the stretch, or better."""
    if value is None or stretch is None or polarity is Polarity.RANGE:
        return False
    return value <= stretch if polarity is Polarity.LOWER else value >= stretch
