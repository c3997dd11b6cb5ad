"""Which lines of a plan are work that service plans carry."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from goldenthread.plans.models import Edition, Element, Level


def working_levels(edition: Edition) -> list[Level]:
    """The levels whose elements service plans carry.

    A council marks them (`needs_carrier`). Where it has marked none, it is the lowest level that is
    monitored, needs an owner and holds anything: the one-year actions.
    """
    levels = list(edition.levels.all())
    marked = [level for level in levels if level.needs_carrier]
    if marked:
        return marked
    held = set(Element.objects.listed().filter(edition=edition).values_list("level_id", flat=True))
    owned = [level for level in levels if level.is_monitored and level.needs_owner and level.pk in held]
    return owned[-1:]


def dated_level(levels: Sequence[Level], held: Collection[int]) -> Level | None:
    """The lowest monitored level that needs an owner and holds anything: where work is done and dated."""
    working = [one for one in levels if one.is_monitored and one.needs_owner and one.pk in held]
    return max(working, key=lambda level: level.position, default=None)


def item_level(edition: Edition) -> Level | None:
    """The level that a service plan's items stand on: its lowest that is monitored and needs an owner."""
    levels = list(edition.levels.all())
    owned = [level for level in levels if level.is_monitored and level.needs_owner]
    found = owned or levels
    return found[-1] if found else None
