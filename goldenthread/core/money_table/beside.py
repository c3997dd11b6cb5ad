"""A year's budget in a file beside the one on record: lines that are new, changed, and no longer there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.money_table.becoming import Budgeted

NOUGHT = Decimal(0)


class OnRecord(NamedTuple):
    """A budget line on record, in pounds; how many elements some of it is linked to."""

    name: str
    gross: Decimal | None
    income: Decimal | None
    net: Decimal | None
    linked: int = 0

    @property
    def amount(self) -> Decimal:
        """What the council pays: the net, and the gross where no net is known."""
        return amount_of(self.gross, self.net)


def amount_of(gross: Decimal | None, net: Decimal | None) -> Decimal:
    """The net, and the gross where no net is known."""
    return (gross or NOUGHT) if net is None else net


class Changed(NamedTuple):
    """A line whose figures are others in the file than on record."""

    before: OnRecord
    after: Budgeted

    @property
    def by(self) -> Decimal:
        return amount_of(self.after.gross, self.after.net) - self.before.amount


class Beside(NamedTuple):
    """What a file would make of a year's budget; lines that stay as they are count in `same`."""

    new: tuple[Budgeted, ...]
    changed: tuple[Changed, ...]
    missing: tuple[OnRecord, ...]
    same: int

    @property
    def is_first(self) -> bool:
        """Whether nothing of the year is on record yet."""
        return not (self.changed or self.missing or self.same)

    @property
    def asks(self) -> bool:
        """Whether it changes anything that is on record."""
        return bool(self.changed or self.missing)


def beside(lines: Sequence[Budgeted], held: Mapping[tuple[str, str], OnRecord]) -> Beside:
    """The lines of a file beside those on record, by kind and code."""
    new, changed, same = [], [], 0
    for one in lines:
        before = held.get((one.kind, one.code))
        if before is None:
            new.append(one)
        elif (before.gross, before.income, before.net) != (one.gross, one.income, one.net):
            changed.append(Changed(before, one))
        else:
            same += 1
    there = {(one.kind, one.code) for one in lines}
    missing = tuple(one for key, one in held.items() if key not in there)
    return Beside(tuple(new), tuple(changed), missing, same)
