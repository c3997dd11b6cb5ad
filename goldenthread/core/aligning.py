"""How the lines of one plan serve the lines of another: directly, through what hangs below, or from above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goldenthread.core.thread import ParentOf, ancestors


@dataclass(slots=True)
class Serves:
    """How one line serves one line of a framework."""

    kinds: list[str] = field(default_factory=list)
    below: set[int] = field(default_factory=set)
    above: set[int] = field(default_factory=set)

    @property
    def is_own(self) -> bool:
        """True where it serves it by itself or by what hangs below it, not only by what it hangs from."""
        return bool(self.kinds or self.below)


Matrix = Mapping[tuple[int, int], Serves]


def aligned(
    links: Iterable[tuple[int, int, str]],
    parent_of: ParentOf,
    framework_parent_of: ParentOf,
    rows: Iterable[int],
    columns: Iterable[int],
) -> Matrix:
    """For each row and column that are joined, how; `links` are (line, line of the framework, kind).

    What serves a part of a framework's line serves that line. Lines that a link doesn't hold are passed over.
    """
    is_row, is_column = set(rows), set(columns)
    under: dict[int, list[int]] = defaultdict(list)
    for row in sorted(is_row):
        for upper in ancestors(row, parent_of):
            under[upper].append(row)
    found: dict[tuple[int, int], Serves] = defaultdict(Serves)
    for giver, taker, kind in links:
        if giver not in parent_of or taker not in framework_parent_of:
            continue
        for column in {taker, *ancestors(taker, framework_parent_of)} & is_column:
            _serve(found, column, giver, {*ancestors(giver, parent_of)} & is_row, under[giver])
            if giver in is_row:
                found[giver, column].kinds.append(kind)
    return found


def _serve(
    found: dict[tuple[int, int], Serves], column: int, giver: int, over: set[int], under: list[int]
) -> None:
    """What hangs over a line that serves is served through it; what hangs under it only by it."""
    for upper in over:
        found[upper, column].below.add(giver)
    for lower in under:
        found[lower, column].above.add(giver)
