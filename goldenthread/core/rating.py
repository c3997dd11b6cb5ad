"""Is it on target? A council's own rule, as data, applied to one figure, with the arithmetic kept.

A rule is a list of bands in order; the first whose conditions all hold gives the status. Nothing is rated
without a figure, and a rule that asks about the target rates nothing without one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from goldenthread.core.travel import EXACT, Direction, Polarity, distance_outside, movement

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class Status(StrEnum):
    """The four verdicts that every council's bands come down to."""

    ON_TARGET = "ON_TARGET"
    NEAR_TARGET = "NEAR_TARGET"
    OFF_TARGET = "OFF_TARGET"
    NOT_RATED = "NOT_RATED"


class Figure(NamedTuple):
    """All that a rule may look at for one measure in one period, in the measure's own units.

    `low` and `high` bound a measure that is best within a range; then `target` may be left out.
    `tolerance` and `floor` are the measure's own, where it has them.
    """

    actual: Decimal | None
    target: Decimal | None = None
    polarity: Polarity = Polarity.HIGHER
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Allowance | None = None
    floor: Decimal | None = None
    previous: Decimal | None = None
    direction: Direction | None = None


class Allowance(NamedTuple):
    """How much is allowed: an amount in the measure's units, or a percentage of a base."""

    amount: Decimal
    is_percent: bool = False

    def of(self, base: Decimal) -> Decimal:
        """The allowance in units, for a base (a target, or a previous figure)."""
        if not self.is_percent:
            return self.amount
        return EXACT.divide(EXACT.multiply(self.amount, abs(base)), HUNDRED)


NO_ALLOWANCE = Allowance(ZERO)

# What a condition answers: None means that it can't be told from what is held.
Answer = bool | None
Test = Callable[[Figure, Decimal], Answer]


class Question(StrEnum):
    """The questions a band may ask. Their names are the words used in a rule's file."""

    MISSES_BY_AT_MOST = "misses_by_at_most"
    MISSES_BY_LESS_THAN = "misses_by_less_than"
    MISSES_BY_MORE_THAN = "misses_by_more_than"
    BEATS_BY_AT_LEAST = "beats_by_at_least"
    BEATS_BY_MORE_THAN = "beats_by_more_than"
    MEETS_FLOOR = "meets_floor"
    DIRECTION = "direction"
    IMPROVES_BY_AT_LEAST = "improves_by_at_least"
    WORSENS_BY_AT_LEAST = "worsens_by_at_least"
    AT_LEAST = "at_least"
    BELOW = "below"


ASKS_OF_TARGET = frozenset(
    {
        Question.MISSES_BY_AT_MOST,
        Question.MISSES_BY_LESS_THAN,
        Question.MISSES_BY_MORE_THAN,
        Question.BEATS_BY_AT_LEAST,
        Question.BEATS_BY_MORE_THAN,
        Question.MEETS_FLOOR,
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One question with its limit. `allowance` None stands for the measure's own tolerance."""

    question: Question
    allowance: Allowance | None = None
    directions: frozenset[Direction] = frozenset()

    def test(self) -> Test:
        """The condition as a function of a figure and how far it misses its target (below 0: beaten)."""
        return _TESTS[self.question](self)


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a rule: the council's own name for it, the status it counts as, and when it applies."""

    name: str
    status: Status
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A council's published rating rule; `code` names its file, `source` says where it was published."""

    code: str
    name: str
    bands: tuple[Band, ...]
    source: str = ""
    note: str = ""

    @cached_property
    def needs_target(self) -> bool:
        return any(c.question in ASKS_OF_TARGET for band in self.bands for c in band.conditions)

    @cached_property
    def steps(self) -> tuple[tuple[tuple[Test, ...], Band], ...]:
        return tuple((tuple(c.test() for c in band.conditions), band) for band in self.bands)


class Rating(NamedTuple):
    """A status with the council's own word for it and the reason: a code whose words live in `core.words`."""

    # no_figure, no_target, cannot_decide, by_band, met, missed_within, missed_beyond, missed_floor_met,
    # missed_floor_missed, missed_but_moved, missed_not_moved
    status: Status
    band: str
    reason: str
    missed_by: Decimal | None = None
    allowed: Decimal | None = None
    allowance: Allowance | None = None


def missed_by(figure: Figure) -> Decimal | None:
    """How far the figure misses its target, in its own units; 0 or less when met, None when there is none."""
    actual, target = figure.actual, figure.target
    if actual is None:
        return None
    if figure.polarity is Polarity.RANGE:
        return distance_outside(actual, figure.low, figure.high)
    if target is None:
        return None
    return target - actual if figure.polarity is Polarity.HIGHER else actual - target


def base_of(figure: Figure) -> Decimal:
    """What a percentage tolerance is taken of: the target, or the edge of the range that was missed."""
    if figure.polarity is Polarity.RANGE:
        edges = [edge for edge in (figure.low, figure.high) if edge is not None]
        return min(edges, key=lambda edge: abs((figure.actual or ZERO) - edge)) if edges else ZERO
    return figure.target or ZERO


def _not_known(rule: Rule, figure: Figure) -> str | None:
    if figure.actual is None:
        return "no_figure"
    if rule.needs_target and missed_by(figure) is None:
        return "no_target"
    return None


def _deciding_band(rule: Rule, figure: Figure, gap: Decimal) -> Band | None:
    """The first band that holds, or None when a question on the way can't be answered."""
    for tests, band in rule.steps:
        for test in tests:
            answer = test(figure, gap)
            if answer is None:
                return None
            if not answer:
                break
        else:
            return band
    return None


def status_of(rule: Rule, figure: Figure) -> Status:
    """The status alone, for rating many figures at once."""
    if figure.actual is None:
        return Status.NOT_RATED
    gap = missed_by(figure)
    if gap is None:
        if rule.needs_target:
            return Status.NOT_RATED
        gap = ZERO
    band = _deciding_band(rule, figure, gap)
    return band.status if band else Status.NOT_RATED


def rate(rule: Rule, figure: Figure) -> Rating:
    """Rate one figure by a council's rule, keeping the arithmetic.

    A status is given only where the rule can answer all it asks on the way to a band; otherwise the
    rating says what is missing (`reason`: no_figure, no_target, cannot_decide).
    """
    unknown = _not_known(rule, figure)
    if unknown:
        return Rating(Status.NOT_RATED, "", unknown)
    gap = missed_by(figure)
    band = _deciding_band(rule, figure, gap if gap is not None else ZERO)
    if band is None:
        return Rating(Status.NOT_RATED, "", "cannot_decide", gap)
    allowance = _allowance_that_decided(rule, band, figure)
    allowed = allowance.of(base_of(figure)) if allowance else None
    return Rating(band.status, band.name, _reason(rule, band, gap), gap, allowed, allowance)


_BELONGS_TO_TARGET = ASKS_OF_TARGET | {Question.DIRECTION}
_REASON_WHEN_HELD = {
    Question.MEETS_FLOOR: "missed_floor_met",
    Question.DIRECTION: "missed_but_moved",
    Question.MISSES_BY_AT_MOST: "missed_within",
    Question.MISSES_BY_LESS_THAN: "missed_within",
}
_REASON_WHEN_PASSED_OVER = {
    Question.MEETS_FLOOR: "missed_floor_missed",
    Question.DIRECTION: "missed_not_moved",
}


def _reason(rule: Rule, band: Band, gap: Decimal | None) -> str:
    asked = {condition.question for condition in band.conditions}
    if gap is None or not rule.needs_target or not asked <= _BELONGS_TO_TARGET:
        return "by_band"
    if gap <= 0:
        return "met"
    held = [reason for question, reason in _REASON_WHEN_HELD.items() if question in asked]
    if held:
        return held[0]
    earlier = {c.question for one in rule.bands[: rule.bands.index(band)] for c in one.conditions}
    over = [reason for question, reason in _REASON_WHEN_PASSED_OVER.items() if question in earlier]
    return over[0] if over else "missed_beyond"


def _allowance_that_decided(rule: Rule, band: Band, figure: Figure) -> Allowance | None:
    """The tolerance in force at the band, or the last one passed over on the way to it."""
    for candidate in (band, *reversed(rule.bands[: rule.bands.index(band)])):
        limits = {c.question: c.allowance or figure.tolerance for c in candidate.conditions}
        for question in _TOLERANCES:
            if question in limits:
                return limits[question] or NO_ALLOWANCE
    return None


_TOLERANCES = (Question.MISSES_BY_AT_MOST, Question.MISSES_BY_LESS_THAN, Question.MISSES_BY_MORE_THAN)


# The tests. A percentage is compared by cross-multiplying, so no division can round a verdict away.


def _within(gap: Decimal, allowance: Allowance, figure: Figure) -> bool:
    if allowance.is_percent:
        return gap * HUNDRED <= EXACT.multiply(allowance.amount, abs(base_of(figure)))
    return gap <= allowance.amount


def _misses_by_at_most(condition: Condition) -> Test:
    fixed = condition.allowance
    if fixed is not None and not fixed.is_percent:
        limit = fixed.amount
        return lambda figure, gap: gap <= limit
    if fixed is not None:
        return lambda figure, gap: gap <= ZERO or _within(gap, fixed, figure)
    return lambda figure, gap: gap <= ZERO or _within(gap, figure.tolerance or NO_ALLOWANCE, figure)


def _misses_by_more_than(condition: Condition) -> Test:
    at_most = _misses_by_at_most(condition)
    return lambda figure, gap: not at_most(figure, gap)


def _misses_by_less_than(condition: Condition) -> Test:
    allowance = condition.allowance

    def test(figure: Figure, gap: Decimal) -> Answer:
        limit = allowance or figure.tolerance or NO_ALLOWANCE
        return gap < limit.of(base_of(figure))

    return test


def _reaches(gain: Decimal, allowance: Allowance, base: Decimal) -> bool:
    """Whether a gain is as large as asked; 5% of nothing is nothing, and to gain nothing is no gain."""
    return gain >= allowance.of(base) and (gain > ZERO or allowance.amount == ZERO)


def _beats_by_at_least(condition: Condition) -> Test:
    allowance = condition.allowance
    return lambda figure, gap: _reaches(-gap, allowance or figure.tolerance or NO_ALLOWANCE, base_of(figure))


def _beats_by_more_than(condition: Condition) -> Test:
    allowance = condition.allowance
    return lambda figure, gap: -gap > (allowance or figure.tolerance or NO_ALLOWANCE).of(base_of(figure))


def _meets_floor(condition: Condition) -> Test:
    def test(figure: Figure, gap: Decimal) -> Answer:
        if figure.floor is None or figure.actual is None:
            return False  # without a floor of its own, nothing lies between met and missed
        if _lies_too_high(figure):
            return figure.actual <= figure.floor
        return figure.actual >= figure.floor

    return test


def _lies_too_high(figure: Figure) -> bool:
    """Whether a miss would be upwards: within a range, a floor counts only on the side that it lies."""
    if figure.polarity is Polarity.RANGE:
        return figure.actual is not None and figure.high is not None and figure.actual > figure.high
    return figure.polarity is Polarity.LOWER


def _direction(condition: Condition) -> Test:
    def test(figure: Figure, gap: Decimal) -> Answer:
        moved = figure.direction
        if moved is None and figure.previous is not None and figure.actual is not None:
            moved = movement(figure.actual, figure.previous, figure.polarity, figure.low, figure.high)
        if moved is None or moved is Direction.CANNOT_COMPARE:
            return None
        return moved in condition.directions

    return test


def _change(figure: Figure, condition: Condition, sign: int) -> Answer:
    if figure.previous is None or figure.actual is None:
        return None
    change = figure.actual - figure.previous
    if figure.polarity is Polarity.LOWER:
        change = -change
    return _reaches(change * sign, condition.allowance or figure.tolerance or NO_ALLOWANCE, figure.previous)


def _improves_by_at_least(condition: Condition) -> Test:
    return lambda figure, gap: _change(figure, condition, 1)


def _worsens_by_at_least(condition: Condition) -> Test:
    return lambda figure, gap: _change(figure, condition, -1)


def _at_least(condition: Condition) -> Test:
    limit = (condition.allowance or NO_ALLOWANCE).amount
    return lambda figure, gap: figure.actual is not None and figure.actual >= limit


def _below(condition: Condition) -> Test:
    limit = (condition.allowance or NO_ALLOWANCE).amount
    return lambda figure, gap: figure.actual is not None and figure.actual < limit


_TESTS: Mapping[Question, Callable[[Condition], Test]] = {
    Question.MISSES_BY_AT_MOST: _misses_by_at_most,
    Question.MISSES_BY_LESS_THAN: _misses_by_less_than,
    Question.MISSES_BY_MORE_THAN: _misses_by_more_than,
    Question.BEATS_BY_AT_LEAST: _beats_by_at_least,
    Question.BEATS_BY_MORE_THAN: _beats_by_more_than,
    Question.MEETS_FLOOR: _meets_floor,
    Question.DIRECTION: _direction,
    Question.IMPROVES_BY_AT_LEAST: _improves_by_at_least,
    Question.WORSENS_BY_AT_LEAST: _worsens_by_at_least,
    Question.AT_LEAST: _at_least,
    Question.BELOW: _below,
}
