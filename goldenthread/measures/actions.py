"""Changing measures. A figure is never overwritten: a correction supersedes it and says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.core.door import of_note
from goldenthread.core.periods import Period
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.measures.models import Measure, MeasureLink, RatingRule, Target
from goldenthread.measures.recording import record_observations
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

__all__ = [
    "adopt_rule", "define_measures", "fields_of", "is_questionable", "link_measures", "record_observations",
    "set_targets",
]  # fmt: skip


@transaction.atomic
def adopt_rule(
    *,
    council: Council,
    code: str,
    name: str,
    body: Mapping[str, Any],
    source: str,
    by: Officer,
    at: datetime,
    in_force_from: date | None = None,
) -> RatingRule:
    """Adopt a rating rule for a council, kept whole so that old statuses can be worked again."""
    row = {"code": code, "name": name, "body": body, "source": source, "in_force_from": in_force_from}
    bring_up_to_date(RatingRule, [row], key=["code"], council=council, by=by, at=at)
    return RatingRule.objects.get(council=council, code=code)


def define_measures(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Define measures, or bring their definitions up to date."""
    return bring_up_to_date(Measure, rows, key=["code"], council=council, by=by, at=at)


def link_measures(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say which elements a measure shows the difference of."""
    return bring_up_to_date(
        MeasureLink,
        rows,
        key=["measure_id", "element_id"],
        council=council,
        within={"measure__council_id": council.pk},
        by=by,
        at=at,
    )


def set_targets(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Set targets, or say why there is none yet, who sets it and by when."""
    key = ["measure_id", "period_kind", "starts_on", "ends_on"]
    return bring_up_to_date(Target, rows, key=key, council=council, by=by, at=at)


def is_questionable(value: Decimal | None, note: str) -> bool:
    """True for a zero that means missing, or full marks for nothing done: shown, but not rated."""
    return bool(of_note(value, note))


def fields_of(period: Period) -> dict[str, Any]:
    """The columns in which a period is stored."""
    return {"period_kind": period.kind.value, "starts_on": period.starts_on, "ends_on": period.ends_on}
