"""The strain on scarce skills: where more days are asked than there are, and what a change makes worse.

Skills are counted across the council. A skill whose days are not on record has no strain that anybody knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.workload import NOUGHT

Loads = Mapping[int, Mapping[int, Decimal]]  # by skill and quarter, as `core.strain.skill_loads` makes them


class Worse(NamedTuple):
    """A skill in a quarter of which more is asked than there is, and more than was asked before."""

    skill: int
    quarter: int
    before: Decimal
    after: Decimal
    there: Decimal


def skills_beyond(loads: Loads, there: Mapping[int, Decimal | None], quarters: int) -> dict[int, int]:
    """The skills asked for beyond what there is, with in how many of the quarters; the worst first."""
    found: dict[int, tuple[Decimal, int]] = {}
    for skill, days in there.items():
        asked = loads.get(skill, {})
        over = [asked[one] - days for one in asked if days is not None and 0 <= one < quarters]
        beyond = [one for one in over if one > 0]
        if beyond:
            found[skill] = (sum(beyond, NOUGHT), len(beyond))
    return {one: found[one][1] for one in sorted(found, key=lambda one: (-found[one][0], one))}


def skills_worse(before: Loads, after: Loads, there: Mapping[int, Decimal | None]) -> list[Worse]:
    """Where a change asks more of a skill than there is and than was asked before, by skill and quarter."""
    return [
        Worse(skill, quarter, was, now, days)
        for skill, days in there.items()
        for quarter, now in sorted(after.get(skill, {}).items())
        if days is not None and now > days and now > (was := before.get(skill, {}).get(quarter, NOUGHT))
    ]
