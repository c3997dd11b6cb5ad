"""Reading a council's elements to be searched and listed: light rows, in queries whose number never grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition, Element, Level, Succession, Tagging


class EditionWords(NamedTuple):
    """An edition as one line of a result names it."""

    name: str
    is_current: bool
    state: str


# One element to be searched: plain tuples, because there may be thousands and few are shown.
ElementWords = tuple[int, int, int, str, str, str, int | None, int | None]


def element_words(council: Council, viewer: Officer = VISITOR) -> list[ElementWords]:
    """Each element this person may read: its key, edition, level, code, title, detail, owner and service."""
    seen = Element.objects.listed().seen_by(viewer).filter(council=council).order_by()
    return list(
        seen.values_list("id", "edition_id", "level_id", "code", "title", "detail", "owner_id", "service_id")
    )


def edition_words(council: Council, viewer: Officer = VISITOR) -> dict[int, EditionWords]:
    """The editions this person may read, by their keys."""
    rows = Edition.objects.seen_by(viewer).filter(plan__council=council).order_by()
    return {
        pk: EditionWords(name, is_current, state)
        for pk, name, is_current, state in rows.values_list("id", "name", "is_current", "state")
    }


def level_words(council: Council) -> dict[int, tuple[str, int]]:
    """The name and position of each level of each edition, by its key."""
    rows = Level.objects.filter(edition__plan__council=council).order_by()
    return {pk: (name, position) for pk, name, position in rows.values_list("id", "name", "position")}


class ListedElement(NamedTuple):
    """One element as a list of elements shows, filters and sorts it."""

    id: int
    edition_id: int
    level_id: int
    parent_id: int | None
    kind: str
    code: str
    title: str
    agreement: str
    owner_id: int | None
    owner: str
    service_id: int | None
    service: str
    holder_id: int | None
    holder: str
    starts_on: date | None
    due_on: date | None
    rank: int | None
    continuing_since: date | None


def elements_to_list(editions: Iterable[int], viewer: Officer = VISITOR) -> list[ListedElement]:
    """The elements of these editions that this person may read, in the order of their plans and levels."""
    seen = Element.objects.listed().seen_by(viewer).filter(edition_id__in=list(editions))
    rows = seen.order_by("edition__plan__position", "edition_id", "level__position", "position", "id")
    return [
        ListedElement(*row[:9], row[9] or "", row[10], row[11] or "", row[12], row[13] or "", *row[14:])
        for row in rows.values_list(
            "id", "edition_id", "level_id", "parent_id", "kind", "code", "title", "agreement", "owner_id",
            "owner__title", "service_id", "service__name", "portfolio_holder_id", "portfolio_holder__title",
            "starts_on", "due_on", "rank", "continuing_since",
        )
    ]  # fmt: skip


def tags_in(editions: Iterable[int]) -> dict[int, list[tuple[str, int, str]]]:
    """The tags of each element of these editions: kind, key and name."""
    rows = Tagging.objects.filter(element__edition_id__in=list(editions)).order_by("tag__kind", "tag__name")
    found: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for element, kind, key, name in rows.values_list("element_id", "tag__kind", "tag_id", "tag__name"):
        found[element].append((kind, key, name))
    return found


def continued_in(editions: Iterable[int]) -> set[int]:
    """The elements of these editions that go on from one of an earlier edition."""
    rows = Succession.objects.filter(new__edition_id__in=list(editions), old__isnull=False)
    return {new for new in rows.values_list("new_id", flat=True) if new is not None}


def editions_to_choose(council: Council, viewer: Officer = VISITOR) -> list[Edition]:
    """Every edition this person may read, by plan, newest first."""
    rows = Edition.objects.seen_by(viewer).filter(plan__council=council).select_related("plan")
    return list(rows.order_by("plan__position", "plan__name", "-starts_on", "-slug"))
