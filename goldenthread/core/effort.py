"""The arithmetic of effort by quarter: days and full-time equivalents, scaling to another total, spreads.

Days are decimals with two places. A full-time equivalent is somebody who works full time for a quarter; how
many days that is, the policy of capacity says (`policies/capacity.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeVar

from goldenthread.core.workload import CENT, NOUGHT, Estimate, shared

K = TypeVar("K")
DAYS, FTE = "DAYS", "FTE"
HUNDRED = Decimal(100)
MOST_PLACES = 6


class Percents(NamedTuple):
    """The least and the most in percent of what is likely."""

    low: Decimal
    high: Decimal


def days_from(said: Decimal, unit: str, full_time: Decimal) -> Decimal:
    """What was said in a unit, in days to the hundredth."""
    return (said * full_time if unit == FTE else said).quantize(CENT, ROUND_HALF_UP)


def said_in(days: Decimal, unit: str, full_time: Decimal) -> Decimal:
    """Days in a unit, with as few places as come back to the same days."""
    if unit != FTE:
        return _bare(days)
    for places in range(MOST_PLACES + 1):
        found = (days / full_time).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if days_from(found, unit, full_time) == days:
            break
    return _bare(found)


def _bare(value: Decimal) -> Decimal:
    return value.normalize() + 0


def whole(by_quarter: Mapping[K, Estimate]) -> Estimate:
    """The effort of all quarters together."""
    return Estimate(*(sum((one[part] for one in by_quarter.values()), NOUGHT) for part in range(3)))


def scaled(by_quarter: Mapping[K, Estimate], likely: Decimal) -> dict[K, Estimate]:
    """Effort with another likely total, in the same proportions; the parts sum to it to the hundredth.

    The least and the most keep their proportion to what is likely. Without any effort before, the quarters
    take the same each. Raises ValueError where there is no quarter.
    """
    held = whole(by_quarter)
    low = (held.low * likely / held.likely).quantize(CENT, ROUND_HALF_UP) if held.likely else likely
    high = (held.high * likely / held.likely).quantize(CENT, ROUND_HALF_UP) if held.likely else likely
    weights = [one.likely for one in by_quarter.values()] if held.likely else [1] * len(by_quarter)
    lows = shared(min(low, likely), weights)
    likelies = [a + b for a, b in zip(lows, shared(likely - min(low, likely), weights), strict=True)]
    more = shared(max(high, likely) - likely, weights)
    parts = zip(by_quarter, lows, likelies, more, strict=True)
    return {key: Estimate(a, b, b + c) for key, a, b, c in parts}


def percents(by_quarter: Mapping[K, Estimate]) -> Percents:
    """How far the least and the most lie from what is likely, over all quarters, to one place."""
    held = whole(by_quarter)
    if not held.likely:
        return Percents(HUNDRED, HUNDRED)
    return Percents(*(_percent(part, held.likely) for part in (held.low, held.high)))


def _percent(part: Decimal, of: Decimal) -> Decimal:
    return _bare((part * HUNDRED / of).quantize(Decimal("0.1"), ROUND_HALF_UP))


def around(likely: Decimal, by: Percents) -> Estimate:
    """An estimate around what is likely, by percents of it."""
    low, high = ((likely * one / HUNDRED).quantize(CENT, ROUND_HALF_UP) for one in by)
    return Estimate(min(low, likely), likely, max(high, likely))


def rewritten(
    held: Mapping[K, Estimate], likely: Mapping[K, Decimal], by: Percents, *, is_all: bool
) -> dict[K, Estimate]:
    """Effort after somebody wrote what is likely anew in some quarters.

    A quarter whose likely effort stays keeps its least and most, unless the percents changed (`is_all`);
    a quarter of nought is left out; quarters of which nothing was written stay.
    """
    found = dict(held)
    for key, days in likely.items():
        if is_all or key not in held or held[key].likely != days:
            found[key] = around(days, by)
    if is_all:
        found |= {key: around(one.likely, by) for key, one in held.items() if key not in likely}
    return {key: one for key, one in found.items() if one.high}
