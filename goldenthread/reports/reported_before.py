"""Which requests for change earlier reports have listed as decided: the next report lists none of them again.

A report follows the last published one of the same kind of period: the second quarter's follows the first's.
What was decided since that one was frozen is listed even where it was before the new period began, and what
that one listed already, because it was frozen after its period, is not listed twice.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from goldenthread.core.periods import Period, from_code
from goldenthread.people.models import Council
from goldenthread.reports.models import Snapshot
from goldenthread.reports.snapshot_queries import facts_in


class ReportedBefore(NamedTuple):
    """From which day decisions belong to a report, and the requests that earlier ones listed."""

    since: date
    requests: frozenset[int]


def reported_before(council: Council, period: Period) -> ReportedBefore:
    """What the published reports before one of a period have listed: two queries at the most."""
    published = Snapshot.objects.filter(council=council, published_at__isnull=False).defer("content")
    earlier = [one for one in published.order_by("pk") if _is_before(from_code(one.period), period)]
    if not earlier:
        return ReportedBefore(period.starts_on, frozenset())
    last = max(earlier, key=lambda one: (from_code(one.period).ends_on, one.pk))
    since = min(period.starts_on, last.on)
    late = [one.pk for one in earlier if one.on >= since]
    listed = {
        change.pk
        for one in Snapshot.objects.filter(pk__in=late)
        for change in facts_in(one).changes
        if change.when != "waiting"
    }
    return ReportedBefore(since, frozenset(listed))


def _is_before(one: Period, period: Period) -> bool:
    return one.kind is period.kind and one.ends_on < period.ends_on
