"""Recording what was published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.reports.models import PublishedFigure, ReportSetting


def record_published_figures(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record headlines as they were printed."""
    return bring_up_to_date(PublishedFigure, rows, key=["report", "subject"], council=council, by=by, at=at)


def plan_reports(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Say which reports the council makes: for which period, on which paper."""
    return bring_up_to_date(ReportSetting, rows, key=["slug"], council=council, by=by, at=at)
