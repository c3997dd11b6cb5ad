"""Bringing commissioning reviews and opportunities up to date from a council's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.governance.models import CommissioningReview, Opportunity, Outcome
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


@transaction.atomic
def record_reviews(
    *,
    council: Council,
    rows: Iterable[Row],
    defined: Mapping[str, Mapping[int, str]],
    by: Officer,
    at: datetime,
) -> Recorded:
    """Record commissioning reviews; `defined` are the outcomes of each by its name, with how."""
    who: dict[str, Any] = {"council": council, "by": by, "at": at}
    recorded = bring_up_to_date(CommissioningReview, rows, key=["name"], **who)
    names = dict(CommissioningReview.objects.filter(council=council).values_list("name", "pk"))
    outcomes = [
        {"review_id": names[name], "element_id": element, "how": how}
        for name, found in defined.items()
        for element, how in found.items()
    ]
    within = {"review__council_id": council.pk}
    bring_up_to_date(Outcome, outcomes, key=["review_id", "element_id"], within=within, **who)
    return recorded


def record_opportunities(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record opportunities with partners, each known by its partner and words."""
    who: dict[str, Any] = {"council": council, "by": by, "at": at}
    return bring_up_to_date(Opportunity, rows, key=["partner_id", "text"], **who)
