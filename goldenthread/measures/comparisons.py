"""Changing what is compared: published sets as they come out, and what a council chooses to be set beside.

A published set belongs to no council, so its figures stand in no council's ledger: each row says where it was
published, and the same files store the same figures. What a council chooses of it is noted like any change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, as_kept
from goldenthread.measures.comparison_permissions import (
    reasons_not_among,
    reasons_not_to_compare,
    reasons_not_to_group,
    reasons_not_to_link,
)
from goldenthread.measures.models import (
    ComparedMeasure,
    ComparedValue,
    ComparisonSet,
    HomePlace,
    Measure,
    Place,
    SimilarGroup,
)
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

BATCH = 2000


class Published(NamedTuple):
    """One figure as published: a compared measure's code, a place's name, a period's columns, a value."""

    code: str
    place: str
    period_kind: str
    starts_on: date
    ends_on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A set as it is held now, and what storing it changed."""

    held: ComparisonSet
    places: Recorded
    measures: Recorded
    values: Recorded


@transaction.atomic
def store_set(
    *,
    facts: Mapping[str, str],
    places: Iterable[Row],
    measures: Iterable[Row],
    values: Collection[Published],
) -> StoredSet:
    """Store a published set, or bring it up to date; the same files again change nothing.

    `facts` name its slug, name, about and source; places go by name and compared measures by code. What an
    earlier publication had and this one lacks stays.
    """
    held, _ = ComparisonSet.objects.update_or_create(slug=facts["slug"], defaults=dict(facts))
    of_places = _bring(Place, held, "name", places)
    of_measures = _bring(ComparedMeasure, held, "code", measures)
    return StoredSet(held, of_places, of_measures, _bring_values(held, values))


def _bring(model: Any, held: ComparisonSet, key: str, rows: Iterable[Row]) -> Recorded:
    """Create and update a set's rows, matched by one column."""
    there = {getattr(one, key): one for one in model.objects.filter(set=held)}
    new, changed, fields = [], [], set()
    given = [as_kept(model, row) for row in rows]
    for row in given:
        one = there.get(row[key])
        if one is None:
            new.append(model(set=held, **row))
            continue
        differing = {name for name, value in row.items() if getattr(one, name) != value}
        for name in differing:
            setattr(one, name, row[name])
        if differing:
            changed.append(one)
            fields |= differing
    model.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        model.objects.bulk_update(changed, sorted(fields), batch_size=BATCH)
    return Recorded(len(new), len(changed), len(given) - len(new) - len(changed))


def _bring_values(held: ComparisonSet, values: Collection[Published]) -> Recorded:
    places = dict(held.places.values_list("name", "id"))
    measures = dict(held.compared_measures.values_list("code", "id"))
    key = ("compared_id", "place_id", "period_kind", "starts_on", "ends_on")
    rows = ComparedValue.objects.filter(compared__set=held).values_list(*key, "id", "value")
    there = {tuple(row[:5]): row[5:] for row in rows}
    new, changed = [], []
    for code, place, *period, value in values:
        where = (measures[code], places[place], *period)
        found = there.get(where)
        if found is None:
            new.append(ComparedValue(**dict(zip(key, where, strict=True)), value=value))
        elif found[1] != value:
            changed.append(ComparedValue(pk=found[0], value=value))
    ComparedValue.objects.bulk_create(new, batch_size=BATCH)
    ComparedValue.objects.bulk_update(changed, ["value"], batch_size=BATCH)
    return Recorded(len(new), len(changed), len(values) - len(new) - len(changed))


@transaction.atomic
def say_home(*, council: Council, place: Place, by: Officer, at: datetime) -> bool:
    """Say which place of a set a council is; it is one of each set. False where it was said already."""
    refuse_if(reasons_not_to_compare(council, by))
    refuse_if(["A nation or region is no council. Choose the council's own place."] if place.is_whole else [])
    held = HomePlace.objects.filter(council=council, place__set=place.set_id).first()
    if held is None:
        make(HomePlace, {"council_id": council.pk, "place_id": place.pk}, council=council, by=by, at=at)
        return True
    return change(held, {"place_id": place.pk}, council=council, by=by, at=at)


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """What is asked of a group of similar councils."""

    name: str
    why: str
    places: tuple[Place, ...]
    is_usual: bool = False


@transaction.atomic
def make_group(
    *, council: Council, held: ComparisonSet, asked: GroupAsked, by: Officer, at: datetime
) -> SimilarGroup:
    """Make a group of similar councils, with the reason why these."""
    refuse_if(reasons_not_to_compare(council, by) or _reasons_against(council, held, asked, None))
    _step_down(council, held, asked, None, by, at)
    row = {"council_id": council.pk, "set_id": held.pk, **_row_of(asked)}
    made = make(SimilarGroup, row, council=council, by=by, at=at)
    _place(made, asked, council, by, at)
    return made


@transaction.atomic
def change_group(*, group: SimilarGroup, asked: GroupAsked, version: int, by: Officer, at: datetime) -> None:
    """Change a group's name, reason or councils; raises `Stale` where somebody else changed it first."""
    council = group.council
    refuse_if(reasons_not_to_compare(council, by))
    now = SimilarGroup.objects.select_for_update().get(pk=group.pk)
    refuse_if_stale(version, now.version, "this group")
    refuse_if(_reasons_against(council, now.set, asked, now))
    _step_down(council, now.set, asked, now, by, at)
    is_changed = change(now, _row_of(asked), council=council, by=by, at=at)
    if _place(now, asked, council, by, at) and not is_changed:
        SimilarGroup.objects.filter(pk=now.pk).update(version=now.version + 1)


@transaction.atomic
def remove_group(*, group: SimilarGroup, version: int, by: Officer, at: datetime) -> None:
    """Remove a group; measures that were set beside it go back to the usual one."""
    refuse_if(reasons_not_to_compare(group.council, by))
    now = SimilarGroup.objects.select_for_update().get(pk=group.pk)
    refuse_if_stale(version, now.version, "this group")
    remove(now, council=group.council, by=by, at=at)


def _reasons_against(
    council: Council, held: ComparisonSet, asked: GroupAsked, own: SimilarGroup | None
) -> list[str]:
    found = reasons_not_to_group(held, asked.name, asked.why, asked.places)
    others = SimilarGroup.objects.filter(council=council, name=asked.name.strip())
    if (others.exclude(pk=own.pk) if own else others).exists():
        found.append(f"A group is called “{asked.name.strip()}” already. Give this one another name.")
    return found


def _row_of(asked: GroupAsked) -> dict[str, Any]:
    return {"name": asked.name.strip(), "why": asked.why.strip(), "is_usual": asked.is_usual}


def _step_down(
    council: Council,
    held: ComparisonSet,
    asked: GroupAsked,
    own: SimilarGroup | None,
    by: Officer,
    at: datetime,
) -> None:
    """One group of a set is the usual one: another steps down."""
    if not asked.is_usual:
        return
    usual = SimilarGroup.objects.filter(council=council, set=held, is_usual=True)
    for one in usual.exclude(pk=own.pk) if own else usual:
        change(one, {"is_usual": False}, council=council, by=by, at=at)


def _place(group: SimilarGroup, asked: GroupAsked, council: Council, by: Officer, at: datetime) -> bool:
    """Put the asked places in a group, and note who came and went."""
    before = {one.pk: one.name for one in group.places.all()}
    after = {one.pk: one.name for one in asked.places}
    if before.keys() == after.keys():
        return False
    group.places.set(asked.places)
    note(
        verb="changed",
        subject=group,
        council=council.slug,
        by=by,
        at=at,
        before={"places": ", ".join(sorted(before.values()))},
        after={"places": ", ".join(sorted(after.values()))},
    )
    return True


@transaction.atomic
def link_compared(
    *,
    measure: Measure,
    compared: ComparedMeasure | None,
    version: int,
    by: Officer,
    at: datetime,
    similar: SimilarGroup | None = None,
) -> bool:
    """Say which published measure a measure is set beside, or that it is beside none.

    `similar` is the group it is looked at among; None for the usual one, or all.
    """
    refuse_if(reasons_not_to_compare(measure.council, by))
    now = Measure.objects.select_for_update().get(pk=measure.pk)
    refuse_if_stale(version, now.version, "this measure")
    refuse_if(reasons_not_to_link(now, compared) + reasons_not_among(now, compared, similar))
    row = {
        "compared_id": compared.pk if compared else None,
        "similar_id": similar.pk if similar else None,
    }
    return change(now, row, council=measure.council, by=by, at=at)
