"""Reading plans: lists come as light values, in the order shown, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    Involvement,
    Level,
    Placement,
    Plan,
    Succession,
    Tag,
    Update,
)


class ElementRow(NamedTuple):
    """One element as lists and threads need it."""

    id: int
    parent_id: int | None
    level_id: int
    kind: str
    state: str
    code: str
    title: str
    owner: str
    service: str
    starts_on: date | None
    due_on: date | None
    basis: str
    continuing_since: date | None = None


class UpdateRow(NamedTuple):
    """What an owner last said of an element."""

    made_on: date
    is_done: bool | None
    stated: str
    percent_complete: int | None


class PlanRow(NamedTuple):
    """One plan with its editions and how many elements each holds."""

    plan: Plan
    editions: list[tuple[Edition, int]]


def plans_of(council: Council, viewer: Officer = VISITOR) -> list[PlanRow]:
    """The plans of the council with their editions, newest first: two queries whatever their number.

    A plan of which this person may read no edition isn't named to them.
    """
    counted = (
        Edition.objects.seen_by(viewer)
        .filter(plan__council=council)
        .annotate(held=Count("elements", filter=Q(elements__state=Element.State.LIVE)))
        .order_by("plan_id", "-starts_on", "-slug")
    )
    editions: dict[int, list[tuple[Edition, int]]] = defaultdict(list)
    for edition in counted:
        editions[edition.plan_id].append((edition, edition.held))  # type: ignore[attr-defined]
    plans = (
        Plan.objects.filter(council=council).annotate(in_all=Count("editions")).order_by("position", "name")
    )
    return [PlanRow(plan, editions[plan.pk]) for plan in plans if editions[plan.pk] or not plan.in_all]


def main_edition(council: Council) -> Edition | None:
    """The current edition of the council's main plan."""
    current = Edition.objects.select_related("plan").filter(plan__council=council, is_current=True)
    return current.order_by("-plan__is_main", "plan__position").first()


def edition_at(council: Council, plan: str, edition: str, viewer: Officer = VISITOR) -> Edition | None:
    """One edition by its address, if this person may read it."""
    found = Edition.objects.seen_by(viewer).select_related("plan__service", "replaces")
    return found.filter(plan__council=council, plan__slug=plan, slug=edition).first()


def levels_of(edition: Edition) -> list[Level]:
    return list(edition.levels.all())


_ROW = ("kind", "state", "code", "title", "owner__title", "service__name", "starts_on", "due_on", "basis",
        "continuing_since")  # fmt: skip


def elements_of(edition: Edition, viewer: Officer = VISITOR) -> list[ElementRow]:
    """The edition's elements that are still listed, in order, and those of other plans that count here too.

    Exempt elements are for the council's own people: what hangs from one hangs, for others, from nothing.
    """
    own = Element.objects.listed().seen_by(viewer).filter(edition=edition)
    rows = own.order_by("level__position", "position", "id").values_list("id", "parent_id", "level_id", *_ROW)
    placed = Placement.objects.filter(edition=edition, element__in=Element.objects.listed().seen_by(viewer))
    guests = placed.order_by("level__position", "id").values_list(
        "element_id", "parent_id", "level_id", *(f"element__{name}" for name in _ROW)
    )
    found: list[tuple[Any, ...]] = [*rows, *guests]
    return [ElementRow._make((*row[:7], row[7] or "", row[8] or "", *row[9:])) for row in found]


def element_at(council: Council, pk: int, viewer: Officer = VISITOR) -> Element | None:
    """One element of this council that this person may read, with what its page shows."""
    joined = Element.objects.seen_by(viewer).select_related(
        "edition__plan__service", "level", "owner", "service", "parent", "portfolio_holder"
    )
    return joined.filter(council=council, pk=pk).first()


def elements_to_choose(council: Council, viewer: Officer = VISITOR) -> list[Element]:
    """The lines of current editions and drafts that this person may read, with what tells whose each is."""
    joined = ("edition__plan__service__directorate", "level", "service__directorate", "owner")
    return list(_to_choose(council, viewer).select_related(*joined))


def _to_choose(council: Council, viewer: Officer) -> QuerySet[Element]:
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    used = seen.filter(Q(is_current=True) | Q(state=Edition.State.DRAFT))
    rows = Element.objects.listed().seen_by(viewer).filter(edition__in=used)
    return rows.order_by("edition__plan__position", "edition_id", "level__position", "position", "id")


def lines_to_choose(council: Council, viewer: Officer = VISITOR) -> list[tuple[int, str]]:
    """The lines of current editions and drafts that this person may read, to choose one from, in order."""
    named = _to_choose(council, viewer).values_list("id", "edition__name", "level__name", "title")
    return [(key, f"{edition}: {level}: {title}") for key, edition, level, title in named]


def top_lines(edition: Edition, viewer: Officer = VISITOR) -> list[tuple[int, str]]:
    """The two topmost layers of an edition that this person may read: vision and themes. One query."""
    seen = Element.objects.listed().seen_by(viewer).filter(edition=edition)
    rows = seen.filter(Q(parent=None) | Q(parent__parent=None)).order_by("level__position", "position", "id")
    return [(pk, f"{level}: {title}") for pk, level, title in rows.values_list("id", "level__name", "title")]


def of_edition(edition: Edition) -> Q:
    """What is said of an edition's own elements, and of those of other plans that count in it too."""
    guests = Placement.objects.filter(edition=edition).values("element_id")
    return Q(element__edition=edition) | Q(element__in=guests)


def latest_updates(edition: Edition, on: date) -> dict[int, UpdateRow]:
    """The latest update of each element made by a day."""
    made = Update.objects.filter(of_edition(edition), made_on__lte=on)
    later = Update.objects.filter(
        element=OuterRef("element"), made_on__gt=OuterRef("made_on"), made_on__lte=on
    )
    rows = made.filter(~Exists(later)).values_list(
        "element_id", "made_on", "is_done", "stated", "percent_complete"
    )
    return {
        element: UpdateRow(made_on, is_done, stated, percent)
        for element, made_on, is_done, stated, percent in rows
    }


def updates_of(element: Element) -> list[Update]:
    return list(element.updates.all())


def links_of(element: Element, viewer: Officer = VISITOR) -> list[Contribution]:
    """What an element serves and what serves it, beside parent and children, for this reader."""
    seen = Element.objects.seen_by(viewer).filter(council=element.council_id)
    joined = Contribution.objects.select_related(
        "giver__edition__plan", "giver__level", "taker__edition__plan", "taker__level"
    )
    ends = Q(giver=element, taker__in=seen) | Q(taker=element, giver__in=seen)
    return list(joined.filter(ends).order_by("id"))


def vision_source(vision: int, viewer: Officer = VISITOR) -> Element | None:
    """The element of another plan that a vision is taken from, if this person may read it."""
    seen = Element.objects.seen_by(viewer)
    links = Contribution.objects.filter(giver=vision, taker__in=seen)
    link = links.select_related("taker__edition__plan").first()
    return link.taker if link else None


def successions_of(element: Element) -> list[Succession]:
    """What an element came from and what became of it."""
    joined = Succession.objects.select_related(
        "old__edition__plan", "new__edition__plan", "old__level", "new__level"
    )
    return list(joined.filter(Q(old=element) | Q(new=element)))


def tags_on(element: Element) -> list[Tag]:
    return list(element.tags.all())


def parts_in(element: Element) -> list[Involvement]:
    """Who commissions, provides or takes part in an element."""
    return list(element.involvements.select_related("partner", "service"))


def crosswalk(edition: Edition) -> list[Succession]:
    """What became of every element of the edition that this one replaces, and what is new."""
    joined = Succession.objects.select_related("old__level", "new__level")
    ends = Q(new__edition=edition) | Q(old__edition__replaced_by=edition, new__isnull=True)
    return list(joined.filter(ends).order_by("id"))


def editions_to_put(council: Council, viewer: Officer = VISITOR) -> list[Edition]:
    """The editions that a paper may be about: those in use and drafts, the main plan's first."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council).select_related("plan")
    return list(seen.order_by("-plan__is_main", "plan__position", "-starts_on", "pk"))
