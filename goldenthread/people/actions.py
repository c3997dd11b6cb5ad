"""Setting up who is who.

The ledger is built upon this room, so what happens here is written down by those who call it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from goldenthread.people.models import Council, Directorate, Post, Service, User


@transaction.atomic
def set_up_council(*, slug: str, **facts: Any) -> Council:
    """Make a council, or bring what is held of it up to date."""
    council, _ = Council.objects.update_or_create(slug=slug, defaults=facts)
    return council


@transaction.atomic
def set_up_units(
    *,
    council: Council,
    directorates: Iterable[str] = (),
    services: Iterable[Mapping[str, str]] = (),
    posts: Iterable[Mapping[str, str]] = (),
) -> None:
    """Make the council's directorates, services and posts, leaving those already there."""
    parts = {name: Directorate.objects.get_or_create(council=council, name=name)[0] for name in directorates}
    units = {
        row["name"]: Service.objects.update_or_create(
            council=council,
            name=row["name"],
            defaults={"code": row.get("code", ""), "directorate": parts.get(row.get("directorate", ""))},
        )[0]
        for row in services
    }
    for row in posts:
        Post.objects.update_or_create(
            council=council,
            title=row["title"],
            defaults={
                "service": units.get(row.get("service", "")),
                "directorate": parts.get(row.get("directorate", "")),
                "basis": row.get("basis", "STATED"),
            },
        )


@transaction.atomic
def give_sign_in(*, username: str, password: str, post: Post, duty: str) -> User:
    """Let somebody sign in as the holder of a post; a second call resets the password."""
    user, _ = User.objects.get_or_create(username=username)
    user.post, user.duty = post, duty
    user.set_password(password)
    user.save()
    return user
