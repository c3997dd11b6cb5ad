"""Publishing the money: which years' budgets and which periods' monitoring everybody reads.

A budget is published once the council has adopted it, a period's monitoring with its report (R029, R142).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.one import make, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.models import (
    BudgetLine,
    MoneyLink,
    MonitoringLine,
    MonitoringReport,
    OpenedMoney,
    Virement,
)
from goldenthread.resources.money_permissions import reasons_not_to_keep_money
from goldenthread.resources.money_queries import is_own, years_of
from goldenthread.resources.monitoring_queries import reports_of


def years_seen(council: Council, viewer: Officer) -> list[int]:
    """The years whose budget somebody may read, the latest first."""
    found = years_of(council)
    if is_own(council, viewer):
        return found
    opened = opened_years(council)
    return [one for one in found if one in opened]


def opened_years(council: Council) -> set[int]:
    """The years whose budget is published."""
    rows = OpenedMoney.objects.filter(council=council, year__isnull=False)
    return {one for one in rows.values_list("year", flat=True) if one is not None}


def opened_reports(council: Council) -> set[str]:
    """The names of the periods whose monitoring is published."""
    rows = OpenedMoney.objects.filter(council=council).exclude(report="")
    return set(rows.values_list("report", flat=True))


def reports_seen(council: Council, viewer: Officer) -> list[MonitoringReport]:
    """The monitoring that somebody may read, the latest first."""
    found = reports_of(council)
    if is_own(council, viewer):
        return found
    opened = opened_reports(council)
    return [one for one in found if one.name in opened]


def may_read_line(line: BudgetLine, viewer: Officer) -> bool:
    """Whether somebody may read a budget line: its year is published, or it is their own council's."""
    return is_own(line.council, viewer) or line.year in opened_years(line.council)


def may_read_report(report: MonitoringReport, viewer: Officer) -> bool:
    """Whether somebody may read a period's monitoring."""
    return is_own(report.council, viewer) or report.name in opened_reports(report.council)


def monitoring_seen(
    council: Council, found: Iterable[MonitoringLine], viewer: Officer
) -> list[MonitoringLine]:
    """Of what monitoring says of a line, what somebody may read."""
    if is_own(council, viewer):
        return list(found)
    opened = opened_reports(council)
    return [one for one in found if one.report.name in opened]


def moves_seen(council: Council, found: Iterable[Virement], viewer: Officer) -> list[Virement]:
    """Of these virements those that somebody may read: of years and periods that are published.

    One that names no budget line on record goes by its report, where monitoring of that name is on record.
    """
    if is_own(council, viewer):
        return list(found)
    years, reports = opened_years(council), opened_reports(council)
    waiting = {one.name for one in reports_of(council)} - reports
    return [
        one
        for one in found
        if one.report not in waiting
        and all(line.year in years for line in (one.from_line, one.to_line) if line)
    ]


def links_seen(council: Council, found: Iterable[MoneyLink], viewer: Officer) -> list[MoneyLink]:
    """Of what is linked to an element, what somebody may read: bids, and lines of published years."""
    if is_own(council, viewer):
        return list(found)
    years = opened_years(council)
    return [one for one in found if one.line is None or one.line.year in years]


@transaction.atomic
def say_what_is_published(
    *, council: Council, years: Collection[int], reports: Collection[str], by: Officer, at: datetime
) -> None:
    """Publish these years' budgets and periods' monitoring, and no others. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_money(council, by))
    wanted = {*((year, "") for year in years), *((None, name) for name in reports)}
    held = {(one.year, one.report): one for one in OpenedMoney.objects.filter(council=council)}
    for key in held.keys() - wanted:
        remove(held[key], council=council, by=by, at=at, verb="unpublished")
    _open(council, wanted - held.keys(), by, at)


@transaction.atomic
def publish_loaded(
    *, council: Council, years: Collection[int] = (), reports: Collection[str] = (), by: Officer, at: datetime
) -> None:
    """Publish beside what is: a council's folder holds what was published already. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_money(council, by))
    wanted = {*((year, "") for year in years), *((None, name) for name in reports)}
    held = set(OpenedMoney.objects.filter(council=council).values_list("year", "report"))
    _open(council, wanted - held, by, at)


def _open(council: Council, keys: Iterable[tuple[int | None, str]], by: Officer, at: datetime) -> None:
    for year, report in sorted(keys, key=str):
        row = {"council_id": council.pk, "year": year, "report": report, "opened_at": at, "by": by.post}
        make(OpenedMoney, row, council=council, by=by, at=at, verb="published")
