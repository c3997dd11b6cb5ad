"""Reading commissioning reviews, opportunities, and who commissions and who provides what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goldenthread.governance.models import Comment, CommissioningReview, Opportunity, Outcome
from goldenthread.people.models import Council, Partner
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element, Involvement

Role = Involvement.Role


@dataclass(frozen=True, slots=True)
class Sided:
    """One line of an edition with who commissions it and who provides it; each named once, in order."""

    element: Element
    commissioners: Sequence[Involvement]
    providers: Sequence[Involvement]

    @property
    def is_split(self) -> bool:
        """True where both sides are named."""
        return bool(self.commissioners and self.providers)


class Defining(NamedTuple):
    """A review with the outcomes that it defines."""

    review: CommissioningReview
    outcomes: Sequence[Outcome]


def commissioning_reviews_of(council: Council, viewer: Officer) -> list[Defining]:
    """Every review with its outcomes that this person may read: two queries."""
    held = CommissioningReview.objects.filter(council=council).select_related("lead")
    by_review: dict[int, list[Outcome]] = defaultdict(list)
    for one in _outcomes(council, viewer):
        by_review[one.review_id].append(one)
    return [Defining(review, by_review[review.pk]) for review in held]


def _outcomes(council: Council, viewer: Officer) -> list[Outcome]:
    seen = Element.objects.seen_by(viewer).filter(council=council)
    held = Outcome.objects.filter(review__council=council, element__in=seen)
    return list(held.select_related("element__edition"))


def commissioning_review_at(council: Council, pk: int) -> CommissioningReview | None:
    held = CommissioningReview.objects.select_related("council", "lead__service__directorate")
    return held.filter(council=council, pk=pk).first()


def outcomes_in(review: CommissioningReview, viewer: Officer) -> list[Outcome]:
    """The outcomes that a review defines, which this person may read: one query."""
    seen = Element.objects.seen_by(viewer).filter(council=review.council_id)
    return list(review.defined.filter(element__in=seen).select_related("element__edition__plan"))


def outcomes_without_review(edition: Edition, viewer: Officer) -> list[Element]:
    """The outcomes of an edition that no review defines: those of its highest monitored level. One query."""
    lines = Element.objects.listed().seen_by(viewer).filter(edition=edition, level__is_monitored=True)
    top = lines.order_by("level__position").values_list("level_id", flat=True).first()
    return list(lines.filter(level=top, defined_by=None).order_by("position", "id"))


def reviews_defining(element: Element) -> list[Outcome]:
    """By which reviews a line is defined: one query."""
    return list(element.defined_by.select_related("review__lead"))


def opportunities_of(council: Council, viewer: Officer, partner: Partner | None = None) -> list[Opportunity]:
    """Every opportunity, or those with one partner: one query. A line that may not be read is not named."""
    held = Opportunity.objects.filter(council=council)
    if partner is not None:
        held = held.filter(partner=partner)
    joined = ("partner", "element__edition", "comment__edition")
    found = list(held.select_related(*joined))
    seen = set(
        Element.objects.seen_by(viewer)
        .filter(pk__in=[one.element_id for one in found if one.element_id])
        .values_list("pk", flat=True)
    )
    for one in found:
        if one.element_id not in seen:
            one.element = None
    return found


def opportunities_on(element: Element) -> list[Opportunity]:
    """The opportunities with partners that are about a line: one query."""
    return list(Opportunity.objects.filter(element=element).select_related("partner"))


def opportunity_at(council: Council, pk: int) -> Opportunity | None:
    joined = ("council", "partner", "comment", "element__edition__plan__service__directorate",
              "element__service__directorate", "element__owner")  # fmt: skip
    return Opportunity.objects.select_related(*joined).filter(council=council, pk=pk).first()


def comments_to_choose(council: Council, viewer: Officer) -> list[Comment]:
    """The comments that an opportunity may have come from: one query."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council)
    held = Comment.objects.filter(council=council, edition__in=editions).select_related("edition")
    return list(held.order_by("edition__name", "position"))


def sides_of(edition: Edition, viewer: Officer) -> list[Sided]:
    """The lines of an edition that name a commissioner or a provider, in reading order: one query."""
    lines = Element.objects.listed().seen_by(viewer).filter(edition=edition)
    held = Involvement.objects.filter(element__in=lines, role__in=[Role.COMMISSIONER, Role.PROVIDER])
    joined = held.select_related("element__level", "partner", "service")
    by_line: dict[Element, list[Involvement]] = defaultdict(list)
    for one in joined.order_by("element__level__position", "element__position", "element_id", "id"):
        by_line[one.element].append(one)
    return [
        Sided(
            line,
            [one for one in parts if one.role == Role.COMMISSIONER],
            [one for one in parts if one.role == Role.PROVIDER],
        )
        for line, parts in by_line.items()
    ]
