"""Reading a council's whole thread for its map: bare lines and links first, words only for what is drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

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


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The lines of an edition, of the plans it contributes to and of those that carry it, and their links.

    `serves` and `carriers` are links between plans, by giver and by taker; `beside` counts what a line of the
    edition enables or runs across, by (line, kind).
    """

    edition: Edition
    editions: dict[int, Edition]
    levels: dict[int, Level]
    bones: dict[int, Bone]
    below: dict[int, list[int]]
    serves: dict[int, list[int]]
    carriers: dict[int, list[int]]
    beside: Counter[tuple[int, str]]

    def in_order(self, lines: list[int]) -> list[int]:
        """Lines in the order of their plans."""
        return sorted(lines, key=self._place)

    def _place(self, line: int) -> tuple[bool, int, int, int]:
        bone = self.bones[line]
        is_other = bone.edition_id != self.edition.pk
        return is_other, self.levels[bone.level_id].position, bone.position, bone.id


def skeleton(council: Council, edition: Edition, viewer: Officer) -> Skeleton:
    """Gather the bare thread around one edition in five queries, whatever its size."""
    up = Contribution.objects.filter(giver__edition=edition).order_by("id")
    upward = list(up.values_list("giver_id", "taker_id", "kind", "taker__edition_id"))
    down = Contribution.objects.filter(taker__edition=edition, kind=Contribution.Kind.CONTRIBUTES)
    downward = list(down.values_list("giver_id", "taker_id"))
    wanted = Q(is_current=True) | Q(pk__in={edition.pk, *(row[3] for row in upward)})
    seen = Edition.objects.seen_by(viewer).select_related("plan").filter(plan__council=council)
    editions = {one.pk: one for one in seen.filter(wanted).order_by("plan__position", "plan__name", "pk")}
    levels = {level.pk: level for level in Level.objects.filter(edition__in=editions)}
    bones = _bones(council, set(editions), viewer)
    below: dict[int, list[int]] = defaultdict(list)
    for bone in bones.values():
        if bone.parent_id is not None:
            below[bone.parent_id].append(bone.id)
    serves, carriers, own = defaultdict(list), defaultdict(list), edition.pk
    for giver, taker, kind, taker_edition in upward:
        if kind == "CONTRIBUTES" and taker_edition != own and giver in bones and taker in bones:
            serves[giver].append(taker)
    for giver, taker in downward:
        if giver in bones and bones[giver].edition_id != own and taker in bones:
            carriers[taker].append(giver)
    beside = Counter((giver, kind) for giver, taker, kind, _ in upward if taker in bones)
    return Skeleton(
        editions.get(edition.pk, edition), editions, levels, bones, below, serves, carriers, beside
    )


def _bones(council: Council, editions: set[int], viewer: Officer) -> dict[int, Bone]:
    """The live lines of editions that this person may see; exempt ones for the council's own people."""
    lines = Element.objects.listed().filter(edition__in=editions)
    if not (viewer.serves_everyone or viewer.inside == council.slug):
        lines = lines.filter(is_exempt=False)
    rows = lines.order_by("id").values_list("id", "parent_id", "level_id", "edition_id", "kind", "position")
    return {row[0]: Bone._make(row) for row in rows}


def current_edition(council: Council, plan: str, viewer: Officer) -> Edition | None:
    """A plan's edition in force, or its latest that this person may read, by the plan's address."""
    held = Edition.objects.seen_by(viewer).select_related("plan__service")
    mine = held.filter(plan__council=council, plan__slug=plan)
    return mine.order_by("-is_current", "-starts_on", "-pk").first()
