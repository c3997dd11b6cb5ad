"""Writing in the ledger; nothing here changes or removes what was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from goldenthread.ledger.models import Entry
from goldenthread.people.officers import Officer


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
        before=before or {},
        after=after or {},
        reason=reason,
        source=source,
    )


def note(**what: Any) -> Entry:
    """Write down one thing that happened; takes what `entry_for` takes."""
    entry = entry_for(**what)
    entry.save()
    return entry


def note_all(entries: Iterable[Entry]) -> None:
    """Write down many things that happened in one action."""
    Entry.objects.bulk_create(entries, batch_size=500)
