"""What if: changes tried beside the real plan, and what they make of its workload.

A scenario is a list of changes, made one after the other to a copy of the workload. To move an action's
effort leaves its date alone; to defer it takes the date along; to split it takes a part of the effort along,
and the date with it where the part comes to lie after it. What is dropped asks for nothing; what waited for
it waits for nothing on record, and is named so that somebody looks at it.
Source: Cheltenham 2012, paragraph 3 (resources checked before the plan is agreed); York 2008, paragraph 3.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from goldenthread.core.periods import months_on
from goldenthread.core.state_map import Move, StateMap
from goldenthread.core.workload import NOUGHT, Ask, Cell, Estimate, Given, Work, Workload, spread

HUNDRED = 100


class Kind(StrEnum):
    """What a change does; the codes are stored."""

    MOVE = "MOVE"
    DEFER = "DEFER"
    SPLIT = "SPLIT"
    DROP = "DROP"
    STAFF = "STAFF"
    MONEY = "MONEY"


WAY = StateMap(
    states={
        "OPEN": "being tried",
        "ASKED": "asked for",
        "APPLIED": "made",
        "THROWN_AWAY": "thrown away",
    },
    begins=("OPEN",),
    moves={
        "apply": Move(("OPEN",), "APPLIED", "make its changes, where the plan is a draft"),
        "ask": Move(("OPEN",), "ASKED", "ask for its changes, where the plan was adopted"),
        "finish": Move(("ASKED",), "APPLIED", "take effort and staff along, once every request is decided"),
        "throw away": Move(("OPEN",), "THROWN_AWAY", "throw it away"),
        "take up again": Move(("THROWN_AWAY",), "OPEN", "take it up again"),
    },
)
OF_AN_ACTION = frozenset({Kind.MOVE, Kind.DEFER, Kind.SPLIT, Kind.DROP})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a scenario.

    `element` and `quarters` (later; below 0 is earlier) are for actions, `percent` is the part that a split
    takes along; `service`, `quarter` and `days` are for staff; `year` and `amount` (pounds) are for money.
    """

    kind: Kind
    element: int = 0
    quarters: int = 0
    percent: int = 0
    service: int = 0
    quarter: int = 0
    days: Decimal = NOUGHT
    year: int = 0
    amount: Decimal = NOUGHT


def reasons_not(change: Change, workload: Workload) -> list[str]:
    """Why a change can't be tried on a workload, in sentences."""
    if change.kind is Kind.STAFF:
        return _not_staff(change, workload)
    if change.kind is Kind.MONEY:
        return [] if change.amount else ["Say how many pounds to add, or to take away with a minus sign."]
    held = {work.key: work for work in workload.works}.get(change.element)
    if held is None:
        return ["This action is not in the plan any more, or is dropped already in this scenario."]
    if held.is_fixed:
        return [f"The dates of “{held.title}” are fixed. Change its terms first."]
    return _not_action(change, held)


def _not_staff(change: Change, workload: Workload) -> list[str]:
    if change.service not in workload.services or not 0 <= change.quarter < len(workload.quarters):
        return ["Choose a service and a quarter of the plan."]
    if Cell(change.service, change.quarter) not in workload.given:
        return [
            f"What {workload.services[change.service]} can give in that quarter is not on record. "
            "Record its capacity first."
        ]
    return [] if change.days else ["Say how many days to add, or to take away with a minus sign."]


def _not_action(change: Change, held: Work) -> list[str]:
    if change.kind is Kind.DROP:
        return [] if held.may_drop else [f"“{held.title}” may not be dropped. Change its terms first."]
    if change.quarters == 0:
        return ["Say by how many quarters: above nought is later, below is earlier."]
    if change.kind is Kind.SPLIT and not 0 < change.percent < HUNDRED:
        return ["Say which part goes along, from 1 to 99 percent."]
    after = _moved(held, change)
    if change.kind is Kind.MOVE and _last(after) > held.due:
        return [f"“{held.title}” would take effort after it is due. Defer it, so that its date goes along."]
    if held.latest is not None and after.due > held.latest:
        return [f"“{held.title}” would be finished after the latest day in its terms."]
    return []


def _last(work: Work) -> int:
    return max((quarter for ask in work.asks for quarter in ask.by_quarter), default=work.due)


def applied(workload: Workload, changes: Iterable[Change]) -> Workload:
    """A workload after changes, made in order; a change of an action that isn't there changes nothing."""
    return reduce(_after, changes, workload)


def _after(workload: Workload, change: Change) -> Workload:
    if change.kind is Kind.STAFF:
        return replace(workload, given=_with_staff(workload.given, change))
    if change.kind is Kind.MONEY:
        if change.year not in workload.purse:
            return workload
        purse = {**workload.purse, change.year: workload.purse[change.year] + change.amount}
        return replace(workload, purse=purse)
    if change.kind is Kind.DROP:
        left = (work for work in workload.works if work.key != change.element)
        return replace(workload, works=tuple(_not_waiting(work, change.element) for work in left))
    works = (_moved(work, change) if work.key == change.element else work for work in workload.works)
    return replace(workload, works=tuple(works))


def _with_staff(given: Mapping[Cell, Given], change: Change) -> dict[Cell, Given]:
    """Capacity with days added; nobody has confirmed them, and it never falls below nought."""
    cell = Cell(change.service, change.quarter)
    if cell not in given:
        return dict(given)
    return {**given, cell: Given(max(given[cell].days + change.days, NOUGHT), False)}


def _not_waiting(work: Work, dropped: int) -> Work:
    if dropped not in work.waits_for:
        return work
    return replace(work, waits_for=tuple(key for key in work.waits_for if key != dropped))


def _moved(work: Work, change: Change) -> Work:
    """An action with its effort in other quarters: it starts no later than its effort does."""
    percent = change.percent if change.kind is Kind.SPLIT else HUNDRED
    asks = tuple(_ask_moved(ask, change.quarters, percent) for ask in work.asks)
    if change.kind is Kind.DEFER:
        return replace(work, asks=asks, starts=work.starts + change.quarters, due=work.due + change.quarters)
    moved = replace(work, asks=asks, starts=min(work.starts, _first(asks, work.starts)))
    return replace(moved, due=max(work.due, _last(moved))) if change.kind is Kind.SPLIT else moved


def _first(asks: tuple[Ask, ...], otherwise: int) -> int:
    return min((quarter for ask in asks for quarter in ask.by_quarter), default=otherwise)


def _ask_moved(ask: Ask, quarters: int, percent: int) -> Ask:
    """An ask with a part of its effort in later quarters; what a service confirmed was of other quarters."""
    found: dict[int, Estimate] = {}
    for quarter, days in ask.by_quarter.items():
        parts = spread(days, {quarter: HUNDRED - percent, quarter + quarters: percent})
        for place, part in parts.items():
            found[place] = _added(found.get(place), part)
    found = {quarter: days for quarter, days in found.items() if days.high}
    return replace(ask, by_quarter=dict(sorted(found.items())), is_confirmed=False, is_spread=False)


def _added(one: Estimate | None, other: Estimate) -> Estimate:
    return other if one is None else Estimate(*(a + b for a, b in zip(one, other, strict=True)))


def later(on: date, quarters: int) -> date:
    """A day some quarters later, or earlier below 0: the last day of a month stays the last of its month."""
    moved = months_on(on, 3 * quarters)
    is_last = (on + timedelta(days=1)).month != on.month
    return moved.replace(day=monthrange(moved.year, moved.month)[1]) if is_last else moved


def left_waiting(workload: Workload, changes: Iterable[Change]) -> dict[int, list[int]]:
    """By action that stays: those it waits for that a scenario drops."""
    dropped = {one.element for one in changes if one.kind is Kind.DROP}
    found = {
        work.key: [key for key in work.waits_for if key in dropped]
        for work in workload.works
        if work.key not in dropped
    }
    return {key: keys for key, keys in found.items() if keys}


def out_of_order(workload: Workload) -> list[tuple[int, int]]:
    """Pairs of actions where the first starts before the one it waits for is due."""
    held = {work.key: work for work in workload.works}
    return [
        (work.key, key)
        for work in workload.works
        for key in work.waits_for
        if key in held and work.starts < held[key].due
    ]
