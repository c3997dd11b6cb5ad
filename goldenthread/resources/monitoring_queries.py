"""Reading budget monitoring: reports, the one before, and what their lines come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.money_monitoring import (
    Followed,
    Misfit,
    Moved,
    Uneven,
    checked_total,
    misfit,
    moved,
    percent_of,
    sum_of,
)
from goldenthread.core.money_table import ROLE_WORDS, Role
from goldenthread.people.models import Council
from goldenthread.resources.models import BudgetLine, MonitoringLine, MonitoringReport

COLUMNS = (
    Role.BUDGET, Role.ACTUAL, Role.FORECAST, Role.VARIANCE, Role.PREVIOUS_FORECAST, Role.PREVIOUS_VARIANCE,
)  # fmt: skip


class LineRead(NamedTuple):
    """One line with its percentage of the report's base and its movement."""

    line: MonitoringLine
    followed: Followed
    base: Decimal | None
    percent: Decimal | None
    moved: Moved


@dataclass(frozen=True, slots=True)
class ReportRead:
    """One period's monitoring: its lines, their sums, and what doesn't fit in what was printed."""

    report: MonitoringReport
    before: MonitoringReport | None
    lines: tuple[LineRead, ...]
    uneven: tuple[Uneven, ...]
    misfits: tuple[Misfit, ...]

    def sum_of(self, role: Role) -> Decimal | None:
        return sum_of(getattr(one.followed, role.value.lower()) for one in self.lines)

    @property
    def base(self) -> Decimal | None:
        return sum_of(one.base for one in self.lines)

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.sum_of(Role.VARIANCE), self.base)

    @property
    def movement(self) -> Decimal | None:
        """What the lines' movements come to; None unless each line that has a variance has one."""
        found = [one.moved.by for one in self.lines if one.followed.variance is not None]
        return None if None in found else sum_of(found)


def reports_of(council: Council) -> list[MonitoringReport]:
    """Every monitoring report, the latest first."""
    return list(MonitoringReport.objects.filter(council=council).order_by("-ends_on", "-id"))


def report_at(council: Council, pk: int) -> MonitoringReport | None:
    """One monitoring report."""
    return MonitoringReport.objects.select_related("council").filter(council=council, pk=pk).first()


def report_named(council: Council, name: str) -> MonitoringReport | None:
    """The monitoring that a finance report of this name prints."""
    return MonitoringReport.objects.filter(council=council, name=name).first() if name else None


def _before(report: MonitoringReport) -> MonitoringReport | None:
    """The report of an earlier period of the same year."""
    rows = MonitoringReport.objects.filter(council_id=report.council_id, year=report.year)
    return rows.filter(ends_on__lt=report.ends_on).order_by("-ends_on", "-id").first()


def followed_of(line: MonitoringLine) -> Followed:
    """A line as the rules take it; a printed percentage without the noughts that its column adds."""
    percent = line.stated_percent
    if percent is not None:
        whole = percent.to_integral_value()
        percent = whole if whole == percent else percent.normalize()
    return Followed(
        line.name, line.budget, line.actual, line.forecast, line.variance, percent,
        line.previous_forecast, line.previous_variance, line.reason,
    )  # fmt: skip


def read_report(report: MonitoringReport) -> ReportRead:
    """A report's lines with percentages, movements and what doesn't fit: three queries.

    The base of a line is the gross or net of the budget line it follows, and the budget it prints where it
    follows none, or where that line's isn't known.
    """
    before = _before(report)
    earlier: Mapping[str, Followed] = {}
    if before is not None:
        earlier = {one.name: followed_of(one) for one in before.lines.all()}
    rows = list(report.lines.select_related("line", "directorate"))
    lines = tuple(_read(report, one, earlier.get(one.name)) for one in rows)
    printed = {ROLE_WORDS[role]: _printed(report, role) for role in COLUMNS}
    held = [
        {ROLE_WORDS[role]: getattr(one.followed, role.value.lower()) for role in COLUMNS} for one in lines
    ]
    given = {words: amount for words, amount in printed.items() if amount is not None}
    step = report.rounded_to or Decimal("0.01")
    misfits = (misfit(one.followed, one.base, step) for one in lines)
    return ReportRead(
        report, before, lines, tuple(checked_total("The printed total", given, held, step)),
        tuple(one for one in misfits if one is not None),
    )  # fmt: skip


def _printed(report: MonitoringReport, role: Role) -> Decimal | None:
    said = report.printed.get(role.value)
    return None if said is None else Decimal(str(said))


def _read(report: MonitoringReport, line: MonitoringLine, earlier: Followed | None) -> LineRead:
    followed = followed_of(line)
    base = _base(report, line.line, line)
    return LineRead(line, followed, base, percent_of(followed.variance, base), moved(followed, earlier))


def _base(report: MonitoringReport, held: BudgetLine | None, line: MonitoringLine) -> Decimal | None:
    if held is None:
        return line.budget
    own = held.gross if report.base == MonitoringReport.Base.GROSS else held.net
    return line.budget if own is None else own


def monitoring_of(line: BudgetLine) -> list[MonitoringLine]:
    """What monitoring says of a budget line, the latest period first."""
    rows = MonitoringLine.objects.filter(line=line).select_related("report")
    return list(rows.order_by("-report__ends_on"))
