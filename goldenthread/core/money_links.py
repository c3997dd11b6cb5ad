"""Money linked in shares: what each link comes to, what is not linked, and totals along the thread.

Each penny of a line goes to one link or to none: shares are shared out with the largest remainder
(`core.workload.shared`), and an element's money counts once, under its own ancestors in its own edition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from goldenthread.core.money_failing import Fate
from goldenthread.core.thread import ancestors
from goldenthread.core.workload import NOUGHT, shared


class Shared(NamedTuple):
    """What each share of an amount comes to in pounds, and what no share takes; together the amount."""

    parts: tuple[Decimal, ...]
    left: Decimal


def share_out(amount: Decimal, shares: Sequence[Fraction]) -> Shared:
    """Share an amount out by fractions of it. Raises ValueError where they are more than the whole."""
    left = 1 - sum(shares, Fraction(0))
    if left < 0 or any(share < 0 for share in shares):
        raise ValueError("Shares are not below nought, and together no more than the whole.")
    whole = lcm(*(share.denominator for share in shares)) if shares else 1
    weights = [int(share * whole) for share in [*shares, left]]
    *parts, rest = shared(amount, weights)
    return Shared(tuple(parts), rest)


def up_the_thread(
    money: Iterable[tuple[int, Decimal]], parent_of: Mapping[int, int | None]
) -> dict[int, Decimal]:
    """What is linked to each element and to all below it, by element.

    At any one level each penny is counted once, for an element has one parent in its own edition.
    """
    found: dict[int, Decimal] = defaultdict(lambda: NOUGHT)
    for element, amount in money:
        for one in [element, *ancestors(element, parent_of)]:
            found[one] += amount
    return dict(found)


class Stops(NamedTuple):
    """What a bid's failing would do, each element named once, in the first of these that it belongs to."""

    stopped: tuple[int, ...]
    partly: tuple[int, ...]
    lessened: tuple[int, ...]
    below: tuple[int, ...]
    waiting: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        return tuple(one for some in self for one in some)


def what_stops(
    fates: Mapping[int, Fate], below: Mapping[int, Sequence[int]], waits_for: Mapping[int, Iterable[int]]
) -> Stops:
    """What stops if a bid fails, from what becomes of each element that it pays for.

    What is below an element that stops, wholly or in part, and what waits for any of these, is held up.
    """
    stopped, partly, lessened = (
        [one for one, fate in fates.items() if fate is asked]
        for asked in (Fate.STOPS, Fate.IN_PART, Fate.COVERED)
    )
    under = _reached([*stopped, *partly], below)
    waited_by: dict[int, list[int]] = defaultdict(list)
    for one, others in waits_for.items():
        for other in others:
            waited_by[other].append(one)
    leads_to = {key: sorted(found) for key, found in waited_by.items()}
    waiting = _reached([*stopped, *partly, *under], leads_to)
    told = {*stopped, *partly, *lessened}
    under = [one for one in under if one not in told]
    told |= set(under)
    waiting = [one for one in waiting if one not in told]
    return Stops(tuple(stopped), tuple(partly), tuple(lessened), tuple(under), tuple(waiting))


def _reached(start: Iterable[int], leads_to: Mapping[int, Sequence[int]]) -> list[int]:
    """Everything that can be reached, without where one starts, nearest first and each once."""
    found: dict[int, None] = {}
    begun = list(start)
    seen, queue = set(begun), begun
    while queue:
        after = []
        for one in queue:
            for other in leads_to.get(one, ()):
                if other not in seen:
                    seen.add(other)
                    found[other] = None
                    after.append(other)
        queue = after
    return list(found)
