"""Reading budget monitoring: reports, the one before, and what their lines come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from goldenthread.core.money_cells import PENNY
from goldenthread.core.money_monitoring import (
    Followed,
    Held,
    Misfit,
    Moved,
    checked_total,
    differs,
    misfit,
    moved,
    percent_of,
    sum_of,
)
from goldenthread.core.money_table import ROLE_WORDS, Role
from goldenthread.core.money_told import of_uneven, pounds, year_named
from goldenthread.core.sentences import counted, on_day
from goldenthread.people.models import Council
from goldenthread.resources.models import BudgetLine, MonitoringLine, MonitoringReport

MOST_NAMED = 5
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

    @property
    def held(self) -> Held | None:
        return held_of(self.line)


@dataclass(frozen=True, slots=True)
class ReportRead:
    """One period's monitoring: its lines, their sums, and what doesn't fit in what was printed."""

    report: MonitoringReport
    before: MonitoringReport | None
    lines: tuple[LineRead, ...]
    told: tuple[str, ...]
    misfits: tuple[Misfit, ...]

    def sum_of(self, role: Role) -> Decimal | None:
        return sum_of(getattr(one.followed, role.value.lower()) for one in self.lines)

    @property
    def based(self) -> list[LineRead]:
        """The lines that percentages are of: all but those of a budget whose base isn't known."""
        return [one for one in self.lines if one not in self.without_base]

    @property
    def without_base(self) -> list[LineRead]:
        """The lines with a budget of which nobody knows the base: no percentage counts them.

        A line without any budget, such as savings still to be found, has nothing to know: it adds nothing
        to the base, and its variance counts.
        """
        return [
            one
            for one in self.lines
            if one.base is None and one.followed.variance is not None
            and (one.followed.budget is not None or one.held is not None)
        ]  # fmt: skip

    @property
    def base(self) -> Decimal | None:
        return sum_of(one.base for one in self.lines)

    @property
    def variance_of_based(self) -> Decimal | None:
        return sum_of(one.followed.variance for one in self.based)

    @property
    def percent(self) -> Decimal | None:
        """What the variance of the lines with a base is of that base."""
        return percent_of(self.variance_of_based, self.base)

    @property
    def shows_base(self) -> bool:
        """Whether the base has to be shown beside the budget, for any line's is another figure."""
        return any(one.base is not None and one.base != one.followed.budget for one in self.lines)

    @property
    def movement(self) -> Decimal | None:
        """What the lines' movements come to; None unless each line that has a variance has one."""
        found = [one.moved.by for one in self.lines if one.followed.variance is not None]
        return None if None in found else sum_of(found)

    @property
    def unlisted(self) -> list[LineRead]:
        """The lines that were in no budget on record when this was stored, where there was one."""
        return [one for one in self.lines if one.held is None] if self.is_beside_budget else []

    @property
    def is_beside_budget(self) -> bool:
        """Whether any line followed a line of the budget on record."""
        return any(one.held is not None for one in self.lines)

    @property
    def differing(self) -> list[LineRead]:
        """The lines whose budget is another than that on record when this was stored."""
        step = self.report.rounded_to or PENNY
        return [one for one in self.lines if differs(one.followed.budget, one.held, step)]


def held_of(line: MonitoringLine) -> Held | None:
    """What the budget on record gave a line when it was stored; None where the line was not in it."""
    if line.net_held is None and line.gross_held is None:
        return None
    return Held(line.net_held, line.gross_held)


def _counting(council: Council | int) -> QuerySet[MonitoringReport]:
    """The reports that no other took the place of."""
    return MonitoringReport.objects.filter(council=council, replaced_at__isnull=True)


def reports_of(council: Council) -> list[MonitoringReport]:
    """Every monitoring report, the latest first."""
    return list(_counting(council).order_by("-ends_on", "-id"))


def report_at(council: Council, pk: int) -> MonitoringReport | None:
    """One monitoring report, replaced or not."""
    return MonitoringReport.objects.select_related("council").filter(council=council, pk=pk).first()


def report_named(council: Council, name: str) -> MonitoringReport | None:
    """The monitoring that a finance report of this name prints."""
    return _counting(council).filter(name=name).first() if name else None


def replaced_by(report: MonitoringReport) -> list[MonitoringReport]:
    """The reports of the same name that were replaced, the latest first."""
    rows = MonitoringReport.objects.filter(council_id=report.council_id, name=report.name)
    return list(rows.filter(replaced_at__isnull=False).exclude(pk=report.pk).order_by("-replaced_at"))


def what_would_change(held: MonitoringReport, lines: Sequence[Followed]) -> list[str]:
    """What these lines would change of a report that they take the place of, in sentences."""
    old = {one.name: followed_of(one) for one in held.lines.all()}
    new = {one.name: one for one in (line.completed() for line in lines)}
    found = [
        f"“{held}” is on record: {year_named(held.year)}, counted to {on_day(held.ends_on)}, "
        f"{_sums_of(old.values())}. The file holds {_sums_of(new.values())}."
    ]
    changed = [name for name in new if name in old and _money_of(old[name]) != _money_of(new[name])]
    for words, names in (
        ("Lines that are new: ", [name for name in new if name not in old]),
        ("Lines that are not in the file: ", [name for name in old if name not in new]),
        ("Lines with other figures: ", changed),
    ):
        if names:
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            found.append(f"{words}{', '.join(names[:MOST_NAMED])}{more}.")
    return found


def _sums_of(lines: Iterable[Followed]) -> str:
    held = list(lines)
    budget, forecast = sum_of(one.budget for one in held), sum_of(one.forecast for one in held)
    said = [counted(len(held), "line")]
    said += [f"budget {pounds(budget)}"] if budget is not None else []
    return ", ".join([*said, f"forecast {pounds(forecast)}"] if forecast is not None else said)


def _money_of(one: Followed) -> tuple[Decimal | None, ...]:
    return (one.budget, one.actual, one.forecast, one.variance, one.previous_forecast, one.previous_variance)


def _before(report: MonitoringReport) -> MonitoringReport | None:
    """The report of an earlier period of the same year."""
    rows = _counting(report.council_id).filter(year=report.year)
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

    What a percentage is of was kept with its line. What didn't fit in a file was kept as it was shown then.
    """
    before = _before(report)
    earlier: Mapping[str, Followed] = {}
    if before is not None:
        earlier = {one.name: followed_of(one) for one in before.lines.all()}
    rows = list(report.lines.select_related("line", "directorate"))
    lines = tuple(_read(one, earlier.get(one.name)) for one in rows)
    step = report.rounded_to or PENNY
    misfits = (misfit(one.followed, one.base, step) for one in lines)
    told = _uneven(report, lines) if report.told is None else report.told
    return ReportRead(
        report, before, lines, tuple(told), tuple(one for one in misfits if one is not None)
    )  # fmt: skip


def _uneven(report: MonitoringReport, lines: Sequence[LineRead]) -> list[str]:
    """The printed totals that the lines of a report don't come to, where no file was checked."""
    printed = {ROLE_WORDS[role]: _printed(report, role) for role in COLUMNS}
    held = [
        {ROLE_WORDS[role]: getattr(one.followed, role.value.lower()) for role in COLUMNS} for one in lines
    ]
    given = {words: amount for words, amount in printed.items() if amount is not None}
    step = report.rounded_to or PENNY
    return [of_uneven(one) for one in checked_total("The printed total", given, held, step)]


def _printed(report: MonitoringReport, role: Role) -> Decimal | None:
    said = report.printed.get(role.value)
    return None if said is None else Decimal(str(said))


def _read(line: MonitoringLine, earlier: Followed | None) -> LineRead:
    followed, base = followed_of(line), line.base_amount
    return LineRead(line, followed, base, percent_of(followed.variance, base), moved(followed, earlier))


def monitoring_of(line: BudgetLine) -> list[MonitoringLine]:
    """What monitoring says of a budget line, the latest period first."""
    rows = MonitoringLine.objects.filter(line=line, report__replaced_at__isnull=True).select_related("report")
    return list(rows.order_by("-report__ends_on"))
