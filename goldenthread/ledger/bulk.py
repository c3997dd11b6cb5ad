"""Writing very many records at once: one prepared statement for all, without a model for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, DecimalField, JSONField, Model

Adapt = Callable[[Any], Any]


def next_ids(model: type[Model], count: int) -> range | list[int]:
    """Keys for so many new records, so that others may speak of them before they are written.

    To be called in the transaction that writes them.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [one for (one,) in cursor.fetchall()]
        # A number once given is never given again, even when the record that had it is gone.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return range(first, first + count)


def write_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows whose values stand in the order of `names` (attributes such as `measure_id`).

    Every column without a default in the database has to be named. Values are checked by nobody but the
    database: callers read them first.
    """
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
    adapters = [_adapter(field) for field in fields]
    needed = [(place, adapt) for place, adapt in enumerate(adapters) if adapt]
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_adapted(row, needed) for row in rows])


def _adapted(row: Sequence[Any], needed: Sequence[tuple[int, Adapt]]) -> list[Any]:
    values = list(row)
    for place, adapt in needed:
        if values[place] is not None:
            values[place] = adapt(values[place])
    return values


def _adapter(field: Any) -> Adapt | None:
    """How the database takes what this column holds; nothing where it takes it as it is."""
    ops = connection.ops
    if isinstance(field, DecimalField):
        digits, places = field.max_digits, field.decimal_places
        return lambda value: ops.adapt_decimalfield_value(value, digits, places)
    if isinstance(field, DateTimeField):
        return lru_cache(maxsize=64)(ops.adapt_datetimefield_value)
    if isinstance(field, DateField):
        return lru_cache(maxsize=4096)(ops.adapt_datefield_value)
    if isinstance(field, JSONField):
        return _json_adapter(field)
    return None


def _json_adapter(field: JSONField) -> Adapt:
    """Most of what is kept as JSON in a large file is empty: that is turned into text once."""
    nothing = {kind: connection.ops.adapt_json_value(kind(), field.encoder) for kind in (dict, list)}

    def adapt(value: Any) -> Any:
        if not value and type(value) in nothing:
            return nothing[type(value)]
        return connection.ops.adapt_json_value(value, field.encoder)

    return adapt
