"""Writing in the ledger; nothing here changes or removes what was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from goldenthread.ledger.models import Entry
from goldenthread.people.officers import Officer

KEPT_PRIVATE = "kept private"


def entry_for(
    *,
    verb: str,
    subject: Model,
    council: str,
    by: Officer,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    source: str = "",
) -> Entry:
    """An entry not yet written, for actions that write many at once."""
    return Entry(
        council=council,
        at=at,
        by_post=by.post,
        by_user=by.username,
        verb=verb,
        subject_kind=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        subject=str(subject)[:500],
        before=_without_private(subject, before),
        after=_without_private(subject, after),
        reason=reason,
        source=source,
    )


def _without_private(subject: Model, facts: dict[str, Any] | None) -> dict[str, Any]:
    """The facts without what only some may read: the ledger, which others read, keeps that it was written.

    A table names such fields in `kept_private`; every entry is made here, so that none can forget it.
    """
    private = getattr(subject, "kept_private", ())
    return {name: KEPT_PRIVATE if name in private else value for name, value in (facts or {}).items()}


def note(**what: Any) -> Entry:
    """Write down one thing that happened; takes what `entry_for` takes."""
    entry = entry_for(**what)
    entry.save()
    return entry


def note_all(entries: Iterable[Entry]) -> None:
    """Write down many things that happened in one action."""
    Entry.objects.bulk_create(entries, batch_size=500)
