"""Doing against difference: whether the work is delivered, beside whether anything got better for it.

A council that does what it said it would and sees no difference is busy, not better: Middlesbrough reported
97% of its initiatives on target and its outcome measures at 25% (quarter 2 of 2025/26), in two places. Here
both stand in one: each element falls into one of four boxes, or it is said why that cannot be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from goldenthread.core.doing import DoingRollUp
from goldenthread.core.rollup import TravelRollUp

HUNDRED = 100


class Box(StrEnum):
    """Where an element falls. The last is no box: something is missing that both questions need."""

    BOTH = "BOTH"
    ONLY_DELIVERING = "ONLY_DELIVERING"
    ONLY_IMPROVING = "ONLY_IMPROVING"
    NEITHER = "NEITHER"
    CANNOT_SAY = "CANNOT_SAY"


FOUR = (Box.BOTH, Box.ONLY_DELIVERING, Box.ONLY_IMPROVING, Box.NEITHER)
BOXES: Mapping[Box, str] = {
    Box.BOTH: "delivering and improving",
    Box.ONLY_DELIVERING: "delivering but not improving",
    Box.ONLY_IMPROVING: "improving without delivering",
    Box.NEITHER: "neither delivering nor improving",
    Box.CANNOT_SAY: "cannot be said",
}


class Lacking(StrEnum):
    """Why an element is in none of the four boxes."""

    NO_WORK = "NO_WORK"
    NO_DATES = "NO_DATES"
    NO_MEASURES = "NO_MEASURES"
    NOT_COMPARABLE = "NOT_COMPARABLE"


LACKING: Mapping[Lacking, str] = {
    Lacking.NO_WORK: "no work hangs under it",
    Lacking.NO_DATES: "none of its work has a date or is done",
    Lacking.NO_MEASURES: "no measure shows its difference",
    Lacking.NOT_COMPARABLE: "none of its measures can be compared with an earlier result",
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When an element counts as delivering and as improving; both in per cent, as the policy states them.

    Delivering: no more than `most_overdue` per cent of what is done or dated is overdue. Improving: what
    improved less what got worse is more than `net_improved` per cent of what can be compared.
    """

    most_overdue: Decimal = Decimal(10)
    net_improved: Decimal = Decimal(0)


class UnreadableThresholds(ValueError):
    """The policy of thresholds says something that can't be obeyed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which box an element falls into, and why in none.

    `delivered` is the share of dated work that is done or not yet due, from 0 to 1; `net` what improved less
    what got worse, as a share of what can be compared, from −1 to 1. Both exact; None where nothing counts.
    """

    box: Box
    lacking: tuple[Lacking, ...] = ()
    delivered: Fraction | None = None
    net: Fraction | None = None


def verdict(work: DoingRollUp, travel: TravelRollUp, by: Thresholds) -> Verdict:
    """The box that an element falls into by its work and by the movement of its measures."""
    delivered = Fraction(work.on_time, work.dated) if work.dated else None
    net = Fraction(travel.improved - travel.worse, travel.compared) if travel.compared else None
    lacking = _lacking(work, travel)
    if delivered is None or net is None:
        return Verdict(Box.CANNOT_SAY, lacking, delivered, net)
    is_delivering = (1 - delivered) * HUNDRED <= Fraction(by.most_overdue)
    is_improving = net * HUNDRED > Fraction(by.net_improved)
    return Verdict(_BOX[is_delivering, is_improving], (), delivered, net)


_BOX = {
    (True, True): Box.BOTH,
    (True, False): Box.ONLY_DELIVERING,
    (False, True): Box.ONLY_IMPROVING,
    (False, False): Box.NEITHER,
}


def _lacking(work: DoingRollUp, travel: TravelRollUp) -> tuple[Lacking, ...]:
    found = []
    if not work.dated:
        found.append(Lacking.NO_DATES if work.total else Lacking.NO_WORK)
    if not travel.compared:
        found.append(Lacking.NOT_COMPARABLE if travel.total else Lacking.NO_MEASURES)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Boxes:
    """How many elements fall where. `total` is always the sum of the four boxes and of what can't be said."""

    counts: Mapping[Box, int]

    def count(self, box: Box) -> int:
        return self.counts.get(box, 0)

    @property
    def said(self) -> int:
        """Those that fall into one of the four boxes."""
        return sum(self.count(box) for box in FOUR)

    @property
    def total(self) -> int:
        return self.said + self.count(Box.CANNOT_SAY)


def roll_up_boxes(verdicts: Iterable[Verdict]) -> Boxes:
    """Count verdicts by box; every one given is counted once."""
    return Boxes(Counter(one.box for one in verdicts))


def thresholds_from(data: Mapping[str, Any]) -> Thresholds:
    """The thresholds of a policy file. Raises `UnreadableThresholds` with what to write instead."""
    unknown = sorted(data.keys() - {"delivering", "improving"})
    if unknown:
        raise UnreadableThresholds(f"“{unknown[0]}” is not known here: write [delivering] and [improving].")
    return Thresholds(
        most_overdue=_percent(data, "delivering", "most_overdue_percent", 0),
        net_improved=_percent(data, "improving", "net_improved_above_percent", -HUNDRED),
    )


def _percent(data: Mapping[str, Any], table: str, key: str, least: int) -> Decimal:
    held = data.get(table)
    value = held.get(key) if isinstance(held, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise UnreadableThresholds(f"[{table}] needs {key}, a number such as 10.")
    found = Decimal(value)
    if not found.is_finite() or not least <= found <= HUNDRED:
        raise UnreadableThresholds(f"[{table}] {key} is {value}: write a number from {least} to {HUNDRED}.")
    return found


def thresholds_in_words(by: Thresholds) -> tuple[str, str]:
    """When an element counts as delivering, and when as improving, each as a sentence."""
    overdue, net = f"{by.most_overdue.normalize():f}", f"{by.net_improved.normalize():f}"
    delivering = f"Delivering: no more than {overdue}% of its dated work is overdue."
    if by.net_improved == 0:
        return delivering, "Improving: more of its comparable measures improved than got worse."
    return delivering, (
        f"Improving: its measures that improved, less those that got worse, are more than {net}% "
        "of those that can be compared."
    )
