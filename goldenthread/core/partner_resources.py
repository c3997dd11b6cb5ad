"""What partners bring to priorities: the way of an offer, and totals that never mix money with time in kind.

(Cheltenham 2012-13: partnership resources aligned to partnership priorities; not new money, better linkages.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.money_told import pounds
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
    """Pounds of money, new and existing; beside them, never in them, what the rest is worth, and its days.

    What exists and is linked better is neither new money nor in kind, and stands apart; so does what nobody
    said of which it is. Days that come with money are days. `unsaid` counts what has neither pounds nor days.
    """

    new_money: Decimal = Decimal(0)
    existing_money: Decimal = Decimal(0)
    other_money: Decimal = Decimal(0)  # whether it is new is not said
    money_days: Decimal = Decimal(0)
    kind_worth: Decimal = Decimal(0)
    kind_days: Decimal = Decimal(0)
    linked_worth: Decimal = Decimal(0)
    linked_days: Decimal = Decimal(0)
    other_worth: Decimal = Decimal(0)  # whether it is in kind is not said
    other_days: Decimal = Decimal(0)
    unsaid: int = 0
    lines: int = 0

    @property
    def money(self) -> Decimal:
        return self.new_money + self.existing_money + self.other_money

    @property
    def worth(self) -> Decimal:
        """What all that is no money is worth."""
        return self.kind_worth + self.linked_worth + self.other_worth

    @property
    def days(self) -> Decimal:
        return self.money_days + self.kind_days + self.linked_days + self.other_days


_MONEY = {"NEW": "new_money", "EXISTING": "existing_money"}
_REST = {"IN_KIND": "kind", "EXISTING": "linked"}
_REST_WORDS = {
    "kind": " in kind",
    "linked": " that exists, linked better",
    "other": ", whether in kind not said",
}


def totals(found: Iterable[Brought]) -> Totals:
    """What partners bring in all."""
    held: Counter[str] = Counter()
    sums: dict[str, Decimal] = {}
    for one in found:
        held["lines"] += 1
        held["unsaid"] += one.amount is None and one.days is None
        rest = _REST.get(one.given_as, "other")
        is_money = one.kind == "MONEY"
        place = _MONEY.get(one.given_as, "other_money") if is_money else f"{rest}_worth"
        days = "money_days" if is_money else f"{rest}_days"
        sums[place] = sums.get(place, Decimal(0)) + (one.amount or Decimal(0))
        sums[days] = sums.get(days, Decimal(0)) + (one.days or Decimal(0))
    return Totals(**sums, unsaid=held["unsaid"], lines=held["lines"])


def totals_words(found: Totals) -> str:
    """“£12,000 of money (£2,000 of it new) · 40 days and £3,000’s worth in kind”, or what isn't said."""
    parts = []
    if found.money:
        none = "" if found.other_money else " (none of it new)"
        new = f" ({pounds(found.new_money)} of it new)" if found.new_money else none
        parts.append(f"{pounds(found.money)} of money{new}")
    if found.money_days:
        staff = f"{_days(found.money_days)} of staff time"
        parts = [f"{parts[0]}, with {staff}"] if parts else [f"{staff} that come with money"]
    for rest, words in _REST_WORDS.items():
        days, worth = getattr(found, f"{rest}_days"), getattr(found, f"{rest}_worth")
        said = [_days(days)] if days else []
        said += [f"{pounds(worth)}’s worth"] if worth else []
        if said:
            parts.append(f"{' and '.join(said)}{words}")
    return " · ".join(parts) or "How much is not said"


def _days(days: Decimal) -> str:
    return f"{days.normalize() + 0:f} {'day' if days == 1 else 'days'}"
