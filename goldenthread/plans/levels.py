"""Naming the levels of a draft edition: what each is called, its span and limit, and what its lines need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.recording import bring_up_to_date
from goldenthread.people.officers import Officer
from goldenthread.plans.editing import held_edition
from goldenthread.plans.models import Edition, Element, Level
from goldenthread.plans.permissions import reasons_not_to_change


@transaction.atomic
def name_levels(
    *,
    edition: Edition,
    version: int,
    levels: Sequence[Mapping[str, Any]],
    removed: Sequence[int] = (),
    by: Officer,
    at: datetime,
) -> None:
    """Give a draft its levels, in order of their `place`; each row may have the `id` of one that is held.

    A level that holds lines is not removed, and the order may not put a line above what it hangs from.
    """
    found = held_edition(edition)
    refuse_if(reasons_not_to_change(found, by))
    refuse_if_stale(version, found.version, "the levels")
    refuse_if(_reasons_not_to_remove(found, removed))
    ordered = sorted((row for row in levels if row.get("id") not in removed), key=lambda row: row["place"])
    refuse_if(_reasons_not_to_order(found, ordered))
    refuse_if(_reasons_of_names(ordered))
    Level.objects.filter(edition=found, pk__in=removed).delete()
    keys = dict(Level.objects.filter(edition=found).values_list("id", "key"))
    rows: list[dict[str, Any]] = []
    for position, row in enumerate(ordered, start=1):
        key = keys.get(row.get("id") or 0) or _new_key(
            row["name"], {*keys.values(), *(r["key"] for r in rows)}
        )
        kept = {name: value for name, value in row.items() if name not in ("id", "place")}
        rows.append({**kept, "key": key, "position": position})
    bring_up_to_date(
        Level, rows, key=["key"], within={"edition_id": found.pk}, order="position",
        council=found.plan.council, by=by, at=at,
    )  # fmt: skip
    Edition.objects.filter(pk=found.pk).update(version=F("version") + 1)


def _new_key(name: str, taken: set[str]) -> str:
    stem = slugify(name)[:36] or "level"
    return next(key for n in range(1, 100) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


def _reasons_not_to_remove(edition: Edition, removed: Sequence[int]) -> list[str]:
    full = Level.objects.filter(edition=edition, pk__in=removed, elements__isnull=False).distinct()
    return [f"{level.plural} hold lines. Move, merge or retire them first." for level in full]


def _reasons_of_names(ordered: Sequence[Mapping[str, Any]]) -> list[str]:
    names = Counter(str(row["name"]).strip().casefold() for row in ordered)
    said = {str(row["name"]).strip().casefold(): row["name"] for row in ordered}
    twice = [said[name] for name, count in names.items() if count > 1]
    return [f"Two levels are called “{name}”. Give each a name of its own." for name in twice]


def _reasons_not_to_order(edition: Edition, ordered: Sequence[Mapping[str, Any]]) -> list[str]:
    place = {row["id"]: position for position, row in enumerate(ordered) if row.get("id")}
    pairs = (
        Element.objects.filter(edition=edition, parent__isnull=False)
        .order_by()
        .values_list("parent__level_id", "level_id", "parent__level__name", "level__name")
        .distinct()
    )
    return [
        f"{below} lines hang from {above} lines, so {above} stands above {below}. Change the places."
        for up, down, above, below in pairs
        if place.get(up, -1) >= place.get(down, 0)
    ]
