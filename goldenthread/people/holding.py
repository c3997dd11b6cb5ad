"""Reading which duties are held at each post, and for what; never by whom."""

from __future__ import annotations

from collections import defaultdict

from goldenthread.core.duties import Held
from goldenthread.people.models import Appointment, Council, Post, User
from goldenthread.people.queries import held_by


def duties_by_post(council: Council) -> dict[int, list[Held]]:
    """The duties of those who sign in for each post, their posts' own first: two queries."""
    found: dict[int, dict[Held, None]] = defaultdict(dict)
    joined = User.objects.filter(post__council=council, is_active=True)
    for user in joined.select_related("post__service__directorate", "post__directorate").order_by("id"):
        post = user.post
        if post is not None:
            part = post.directorate or (post.service.directorate if post.service else None)
            found[post.pk][Held(user.duty, str(post.service or ""), str(part or ""))] = None
    for one in appointments_of(council):
        if one.user.post_id is not None and one.user.is_active:
            found[one.user.post_id][held_by(one)] = None
    return {post: list(held) for post, held in found.items()}


def appointments_of(council: Council) -> list[Appointment]:
    """Every further duty at a council: one query."""
    joined = Appointment.objects.select_related("user", "directorate", "service")
    return list(joined.filter(user__post__council=council).order_by("id"))


def post_at(council: Council, pk: int) -> Post | None:
    """One post of this council."""
    return council.posts.select_related("council", "service", "directorate").filter(pk=pk).first()


def further_duties_of(post: Post) -> list[Appointment]:
    """The further duties held at a post, each once."""
    joined = Appointment.objects.select_related("user", "directorate", "service")
    found = {held_by(one): one for one in joined.filter(user__post=post).order_by("-id")}
    return list(found.values())[::-1]
