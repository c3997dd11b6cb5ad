"""What partners bring to priorities: the way of an offer, and totals that never mix money with time in kind.

(Cheltenham 2012-13: partnership resources aligned to partnership priorities; not new money, better linkages.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.state_map import Move, StateMap

RESOURCE = StateMap(
    states={"PLANNED": "planned", "AGREED": "agreed", "GIVEN": "given", "WITHDRAWN": "withdrawn"},
    begins=("PLANNED", "AGREED", "GIVEN"),
    moves={
        "agree": Move(("PLANNED",), "AGREED", "agree"),
        "give": Move(("PLANNED", "AGREED"), "GIVEN", "give"),
        "withdraw": Move(("PLANNED", "AGREED"), "WITHDRAWN", "withdraw, saying why"),
    },
)


class Brought(NamedTuple):
    """One thing a partner brings: MONEY or another kind, whether it is new, and its pounds and days."""

    kind: str
    given_as: str
    amount: Decimal | None = None
    days: Decimal | None = None


class Totals(NamedTuple):
    """Pounds of money, new and existing; beside them, never in them, what is in kind: its worth and its days.

    `unsaid` counts what has neither pounds nor days.
    """

    new_money: Decimal = Decimal(0)
    existing_money: Decimal = Decimal(0)
    other_money: Decimal = Decimal(0)  # whether it is new is not said
    worth: Decimal = Decimal(0)
    days: Decimal = Decimal(0)
    unsaid: int = 0
    lines: int = 0

    @property
    def money(self) -> Decimal:
        return self.new_money + self.existing_money + self.other_money


_MONEY = {"NEW": "new_money", "EXISTING": "existing_money"}


def totals(found: Iterable[Brought]) -> Totals:
    """What partners bring in all."""
    held: Counter[str] = Counter()
    sums = dict.fromkeys(("new_money", "existing_money", "other_money", "worth", "days"), Decimal(0))
    for one in found:
        held["lines"] += 1
        held["unsaid"] += one.amount is None and one.days is None
        place = _MONEY.get(one.given_as, "other_money") if one.kind == "MONEY" else "worth"
        sums[place] += one.amount or Decimal(0)
        sums["days"] += one.days or Decimal(0)
    return Totals(**sums, unsaid=held["unsaid"], lines=held["lines"])


def totals_words(found: Totals) -> str:
    """“£12,000 of money (£2,000 of it new) · 40 days and £3,000’s worth in kind”, or what isn't said."""
    parts = []
    if found.money:
        none = "" if found.other_money else " (none of it new)"
        new = f" (£{found.new_money:,.0f} of it new)" if found.new_money else none
        parts.append(f"£{found.money:,.0f} of money{new}")
    kind = [f"{found.days.normalize() + 0:f} days"] if found.days else []
    kind += [f"£{found.worth:,.0f}’s worth"] if found.worth else []
    if kind:
        parts.append(f"{' and '.join(kind)} in kind")
    return " · ".join(parts) or "How much is not said"
