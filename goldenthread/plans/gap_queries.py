"""Reading what the rules of gaps ask of elements, for any number of editions, each in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

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
    """Why things are missing from editions, and from the lines of other plans that count in them too."""
    guests = Placement.objects.filter(edition__in=editions).values("element_id")
    of = Q(element__edition__in=editions) | Q(element__in=guests)
    rows = GapNote.objects.filter(of).values_list(
        "element_id", "code", "reason", "owner__title", "due_on", "is_accepted"
    )
    return [NoteRow(*row[:3], row[3] or "", *row[4:]) for row in rows]


def carried(council: Council, levels: Collection[int]) -> set[int]:
    """The elements of some levels, or placed there, that a live line of some service's plan contributes to.

    Levels of service plans are passed over: nothing carries what carries the rest. A line of an edition that
    was replaced carries nothing any more, nor one of a plan no longer in use.
    """
    services = Edition.objects.filter(
        plan__council=council, plan__kind=Plan.Kind.SERVICE, plan__retired_on=None
    ).exclude(state=Edition.State.REPLACED)
    given = Contribution.objects.filter(
        taker=OuterRef("pk"), giver__state=Element.State.LIVE, giver__edition__in=list(services)
    )
    held = Level.objects.filter(pk__in=levels).exclude(edition__plan__kind=Plan.Kind.SERVICE)
    asking = held.order_by().values("pk")
    guests = Placement.objects.filter(council=council, level__in=asking).values("element_id")
    asked = Element.objects.filter(Q(level__in=asking) | Q(pk__in=guests), council=council).order_by()
    return set(asked.filter(Exists(given)).values_list("id", flat=True))


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
    """One element with no more than the rules of gaps look at; its days are texts, such as 2012-03-31."""

    id: int
    level_id: int
    parent_id: int | None
    kind: str
    owner_id: int | None
    service_id: int | None
    starts_on: str | None
    due_on: str | None
    continuing_since: str | None


def light_rows(
    council: Council, levels: Mapping[int, Level], viewer: Officer = VISITOR
) -> dict[int, list[LightRow]]:
    """The listed elements of the levels' editions in order, with those of other plans that count there.

    Two queries. Days come as texts, which sort alike and take no time to read.
    """
    editions = {level.edition_id for level in levels.values()}
    seen = Element.objects.listed().seen_by(viewer).filter(council=council)
    in_order = seen.filter(edition__in=editions).order_by("edition_id", "level_id", "position", "id")
    names = ("kind", "owner_id", "service_id")
    own = in_order.values_list("id", "level_id", "parent_id", *names, *_days(""))
    there = Placement.objects.filter(edition__in=editions)
    readable = seen.filter(pk__in=there.values("element_id"))
    placed = there.filter(element__in=readable).order_by("id")
    of_guest = [f"element__{name}" for name in names]
    guests = placed.values_list("element_id", "level_id", "parent_id", *of_guest, *_days("element__"))
    by_level: dict[int, list[LightRow]] = defaultdict(list)
    for row in map(LightRow._make, chain(own, guests)):
        by_level[row.level_id].append(row)
    found: dict[int, list[LightRow]] = defaultdict(list)
    for key, level in levels.items():
        found[level.edition_id] += by_level[key]
    return found


def _days(to_element: str) -> list[Cast]:
    names = ("starts_on", "due_on", "continuing_since")
    return [Cast(f"{to_element}{name}", TextField()) for name in names]


def levels_in(editions: Collection[int]) -> dict[int, Level]:
    """The levels of editions by their keys, from the top down."""
    return {level.pk: level for level in Level.objects.filter(edition__in=editions).order_by("position")}


def titles_in(elements: Collection[int]) -> dict[int, str]:
    """The titles of some elements."""
    return dict(Element.objects.filter(pk__in=elements).values_list("id", "title"))


class Spoken(NamedTuple):
    """Which elements were spoken of since a day, and which were done when they last were."""

    since: set[int]
    done: set[int]


def spoken_of(council: Council, since: date, on: date) -> Spoken:
    """Whose owner has said how it goes since a day, and whose said that it is done: two queries."""
    made = Update.objects.filter(council=council, made_on__lte=on).order_by()
    later = made.filter(element=OuterRef("element"), made_on__gt=OuterRef("made_on"))
    done = made.filter(~Exists(later), is_done=True)
    recent = made.filter(made_on__gte=since)
    return Spoken(*(set(rows.values_list("element_id", flat=True)) for rows in (recent, done)))
