"""What an edition's lines came from, kept up to date with every step: no old line is left unaccounted for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.core.refresh import Origin
from goldenthread.plans.models import Edition, Succession


@dataclass(frozen=True, slots=True)
class Why:
    """Why a line changes: the reason, and who decided it when, where that is known."""

    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None


def successions_of(edition: Edition) -> Any:
    """What led into this edition from the one before, and what was dropped on the way."""
    into = Q(new__edition=edition) & (Q(old__isnull=True) | ~Q(old__edition=edition))
    dropped = Q(new__isnull=True, old__edition=edition.replaces_id) if edition.replaces_id else Q(pk=None)
    return Succession.objects.filter(into | dropped)


def origins_of(edition: Edition) -> list[Origin]:
    rows = successions_of(edition).values_list("old_id", "new_id", "kind")
    return [Origin(*row) for row in rows]


def write_origins(edition: Edition, after: Iterable[Origin], before: Iterable[Origin], why: Why) -> None:
    """Store what is new among the origins and take away what no longer holds.

    A first edition came from nothing, so nothing is said of its lines.
    """
    if edition.replaces_id is None:
        return
    wanted, held = set(after), set(before)
    for gone in held - wanted:
        successions_of(edition).filter(old_id=gone.old, new_id=gone.new, kind=gone.kind).delete()
    Succession.objects.bulk_create(
        Succession(
            council=edition.plan.council, old_id=one.old, new_id=one.new, kind=one.kind,
            reason=why.reason, decided_by=why.decided_by, decided_on=why.decided_on,
        )
        for one in sorted(wanted - held, key=str)
    )  # fmt: skip


def note_inside(edition: Edition, pairs: Iterable[tuple[int, int]], kind: str, why: Why) -> None:
    """Inside one edition: where a line that was merged or split went, so that its page can say so."""
    Succession.objects.bulk_create(
        Succession(council=edition.plan.council, old_id=old, new_id=new, kind=kind, reason=why.reason)
        for old, new in pairs
    )
