"""The Finance and Performance Monitor of a period: performance beside money, with its parts and bases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.core import sentences
from goldenthread.core.doing import Doing, DoingRollUp
from goldenthread.core.findings import Gap
from goldenthread.core.periods import Period, from_code, in_words
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.sentences import Sentence, Span
from goldenthread.core.variance import Money, total
from goldenthread.core.words import in_words as rule_in_words
from goldenthread.governance.change_queries import requests_until
from goldenthread.governance.models import Approval, Contact, Implication, Paper
from goldenthread.governance.queries import paper_at
from goldenthread.measures.queries import plain
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.changing import Changes, changes_for
from goldenthread.reports.figures.overview import (
    GapRow,
    TopRow,
    counted_levels,
    gap_rows,
    off_target,
    top_row,
)
from goldenthread.reports.figures.position import (
    MeasureAt,
    Position,
    gather,
    status_of,
    travel_of,
)
from goldenthread.reports.figures.signals_listed import SignalsListed, signals_listed
from goldenthread.reports.models import PublishedFigure, ReportSetting
from goldenthread.reports.queries import published_of
from goldenthread.resources.models import Variance
from goldenthread.resources.queries import variances_in


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set of measures with two counts that stand apart: against target, and direction of travel."""

    name: str
    status: RollUp
    travel: TravelRollUp


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A line of finance: the variance, what it was before, and its percentage with the base named."""

    name: str
    money: Money
    previous: Decimal | None
    note: str
    is_total: bool = False
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class ThemePart:
    """One theme's part of the report."""

    row: TopRow
    measures: list[MeasureAt]
    overdue: list[ElementRow]


@dataclass(frozen=True, slots=True)
class Monitor:
    """Everything that the report says, whichever way it is rendered."""

    council: Council
    edition: Edition
    setting: ReportSetting
    period: Period
    paper: Paper | None
    position: Position
    sentences: list[Sentence]
    sets: list[SetRow]
    published: Sequence[PublishedFigure]
    exceptions: list[MeasureAt]
    not_rated: list[MeasureAt]
    themes: list[ThemePart]
    doing: DoingRollUp
    doing_level: str
    money: list[MoneyRow]
    gaps: list[GapRow]
    rule_words: list[str]
    changes: Changes
    signals: SignalsListed

    @property
    def title(self) -> str:
        return self.setting.title

    @property
    def period_words(self) -> str:
        return in_words(self.period)

    @property
    def contacts(self) -> list[Contact]:
        return list(self.paper.contacts.all()) if self.paper else []

    @property
    def approvals(self) -> list[Approval]:
        return list(self.paper.approvals.all()) if self.paper else []

    @property
    def implications(self) -> list[Implication]:
        return list(self.paper.implications.all()) if self.paper else []

    @property
    def missing_implications(self) -> list[str]:
        return [one.category for one in self.implications if one.is_blank]

    @property
    def named_gaps(self) -> list[Gap]:
        """The gaps of which somebody has said why they are there, or who fills them."""
        return [gap for row in self.gaps for gap in row.gaps if gap.reason or gap.owner]

    @property
    def background(self) -> list[str]:
        return _lines(self.paper.background) if self.paper else []

    @property
    def annexes(self) -> list[str]:
        return _lines(self.paper.annexes) if self.paper else []


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def monitor(council: Council, edition: Edition, setting: ReportSetting, on: date) -> Monitor:
    """Gather the report of a setting's period, as the plan stood on a day."""
    period = from_code(setting.period)
    position = gather(council, edition, on, period)
    parts = _themes(position)
    money = money_rows(variances_in(council, setting.report), setting.report)
    level = position.dated_level
    return Monitor(
        council=council,
        edition=edition,
        setting=setting,
        period=period,
        paper=paper_at(council, setting.paper.slug) if setting.paper else None,
        position=position,
        sentences=_headline(position, money),
        sets=_sets(position, parts),
        published=published_of(council, setting.report) if setting.report else [],
        exceptions=off_target(position),
        not_rated=[one for one in position.in_plan if one.standing.status.value == "NOT_RATED"],
        themes=parts,
        doing=position.doing_in_all,
        doing_level=level.plural if level else "",
        money=money,
        gaps=gap_rows(position),
        rule_words=rule_in_words(position.rulebook.rule),
        changes=_changes(position, period),
        signals=signals_listed(council, position.in_plan, min(on, period.ends_on)),
    )


def _changes(position: Position, period: Period) -> Changes:
    """What was decided about the plan's measures since the period began, and what waits."""
    held = [one.measure.pk for one in position.in_plan]
    last = max(position.on, period.ends_on)
    return changes_for(requests_until(position.council, held, period.starts_on, last, position.lines), period)


def _themes(position: Position) -> list[ThemePart]:
    levels = counted_levels(position)
    overdue = [position.lines[pk] for pk, doing in position.doing.items() if doing is Doing.OVERDUE]
    return [
        ThemePart(
            row=top_row(position, top, levels),
            measures=position.measures_by_top.get(top.id, []),
            overdue=[line for line in overdue if position.top_of.get(line.id) == top.id],
        )
        for top in position.tops
    ]


def _sets(position: Position, parts: Iterable[ThemePart]) -> list[SetRow]:
    """Each theme that has measures, those under none, and all measures, each counted once."""
    rows = [SetRow(part.row.line.title, part.row.status, part.row.travel) for part in parts if part.measures]
    if position.loose:
        name = f"Under no {position.top_name_lower}"
        rows.append(SetRow(name, status_of(position.loose), travel_of(position.loose)))
    return [*rows, SetRow("All measures", status_of(position.in_plan), travel_of(position.in_plan))]


def money_rows(variances: Sequence[Variance], report: str) -> list[MoneyRow]:
    """The report's own lines with their sum, then the details of its parts, which are inside the lines above.

    Lines are added up only where they are parts of one whole and no total is stated.
    """
    own = [one for one in variances if one.report == report and one.scope != Variance.Scope.DIRECTORATE]
    parts = [one for one in own if one.scope == Variance.Scope.PART]
    rows = [_money_row(one, is_total=one.scope == Variance.Scope.COUNCIL and bool(parts)) for one in own]
    if parts and len(parts) == len(own):
        previous = [one.previous for one in parts if one.previous is not None]
        whole = total(previous) if len(previous) == len(parts) else None
        summed = Money(total(one.amount for one in parts))
        rows.append(MoneyRow("Council", summed, whole, "The sum of the lines above.", is_total=True))
    details = [one for one in variances if one not in own]
    return rows + [_money_row(one, is_detail=True) for one in details]


def _money_row(one: Variance, *, is_total: bool = False, is_detail: bool = False) -> MoneyRow:
    money = Money(one.amount, one.base, one.base_kind, plain(one.stated_percent))
    return MoneyRow(one.line, money, one.previous, one.note, is_total, is_detail)


def _headline(position: Position, money: Sequence[MoneyRow]) -> list[Sentence]:
    """Status, direction, work and money, in that order."""
    level = position.dated_level
    said = [*sentences.of_status(position.status), *sentences.of_travel(position.travel)]
    said += sentences.of_doing(position.doing_in_all, level.lower_plural if level else "")
    whole = next((row for row in money if row.is_total), None)
    if whole:
        amount = sentences.of_money(whole.money.amount)
        said.append((Span("The council forecasts "), Span(amount, True), Span(".")))
    return sentences.as_one(said)
