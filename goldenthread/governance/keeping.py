"""Keeping one record of this room: from what somebody writes to a row, checked never to cross councils."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

M = TypeVar("M", bound=Model)


def row_of(model: type[Model], said: NamedTuple) -> dict[str, Any]:
    """What somebody wrote as a row: records by their number, texts without the space around them."""
    row: dict[str, Any] = {}
    for name, value in said._asdict().items():
        if isinstance(value, tuple | list):  # kept in rows of their own
            continue
        field: Any = model._meta.get_field(name)
        row[field.attname] = getattr(value, "pk", value.strip() if isinstance(value, str) else value)
    return row


def reasons_across(council: Council, said: NamedTuple) -> list[str]:
    """Why records that somebody named can't be: they are another council's."""
    strange = [one for one in said if isinstance(one, Model) and _council_of(one) != council.pk]
    return [f"“{one}” is not of {council}. Choose one of your own." for one in strange]


def _council_of(record: Model) -> int | None:
    for path in (("council_id",), ("plan", "council_id"), ("step", "council_id")):
        held: Any = record
        for part in path:
            held = getattr(held, part, None)
        if held is not None:
            return int(held)
    return None


def reasons_of_address(address: str) -> Iterator[str]:
    """Why an address in a committee system can't be kept: it is shown as a link, and has to be a safe one."""
    if address.strip() and not address.strip().startswith("https://"):
        yield "Write the address in the committee system with https:// in front."


def locked(model: type[M], pk: int, *joined: str) -> M:
    """The record as it is now, locked until what is done to it is over."""
    rows = model._default_manager.select_for_update(of=("self",)).select_related(*joined)
    return rows.get(pk=pk)


def change_seen(
    record: Model,
    said: NamedTuple,
    *,
    version: int,
    what: str,
    reasons: list[str],
    council: Council,
    by: Officer,
    at: datetime,
    verb: str = "changed",
) -> bool:
    """Change a locked record to what somebody wrote, who saw it at `version`; False where nothing differs.

    Raises `Refused`, `Stale`.
    """
    refuse_if_stale(version, getattr(record, "version", 0), what)
    refuse_if(reasons)
    return change(record, row_of(type(record), said), council=council, by=by, at=at, verb=verb)


def remove_mistake(
    record: Model, *, version: int, what: str, reason: str, council: Council, by: Officer, at: datetime
) -> None:
    """Remove a locked record that was made by mistake; the ledger keeps it. Raises `Refused`, `Stale`."""
    refuse_if_stale(version, getattr(record, "version", 0), what)
    refuse_if([] if reason.strip() else ["Say why it is removed: the ledger keeps the reason."])
    remove(record, council=council, by=by, at=at, reason=reason.strip())
