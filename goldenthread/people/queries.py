"""Reading who is who; a council is shown only to those who may read it."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.people.models import Council, Post, User
from goldenthread.people.officers import VISITOR, Officer


def officer_for(user: User) -> Officer:
    """The officer behind a signed-in user; a user without a post may only read what is open."""
    if user.post is None:
        return Officer(post=user.username, username=user.username)
    return Officer(
        post=user.post.title, username=user.username, council=user.post.council.slug, duty=user.duty
    )


def councils_for(officer: Officer = VISITOR) -> list[Council]:
    """The councils this person may read: their own, and those that are open to everyone."""
    return list(Council.objects.filter(Q(is_open=True) | Q(slug=officer.council or None)))


def councils_for_operator() -> list[Council]:
    """Every council of this installation."""
    return list(Council.objects.all())


def council_for(slug: str, officer: Officer = VISITOR) -> Council | None:
    """One council, or None where there is none or this person may not read it."""
    readable = Q(is_open=True) | Q(slug=officer.council or None)
    if officer.duty == "OPERATOR":
        readable = Q()
    return Council.objects.filter(readable, slug=slug).first()


def posts_by_title(council: Council) -> dict[str, Post]:
    return {post.title: post for post in council.posts.all()}
