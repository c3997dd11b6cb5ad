"""A council's rule as expressions over columns: status and direction of a million results at once.

The same questions as `core.rating` and `core.travel` ask, one expression for each. Figures are whole numbers
of millionths, 128 bits wide, and percentages are compared by cross-multiplying, so that nothing is rounded.
A stored figure has at most 20 digits and the difference of two 21; the widest products are checked in
`is_too_wide`, and stay under the 38 digits that 128 bits hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import polars as pl

from goldenthread.core.rating import (
    ASKS_OF_TARGET,
    NO_ALLOWANCE,
    Allowance,
    Condition,
    Question,
    Rule,
    Status,
)
from goldenthread.core.rulebook import Comparison, Rulebook
from goldenthread.core.travel import DeadBand, Direction, Polarity

WHOLE = pl.Int128
MILLIONTHS = 10**6
WIDEST_FIGURE = 10**20  # 14 whole digits and 6 places, as the columns hold
WIDEST_SHARE = 10**17  # of a percentage, in its smallest part: times a figure it has 37 digits

DIRECTIONS = tuple(Direction)
STATUSES = tuple(Status)
Sides = tuple[pl.Expr, pl.Expr]
Test = Callable[[Condition], pl.Expr]


def is_too_wide(rulebook: Rulebook) -> bool:
    """True where a rule's percentage has so many digits that a product with it might not fit."""
    asked = [c.allowance for band in rulebook.rule.bands for c in band.conditions if c.allowance]
    band = rulebook.comparison.dead_band
    shares = [Allowance(band.amount, band.is_percent), *asked]
    return any(abs(_parts(one.amount)[0]) >= WIDEST_SHARE for one in shares if one.is_percent) or any(
        abs(one.amount) > WIDEST_FIGURE or _parts(one.amount)[1] > 10**8 for one in shares
    )


def whole(number: int) -> pl.Expr:
    return pl.lit(number, dtype=WHOLE)


def is_asked(rule: Rule, question: Question) -> bool:
    return any(c.question is question for band in rule.bands for c in band.conditions)


def asks_own_tolerance(rule: Rule) -> bool:
    """True where a band leaves its allowance to the measure's own tolerance."""
    without = (Question.MEETS_FLOOR, Question.DIRECTION)
    return any(
        c.allowance is None and c.question not in without for band in rule.bands for c in band.conditions
    )


# Direction


def outside(value: pl.Expr) -> pl.Expr:
    """How far a figure lies outside its measure's range; null for a range without edges."""
    return pl.max_horizontal(pl.col("low") - value, value - pl.col("high"))


def movement(now: pl.Expr, before: pl.Expr, comparison: Comparison, has_ranges: bool) -> pl.Expr:
    """The place in `DIRECTIONS` of the movement between two columns; see `core.travel.movement`."""
    better = _is(Polarity.LOWER, before - now, now - before)
    if has_ranges:
        was, is_now = (pl.max_horizontal(outside(one), whole(0)) for one in (before, now))
        has_edge = pl.col("low").is_not_null() | pl.col("high").is_not_null()
        both = now.is_not_null() & before.is_not_null()  # max_horizontal takes a null for no figure at all
        better = _is(Polarity.RANGE, pl.when(has_edge & both).then(was - is_now), better)
    same = (better == 0) | _covers(comparison.dead_band, better, before)
    moved = pl.when(same).then(_code(Direction.SAME)).when(better > 0).then(_code(Direction.IMPROVED))
    known = moved.otherwise(_code(Direction.WORSE))
    return pl.when(better.is_null()).then(_code(Direction.CANNOT_COMPARE)).otherwise(known)


def movement_of_three(
    first: pl.Expr, middle: pl.Expr, last: pl.Expr, comparison: Comparison, has_ranges: bool
) -> pl.Expr:
    """The direction over three columns, oldest first; see `core.travel.movement_of_three`."""
    one = movement(middle, first, comparison, has_ranges)
    other = movement(last, middle, comparison, has_ranges)
    all_three = movement(last, first, comparison, has_ranges)
    better, worse, same = map(_code, (Direction.IMPROVED, Direction.WORSE, Direction.SAME))
    went_back = ((all_three == better) & ((one == worse) | (other == worse))) | (
        (all_three == worse) & ((one == better) | (other == better))
    )
    # Without edges no step can be told, and core counts that as the same.
    unclear = all_three == _code(Direction.CANNOT_COMPARE)
    known = pl.when(went_back | unclear).then(same).otherwise(all_three)
    missing = first.is_null() | middle.is_null() | last.is_null()
    return pl.when(missing).then(_code(Direction.CANNOT_COMPARE)).otherwise(known)


def _covers(band: DeadBand, change: pl.Expr, before: pl.Expr) -> pl.Expr:
    if not band.amount:
        return pl.lit(False)  # no change at all is “same” already
    left, right = _sides(change.abs(), Allowance(band.amount, band.is_percent), before)
    return left <= right


def _code(direction: Direction) -> pl.Expr:
    return pl.lit(DIRECTIONS.index(direction), dtype=pl.UInt8)


def _is(polarity: Polarity, then: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("polarity") == polarity.value).then(then).otherwise(otherwise)


# Status


def gap(has_ranges: bool) -> pl.Expr:
    """How far a figure misses its target; null where there is none. See `core.rating.missed_by`."""
    actual, target = pl.col("value"), pl.col("target")
    missed = _is(Polarity.LOWER, actual - target, target - actual)
    return _is(Polarity.RANGE, outside(actual), missed) if has_ranges else missed


def base(has_ranges: bool) -> pl.Expr:
    """What a percentage is taken of: the target, or the nearer edge of the range."""
    target = pl.col("target").fill_null(0)
    if not has_ranges:
        return target
    low, high = pl.col("low"), pl.col("high")
    is_low = (pl.col("value") - low).abs() <= (pl.col("value") - high).abs()
    edge = pl.when(is_low | high.is_null()).then(low).otherwise(high)
    return _is(Polarity.RANGE, edge.fill_null(0), target)


def deciding_band(rule: Rule) -> pl.Expr:
    """The place of the band that decides; −1 where none holds or a question on the way can't be answered.

    Reads `value`, `gap`, `base`, `polarity`, `direction` and `previous`, and the measure's own `tolerance`,
    `is_share` and `floor`, `low` and `high` where the rule asks for them.
    """
    found = pl.lit(-1, dtype=pl.Int16)
    for place, band in reversed(list(enumerate(rule.bands))):
        holds: pl.Expr = pl.lit(True)
        for condition in reversed(band.conditions):
            answer = _TESTS[condition.question](condition)
            holds = answer & holds
            if condition.question in _MAY_BE_UNKNOWN:
                holds = pl.when(answer.is_not_null()).then(holds)
        here = pl.lit(place, dtype=pl.Int16)
        found = pl.when(holds).then(here).when(holds.not_()).then(found).otherwise(pl.lit(-1, dtype=pl.Int16))
    return found


def _parts(amount: Decimal) -> tuple[int, int]:
    """A decimal as a whole number and the power of ten that it is divided by."""
    above, below = amount.as_integer_ratio()
    power = 1
    while power % below:
        power *= 10
    return above * (power // below), power


def _sides(amount: pl.Expr, allowance: Allowance | None, base: pl.Expr) -> Sides:
    """Two columns that compare as an amount compares with an allowance of a base."""
    if allowance is None:
        own, is_share = pl.col("tolerance").fill_null(0), pl.col("is_share").fill_null(False)
        left = pl.when(is_share).then(amount * whole(100 * MILLIONTHS)).otherwise(amount)
        return left, pl.when(is_share).then(base.abs() * own).otherwise(own)
    number, power = _parts(allowance.amount)
    if allowance.is_percent:
        return amount * whole(100 * power), base.abs() * whole(number)
    return amount * whole(power), whole(number * MILLIONTHS)


def _is_nought(allowance: Allowance | None) -> pl.Expr:
    if allowance is None:
        return pl.col("tolerance").fill_null(0) == 0
    return pl.lit(allowance.amount == 0)


def _at_most(condition: Condition) -> pl.Expr:
    left, right = _sides(pl.col("gap"), condition.allowance, pl.col("base"))
    fixed = condition.allowance
    if fixed is not None and not fixed.is_percent:
        return left <= right
    return (pl.col("gap") <= 0) | (left <= right)


def _less_than(condition: Condition) -> pl.Expr:
    left, right = _sides(pl.col("gap"), condition.allowance, pl.col("base"))
    return left < right


def _reaches(gain: pl.Expr, allowance: Allowance | None, base: pl.Expr) -> pl.Expr:
    left, right = _sides(gain, allowance, base)
    return (left >= right) & ((gain > 0) | _is_nought(allowance))


def _beats_by_more(condition: Condition) -> pl.Expr:
    left, right = _sides(pl.col("gap") * -1, condition.allowance, pl.col("base"))
    return left > right


def _meets_floor(condition: Condition) -> pl.Expr:
    value, floor = pl.col("value"), pl.col("floor")
    too_high = (pl.col("polarity") == Polarity.LOWER.value) | (
        (pl.col("polarity") == Polarity.RANGE.value) & (value > pl.col("high")).fill_null(False)
    )
    return pl.when(too_high).then(value <= floor).otherwise(value >= floor).fill_null(False)


def _direction(condition: Condition) -> pl.Expr:
    places = [DIRECTIONS.index(one) for one in condition.directions]
    known = pl.col("direction") != _code(Direction.CANNOT_COMPARE)
    return pl.when(known).then(pl.col("direction").is_in(places))


def _change(sign: int) -> Test:
    def test(condition: Condition) -> pl.Expr:
        change = pl.col("value") - pl.col("previous")
        gain = _is(Polarity.LOWER, change * -1, change)
        return _reaches(gain if sign > 0 else gain * -1, condition.allowance, pl.col("previous"))

    return test


def _level(condition: Condition) -> Sides:
    number, power = _parts((condition.allowance or NO_ALLOWANCE).amount)
    return pl.col("value") * whole(power), whole(number * MILLIONTHS)


def _at_least(condition: Condition) -> pl.Expr:
    left, right = _level(condition)
    return left >= right


def _below(condition: Condition) -> pl.Expr:
    left, right = _level(condition)
    return left < right


_MAY_BE_UNKNOWN = (Question.DIRECTION, Question.IMPROVES_BY_AT_LEAST, Question.WORSENS_BY_AT_LEAST)
_TESTS: Mapping[Question, Test] = {
    Question.MISSES_BY_AT_MOST: _at_most,
    Question.MISSES_BY_LESS_THAN: _less_than,
    Question.MISSES_BY_MORE_THAN: lambda condition: _at_most(condition).not_(),
    Question.BEATS_BY_AT_LEAST: lambda one: _reaches(pl.col("gap") * -1, one.allowance, pl.col("base")),
    Question.BEATS_BY_MORE_THAN: _beats_by_more,
    Question.MEETS_FLOOR: _meets_floor,
    Question.DIRECTION: _direction,
    Question.IMPROVES_BY_AT_LEAST: _change(1),
    Question.WORSENS_BY_AT_LEAST: _change(-1),
    Question.AT_LEAST: _at_least,
    Question.BELOW: _below,
}


def status_of_band(rule: Rule) -> pl.Series:
    """The status of each band, with that of −1 (none) last, as places in `STATUSES`."""
    found = [STATUSES.index(band.status) for band in rule.bands]
    return pl.Series([*found, STATUSES.index(Status.NOT_RATED)], dtype=pl.UInt8)


def needs_target(rule: Rule) -> bool:
    return any(is_asked(rule, question) for question in ASKS_OF_TARGET)
