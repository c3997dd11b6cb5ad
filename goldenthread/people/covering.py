"""Reading who stands in for whom: what is asked of a post that is away goes to the one that stands in too.

Cover is recorded and ended in `ledger.covering`, as the ledger is built upon this room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from goldenthread.people.models import Council, Cover, Post


def stands_in_for(post: Post | None, on: date) -> list[Post]:
    """The posts that this one stands in for on a day, each once, by title: one query, none for nobody."""
    if post is None:
        return []
    held = Cover.objects.filter(by=post, from_on__lte=on, until_on__gte=on).select_related("post__service")
    found = {one.post_id: one.post for one in held}
    return sorted(found.values(), key=lambda one: one.title)


def stand_ins(posts: Iterable[Post | int], on: date) -> dict[int, list[Post]]:
    """Who stands in for each of some posts on a day, by the number of the post away: one query."""
    keys = {one if isinstance(one, int) else one.pk for one in posts}
    held = Cover.objects.filter(post__in=keys, from_on__lte=on, until_on__gte=on)
    found: dict[int, dict[int, Post]] = defaultdict(dict)
    for one in held.select_related("by").order_by("by__title"):
        found[one.post_id][one.by_id] = one.by
    return {away: list(standing.values()) for away, standing in found.items()}


def covers_of(council: Council) -> list[Cover]:
    """Every cover of a council, the newest first: one query."""
    joined = council.covers.select_related("post__service__directorate", "post__directorate", "by")
    return list(joined.order_by("-from_on", "post__title", "-id"))


def cover_at(council: Council, pk: int) -> Cover | None:
    """One cover of this council."""
    joined = council.covers.select_related("council", "post__service__directorate", "post__directorate", "by")
    return joined.filter(pk=pk).first()
