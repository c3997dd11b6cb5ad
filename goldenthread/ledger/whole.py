"""Reading the whole ledger of a council: filtered, paged, and with the names behind its numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import make_aware

from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council

ON_A_PAGE = 50
PRIVATE = frozenset({"workplanitem"})  # their words are the post-holder's and the manager's alone
# What an entry's numbers may point to and be called by: each has its name in its own row.
NAMED = frozenset(
    {"body", "council", "directorate", "edition", "element", "level", "measure", "paper", "partner", "plan",
     "post", "ratingrule", "service", "tag"}
)  # fmt: skip
Names = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; what is empty leaves nothing out."""

    kind: str = ""
    post: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of entries, latest first, and how many there are in all."""

    entries: list[Entry]
    number: int
    pages: int
    total: int


def entries_of(council: Council, wanted: Wanted) -> QuerySet[Entry]:
    """The council's entries that are asked for, latest first."""
    found = Entry.objects.filter(council=council.slug)
    asked = Q()
    if wanted.kind:
        asked &= Q(subject_kind=wanted.kind)
    if wanted.post:
        asked &= Q(by_post=wanted.post)
    if wanted.subject:
        asked &= Q(subject__icontains=wanted.subject)
    if wanted.since:
        asked &= Q(at__gte=_start_of(wanted.since))
    if wanted.until:
        asked &= Q(at__lt=_start_of(wanted.until + timedelta(days=1)))
    return found.filter(asked)


def _start_of(on: date) -> datetime:
    return make_aware(datetime.combine(on, time.min))


def ledger_page(council: Council, wanted: Wanted, number: int) -> LedgerPage:
    """One page of the ledger: two queries. A number beyond the last page gives the last."""
    found = entries_of(council, wanted)
    total = found.count()
    pages = max(1, -(-total // ON_A_PAGE))
    number = min(max(1, number), pages)
    return LedgerPage(list(found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]), number, pages, total)


def kinds_and_posts(council: Council) -> tuple[list[str], list[str]]:
    """The kinds of record and the posts that the council's ledger speaks of: two queries."""
    held = Entry.objects.filter(council=council.slug).order_by()
    kinds = held.values_list("subject_kind", flat=True).distinct()
    posts = held.values_list("by_post", flat=True).distinct()
    return sorted(kinds), sorted(posts)


def model_of(kind: str) -> type[Model] | None:
    """The table that entries of a kind speak of; None where it is no more."""
    return next((model for model in apps.get_models() if model._meta.model_name == kind), None)


def names_behind(entries: Iterable[Entry]) -> Names:
    """What the numbers of other records in these entries are called now: one query for each table named.

    By the entry's kind, the field and the number as text; records that are gone have no name left.
    """
    asked: dict[type[Model], set[str]] = defaultdict(set)
    where: dict[tuple[str, str, str], type[Model]] = {}
    for entry in entries:
        for name, value in (*entry.before.items(), *entry.after.items()):
            table = _table_behind(entry.subject_kind, name)
            if table is not None and isinstance(value, int):
                asked[table].add(str(value))
                where[entry.subject_kind, name, str(value)] = table
    names = {table: _names(table, keys) for table, keys in asked.items()}
    return {key: names[table][key[2]] for key, table in where.items() if key[2] in names[table]}


def _names(table: type[Model], keys: set[str]) -> dict[str, str]:
    return {str(one.pk): str(one) for one in table._default_manager.filter(pk__in=keys)}


def _table_behind(kind: str, name: str) -> type[Model] | None:
    """The table that a field of a record points to, where its rows have names of their own."""
    model = model_of(kind) if name.endswith("_id") else None
    fields: dict[str, Any] = {one.attname: one for one in model._meta.concrete_fields} if model else {}
    related = fields[name].related_model if name in fields else None
    return related if related is not None and related._meta.model_name in NAMED else None
