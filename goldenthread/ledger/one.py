"""Recording one record: made, changed or removed, each with its entry in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import as_kept, as_text, plain
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

M = TypeVar("M", bound=Model)


def make(
    model: type[M],
    row: Mapping[str, Any],
    *,
    council: Council,
    by: Officer,
    at: datetime,
    verb: str = "recorded",
    reason: str = "",
) -> M:
    """Make one record. Its row names fields by their attribute (`owner_id`); texts too long are refused."""
    made = model._default_manager.create(**as_kept(model, row))
    note(verb=verb, subject=made, council=council.slug, by=by, at=at, after=plain(made), reason=reason)
    return made


def change(
    record: Model,
    row: Mapping[str, Any],
    *,
    council: Council,
    by: Officer,
    at: datetime,
    verb: str = "changed",
    reason: str = "",
) -> bool:
    """Change what differs and count the version up; False, with nothing written, where nothing differs."""
    given = as_kept(type(record), row)
    before = {name: getattr(record, name) for name, value in given.items() if getattr(record, name) != value}
    if not before:
        return False
    for name in before:
        setattr(record, name, given[name])
    fields = [*before]
    if hasattr(record, "version"):
        record.version += 1
        fields.append("version")
    record.save(update_fields=[name.removesuffix("_id") for name in fields])
    note(
        verb=verb,
        subject=record,
        council=council.slug,
        by=by,
        at=at,
        before={name: as_text(value) for name, value in before.items()},
        after={name: as_text(given[name]) for name in before},
        reason=reason,
    )
    return True


def remove(
    record: Model, *, council: Council, by: Officer, at: datetime, verb: str = "removed", reason: str = ""
) -> None:
    """Remove one record; the ledger keeps what it held."""
    note(verb=verb, subject=record, council=council.slug, by=by, at=at, before=plain(record), reason=reason)
    record.delete()
