"""Giving out the keys by which other systems act as somebody, and ending them. No key itself is kept."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import reasons_too_long
from goldenthread.people.key_queries import MARK, digest_of_key
from goldenthread.people.models import ApiKey, Council, User
from goldenthread.people.officers import Officer

MOST_KEYS = 20  # that somebody has in use at once


def reasons_not_to_keep_keys(user: User, by: Officer) -> list[str]:
    """Why this person may not make or end keys of somebody: everybody keeps their own, the operator all."""
    if by.serves_everyone or (by.is_signed_in and by.username == user.username):
        return []
    return ["Everybody keeps their own keys. Sign in as yourself."]


@transaction.atomic
def make_key(*, user: User, name: str, by: Officer, at: datetime) -> str:
    """Make a key by which another system acts as somebody; gives it, this once. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_keys(user, by))
    name = " ".join(name.split())
    refuse_if([] if name else ["Say what the key is for."])
    refuse_if(reasons_too_long(ApiKey, {"name": name}))
    council = _council(user)
    in_use = ApiKey.objects.filter(user=user, ends_at__isnull=True).count()
    refuse_if([f"{MOST_KEYS} keys are in use. End one first."] if in_use >= MOST_KEYS else [])
    secret = MARK + secrets.token_urlsafe(32)
    made = ApiKey.objects.create(user=user, name=name, digest=digest_of_key(secret), made_at=at)
    note(verb="given a key", subject=made, council=council.slug, by=by, at=at, after={"of": user.username})
    return secret


@transaction.atomic
def end_key(*, key: ApiKey, by: Officer, at: datetime) -> None:
    """End a key: whatever uses it is refused from now on. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_keys(key.user, by))
    if ApiKey.objects.filter(pk=key.pk, ends_at__isnull=True).update(ends_at=at):
        council = _council(key.user)
        note(verb="key ended", subject=key, council=council.slug, by=by, at=at)


def _council(user: User) -> Council:
    refuse_if([] if user.post else ["Only who signs in for a post can have a key."])
    assert user.post is not None
    return user.post.council
