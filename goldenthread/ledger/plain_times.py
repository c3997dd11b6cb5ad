"""When statuses are shown without colour, as councils do before an election (R135). Nothing else changes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty


def reasons_not_to_set_plain(council: Council, by: Officer) -> list[str]:
    """Why this person may not say when statuses are shown without colour."""
    return reasons_of_duty(council, "keep_calendar", by)


@transaction.atomic
def set_plain_times(
    *, council: Council, first: date | None, last: date | None, reason: str, by: Officer, at: datetime
) -> None:
    """Show statuses without colour from one day to another; without days, with colour. Raises `Refused`."""
    held = Council.objects.select_for_update().get(pk=council.pk)
    refuse_if(reasons_not_to_set_plain(held, by) or _reasons_not_these(first, last))
    before = {"plain_from": str(held.plain_from or ""), "plain_until": str(held.plain_until or "")}
    held.plain_from, held.plain_until = first, last
    held.save(update_fields=["plain_from", "plain_until"])
    after = {"plain_from": str(first or ""), "plain_until": str(last or "")}
    if before != after:
        note(
            verb="changed", subject=held, council=held.slug, by=by, at=at, before=before, after=after,
            reason=reason.strip(),
        )  # fmt: skip


def _reasons_not_these(first: date | None, last: date | None) -> list[str]:
    if (first is None) != (last is None):
        return ["Write both the first and the last day, or leave both empty."]
    if first and last and last < first:
        return ["The last day comes before the first. Write the earlier day first."]
    return []
