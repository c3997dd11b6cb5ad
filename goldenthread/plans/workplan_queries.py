"""Reading workplans: their words are given to nobody but the two who may read them."""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.core.refused import refuse_if
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.plans.cascade_permissions import reasons_not_to_read_workplan
from goldenthread.plans.models import Edition, Element, Plan, WorkplanItem

NOT_WORK = (Element.Kind.VISION, Element.Kind.VALUE)


def post_of(council: Council, viewer: Officer) -> Post | None:
    """The post that somebody of this council holds."""
    if viewer.council != council.slug:
        return None
    return _posts(council).filter(title=viewer.post).first()


def post_at(council: Council, pk: int) -> Post | None:
    return _posts(council).filter(pk=pk).first()


def _posts(council: Council) -> QuerySet[Post]:
    return council.posts.select_related("council", "service__directorate", "service__council", "manager")


def managed_by(post: Post) -> list[Post]:
    """The posts whose workplans this post reads."""
    return list(post.manages.select_related("service").order_by("title"))


def workplan_of(post: Post, viewer: Officer) -> list[WorkplanItem]:
    """The lines of a workplan, by day; refuses everybody but its holder and their manager."""
    refuse_if(reasons_not_to_read_workplan(post, viewer))
    joined = WorkplanItem.objects.filter(post=post).select_related("item__edition", "item__level")
    return sorted(joined, key=lambda one: (one.is_done, one.due_on is None, one.due_on or 0, one.pk))


def workplan_item_at(council: Council, pk: int, viewer: Officer) -> WorkplanItem | None:
    """One line; refuses, without a word of it, everybody but its holder and their manager."""
    joined = WorkplanItem.objects.select_related(
        "council", "post__council", "post__manager", "post__service__directorate", "item__edition"
    )
    held = joined.filter(council=council, pk=pk).first()
    if held is not None:
        refuse_if(reasons_not_to_read_workplan(held.post, viewer))
    return held


def items_for(post: Post, viewer: Officer) -> list[Element]:
    """The lines of service plans that this post's work can hang under.

    Those of its own service, draft and adopted; a post without a service chooses from its directorate's, and
    one without either from the whole council's.
    """
    plans = Edition.objects.seen_by(viewer).filter(plan__council=post.council, plan__kind=Plan.Kind.SERVICE)
    if post.service_id:
        plans = plans.filter(plan__service_id=post.service_id)
    elif post.directorate_id:
        plans = plans.filter(plan__service__directorate_id=post.directorate_id)
    held = Element.objects.listed().seen_by(viewer).select_related("edition", "level")
    held = held.filter(edition__in=plans.exclude(state=Edition.State.REPLACED)).exclude(kind__in=NOT_WORK)
    return list(
        held.order_by("edition__plan__name", "-edition__starts_on", "level__position", "position", "id")
    )
