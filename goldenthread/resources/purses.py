"""Saying how much money there is for an edition's actions in a year."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Edition
from goldenthread.resources.models import Purse

MOST = Decimal(10) ** 12


def reasons_not_to_fill(council: Council, by: Officer) -> list[str]:
    """Why this person may not say how much money there is."""
    return reasons_of_duty(council, "keep_money", by)


def purse_of(edition: Edition, year: int) -> Purse | None:
    """The money there is in a year, where it is on record."""
    return Purse.objects.filter(edition=edition, year=year).first()


@transaction.atomic
def fill_purse(
    *, edition: Edition, year: int, amount: Decimal | None, note: str, linked: Decimal | None = None,
    version: int, by: Officer, at: datetime,
) -> None:  # fmt: skip
    """Say how much there is for an edition's actions in a year; without an amount, that no limit is known.

    `version` is that of what was seen, 0 where nothing was; `linked` is what the linked budget lines were
    seen to come to, so that it can be told where that changes. Raises `Refused`, `Stale`.
    """
    council = edition.plan.council
    refuse_if(reasons_not_to_fill(council, by))
    refuse_if(_reasons_not_this(amount))
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    held = Purse.objects.select_for_update().filter(edition=edition, year=year).first()
    refuse_if_stale(version, held.version if held else 0, "what there is in this year")
    if amount is None:
        if held is not None:
            remove(held, council=council, by=by, at=at)
        return
    row = {"amount": amount, "note": note.strip(), "linked": linked}
    if held is None:
        whole = {**row, "council_id": council.pk, "edition_id": edition.pk, "year": year}
        make(Purse, whole, council=council, by=by, at=at)
    else:
        change(held, row, council=council, by=by, at=at)


def _reasons_not_this(amount: Decimal | None) -> list[str]:
    if amount is None or 0 <= amount < MOST:
        return []
    return [f"Write the pounds as a number from 0 to {MOST:,.0f}."]
