"""Walking the golden thread: up from any line to the vision, and down to the last line below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

ParentOf = Mapping[int, int | None]
ChildrenOf = Mapping[int | None, list[int]]


class BrokenThread(ValueError):
    """The lines do not form a forest: one of them hangs, in the end, from itself."""


def children_of(parent_of: ParentOf) -> ChildrenOf:
    """The other way round: for each line (and None, for the tops) the lines below it, in the order given."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for line, parent in parent_of.items():
        below[parent if parent in parent_of else None].append(line)
    return below


def ancestors(line: int, parent_of: ParentOf) -> list[int]:
    """The lines above, from the top down; raises `BrokenThread` on a ring."""
    above: list[int] = []
    current = parent_of[line]
    while current is not None and current in parent_of:
        if current in above or current == line:
            raise BrokenThread(f"line {line} hangs from itself")
        above.append(current)
        current = parent_of[current]
    return above[::-1]


def descendants(line: int, below: ChildrenOf) -> Iterator[tuple[int, int]]:
    """Every line below with its depth (1 = a child), in reading order; raises `BrokenThread` on a ring."""
    waiting = [(child, 1) for child in reversed(below.get(line, []))]
    while waiting:
        current, depth = waiting.pop()
        if current == line:  # each line has one parent, so a ring below can only come back to where we began
            raise BrokenThread(f"line {line} hangs from itself")
        yield current, depth
        waiting.extend((child, depth + 1) for child in reversed(below.get(current, [])))


def top_of(parent_of: ParentOf, tops: Iterable[int]) -> dict[int, int]:
    """For every line, which of `tops` it hangs from; lines under none of them are left out. One pass."""
    found = {top: top for top in tops}
    for line in parent_of:
        trail: list[int] = []
        current: int | None = line
        while current is not None and current not in found and current in parent_of:
            if current in trail:
                raise BrokenThread(f"line {line} hangs from itself")
            trail.append(current)
            current = parent_of[current]
        if current in found:
            found.update(dict.fromkeys(trail, found[current]))
    return found
