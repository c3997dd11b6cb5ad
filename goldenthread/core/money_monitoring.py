"""Budget against forecast in a period: variance, its percentage of a named base, movement, printed totals.

A variance is the forecast less the budget, in pounds: above nought it is an overspend. A percentage always
says what it is taken of. Source: York 2008, paragraph 6.5 (R029).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

NOUGHT = Decimal(0)
TENTH = Decimal("0.1")


class Before(StrEnum):
    """Where the figure before comes from, which is always said."""

    HELD = "HELD"  # worked out from the earlier period's own report
    STATED = "STATED"  # the forecast before, as this report states it
    VARIANCE = "VARIANCE"  # this report states the variance before, not the forecast
    NONE = "NONE"


BEFORE: Mapping[Before, str] = {
    Before.HELD: "worked out from the report before",
    Before.STATED: "as this report states it",
    Before.VARIANCE: "from the variance before, as this report states it",
    Before.NONE: "not known",
}


@dataclass(frozen=True, slots=True)
class Followed:
    """One line of a period's monitoring. Of budget, forecast and variance, two known give the third."""

    name: str
    budget: Decimal | None = None
    actual: Decimal | None = None
    forecast: Decimal | None = None
    variance: Decimal | None = None
    stated_percent: Decimal | None = None
    previous_forecast: Decimal | None = None
    previous_variance: Decimal | None = None
    reason: str = ""

    def completed(self) -> Followed:
        """With the third of budget, forecast and variance; of all three, the variance is worked out."""
        budget, forecast, variance = self.budget, self.forecast, self.variance
        if budget is not None and forecast is not None:
            return replace(self, variance=forecast - budget)
        if variance is None:
            return self
        if budget is not None:
            return replace(self, forecast=budget + variance)
        return replace(self, budget=forecast - variance) if forecast is not None else self


class Moved(NamedTuple):
    """How the forecast moved since the period before, and where the figure before comes from."""

    by: Decimal | None
    before: Decimal | None
    basis: Before


def moved(line: Followed, held: Followed | None) -> Moved:
    """The movement of a line's forecast: against what the earlier report holds, else as this one states it.

    Where only the variance before is known, its movement is the forecast's as long as the budget stayed.
    """
    if line.forecast is not None and held is not None and held.forecast is not None:
        return Moved(line.forecast - held.forecast, held.forecast, Before.HELD)
    if line.forecast is not None and line.previous_forecast is not None:
        return Moved(line.forecast - line.previous_forecast, line.previous_forecast, Before.STATED)
    if line.variance is not None and held is not None and held.variance is not None:
        return Moved(line.variance - held.variance, held.variance, Before.HELD)
    if line.variance is not None and line.previous_variance is not None:
        return Moved(line.variance - line.previous_variance, line.previous_variance, Before.VARIANCE)
    return Moved(None, None, Before.NONE)


def percent_of(variance: Decimal | None, base: Decimal | None) -> Decimal | None:
    """A variance in per cent of its base, to one decimal; None without a base. A base below nought counts
    by its size, so that the sign stays the variance's."""
    if variance is None or not base:
        return None
    return (variance * 100 / abs(base)).quantize(TENTH, ROUND_HALF_UP) + 0


class Held(NamedTuple):
    """What the budget on record gives a line: net and gross, in pounds, where they are known."""

    net: Decimal | None
    gross: Decimal | None


def base_of(
    *, is_gross: bool, printed: Decimal | None, held: Held | None, is_any_held: bool
) -> Decimal | None:
    """What a line's percentage is taken of; None where that isn't known.

    That is the gross or the net of the budget on record. A printed budget stands in for a net that isn't
    there; for a gross only where no budget of the year is on record at all, for it may well be a net.
    """
    own = None if held is None else held.gross if is_gross else held.net
    if own is not None:
        return own
    return None if is_gross and is_any_held else printed


def differs(printed: Decimal | None, held: Held | None, step: Decimal) -> bool:
    """Whether a printed budget is neither the net nor the gross on record, beyond what rounding makes."""
    if printed is None or held is None:
        return False
    known = [one for one in held if one is not None]
    return bool(known) and all(abs(printed - one) * 2 > max(step, TENTH / 10) for one in known)


def sum_of(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is said; None where nothing is."""
    said = [value for value in values if value is not None]
    return sum(said, NOUGHT) if said else None


class Uneven(NamedTuple):
    """A printed total that its lines do not come to."""

    total: str
    column: str
    printed: Decimal
    summed: Decimal
    lines: int
    is_rounding: bool
    row: int = 0

    @property
    def difference(self) -> Decimal:
        """What was printed less what the lines come to."""
        return self.printed - self.summed


def checked_total(
    name: str,
    printed: Mapping[str, Decimal | None],
    lines: Sequence[Mapping[str, Decimal | None]],
    step: Decimal,
    row: int = 0,
) -> list[Uneven]:
    """Each column whose printed total its lines do not come to, in the columns' order.

    `step` is what the figures are rounded to, in pounds. Rounding can part a total from its lines by half a
    step for each and for itself; `is_rounding` says that it would do to explain the difference.
    """
    found = []
    for column, whole in printed.items():
        said = [one.get(column) for one in lines]
        summed = sum_of(said)
        if whole is None or summed is None or whole == summed:
            continue
        count = sum(one is not None for one in said)
        is_rounding = step > Decimal("0.01") and abs(whole - summed) * 2 <= step * (count + 1)
        found.append(Uneven(name, column, whole, summed, count, is_rounding, row))
    return found


class Misfit(NamedTuple):
    """A printed percentage that isn't what the line's variance is of its base."""

    line: str
    printed: Decimal
    worked_out: Decimal | None
    is_sign: bool = False
    row: int = 0


def misfit(line: Followed, base: Decimal | None, step: Decimal, row: int = 0) -> Misfit | None:
    """Whether a printed percentage fits the variance and the base it is said to be of.

    It fits where some variance and base that round to those printed give one that rounds to it. A
    percentage without a base, or of a base of nought, fits nothing.
    """
    stated = line.stated_percent
    if stated is None:
        return None
    if line.variance is None or not base:
        return Misfit(line.name, stated, None, row=row)
    if _may_be(stated, line.variance, abs(base), step):
        return None
    is_sign = _may_be(-stated, line.variance, abs(base), step)
    return Misfit(line.name, stated, percent_of(line.variance, base), is_sign, row)


def _may_be(stated: Decimal, variance: Decimal, base: Decimal, step: Decimal) -> bool:
    exponent = stated.as_tuple().exponent
    half = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    slack = step / 2 if step > Decimal("0.01") else NOUGHT
    bases = (base - slack, base + slack) if base > slack else (base,)
    ends = [(variance + sign * slack) * 100 / one for sign in (-1, 1) for one in bases]
    return min(ends) - half <= stated <= max(ends) + half
