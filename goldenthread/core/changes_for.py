"""Which changes one audience is told: those of the themes and the kinds that were chosen for it (R072)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from goldenthread.core.changes import Change

Above = Mapping[int, int | None]


def narrowed(
    changes: Sequence[Change], themes: Collection[int], kinds: Collection[str], above: Above
) -> list[Change]:
    """The changes of the kinds chosen that concern the themes chosen; none chosen means all.

    `above` gives the line above each line of both editions. A change concerns a theme when one of its lines
    is that theme or stands somewhere under it, or under an old line that became it.
    """
    found = [one for one in changes if not kinds or one.became.value in kinds]
    if not themes:
        return found
    wanted = set(themes)
    for one in changes:
        if any(line.id in themes for line in one.news):
            wanted |= {line.id for line in one.olds}
    return [one for one in found if any(_is_under(line.id, wanted, above) for line in one.lines)]


def _is_under(line: int, wanted: Collection[int], above: Above) -> bool:
    here: int | None = line
    seen: set[int] = set()
    while here is not None and here not in seen:
        if here in wanted:
            return True
        seen.add(here)
        here = above.get(here)
    return False
