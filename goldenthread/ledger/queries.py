"""Reading the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, Q

from goldenthread.ledger.models import Entry


def history_of(subject: Model, council: str, parts: Iterable[Model] = (), limit: int = 50) -> list[Entry]:
    """What happened to one record and to its `parts` (a measure's results), latest first: one query."""
    keys: dict[str, list[str]] = defaultdict(list)
    for one in (subject, *parts):
        keys[one._meta.model_name or ""].append(str(one.pk))
    wanted = Q()
    for kind, found in keys.items():
        wanted |= Q(subject_kind=kind, subject_id__in=found)
    return list(Entry.objects.filter(wanted, council=council)[:limit])
