"""Reading bodies and what is in their remits, on any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from goldenthread.core.thread import children_of, descendants, top_of
from goldenthread.governance.models import Body, Comment, Paper, Remit, Step
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element, Update


class BodyRow(NamedTuple):
    """One body and how many elements are in its remit on a day: given to it, and with all below them."""

    body: Body
    given: int
    in_all: int


class SliceRow(NamedTuple):
    """One element in a body's remit, and the element above it that the remit comes from, or itself."""

    element: Element
    given_with: Element
    is_done: bool | None


class Sent(NamedTuple):
    """What was put to a body, what it said, and the papers it was given."""

    steps: list[Step]
    comments: list[Comment]
    papers: list[Paper]


def in_force(on: date) -> Q:
    """The remits that hold on a day: from their first day to the day before they move on."""
    begun, not_over = Q(from_on=None) | Q(from_on__lte=on), Q(until_on=None) | Q(until_on__gt=on)
    return begun & not_over


def body_at(council: Council, pk: int) -> Body | None:
    """One body of this council with what replaced it."""
    return Body.objects.select_related("council", "replaced_by").filter(council=council, pk=pk).first()


def bodies_of(council: Council) -> list[Body]:
    return list(Body.objects.select_related("replaced_by").filter(council=council))


def meeting_bodies_of(council: Council) -> list[Body]:
    """The bodies that still meet, those that scrutinise first."""
    found = Body.objects.filter(council=council, replaced_by=None)
    return sorted(found, key=lambda body: (body.kind != Body.Kind.SCRUTINY, body.name))


def bodies_with_remits(council: Council, on: date, viewer: Officer) -> list[BodyRow]:
    """Every body with the size of its remit: four queries, whatever their number."""
    given, holder_of = _holders(council, on, viewer)
    reached = {element: given[holder] for element, holder in holder_of.items()}
    direct, in_all = Counter(given.values()), Counter(reached.values())
    return [BodyRow(body, direct[body.pk], in_all[body.pk]) for body in bodies_of(council)]


def _elements(council: Council, viewer: Officer) -> QuerySet[Element]:
    """The elements that a remit can hold now: listed, readable, and of an edition that isn't replaced."""
    found = Element.objects.listed().seen_by(viewer).filter(council=council)
    return found.exclude(edition__state=Edition.State.REPLACED)


def _holders(council: Council, on: date, viewer: Officer) -> tuple[dict[int, int], dict[int, int]]:
    """The body each element was given to; and for every element the nearest given: itself or one above."""
    parent_of = dict(_elements(council, viewer).values_list("id", "parent_id"))
    rows = Remit.objects.filter(in_force(on), council=council).values_list("element_id", "body_id")
    now = _successors(council, on)
    given = {element: now[body] for element, body in rows if element in parent_of}
    return given, top_of(parent_of, given)


def _successors(council: Council, on: date) -> dict[int, int]:
    """By body: who has its remit on a day, which is itself or, once it was replaced, the last in its place.

    Where papers name the successor and not the day (Cheltenham 2012), the order is known: it has taken over.
    """
    rows = {pk: (to, day) for pk, to, day in
            Body.objects.filter(council=council).values_list("id", "replaced_by", "replaced_on")}  # fmt: skip
    found = {}
    for body in rows:
        now, seen = body, {body}
        while (to := rows[now][0]) is not None and to not in seen and (rows[now][1] or on) <= on:
            seen.add(now := to)
        found[body] = now
    return found


def scrutinised_by(council: Council, on: date, viewer: Officer) -> dict[int, str]:
    """By element: the body that scrutinises it on a day, by its own remit or one above it. Four queries."""
    given, holder_of = _holders(council, on, viewer)
    names = dict(Body.objects.filter(council=council).values_list("id", "name"))
    return {element: names[given[holder]] for element, holder in holder_of.items()}


def slice_of(body: Body, on: date, viewer: Officer) -> list[SliceRow]:
    """What a body scrutinises on a day, plan by plan as a plan is read: five queries, whatever their number.

    A line that was given to nobody is in the remit of the nearest line above it that was.
    """
    given, holder_of = _holders(body.council, on, viewer)
    holders = {element: top for element, top in holder_of.items() if given[top] == body.pk}
    joined = _elements(body.council, viewer).select_related("edition__plan", "level", "owner", "service")
    ordered = joined.order_by("edition__plan__position", "edition_id", "level__position", "position", "id")
    lines = {one.pk: one for one in ordered}
    done = _done(list(holders), on)
    return [SliceRow(lines[pk], lines[holders[pk]], done.get(pk)) for pk in _as_read(lines) if pk in holders]


def _as_read(lines: dict[int, Element]) -> Iterator[int]:
    """Every line before what hangs from it."""
    below = children_of({pk: one.parent_id for pk, one in lines.items()})
    for top in below[None]:
        yield top
        yield from (pk for pk, _ in descendants(top, below))


def _done(elements: list[int], on: date) -> dict[int, bool | None]:
    """What their owners last said by a day of whether each is done."""
    said = Update.objects.filter(element_id__in=elements, made_on__lte=on).order_by("made_on")
    return dict(said.values_list("element_id", "is_done"))


def remits_of(element: Element) -> list[Remit]:
    """Every body that has scrutinised an element, the latest first."""
    return list(element.remits.select_related("body").order_by("-id"))


def remit_of(element: Element, on: date, viewer: Officer) -> tuple[Remit | None, Element | None]:
    """The remit that an element is in on a day, and the line above it that brings it, if not itself."""
    lines = Element.objects.seen_by(viewer).filter(edition_id=element.edition_id)
    parent_of = dict(lines.values_list("id", "parent_id"))
    rows = Remit.objects.filter(in_force(on), element__edition_id=element.edition_id)
    held = {
        one.element_id: one
        for one in rows.select_related("body__replaced_by", "element")
        if one.element_id in parent_of
    }
    holder = top_of(parent_of, held).get(element.pk)
    if holder is None:
        return None, None
    return held[holder], None if holder == element.pk else held[holder].element


def sent_to(body: Body, viewer: Officer) -> Sent:
    """What was put to a body on plans' routes, what it said of them, and its papers: three queries."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=body.council)
    steps = Step.objects.filter(body=body, edition__in=editions).select_related("edition__plan")
    readable = Q(element=None) | Q(element__in=Element.objects.seen_by(viewer))
    comments = Comment.objects.filter(readable, body=body, edition__in=editions).select_related(
        "edition__plan", "element", "body"
    )
    return Sent(
        list(steps.order_by("edition_id", "position")),
        list(comments.order_by("edition_id", "position")),
        list(Paper.objects.seen_by(viewer).filter(body=body)),
    )
