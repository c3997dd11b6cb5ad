"""Setting up who is who.

The ledger is built upon this room, so what happens here is written down by those who call it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from goldenthread.people.models import Council, Directorate, Partner, Post, Service, Term, User


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
    partners: Iterable[Mapping[str, str]] = (),
    terms: Iterable[Mapping[str, str]] = (),
) -> None:
    """Make the council's directorates, services, posts, partners and terms, leaving those already there.

    A post names its manager by title; one that gives none keeps the manager it has.
    """
    _set_up_services_and_posts(council, directorates, services, list(posts))
    for row in partners:
        facts = {"name": row["name"], "about": row.get("about", ""), "source": row.get("source", "")}
        Partner.objects.update_or_create(council=council, slug=row["slug"], defaults=facts)
    for row in terms:
        facts = {"meaning": row["meaning"], "source": row.get("source", "")}
        Term.objects.update_or_create(council=council, word=row["word"], defaults=facts)


def _set_up_services_and_posts(
    council: Council,
    directorates: Iterable[str],
    services: Iterable[Mapping[str, str]],
    posts: list[Mapping[str, str]],
) -> None:
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
    # Only now is every post there, whichever came first.
    for row in (row for row in posts if row.get("manager")):
        manager = Post.objects.get(council=council, title=row["manager"])
        Post.objects.filter(council=council, title=row["title"]).update(manager=manager)


@transaction.atomic
def give_sign_in(
    *,
    username: str,
    password: str,
    post: Post,
    duty: str,
    partner: Partner | None = None,
    email: str | None = None,
) -> User:
    """Let somebody sign in as the holder of a post, perhaps of a partner; again resets the password.

    `email` is where mail for them goes; None leaves what is held.
    """
    user, _ = User.objects.get_or_create(username=username)
    user.post, user.duty, user.partner = post, duty, partner
    user.email = user.email if email is None else email
    user.set_password(password)
    user.save()
    return user
