"""Reading the cascade: which actions are carried, what services answered, and what their plans hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from goldenthread.core.cascade import Answer
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.people.queries import services_of
from goldenthread.plans.cascade_permissions import is_ours
from goldenthread.plans.models import Contribution, Edition, Element, Offer, Plan, WorkplanItem

CARRIES = Q(
    kind=Contribution.Kind.CONTRIBUTES,
    giver__state=Element.State.LIVE,
    giver__edition__plan__kind=Plan.Kind.SERVICE,
) & ~Q(giver__edition__state=Edition.State.REPLACED)


def carried_elements(edition: Edition) -> set[int]:
    """The elements of an edition that some service plan carries: one query, whatever its size.

    Carried is by a live line of a service plan, draft or adopted, not of an edition that was replaced. By
    what, `carriers_of` tells to those who may read it.
    """
    found = Contribution.objects.filter(CARRIES, taker__edition=edition)
    return set(found.values_list("taker_id", flat=True))


class Carrier(NamedTuple):
    """A line of a service plan that carries an action."""

    action_id: int
    item_id: int
    title: str
    service_id: int | None
    service: str
    edition: str
    is_draft: bool


def carriers_of(edition: Edition, viewer: Officer = VISITOR) -> dict[int, list[Carrier]]:
    """By action: the lines of service plans that carry it and that this person may read."""
    seen = Element.objects.listed().seen_by(viewer)
    rows = Contribution.objects.filter(CARRIES, taker__edition=edition, giver__in=seen).order_by(
        "giver__edition__plan__service__name", "giver__position", "id"
    )
    found: dict[int, list[Carrier]] = defaultdict(list)
    for action, item, title, service, name, words, state in rows.values_list(
        "taker_id",
        "giver_id",
        "giver__title",
        "giver__edition__plan__service_id",
        "giver__edition__plan__service__name",
        "giver__edition__name",
        "giver__edition__state",
    ):
        is_draft = state == Edition.State.DRAFT
        found[action].append(Carrier(action, item, title, service, name or "", words, is_draft))
    return found


class OfferRow(NamedTuple):
    """What one service was asked and what it answered."""

    id: int
    action_id: int
    action: str
    service_id: int
    service: str
    answer: Answer
    words: str
    reason: str
    item_id: int | None
    offered_on: date
    answered_on: date | None


def offers_of(edition: Edition, viewer: Officer = VISITOR) -> dict[int, list[OfferRow]]:
    """By action: what services were asked and answered; for the council's own people only."""
    if not is_ours(edition.plan.council, viewer):
        return {}
    found: dict[int, list[OfferRow]] = defaultdict(list)
    for row in _rows(Offer.objects.filter(action__edition=edition)):
        found[row.action_id].append(row)
    return found


def offers_to(service: Service, viewer: Officer = VISITOR) -> list[OfferRow]:
    """What this service was asked, latest first; for the council's own people only."""
    if not is_ours(service.council, viewer):
        return []
    return _rows(Offer.objects.filter(service=service).order_by("-offered_on", "action__position", "id"))


def offers_for(action: Element, viewer: Officer = VISITOR) -> list[OfferRow]:
    """Whom this action was offered to, and what they answered; for the council's own people only."""
    if not is_ours(action.council, viewer):
        return []
    return _rows(Offer.objects.filter(action=action).order_by("service__name"))


def _rows(offers: QuerySet[Offer]) -> list[OfferRow]:
    rows = offers.values_list(
        "id",
        "action_id",
        "action__title",
        "service_id",
        "service__name",
        "state",
        "words",
        "reason",
        "item_id",
        "offered_on",
        "answered_on",
    )
    return [OfferRow(*row[:5], Answer(row[5]), *row[6:]) for row in rows]


def offer_at(council: Council, pk: int, viewer: Officer = VISITOR) -> Offer | None:
    """One offer with what its page shows; for the council's own people only."""
    if not is_ours(council, viewer):
        return None
    joined = Offer.objects.select_related(
        "council",
        "service__directorate",
        "service__council",
        "action__edition__plan__council",
        "action__level",
        "action__owner",
        "action__service",
        "item__edition",
        "item__owner",
    )
    return joined.filter(council=council, pk=pk).first()


def service_at(council: Council, pk: int) -> Service | None:
    return council.services.select_related("directorate", "council").filter(pk=pk).first()


def service_editions(service: Service, viewer: Officer = VISITOR) -> list[Edition]:
    """The editions of a service's plan that this person may read, drafts first, then the current one."""
    mine = Edition.objects.seen_by(viewer).select_related("plan__service", "plan__council")
    found = mine.filter(plan__service=service, plan__kind=Plan.Kind.SERVICE).order_by("-starts_on", "-id")
    ranked = {Edition.State.DRAFT: 0, Edition.State.ADOPTED: 1, Edition.State.REPLACED: 2}
    return sorted(found, key=lambda one: (ranked[Edition.State(one.state)], not one.is_current))


def places_in(draft: Edition) -> list[Element]:
    """The lines of a draft that an item can hang from, in order."""
    held = Element.objects.listed().filter(edition=draft).select_related("level")
    lines = list(held.order_by("level__position", "position", "id"))
    owned = [level for level in draft.levels.all() if level.is_monitored and level.needs_owner]
    lowest = max((level.position for level in owned), default=0)
    return [line for line in lines if line.level.position < lowest]


class ServiceRow(NamedTuple):
    """One service in the list of all: the plan of it that this person would see first, and what waits."""

    service: Service
    edition: Edition | None
    asked: int
    waiting: int


def services_with_offers(council: Council, viewer: Officer = VISITOR) -> list[ServiceRow]:
    """Every service with its plan and, for the council's own people, what it was offered: three queries."""
    plans = Edition.objects.seen_by(viewer).select_related("plan")
    held = plans.filter(plan__council=council, plan__kind=Plan.Kind.SERVICE, plan__service__isnull=False)
    shown: dict[int | None, Edition] = {}
    in_order = held.exclude(state=Edition.State.REPLACED).order_by(
        "-state", "-is_current", "-starts_on", "-id"
    )
    for edition in in_order:  # drafts first, as `service_editions` has them
        shown.setdefault(edition.plan.service_id, edition)
    counts: dict[int, tuple[int, int]] = {}
    if is_ours(council, viewer):
        waits = Count("id", filter=Q(state=Offer.State.OFFERED))
        offers = Offer.objects.filter(council=council).order_by().values_list("service_id")
        counts = {
            pk: (asked, waiting) for pk, asked, waiting in offers.annotate(asked=Count("id"), waits=waits)
        }
    return [ServiceRow(one, shown.get(one.pk), *counts.get(one.pk, (0, 0))) for one in services_of(council)]


def lines_of(editions: Collection[Edition], viewer: Officer = VISITOR) -> list[Element]:
    """The lines of these editions that this person may read, in order, with level and owner: one query."""
    held = Element.objects.listed().seen_by(viewer).filter(edition__in=editions)
    return list(
        held.select_related("level", "owner").order_by("edition_id", "level__position", "position", "id")
    )


class Coverage(NamedTuple):
    """How many lines of how many workplans: all that anybody but their keepers learns."""

    items: int = 0
    workplans: int = 0


def coverage_of(items: Collection[int]) -> dict[int, Coverage]:
    """By line of a service plan: how many workplan items hang under it, in how many workplans."""
    rows = (
        WorkplanItem.objects.filter(item__in=items)
        .order_by()
        .values_list("item_id")
        .annotate(held=Count("id"), posts=Count("post_id", distinct=True))
    )
    return {item: Coverage(held, posts) for item, held, posts in rows}


def coverage_by_edition(editions: Collection[int]) -> dict[int, Coverage]:
    """By edition: how many workplan items hang under its lines, each workplan counted once."""
    held = WorkplanItem.objects.filter(item__edition__in=editions, item__state=Element.State.LIVE)
    rows = held.order_by().values_list("item__edition_id")
    counted = rows.annotate(held=Count("id"), posts=Count("post_id", distinct=True))
    return {edition: Coverage(items, posts) for edition, items, posts in counted}


def workplans_by_action(edition: Edition) -> dict[int, Coverage]:
    """By action: how many workplan items hang under the lines that carry it, each workplan counted once."""
    carrying = Contribution.objects.filter(CARRIES, taker__edition=edition).order_by()
    rows = carrying.values_list("taker_id").annotate(
        held=Count("giver__workplan_items", distinct=True),
        posts=Count("giver__workplan_items__post", distinct=True),
    )
    return {action: Coverage(items, posts) for action, items, posts in rows}


class PostRow(NamedTuple):
    """One post of a service, and how many items its workplan holds under the service's plan."""

    id: int
    title: str
    manager: str
    items: int


def posts_with_counts(service: Service, edition: Edition | None, viewer: Officer) -> list[PostRow]:
    """The posts of a service with how many workplan items each keeps; for the council's own people only."""
    if not is_ours(service.council, viewer):
        return []
    live = Q(workplan_items__item__state=Element.State.LIVE)
    held = live & Q(workplan_items__item__edition=edition) if edition else Q(pk__in=[])
    rows = service.posts.annotate(items=Count("workplan_items", filter=held)).order_by("title")
    return [
        PostRow(*row[:2], row[2] or "", row[3])
        for row in rows.values_list("id", "title", "manager__title", "items")
    ]


def cascading_editions(council: Council, viewer: Officer = VISITOR) -> list[Edition]:
    """The editions whose actions are cascaded: current and draft ones of the council's own strategies.

    The main plan's current edition comes first.
    """
    kinds = [Plan.Kind.CORPORATE, Plan.Kind.COMMUNITY]
    seen = Edition.objects.seen_by(viewer).select_related("plan__council", "plan__service")
    held = seen.filter(plan__council=council, plan__kind__in=kinds, plan__retired_on__isnull=True)
    alive = held.filter(Q(is_current=True) | Q(state=Edition.State.DRAFT))
    return list(
        alive.order_by("-plan__is_main", "plan__kind", "-is_current", "plan__position", "-starts_on", "id")
    )


class OnElement(NamedTuple):
    """What the cascade knows of one element: who was asked, which lines carry it, and workplans under it."""

    offers: list[OfferRow]
    carriers: list[Carrier]
    coverage: Coverage


def cascade_of(element: Element, viewer: Officer = VISITOR) -> OnElement:
    """The cascade of one element as this person may read it, for its own page: three or four queries."""
    seen = Element.objects.listed().seen_by(viewer)
    rows = Contribution.objects.filter(CARRIES, taker=element, giver__in=seen).select_related(
        "giver__edition__plan__service"
    )
    carriers = [_carrier(link.giver, element.pk) for link in rows.order_by("id")]
    under = [element.pk, *(one.item_id for one in carriers)]
    found = WorkplanItem.objects.filter(item__in=under)
    counts = found.aggregate(items=Count("id"), workplans=Count("post_id", distinct=True))
    return OnElement(offers_for(element, viewer), carriers, Coverage(**counts))


def _carrier(item: Element, action: int) -> Carrier:
    edition, service = item.edition, item.edition.plan.service
    is_draft = edition.state == Edition.State.DRAFT
    return Carrier(
        action, item.pk, item.title, edition.plan.service_id, str(service or ""), edition.name, is_draft
    )
