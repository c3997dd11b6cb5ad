"""Saying what all actions of an edition ask of one service, at once: all of it is stored, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.effort import Percents, rewritten
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.core.workload import Estimate
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.resources.efforts import say_effort
from goldenthread.resources.needs import say_need
from goldenthread.resources.needs_permissions import Asked as Wanted
from goldenthread.resources.service_effort_queries import Asked


class Written(NamedTuple):
    """One row as it was written: what is likely by quarter, the percents around it, and the version seen.

    `percents` is None where they were left as they were.
    """

    asked: Asked
    likely: Mapping[date, Decimal]
    percents: Percents | None
    version: int


class Change(NamedTuple):
    """What a row would change: effort before and after, by quarter."""

    asked: Asked
    before: Mapping[date, Estimate]
    after: Mapping[date, Estimate]


def changes_in(rows: Sequence[Written]) -> list[tuple[Written, Change]]:
    """The rows that say something else than is held, with what they would change."""
    found = []
    for one in rows:
        held = one.asked.by_quarter
        around = one.percents or Percents(*(Decimal(part) for part in one.asked.percents))
        after = rewritten(held, one.likely, around, is_all=one.percents is not None)
        if after != dict(held):
            found.append((one, Change(one.asked, held, after)))
    return found


@transaction.atomic
def say_service_effort(*, service: Service, rows: Sequence[Written], by: Officer, at: datetime) -> int:
    """Store every row that changed; how many did. Any that can't be stored refuses all, and is named.

    Raises `Refused`, or `Stale` where somebody else changed a row that was seen.
    """
    _refuse_if_stale(rows)
    reasons: list[str] = []
    changed = changes_in(rows)
    for written, change in changed:
        try:
            with transaction.atomic():
                _store(service, written, change, by, at)
        except Stale:
            raise Stale(f"what “{written.asked.element}” asks") from None
        except Refused as refusal:
            reasons += [f"{written.asked.element}: {one}" for one in refusal.reasons]
    refuse_if(reasons)
    return len(changed)


def _refuse_if_stale(rows: Sequence[Written]) -> None:
    for one in rows:
        if one.version != one.asked.version:
            raise Stale(f"what “{one.asked.element}” asks")


def _store(service: Service, written: Written, change: Change, by: Officer, at: datetime) -> None:
    need, version = written.asked.need, written.version
    if need is None:
        days = sum((one.likely for one in change.after.values()), Decimal(0))
        need = say_need(element=written.asked.element, asked=Wanted(service, days), by=by, at=at)
        version = need.version
    say_effort(need=need, by_quarter=change.after, version=version, by=by, at=at)
