"""The way of a request to change what was approved, and why it is no decision of the council by itself.

A deferral for a miss is not offered as if it were a decision to redirect resources. A request that moves a
date later or eases a target says which of the two it is. That resources were redirected takes the decision
that did so: a body and its day, or a decision by its name.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.sentences import on_day
from goldenthread.core.state_map import Move, StateMap
from goldenthread.core.travel import Polarity, distance_outside

WAY = StateMap(
    states={
        "OPEN": "waiting for a decision",
        "PUT": "put to a meeting",
        "APPROVED": "approved",
        "DECLINED": "declined",
        "WITHDRAWN": "withdrawn",
        "NOTED": "noted",
    },
    begins=("OPEN", "NOTED"),
    moves={
        "put": Move(("OPEN", "PUT"), "PUT", "put to a meeting, or to another"),
        "approve": Move(("OPEN", "PUT"), "APPROVED", "approve: the change is made at once"),
        "decline": Move(("OPEN", "PUT"), "DECLINED", "decline, with a reason"),
        "withdraw": Move(("OPEN", "PUT"), "WITHDRAWN", "take back, by who asked"),
    },
)
WAITING = WAY.waiting


class Ground(StrEnum):
    """Why a date moves later or a target is eased."""

    MISS = "MISS"
    REDIRECTED = "REDIRECTED"


class Redirection(NamedTuple):
    """The decision by which resources were redirected: a body and its day, or a decision by its name."""

    body: str = ""
    on: date | None = None
    decision: str = ""

    @property
    def is_named(self) -> bool:
        return bool(self.decision.strip() or (self.body and self.on))


NO_DECISION = Redirection()
NONE = Decimal(0)


class Standing(NamedTuple):
    """How what is asked about stands on a day: the date it was due by, and whether it is off track."""

    on: date
    due_on: date | None = None
    is_off_track: bool = False

    @property
    def is_past(self) -> bool:
        return self.due_on is not None and self.due_on < self.on


def is_later(before: date | None, after: date | None) -> bool:
    """True where a date that was approved moves to a later day, or goes."""
    return before is not None and (after is None or after > before)


def is_easier(
    before: Decimal | None, after: Decimal | None, polarity: Polarity,
    low: Decimal | None = None, high: Decimal | None = None,
) -> bool:  # fmt: skip
    """True where a target that was approved asks for less than before, or goes."""
    if before is None or before == after:
        return False
    if after is None:
        return True
    if polarity is Polarity.RANGE:
        return (distance_outside(after, low, high) or NONE) > (distance_outside(before, low, high) or NONE)
    return after > before if polarity is Polarity.LOWER else after < before


def reasons_of_ground(ground: str, by: Redirection, standing: Standing, *, is_eased: bool) -> list[str]:
    """Why a request can't give this ground.

    What is already late or off track counts as redirected only by a body's decision of a day before it was
    missed: one that came after didn't redirect the work that missed it.
    """
    if not is_eased:
        return ["Only what is put off or asks for less says whether it is for a miss."] if ground else []
    if ground not in list(Ground):
        return ["Say which it is: work will miss it, or the council decided to redirect the resources."]
    if ground == Ground.MISS:
        return ["A miss needs no decision. Leave the decision out."] if by.is_named else []
    if not by.is_named:
        return [
            "Name the decision that redirected the resources: the body and its day, or the decision. "
            "Without one this is a deferral for a miss."
        ]
    if by.on is not None and by.on > standing.on:
        return [f"{on_day(by.on)} is still to come: what is not decided yet redirects nothing."]
    return _reasons_too_late(by, standing)


def _reasons_too_late(by: Redirection, standing: Standing) -> list[str]:
    late = standing.is_past
    if not late and not standing.is_off_track:
        return []
    what = "Its date has passed" if late else "It is off track"
    if not by.body or by.on is None:
        return [f"{what}: name the body that redirected the resources and its day, or call it a miss."]
    if late and standing.due_on is not None and by.on > standing.due_on:
        return [f"{what} on {on_day(standing.due_on)}, before that decision. It is a deferral for a miss."]
    return []


def ground_words(ground: str, by: Redirection, *, is_date: bool, is_past: bool = False) -> str:
    """The ground as lists and reports say it: “Deferred because it would be missed”."""
    if ground == Ground.MISS:
        if is_date:
            return f"Deferred because it {'was' if is_past else 'would be'} missed"
        return "Eased because it would be missed"
    if ground != Ground.REDIRECTED:
        return ""
    decided = f"decision of {by.body} on {on_day(by.on)}" if by.body and by.on else ""
    named = by.decision.strip()
    if decided and named:
        named = f" ({named})"
    return f"Resources redirected by {decided}{named}"
