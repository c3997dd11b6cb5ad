"""Reading routes, comments and papers."""

from __future__ import annotations

from goldenthread.governance.models import Approval, Comment, Paper, Step
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


def papers_of(council: Council, viewer: Officer) -> list[Paper]:
    """The papers this person may read: drafts and what is exempt are for the council's own people."""
    return list(Paper.objects.seen_by(viewer).filter(council=council).select_related("body"))


def waiting_for(council: Council, officer: Officer) -> list[Approval]:
    """The clearances and sign-offs that were asked of somebody's post and wait: one query."""
    if officer.council != council.slug or not officer.post:
        return []
    asked = Approval.objects.filter(
        paper__council=council, paper__state=Paper.State.DRAFT, post__in=[officer.post, *officer.stands_in],
        asked_on__isnull=False, approved_on__isnull=True, returned="",
    )  # fmt: skip
    return list(asked.select_related("paper").order_by("due_on", "asked_on", "pk"))


PARTS = (
    "contacts",
    "approvals",
    "implications__element",
    "options",
    "sections",
    "recommendations",
    "risks__element",
    "annexes",
)


def paper_at(council: Council, slug: str, viewer: Officer) -> Paper | None:
    """One paper with everything on it, in as many queries whatever it holds."""
    joined = Paper.objects.seen_by(viewer).select_related("body", "meeting__body", "edition__plan", "council")
    return joined.prefetch_related(*PARTS).filter(council=council, slug=slug).first()
