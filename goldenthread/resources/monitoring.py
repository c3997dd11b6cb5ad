"""Recording budget monitoring: a period's report with its lines, replaced whole when it comes again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.money_monitoring import Followed
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.models import BudgetLine, MonitoringLine, MonitoringReport
from goldenthread.resources.money_permissions import reasons_not_to_keep_money


class Period(NamedTuple):
    """What a monitoring report is of. `printed` are the source's own totals by column, in pounds."""

    name: str
    year: int
    ends_on: date
    base: str
    printed: Mapping[str, str] = {}
    rounded_to: Decimal = Decimal(0)
    note: str = ""
    source: str = ""


class Monitored(NamedTuple):
    """One line, with the code or name that the budget line it follows goes by."""

    line: Followed
    code: str = ""
    directorate: int | None = None


@transaction.atomic
def record_monitoring(
    *, council: Council, period: Period, lines: Sequence[Monitored], by: Officer, at: datetime
) -> MonitoringReport:
    """Record a period's monitoring; one of the same name is replaced whole, and the ledger says what changed.

    Lines are tied to the year's budget lines by code, or by name where one line alone has it.
    Raises `Refused`.
    """
    refuse_if(reasons_not_to_keep_money(council, by) or _reasons_not_so(period, lines))
    row = {**period._asdict(), "name": period.name.strip(), "printed": dict(period.printed)}
    report = MonitoringReport.objects.select_for_update().filter(council=council, name=row["name"]).first()
    if report is None:
        report = make(MonitoringReport, {"council_id": council.pk, **row}, council=council, by=by, at=at)
    else:
        change(report, row, council=council, by=by, at=at)
    before = {one.name: _figures(one) for one in report.lines.all()}
    held = _lines_by_code(council, period.year)
    made = [_made(report, place, one, held) for place, one in enumerate(lines, start=1)]
    after = {one.name: _figures(one) for one in made}
    if before != after:
        report.lines.all().delete()
        MonitoringLine.objects.bulk_create(made)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        note(
            verb="recorded the lines of", subject=report, council=council.slug, by=by, at=at,
            before={name: before[name] for name in names if name in before},
            after={name: after[name] for name in names if name in after}, source=period.source,
        )  # fmt: skip
    return report


def _reasons_not_so(period: Period, lines: Sequence[Monitored]) -> list[str]:
    found = [] if period.name.strip() else ["Name the report, such as Monitor 3 2008/09."]
    if period.base not in MonitoringReport.Base.values:
        found.append("Say what percentages are of: the gross budget or the net budget.")
    if not lines:
        found.append("There are no lines in it.")
    names = [one.line.name for one in lines]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        found.append(f"Two lines are called “{twice}”. Name them apart.")
    return found


def _lines_by_code(council: Council, year: int) -> dict[str, int]:
    """The year's budget lines by code; by name too where one line alone is called so."""
    rows = list(
        BudgetLine.objects.filter(council=council, year=year).values_list("pk", "code", "name", "kind")
    )
    found: dict[str, list[int]] = {}
    for pk, code, name, kind in rows:
        for words in {code.casefold(), name.casefold()}:
            found.setdefault(words, []).append(pk)
        assert kind
    return {words: pks[0] for words, pks in found.items() if len(pks) == 1}


def _made(report: MonitoringReport, place: int, one: Monitored, held: Mapping[str, int]) -> MonitoringLine:
    line = one.line.completed()
    return MonitoringLine(
        report=report, position=place, name=line.name, directorate_id=one.directorate,
        line_id=held.get(one.code.casefold()) or held.get(line.name.casefold()),
        budget=line.budget, actual=line.actual, forecast=line.forecast, variance=line.variance,
        stated_percent=line.stated_percent, previous_forecast=line.previous_forecast,
        previous_variance=line.previous_variance, reason=line.reason.strip(),
    )  # fmt: skip


def _figures(one: MonitoringLine) -> str:
    """A line's figures as the ledger keeps them."""
    named = ("budget", "actual", "forecast", "variance", "stated_percent", "previous_forecast")
    names = (*named, "previous_variance")
    values = ((name, getattr(one, name)) for name in names)
    said = [
        f"{name.replace('_', ' ')} {value.normalize() + 0:f}" for name, value in values if value is not None
    ]
    return "; ".join([*said, one.reason] if one.reason else said)


@transaction.atomic
def remove_monitoring(*, report: MonitoringReport, version: int, by: Officer, at: datetime) -> None:
    """Take a report's monitoring off the record. Raises `Refused`."""
    held = (
        MonitoringReport.objects.select_for_update(of=("self",)).select_related("council").get(pk=report.pk)
    )
    refuse_if(reasons_not_to_keep_money(held.council, by))
    if held.version != version:
        refuse_if(["Somebody else changed this report meanwhile. Look at it again."])
    remove(held, council=held.council, by=by, at=at)


def record_monitoring_reports(
    *, council: Council, rows: Iterable[Row], by: Officer, at: datetime
) -> Recorded:
    """Record which periods are monitored, as a council's folder holds them."""
    return bring_up_to_date(MonitoringReport, rows, key=["name"], council=council, by=by, at=at)


def record_monitoring_lines(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record lines of monitoring, as a council's folder holds them."""
    return bring_up_to_date(
        MonitoringLine, rows, key=["report_id", "name"], council=council, by=by, at=at,
        within={"report__council_id": council.pk},
    )  # fmt: skip
