"""Reading the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Max, Model, Q

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


def last_changed(council: str, kinds: Collection[str]) -> dict[tuple[str, int], datetime]:
    """When each record of these kinds was last spoken of, by its kind and number: one query."""
    held = Entry.objects.filter(council=council, subject_kind__in=kinds).order_by()
    rows = held.values_list("subject_kind", "subject_id").annotate(last=Max("at"))
    return {(kind, int(pk)): at for kind, pk, at in rows}


def removed_since(council: str, kinds: Collection[str], since: date) -> list[Entry]:
    """What was removed of these kinds from a day on, the earliest first: one query."""
    held = Entry.objects.filter(council=council, subject_kind__in=kinds, verb="removed")
    return list(held.filter(at__date__gte=since).order_by("at", "id"))


def entry_of(kind: str, pk: int, verb: str, council: str) -> Entry | None:
    """The latest entry that says that something happened to a record, which may be gone: one query."""
    held = Entry.objects.filter(council=council, subject_kind=kind, subject_id=str(pk), verb=verb)
    return held.first()
