"""Reading what was published and which reports are made."""

from __future__ import annotations

from goldenthread.people.models import Council
from goldenthread.reports.models import PublishedFigure, ReportSetting


def published_of(council: Council, report: str = "") -> list[PublishedFigure]:
    """Headlines as printed, of one report or of all."""
    found = PublishedFigure.objects.filter(council=council)
    return list(found.filter(report=report) if report else found)


def reports_of(council: Council) -> list[ReportSetting]:
    return list(ReportSetting.objects.filter(council=council).select_related("paper__body"))


def report_at(council: Council, slug: str) -> ReportSetting | None:
    return ReportSetting.objects.filter(council=council, slug=slug).select_related("paper").first()
