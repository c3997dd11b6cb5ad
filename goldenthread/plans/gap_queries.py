"""Reading what the rules of gaps ask of elements, for any number of editions, each in one query."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    Evidence,
    GapNote,
    Level,
    Placement,
    Plan,
    Update,
)


class NoteRow(NamedTuple):
    """Why something is missing from an element, who fills it and by when, or that it is left."""

    element_id: int
    code: str
    reason: str
    owner: str
    due_on: date | None
    is_accepted: bool


def notes_in(editions: Collection[int]) -> list[NoteRow]:
    """Why things are missing, for whole editions."""
    rows = GapNote.objects.filter(element__edition__in=editions).values_list(
        "element_id", "code", "reason", "owner__title", "due_on", "is_accepted"
    )
    return [NoteRow(*row[:3], row[3] or "", *row[4:]) for row in rows]


def carried(council: Council) -> set[int]:
    """The elements that a live line of some service's plan contributes to.

    A line of an edition that was replaced carries nothing any more, nor one of a plan no longer in use.
    """
    services = Element.objects.listed().filter(
        council=council, edition__plan__kind=Plan.Kind.SERVICE, edition__plan__retired_on=None
    )
    lines = services.exclude(edition__state=Edition.State.REPLACED)
    given = Contribution.objects.filter(council=council, giver__in=lines.values("id"))
    return set(given.values_list("taker_id", flat=True))


def evidenced(council: Council) -> set[int]:
    """The elements that have evidence."""
    return set(Evidence.objects.filter(council=council).values_list("element_id", flat=True))


def note_on(element: Element, code: str) -> GapNote | None:
    """The note on one gap of an element."""
    return GapNote.objects.select_related("owner").filter(element=element, code=code).first()


def standing_editions(council: Council, viewer: Officer = VISITOR, plan: str = "") -> list[Edition]:
    """The editions that the council works by: each plan's current one, the main plan's first.

    Drafts stand beside them for those who may read them; a plan no longer in use has none.
    """
    found = Edition.objects.seen_by(viewer).select_related("plan__service").filter(plan__council=council)
    standing = found.filter(Q(is_current=True) | Q(state=Edition.State.DRAFT), plan__retired_on=None)
    if plan:
        standing = standing.filter(plan__slug=plan)
    order = ["-plan__is_main", "plan__position", "plan__name", "-is_current", "-starts_on", "slug"]
    return list(standing.exclude(plan__kind=Plan.Kind.FRAMEWORK).order_by(*order))


class LightRow(NamedTuple):
    """One element with no more than the rules of gaps look at."""

    id: int
    level_id: int
    kind: str
    starts_on: date | None
    due_on: date | None
    parent_id: int | None
    continuing_since: date | None
    owner_id: int | None
    service_id: int | None


_LIGHT = ("kind", "starts_on", "due_on")
_OWN = ("continuing_since", "owner_id", "service_id")


def light_rows(
    council: Council, editions: Collection[int], viewer: Officer = VISITOR
) -> dict[int, list[LightRow]]:
    """The listed elements of editions in order, with those of other plans that count there: two queries."""
    found: dict[int, list[LightRow]] = {edition: [] for edition in editions}
    seen = Element.objects.listed().seen_by(viewer)
    own = seen.filter(council=council, edition__in=editions).order_by("level__position", "position", "id")
    for edition, *row in own.values_list("edition_id", "id", "level_id", *_LIGHT, "parent_id", *_OWN):
        found[edition].append(LightRow._make(row))
    placed = Placement.objects.filter(edition__in=editions, element__in=seen.filter(council=council))
    light, more = ([f"element__{name}" for name in names] for names in (_LIGHT, _OWN))
    guests = placed.order_by("level__position", "id")
    for edition, *row in guests.values_list(
        "edition_id", "element_id", "level_id", *light, "parent_id", *more
    ):
        found[edition].append(LightRow._make(row))
    return found


def levels_in(editions: Collection[int]) -> dict[int, Level]:
    """The levels of editions by their keys."""
    return {level.pk: level for level in Level.objects.filter(edition__in=editions)}


def titles_in(elements: Collection[int]) -> dict[int, str]:
    """The titles of some elements."""
    return dict(Element.objects.filter(pk__in=elements).values_list("id", "title"))


def updated_in(editions: Collection[int], on: date) -> dict[int, tuple[date, bool | None]]:
    """When each element of editions was last spoken of by a day, and whether it was done then."""
    made = Update.objects.filter(element__edition__in=editions, made_on__lte=on)
    later = Update.objects.filter(
        element=OuterRef("element"), made_on__gt=OuterRef("made_on"), made_on__lte=on
    )
    rows = made.filter(~Exists(later)).values_list("element_id", "made_on", "is_done")
    return {element: (made_on, is_done) for element, made_on, is_done in rows}
