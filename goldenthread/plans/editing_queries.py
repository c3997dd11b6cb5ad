"""Reading what is needed to build an edition: its tree, where a line may hang, and what may be chosen."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element, Level, Tag


class TreeRow(NamedTuple):
    """One line of an edition as the editing page shows it."""

    id: int
    title: str
    level: str
    level_position: int
    depth: int
    owner: str
    version: int
    is_first: bool
    is_last: bool
    below: int


def tree_of(edition: Edition, under: int | None = None) -> list[TreeRow]:
    """The edition's lines in reading order: each below what it hangs from; one query.

    `under` gives one line and what hangs from it. Lines whose parent is not listed stand at the top.
    """
    rows = list(
        Element.objects.listed()
        .filter(edition=edition)
        .order_by("level__position", "position", "id")
        .values_list("id", "parent_id", "title", "level__name", "level__position", "owner__title", "version")
    )
    held = {row[0]: row for row in rows}
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent, *_ in rows:
        below[parent if parent in held else None].append(pk)
    found: list[TreeRow] = []
    starts = [under] if under is not None and under in held else below[None]
    waiting = [(pk, 0, starts) for pk in reversed(starts)]
    while waiting:
        pk, depth, siblings = waiting.pop()
        _, _, title, level, position, owner, version = held[pk]
        alike = [one for one in siblings if held[one][4] == position]
        found.append(
            TreeRow(
                pk, title, level, position, depth, owner or "", version, alike[0] == pk, alike[-1] == pk,
                len(below[pk]),
            )
        )  # fmt: skip
        waiting.extend((child, depth + 1, below[pk]) for child in reversed(below[pk]))
    return found


def may_hang_from(edition: Edition, level: Level) -> list[tuple[int, str]]:
    """The lines that one of this level may hang from, highest level first: number, and level with title."""
    rows = (
        Element.objects.listed()
        .filter(edition=edition, level__position__lt=level.position)
        .order_by("level__position", "position", "id")
        .values_list("id", "level__name", "title")
    )
    return [(pk, f"{name}: {title}") for pk, name, title in rows]


def siblings_of(element: Element) -> list[tuple[int, str]]:
    """The other listed lines of the same level in the edition, in order."""
    rows = Element.objects.listed().filter(edition_id=element.edition_id, level_id=element.level_id)
    return list(rows.exclude(pk=element.pk).order_by("position", "id").values_list("id", "title"))


def lines_before(edition: Edition) -> list[tuple[int, str]]:
    """The lines of the edition that this one replaces: number, and level with title."""
    rows = Element.objects.listed().filter(edition_id=edition.replaces_id or 0)
    held = rows.order_by("level__position", "position", "id").values_list("id", "level__name", "title")
    return [(pk, f"{name}: {title}") for pk, name, title in held]


def tags_of(council: Council) -> list[Tag]:
    return list(Tag.objects.filter(council=council))


def level_at(edition: Edition, key: str) -> Level | None:
    return edition.levels.filter(key=key).first()
