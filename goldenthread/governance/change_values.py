"""How a request for change keeps the values it asks about, and the moment at which something was asked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldenthread.measures.queries import plain

# The fields that are kept as texts and are figures.
FIGURES = ("value", "stretch", "tolerance", "floor", "low", "high", "per", "baseline")
# Those that are days.
DAYS = ("baseline_on", "retired_on", "starts_on", "due_on")

# Kept only to be read: the name of a post beside its number.
TO_READ = ("owner",)


def kept(value: Any) -> Any:
    """A value as a request keeps it: exact figures and days as texts."""
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def read(name: str, held: Any) -> Any:
    """A value as the record holds it, of one that a request keeps."""
    if name in FIGURES:
        return None if held is None else Decimal(held)
    if name in DAYS:
        return date.fromisoformat(held) if held else None
    return tuple(held) if isinstance(held, list) else held


def moment(on: date, at: datetime) -> datetime:
    """The moment on the council's own day: a demonstration's is long past, and its reports are of then."""
    return at.replace(year=on.year, month=on.month, day=on.day)
