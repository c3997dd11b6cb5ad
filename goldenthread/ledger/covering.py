"""Standing in for a post that is away. Here and not among people, because the ledger is built upon them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Cover, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of


def reasons_not_to_cover(post: Post, by: Officer) -> list[str]:
    """Why this person may not say who stands in for a post."""
    return reasons_of_duty(post.council, "cover_posts", by, subject_of(post.service, post))


@transaction.atomic
def cover_post(
    *, post: Post, stand_in: Post, from_on: date, until_on: date, reason: str = "", by: Officer, at: datetime
) -> Cover:
    """Let one post stand in for another from a day until a day: what is asked of it goes to both."""
    refuse_if(reasons_not_to_cover(post, by) or _reasons_not_these(post, stand_in, from_on, until_on))
    row = {
        "council_id": post.council_id,
        "post_id": post.pk,
        "by_id": stand_in.pk,
        "from_on": from_on,
        "until_on": until_on,
        "reason": reason.strip(),
    }
    return make(Cover, row, council=post.council, by=by, at=at, verb="covered")


@transaction.atomic
def end_cover(*, cover: Cover, version: int, on: date, by: Officer, at: datetime) -> None:
    """End a cover: from this day on the post answers alone; one that never began is taken back whole."""
    held = Cover.objects.select_for_update(of=("self",)).select_related("council", "post__service")
    found = held.filter(pk=cover.pk).first()
    if found is None:
        refuse_if(["This cover was taken back already. There is nothing left to end."])
        return
    refuse_if(reasons_not_to_cover(found.post, by))
    refuse_if_stale(version, found.version, "this cover")
    if found.until_on < on:
        refuse_if([f"This cover ended on {on_day(found.until_on)}."])
    if found.from_on >= on:
        remove(found, council=found.council, by=by, at=at, verb="cover taken back")
    else:
        last = date.fromordinal(on.toordinal() - 1)
        change(found, {"until_on": last}, council=found.council, by=by, at=at, verb="cover ended")


def _reasons_not_these(post: Post, stand_in: Post, from_on: date, until_on: date) -> list[str]:
    if stand_in.council_id != post.council_id:
        return [f"{stand_in} belongs to another council."]
    if stand_in.pk == post.pk:
        return ["Nobody stands in for themselves. Choose another post."]
    if until_on < from_on:
        return ["The last day is before the first. Put the earlier day first."]
    there = Cover.objects.filter(post=post, by=stand_in, from_on__lte=until_on, until_on__gte=from_on).first()
    if there is not None:
        days = f"{on_day(there.from_on)} to {on_day(there.until_on)}"
        return [f"{stand_in} stands in for {post} from {days} already. End that first, or choose other days."]
    return []
