"""Whether the parts of a measure make its total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Adding:
    """What parts come to beside their total; `missing` are those without a figure, named.

    `rest` is the total less the parts: nothing where a figure is missing, as it can't be told then.
    """

    come_to: Decimal
    total: Decimal | None
    missing: tuple[str, ...] = ()

    @property
    def rest(self) -> Decimal | None:
        return None if self.total is None or self.missing else self.total - self.come_to


def adding(parts: Mapping[str, Decimal | None], total: Decimal | None) -> Adding:
    """Add the parts that should make a total; exact, in the measure's own units."""
    held = [value for value in parts.values() if value is not None]
    return Adding(sum(held, ZERO), total, tuple(name for name, value in parts.items() if value is None))
