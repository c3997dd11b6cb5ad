"""What the budget lines linked to an edition come to in a year, offered as the money that there is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.sentences import counted
from goldenthread.core.workload import NOUGHT


@dataclass(frozen=True, slots=True)
class Linked:
    """Pounds of a year's budget lines that are linked, by share: of revenue lines and of capital lines.

    `lines` counts the lines, and `gross` those of them of which no net is known, so that the gross counts.
    """

    year: int
    revenue: Decimal = NOUGHT
    capital: Decimal = NOUGHT
    lines: int = 0
    gross: int = 0

    @property
    def whole(self) -> Decimal:
        return self.revenue + self.capital


def offered(linked: Linked) -> str:
    """What the linked lines come to, revenue and capital apart and together, in a sentence."""
    year = year_named(linked.year)
    if not linked.lines:
        return f"No budget line of {year} is linked to this plan."
    come = "comes" if linked.lines == 1 else "come"
    said = f"The {counted(linked.lines, 'budget line')} of {year} linked to this plan {come} to"
    return f"{said} {pounds(linked.whole)} {_net(linked)}{_apart(linked)}. Each counts by the share linked."


def _apart(linked: Linked) -> str:
    """Revenue and capital apart, where there is both; else which of them it is."""
    kinds = {"revenue": linked.revenue, "capital": linked.capital}
    held = {kind: amount for kind, amount in kinds.items() if amount}
    if len(held) == 1:
        return f", all of it {next(iter(held))}"
    apart = " and ".join(f"{pounds(amount)} of {kind}" for kind, amount in held.items())
    return f": {apart}" if held else ""


def _net(linked: Linked) -> str:
    if not linked.gross:
        return "net"
    return "gross" if linked.gross == linked.lines else "net, and gross where no net is known"


def offered_again(linked: Linked, seen: Decimal | None) -> str:
    """What the linked lines come to, and what they came to when money was said, if that differs.

    `seen` is what they came to then; None where that isn't on record.
    """
    said = offered(linked)
    if seen is None or seen == linked.whole:
        return said
    return f"{said} They came to {pounds(seen)} when it was said what there is."


def changed_since(linked: Linked, seen: Decimal | None) -> str:
    """That the linked lines come to something else than when somebody said what there is; else empty."""
    if seen is None or seen == linked.whole:
        return ""
    return (
        f"The budget lines of {year_named(linked.year)} that are linked to this plan come to "
        f"{pounds(linked.whole)} now; they came to {pounds(seen)} when it was said what there is."
    )
