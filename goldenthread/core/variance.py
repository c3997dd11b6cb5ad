"""Money against budget: a variance in pounds, and as a percentage of a base that is always named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """A forecast variance in pounds (above zero: overspend) with the base its percentage is taken of.

    York took percentages of the gross budget in one report and of the net budget in another, so a
    percentage without the name of its base is not given at all.
    """

    amount: Decimal
    base: Decimal | None = None
    base_kind: str = ""
    stated_percent: Decimal | None = None

    @property
    def percent(self) -> Decimal | None:
        """As stated by the source, or worked out from the base, to one decimal; None without a named base."""
        if not self.base_kind:
            return None
        if self.stated_percent is not None:
            return self.stated_percent if self.amount >= 0 else -abs(self.stated_percent)
        if not self.base:
            return None
        return (self.amount * 100 / self.base).quantize(Decimal("0.1"), ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts in pounds, exactly."""
    return sum(amounts, Decimal(0))
