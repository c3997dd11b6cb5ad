"""Reading a plan's history: the crosswalk between two editions, and a line's through all of them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from goldenthread.core.changes import Link, Written
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Contribution, Edition, Element, Involvement, Succession

_WRITTEN = (
    "id", "title", "level__name", "level__position", "detail", "parent__title", "owner__title",
    "service__name", "starts_on", "due_on", "level__needs_owner", "level__years", "parent_id",
)  # fmt: skip
_UNDER = _WRITTEN.index("parent__title")
NOT_OPEN = "a line that is not open to read"


def lines_of(edition: Edition, viewer: Officer = VISITOR) -> list[Written]:
    """The edition's lines as readers know them; those shared with partners are marked. Three queries.

    Of a line above that this person may not read, not even its words are told.
    """
    rows = Element.objects.listed().seen_by(viewer).filter(edition=edition)
    held = list(rows.order_by("level__position", "position", "id").values_list(*_WRITTEN))
    seen = {row[0] for row in held}
    partners = Involvement.objects.filter(element__edition=edition, partner__isnull=False)
    links = Contribution.objects.filter(giver__edition=edition, taker__edition__plan__kind="COMMUNITY")
    shared = {*partners.values_list("element_id", flat=True), *links.values_list("giver_id", flat=True)}
    return [_written(row[:-1], _above(row, seen), row[0] in shared) for row in held]


def _above(row: tuple[Any, ...], seen: set[int]) -> str:
    """The words of the line above, where it is read in the same edition; that there is one, where not."""
    above: str | None = row[_UNDER]
    return above or "" if above is None or row[-1] in seen else NOT_OPEN


def _written(row: tuple[Any, ...], above: str, is_shared: bool) -> Written:
    """Work is done within a year; an improvement of three years is what residents get from it."""
    *rest, needs_owner, years = row
    rest[_UNDER] = above
    is_work = needs_owner and (years or 1) <= 1
    return Written._make((*(v or "" for v in rest[:8]), *rest[8:], is_work, is_shared))


def above_of(edition: Edition) -> dict[int, int | None]:
    """The number of the line above each line of an edition: one query."""
    return dict(Element.objects.filter(edition=edition).values_list("id", "parent_id"))


def links_into(edition: Edition) -> list[Link]:
    """The crosswalk into an edition from the one it replaces: one query."""
    into = Q(new__edition=edition) & (Q(old__isnull=True) | ~Q(old__edition=edition))
    ends = into | Q(old__edition__replaced_by=edition, new__isnull=True)
    rows = (
        Succession.objects.filter(ends)
        .order_by("id")
        .values_list("old_id", "new_id", "kind", "reason", "decided_by", "decided_on")
    )
    return [Link(*row) for row in rows]


class Past(NamedTuple):
    """One step in a line's history: the line it was or became, in which edition, and how."""

    id: int
    title: str
    level: str
    edition: str
    starts_on: date | None
    kind: str
    reason: str
    decided_by: str
    steps: int


_CHAIN = """
WITH RECURSIVE chain (id, steps) AS (
    SELECT {here}_id, 1 FROM plans_succession WHERE {there}_id = %s AND {here}_id IS NOT NULL
    UNION
    SELECT s.{here}_id, c.steps + 1 FROM plans_succession s JOIN chain c ON s.{there}_id = c.id
    WHERE s.{here}_id IS NOT NULL AND c.steps < 30
)
SELECT id, MIN(steps) FROM chain GROUP BY id
"""


def history_of_line(element: Element, viewer: Officer = VISITOR) -> tuple[list[Past], list[Past]]:
    """What a line was in earlier editions, nearest first, and what it became in later ones. Four queries.

    The walk goes back through merges and splits, thirty editions at most.
    """
    return _walk(element, "old", "new", viewer), _walk(element, "new", "old", viewer)


def _walk(element: Element, here: str, there: str, viewer: Officer) -> list[Past]:
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN.format(here=here, there=there), [element.pk])
        steps: dict[int, int] = dict(cursor.fetchall())
    if not steps:
        return []
    seen = Element.objects.seen_by(viewer).filter(pk__in=steps)
    joined: Any = Succession.objects.filter(**{f"{here}__in": seen, f"{there}__isnull": False}).filter(
        **{f"{there}__in": [element.pk, *steps]}
    )
    rows = joined.order_by("id").values_list(
        f"{here}_id", f"{here}__title", f"{here}__level__name", f"{here}__edition__name",
        f"{here}__edition__starts_on", "kind", "reason", "decided_by",
    )  # fmt: skip
    found = {row[0]: Past._make((*row, steps[row[0]])) for row in rows}
    return sorted(found.values(), key=lambda one: (one.steps, one.id))
