"""Finding who a key is of: only its digest is kept, so a stolen database opens nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.models import Q

from goldenthread.people.models import ApiKey, User

MARK = "gt_"  # what a key begins with, so that scanners for secrets know one
_SELDOM = timedelta(hours=1)  # between two notes of when a key was used


def digest_of_key(secret: str) -> str:
    """SHA-256 in hexadecimal; a key is 256 random bits, so it needs no slow digest."""
    return hashlib.sha256(secret.encode()).hexdigest()


def user_by_key(secret: str, at: datetime) -> User | None:
    """Who acts by a key at a time; None where it was never given out, is ended, or its person has left."""
    joined = ApiKey.objects.select_related("user__post__council", "user__post__service__directorate")
    valid = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    found = joined.filter(valid, digest=digest_of_key(secret), user__is_active=True).first()
    if found is None:
        return None
    if found.used_at is None or found.used_at < at - _SELDOM:
        ApiKey.objects.filter(pk=found.pk).update(used_at=at)
    return found.user


def keys_of(user: User) -> list[ApiKey]:
    """Somebody's keys, the newest first."""
    return list(ApiKey.objects.filter(user=user))


def user_named(username: str) -> User | None:
    """Who signs in by this name."""
    return User.objects.select_related("post__council").filter(username=username, is_active=True).first()
