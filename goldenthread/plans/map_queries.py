"""Reading a council's whole thread for its map: bare lines and links first, words only for what is drawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Contribution, Edition, Element, Level


class Bone(NamedTuple):
    """One line without its words."""

    id: int
    parent_id: int | None
    level_id: int
    edition_id: int
    kind: str
    position: int


class Join(NamedTuple):
    """One link between two lines, and the editions that they are of."""

    giver_id: int
    taker_id: int
    kind: str
    giver_edition: int
    taker_edition: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The lines of an edition, of the plans it contributes to and of those that carry it, and their links."""

    edition: Edition
    editions: dict[int, Edition]
    levels: dict[int, Level]
    bones: dict[int, Bone]
    below: dict[int | None, list[Bone]]
    joins: list[Join]


_JOIN = ("giver_id", "taker_id", "kind", "giver__edition_id", "taker__edition_id")


def skeleton(council: Council, edition: Edition, viewer: Officer) -> Skeleton:
    """Gather the bare thread around one edition in five queries, whatever its size."""
    links = Contribution.objects.filter(council=council)
    up = links.filter(giver__edition=edition)
    down = links.filter(taker__edition=edition, giver__edition__is_current=True)
    rows = {*up.values_list(*_JOIN), *down.values_list(*_JOIN)}
    joins = sorted(Join(*row) for row in rows)
    linked = {one.giver_edition for one in joins} | {one.taker_edition for one in joins} | {edition.pk}
    seen = Edition.objects.seen_by(viewer).select_related("plan").filter(plan__council=council)
    editions = {one.pk: one for one in seen.filter(pk__in=linked).order_by("plan__position", "plan__name")}
    levels = {level.pk: level for level in Level.objects.filter(edition__in=editions)}
    lines = Element.objects.listed().seen_by(viewer).filter(council=council, edition__in=editions)
    found = lines.order_by().values_list("id", "parent_id", "level_id", "edition_id", "kind", "position")
    bones = sorted(
        (Bone(*row) for row in found), key=lambda one: (levels[one.level_id].position, one[5], one[0])
    )
    by_id = {bone.id: bone for bone in bones}
    below: dict[int | None, list[Bone]] = defaultdict(list)
    for bone in bones:
        below[bone.parent_id if bone.parent_id in by_id else None].append(bone)
    kept = [one for one in joins if one.giver_id in by_id and one.taker_id in by_id]
    return Skeleton(edition, editions, levels, by_id, below, kept)


def current_edition(council: Council, plan: str, viewer: Officer) -> Edition | None:
    """A plan's edition in force, or its latest that this person may read, by the plan's address."""
    held = (
        Edition.objects.seen_by(viewer).select_related("plan").filter(plan__council=council, plan__slug=plan)
    )
    return held.order_by("-is_current", "-starts_on", "-pk").first()
