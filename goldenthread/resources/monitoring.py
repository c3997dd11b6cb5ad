"""Recording budget monitoring: a period's report with its lines; one that it takes the place of is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.timezone import localdate

from goldenthread.core.money_monitoring import Followed, Held, base_of
from goldenthread.core.money_told import year_named
from goldenthread.core.periods import contains, financial_year
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, as_kept, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.models import BudgetLine, MonitoringLine, MonitoringReport
from goldenthread.resources.money_permissions import reasons_not_to_keep_money
from goldenthread.resources.monitoring_queries import held_of, report_named


class Period(NamedTuple):
    """What a monitoring report is of. `printed` are the source's own totals by column, in pounds.

    `told` is what did not fit in its file, in sentences; None where no file was checked.
    """

    name: str
    year: int
    ends_on: date
    base: str
    printed: Mapping[str, str] = {}
    rounded_to: Decimal = Decimal(0)
    note: str = ""
    source: str = ""
    told: Sequence[str] | None = None


class Monitored(NamedTuple):
    """One line, with the code or name that the budget line it follows goes by."""

    line: Followed
    code: str = ""
    directorate: int | None = None


@transaction.atomic
def record_monitoring(
    *,
    council: Council,
    period: Period,
    lines: Sequence[Monitored],
    by: Officer,
    at: datetime,
    replaces: bool = False,
) -> MonitoringReport:
    """Record a period's monitoring, tied to the year's budget lines by code, or by a name that one alone has.

    One of the same name that differs is refused unless `replaces`; then it stays, as replaced. What each
    percentage is taken of, and what the year's budget holds besides, is kept as it is now. Raises `Refused`.
    """
    refuse_if(reasons_not_to_keep_money(council, by) or _reasons_not_so(council, period, lines, at))
    list(Council.objects.select_for_update().filter(pk=council.pk))  # two people store one name in turn
    row = {**period._asdict(), "name": period.name.strip(), "printed": dict(period.printed)}
    row["told"] = None if period.told is None else list(period.told)
    before = report_named(council, row["name"])
    if before is not None:
        refuse_if(_reasons_of_year(before, period))
        if _is_same(before, row, lines):
            return before
        refuse_if([] if replaces else [f"{before} is on record and differs. Say that this replaces it."])
        change(before, {"replaced_at": at}, council=council, by=by, at=at, verb="replaced")
    report = make(MonitoringReport, {"council_id": council.pk, **row}, council=council, by=by, at=at)
    made = _tied(report, lines)
    MonitoringLine.objects.bulk_create(made)
    earlier = {one.name: _figures(one) for one in before.lines.all()} if before else {}
    after = {one.name: _figures(one) for one in made}
    names = [name for name in {**earlier, **after} if earlier.get(name) != after.get(name)]
    note(
        verb="recorded the lines of", subject=report, council=council.slug, by=by, at=at,
        before={name: earlier[name] for name in names if name in earlier},
        after={name: after[name] for name in names if name in after}, source=period.source,
    )  # fmt: skip
    return report


def _reasons_not_so(council: Council, period: Period, lines: Sequence[Monitored], at: datetime) -> list[str]:
    found = [] if period.name.strip() else ["Name the report, such as Monitor 3 2008/09."]
    if period.base not in MonitoringReport.Base.values:
        found.append("Say what percentages are of: the gross budget or the net budget.")
    if not lines:
        found.append("There are no lines in it.")
    names = [one.line.name for one in lines]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        found.append(f"Two lines are called “{twice}”. Name them apart.")
    return found + _reasons_of_day(council, period, localdate(at))


def _reasons_of_day(council: Council, period: Period, today: date) -> list[str]:
    """Why actuals can't be counted to a day: it is not in the year, or still to come."""
    year = financial_year(period.year, council.year_start)
    if not contains(year, period.ends_on):
        return [
            f"{on_day(period.ends_on)} is not in {year_named(period.year)}, which runs from "
            f"{on_day(year.starts_on)} to {on_day(year.ends_on)}. Put right the day or the year."
        ]
    if period.ends_on > today:
        return [f"{on_day(period.ends_on)} is still to come. Say the day that actuals are counted to."]
    return []


def _reasons_of_year(before: MonitoringReport, period: Period) -> list[str]:
    if before.year == period.year:
        return []
    return [
        f"“{before}” is monitoring of {year_named(before.year)}. Give that of {year_named(period.year)} "
        "another name."
    ]


def _is_same(before: MonitoringReport, row: Mapping[str, Any], lines: Sequence[Monitored]) -> bool:
    kept = as_kept(MonitoringReport, row)
    if any(getattr(before, name) != value for name, value in kept.items() if name != "told"):
        return False
    held = [(one.name, _figures(one)) for one in before.lines.all()]
    return held == [(one.line.name, _figures(one.line.completed())) for one in lines]


def _tied(report: MonitoringReport, lines: Sequence[Monitored]) -> list[MonitoringLine]:
    """The lines with the budget lines they follow and what their percentages are of."""
    budget = list(
        BudgetLine.objects.filter(council=report.council_id, year=report.year, is_out=False).order_by(
            "-kind", "position", "code"
        )
    )
    by_word = _by_code_or_name(budget)
    found = []
    for place, one in enumerate(lines, start=1):
        line = one.line.completed()
        held = by_word.get(one.code.casefold()) or by_word.get(line.name.casefold())
        found.append(_made(report, place, line, one.directorate, held))
    freeze(report, found, budget)
    return found


def _by_code_or_name(budget: Iterable[BudgetLine]) -> dict[str, BudgetLine]:
    """Budget lines by code; by name too where one line alone is called so."""
    found: dict[str, list[BudgetLine]] = {}
    for one in budget:
        for words in {one.code.casefold(), one.name.casefold()}:
            found.setdefault(words, []).append(one)
    return {words: held[0] for words, held in found.items() if len(held) == 1}


def _made(
    report: MonitoringReport, place: int, line: Followed, directorate: int | None, held: BudgetLine | None
) -> MonitoringLine:
    return MonitoringLine(
        report=report, position=place, name=line.name, directorate_id=directorate, line=held,
        budget=line.budget, actual=line.actual, forecast=line.forecast, variance=line.variance,
        stated_percent=line.stated_percent, previous_forecast=line.previous_forecast,
        previous_variance=line.previous_variance, reason=line.reason.strip(),
    )  # fmt: skip


def freeze(report: MonitoringReport, lines: Sequence[MonitoringLine], budget: Sequence[BudgetLine]) -> None:
    """Keep with a report what its percentages are of and which budget lines it lacks, as the budget is now.

    A budget that is loaded again later changes neither. Only lines of a kind that the report follows can be
    lacking: a report of revenue lacks no capital.
    """
    is_gross = report.base == MonitoringReport.Base.GROSS
    for one in lines:
        if one.line is not None:
            one.net_held, one.gross_held = one.line.net, one.line.gross
        held: Held | None = held_of(one)
        one.base_amount = base_of(
            is_gross=is_gross, printed=one.budget, held=held, is_any_held=bool(budget)
        )  # fmt: skip
    followed = {one.line.pk for one in lines if one.line is not None}
    kinds = {one.kind for one in budget if one.pk in followed}
    report.missing = [
        {"name": str(one), "amount": str(one.amount), "of": one.amount_of}
        for one in budget
        if one.kind in kinds and one.pk not in followed
    ]
    report.save(update_fields=["missing"])


def _figures(one: MonitoringLine | Followed) -> str:
    """A line's figures as the ledger keeps them."""
    named = ("budget", "actual", "forecast", "variance", "stated_percent", "previous_forecast")
    names = (*named, "previous_variance")
    values = ((name, getattr(one, name)) for name in names)
    said = [
        f"{name.replace('_', ' ')} {value.normalize() + 0:f}" for name, value in values if value is not None
    ]
    return "; ".join([*said, one.reason.strip()] if one.reason.strip() else said)


def _locked(report: MonitoringReport, version: int, by: Officer) -> MonitoringReport:
    joined = MonitoringReport.objects.select_for_update(of=("self",)).select_related("council")
    held = joined.get(pk=report.pk)
    refuse_if(reasons_not_to_keep_money(held.council, by))
    refuse_if_stale(version, held.version, "this report")
    return held


@transaction.atomic
def bring_monitoring_back(*, report: MonitoringReport, version: int, by: Officer, at: datetime) -> None:
    """Have a report that was replaced count again, and replace the one in its place.

    Raises `Refused` and `Stale`.
    """
    held = _locked(report, version, by)
    refuse_if([] if held.replaced_at else ["This report counts already."])
    now = report_named(held.council, held.name)
    if now is not None:
        change(now, {"replaced_at": at}, council=held.council, by=by, at=at, verb="replaced")
    change(held, {"replaced_at": None}, council=held.council, by=by, at=at, verb="brought back")


@transaction.atomic
def remove_monitoring(*, report: MonitoringReport, version: int, by: Officer, at: datetime) -> None:
    """Take a report's monitoring off the record. Raises `Refused` and `Stale`."""
    held = _locked(report, version, by)
    remove(held, council=held.council, by=by, at=at)


def record_monitoring_reports(
    *, council: Council, rows: Iterable[Row], by: Officer, at: datetime
) -> Recorded:
    """Record which periods are monitored, as a council's folder holds them."""
    within = {"council_id": council.pk, "replaced_at__isnull": True}
    return bring_up_to_date(
        MonitoringReport, rows, key=["name"], council=council, within=within, by=by, at=at
    )  # fmt: skip


@transaction.atomic
def record_monitoring_lines(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record lines of monitoring, as a council's folder holds them; new ones keep the budget as it is now."""
    before = set(MonitoringLine.objects.filter(report__council=council).values_list("pk", flat=True))
    recorded = bring_up_to_date(
        MonitoringLine, rows, key=["report_id", "name"], council=council, by=by, at=at,
        within={"report__council_id": council.pk},
    )  # fmt: skip
    for report in MonitoringReport.objects.filter(council=council, replaced_at__isnull=True):
        lines = list(report.lines.select_related("line"))
        if any(one.pk not in before for one in lines):
            budget = BudgetLine.objects.filter(council=council, year=report.year, is_out=False)
            freeze(report, lines, list(budget.order_by("-kind", "position", "code")))
            MonitoringLine.objects.bulk_update(lines, ["net_held", "gross_held", "base_amount"])
    return recorded
