"""Bringing many records up to date at once: one comparison, one transaction, one entry for each change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import BinaryField, DecimalField, F, Model

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

Row = Mapping[str, Any]
M = TypeVar("M", bound=Model)
BATCH = 500
ASIDE = 10_000  # a place beyond any in use
DIGITS = 15  # as many as SQLite and spreadsheets give back unchanged


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many records were new, changed, and already as given."""

    created: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(self.created + other.created, self.changed + other.changed, self.same + other.same)


@transaction.atomic
def bring_up_to_date(
    model: type[M],
    rows: Iterable[Row],
    *,
    key: Sequence[str],
    council: Council,
    by: Officer,
    at: datetime,
    within: Row | None = None,
    reason: str = "",
    order: str = "",
) -> Recorded:
    """Create what is new and change what differs, matching by `key` among the council's records.

    `within` replaces that scope for a table without a council of its own. Rows name fields by their
    attribute (`owner_id`, not `owner`). `order` names a place that no two records share, so that records may
    change places. Running it twice with the same rows changes nothing and writes nothing in the ledger.
    """
    within = {"council_id": council.pk} if within is None else within
    scope = {name: value for name, value in within.items() if "__" not in name}
    who: dict[str, Any] = {"council": council.slug, "by": by, "at": at, "reason": reason}
    held = {_key_of(record, key): record for record in model._default_manager.filter(**within)}
    new: list[M] = []
    changed: list[tuple[M, dict[str, Any]]] = []
    same = 0
    for row in (as_kept(model, row) for row in rows):
        record = held.get(tuple(row[name] for name in key))
        if record is None:
            new.append(model(**scope, **row))
            continue
        before = _differences(record, row)
        if before:
            changed.append((record, before))
        else:
            same += 1
    _change(model, changed, order, **who)
    _create(model, new, **who)
    return Recorded(len(new), len(changed), same)


def as_kept(model: type[Model], row: Row) -> dict[str, Any]:
    """The row with its decimals cut to their columns, so that a second load finds what the first stored."""
    refuse_if(reasons_too_long(model, row))
    places = {one.attname: one.decimal_places for one in model._meta.fields if isinstance(one, DecimalField)}
    return {
        name: no_longer(value, places[name]) if isinstance(value, Decimal) else value
        for name, value in row.items()
    }


def reasons_too_long(model: type[Model], row: Row) -> Iterator[str]:
    """Why a row's texts can't be kept: PostgreSQL would refuse them without a sentence, SQLite keep them."""
    for field in model._meta.concrete_fields:
        said, most = row.get(field.attname), field.max_length
        if most and isinstance(said, str) and len(said) > most:
            name = str(field.verbose_name)
            yield f"“{said[:40]}…” is too long for {name}: up to {most} characters can be kept. Shorten it."


def no_longer(value: Decimal, places: int) -> Decimal:
    """A decimal cut to so many places, and to as many digits as every database gives back."""
    places = min(places, DIGITS - 1 - value.adjusted())
    exponent = value.as_tuple().exponent
    is_longer = isinstance(exponent, int) and -exponent > places
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if is_longer else value


def _key_of(record: Model, key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in key)


def _differences(record: Model, row: Row) -> dict[str, Any]:
    """What the record held where the row differs; the record now holds the row's values."""
    before = {name: getattr(record, name) for name, value in row.items() if getattr(record, name) != value}
    for name in before:
        setattr(record, name, row[name])
    if before and hasattr(record, "version"):
        record.version += 1
    return before


def _create(model: type[M], new: list[M], **who: Any) -> None:
    made = model._default_manager.bulk_create(new, batch_size=BATCH)
    note_all(
        entry_for(verb="recorded", subject=record, after=plain(record), source=_source_of(record), **who)
        for record in made
    )


def _change(model: type[M], changed: list[tuple[M, dict[str, Any]]], order: str, **who: Any) -> None:
    fields = {name.removesuffix("_id") for _, before in changed for name in before}
    if not fields:
        return
    if hasattr(model, "version"):
        fields.add("version")
    if order in fields:  # out of each other's way first: a database checks row by row
        moving = model._default_manager.filter(pk__in=[record.pk for record, _ in changed])
        moving.update(**{order: F(order) + ASIDE})
    model._default_manager.bulk_update([record for record, _ in changed], sorted(fields), batch_size=BATCH)
    note_all(
        entry_for(
            verb="changed",
            subject=record,
            before={name: as_text(value) for name, value in before.items()},
            after={name: as_text(getattr(record, name)) for name in before},
            source=_source_of(record),
            **who,
        )
        for record, before in changed
    )


def _source_of(record: Model) -> str:
    """Where a record says it comes from, which is where its entry comes from too."""
    return str(getattr(record, "source", "") or "")


def plain(record: Model) -> dict[str, Any]:
    """What a record holds, blanks and the bytes of files left out, as the ledger keeps it."""
    kept = (one for one in record._meta.concrete_fields if not isinstance(one, BinaryField))
    values = {field.attname: getattr(record, field.attname) for field in kept}
    return {name: as_text(value) for name, value in values.items() if value not in (None, "")}


def as_text(value: Any) -> Any:
    """A value as the ledger keeps it."""
    return value if isinstance(value, bool | int | str | dict | list | None) else str(value)
