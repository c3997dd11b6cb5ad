"""An edition on one page: its vision, values and themes with what hangs from each; or an example of it.

York's paper of 2008 carried such a picture as its Annex A, as an example before the strategy was written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core.thread import ChildrenOf, children_of, descendants
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition, Element, Level
from goldenthread.plans.queries import ElementRow, elements_of, levels_of

SHOWN = 6  # lines under one theme; more are counted
UNDER = (Element.Kind.INTERNAL, Element.Kind.CROSS_CUTTING)
APART = (Element.Kind.VISION, Element.Kind.VALUE)


@dataclass(frozen=True, slots=True)
class Pane:
    """One theme with the lines of the level below it, and how many of each further level hang from it."""

    title: str
    kind: str
    lines: list[str]
    more: int
    counts: list[str]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole on one page."""

    vision: str
    values: list[str]
    top_plural: str
    panes: list[Pane]
    under: list[Pane]
    levels: list[Level]
    is_example: bool


def picture_of(edition: Edition, viewer: Officer = VISITOR, *, is_example: bool = False) -> Picture:
    """The picture of an edition; an example where that is asked for, or nothing is held yet."""
    levels = levels_of(edition)
    rows = [] if is_example else elements_of(edition, viewer)
    if not rows:
        return _example(levels)
    by_id = {row.id: row for row in rows}
    ordinary = [row for row in rows if row.kind not in APART]
    position = {level.pk: level.position for level in levels}
    highest = min((position[row.level_id] for row in ordinary), default=0)
    tops = [row for row in ordinary if position[row.level_id] == highest]
    below = children_of({row.id: row.parent_id for row in rows})
    panes = [_pane(top, by_id, below, levels) for top in tops]
    return Picture(
        vision=next((row.title for row in rows if row.kind == Element.Kind.VISION), ""),
        values=[row.title for row in rows if row.kind == Element.Kind.VALUE],
        top_plural=next((level.plural for level in levels if level.position == highest), ""),
        panes=[pane for pane in panes if pane.kind not in UNDER],
        under=[pane for pane in panes if pane.kind in UNDER],
        levels=levels,
        is_example=False,
    )


def _pane(top: ElementRow, by_id: dict[int, ElementRow], below: ChildrenOf, levels: Sequence[Level]) -> Pane:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, _ in descendants(top.id, below):
        found[by_id[pk].level_id].append(by_id[pk].title)
    held = [level for level in levels if found[level.pk]]
    first = found[held[0].pk] if held else []
    counts = Counter({level.pk: len(found[level.pk]) for level in held[1:]})
    return Pane(
        title=top.title,
        kind=top.kind,
        lines=first[:SHOWN],
        more=max(0, len(first) - SHOWN),
        counts=[
            f"{counts[level.pk]} {level.lower_plural if counts[level.pk] != 1 else level.name.lower()}"
            for level in held[1:]
        ],
    )


def _example(levels: Sequence[Level]) -> Picture:
    """Lines that show the format before any are written, named after the council's own levels."""
    ordinary = [one for one in levels if one.name.lower() not in ("vision", "value")]
    top = ordinary[0] if ordinary else None
    inside = ordinary[1] if len(ordinary) > 1 else None
    panes = [
        Pane(
            title=f"Example {top.name.lower()} {n}" if top else f"Example {n}",
            kind=Element.Kind.CITIZEN,
            lines=[f"Example {inside.name.lower()} {n}.{m}" for m in (1, 2)] if inside else [],
            more=0,
            counts=[f"its {level.lower_plural}" for level in ordinary[2:]],
        )
        for n in range(1, 5)
    ]
    return Picture(
        vision="The vision stands here in one sentence",
        values=["Example value 1", "Example value 2"],
        top_plural=top.plural if top else "Themes",
        panes=panes[:3],
        under=[
            Pane(panes[3].title, Element.Kind.INTERNAL, panes[3].lines, 0, panes[3].counts),
        ],
        levels=list(levels),
        is_example=True,
    )
