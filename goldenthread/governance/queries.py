"""Reading routes, comments and papers."""

from __future__ import annotations

from goldenthread.governance.models import Comment, Paper, Step
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element


def route_of(edition: Edition) -> list[Step]:
    """The stops of an edition, in order."""
    return list(edition.steps.select_related("body", "meeting__body", "edition__plan"))


def others_considered(edition: Edition, viewer: Officer) -> list[Edition]:
    """The other editions of the plan that bodies considered, as far as this person may read them."""
    held = Edition.objects.seen_by(viewer).filter(plan=edition.plan_id, steps__isnull=False)
    return list(held.exclude(pk=edition.pk).select_related("plan").distinct().order_by("-starts_on", "pk"))


def comments_on(edition: Edition) -> list[Comment]:
    return list(edition.comments.select_related("body", "element"))


def comments_on_element(element: Element) -> list[Comment]:
    return list(element.comments.select_related("body"))


def papers_of(council: Council) -> list[Paper]:
    return list(Paper.objects.filter(council=council).select_related("body"))


def paper_at(council: Council, slug: str) -> Paper | None:
    """One paper with everything named on it: five queries."""
    joined = Paper.objects.select_related("body", "edition__plan", "council").prefetch_related(
        "contacts", "approvals", "implications", "options"
    )
    return joined.filter(council=council, slug=slug).first()
