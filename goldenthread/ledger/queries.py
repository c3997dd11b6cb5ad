"""Reading the ledger."""

from __future__ import annotations

from django.db.models import Model

from goldenthread.ledger.models import Entry


def history_of(subject: Model, council: str, limit: int = 50) -> list[Entry]:
    """What happened to one record, latest first."""
    kind = subject._meta.model_name or ""
    found = Entry.objects.filter(council=council, subject_kind=kind, subject_id=str(subject.pk))
    return list(found[:limit])
