"""Money and risks as facts: variances with their base, carry-forwards, virements, key risks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from goldenthread.core.duties import joined
from goldenthread.core.money_monitoring import BEFORE, Before
from goldenthread.core.money_table import Role
from goldenthread.core.money_told import year_named
from goldenthread.core.risk_scale import MOVED
from goldenthread.core.variance import Money, total
from goldenthread.core.workload import NOUGHT
from goldenthread.measures.queries import plain
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR
from goldenthread.reports.fact_parts import WatchedFact
from goldenthread.reports.facts import CarryFact, MoneyFact, NeedFact, PaidFact, RiskFact, VirementFact
from goldenthread.reports.figures.money import Sums, bid_of, budget_of
from goldenthread.reports.figures.monitoring import lines_followed
from goldenthread.reports.figures.position import Position
from goldenthread.resources.models import Bid, BudgetLine, CarryForward, RiskControl, Variance, Virement
from goldenthread.resources.money_queries import bids_of, wanted_in, year_on, year_shown, years_of
from goldenthread.resources.monitoring_queries import LineRead, ReportRead, read_report, report_named
from goldenthread.resources.needs_queries import needs_of_edition
from goldenthread.resources.queries import carry_forwards_in, variances_in, virements_in
from goldenthread.resources.risk_queries import Standing, key_risks_on, pair_of

MoneyParts = tuple[tuple[CarryFact, ...], tuple[VirementFact, ...], tuple[MoneyFact, ...]]


def money_facts(council: Council, report: str) -> MoneyParts:
    """What a finance report asks to carry forward, what was moved, and its variances.

    Where budget monitoring of the report's name is on record, its lines are printed instead of variances
    that were recorded alone.
    """
    monitoring = report_named(council, report)
    rows = (
        money_rows(variances_in(council, report), report)
        if monitoring is None
        else monitored_rows(read_report(monitoring))
    )
    return (
        tuple(map(_carry, carry_forwards_in(council, report))),
        tuple(map(_virement, virements_in(council, report))),
        tuple(rows),
    )


def monitored_rows(read: ReportRead) -> list[MoneyFact]:
    """The lines of a period's monitoring, and their sum; one that gives no variance is left out."""
    base = str(read.report.get_base_display())
    rows = [_monitored(one, base) for one in read.lines if one.line.variance is not None]
    variance = read.sum_of(Role.VARIANCE)
    if len(rows) > 1 and variance is not None:
        budget, actual, forecast = (
            plain(read.sum_of(role)) for role in (Role.BUDGET, Role.ACTUAL, Role.FORECAST)
        )
        watched = WatchedFact(budget, actual, forecast, plain(read.movement), "")
        whole = (None, None) if read.without_base else (plain(read.base), read.percent)
        money = Money(plain(variance) or Decimal(0), whole[0], base, whole[1])
        said = " ".join(["The sum of the lines above.", *_without_base(read, base)])
        covers = lines_followed(read)
        rows.append(MoneyFact("All lines", money, None, said, is_total=True, watched=watched, covers=covers))
    return rows


def _without_base(read: ReportRead, base: str) -> list[str]:
    """Which lines no percentage counts."""
    names = joined([one.line.name for one in read.without_base])
    return [f"No {base} is on record of {names}, so no percentage is given of all lines."] if names else []


def _monitored(one: LineRead, base: str) -> MoneyFact:
    line, held = one.line, one.moved
    amount = plain(line.variance)
    assert amount is not None
    money = Money(amount, plain(one.base), base, one.percent)
    known = held.basis is not Before.NONE
    before = BEFORE[held.basis] if known else ""
    watched = WatchedFact(
        plain(line.budget), plain(line.actual), plain(line.forecast), plain(held.by), before
    )
    previous = plain(amount - held.by) if held.by is not None else None
    named = str(line.directorate or "")
    return MoneyFact(line.name, money, previous, line.reason, directorate=named, watched=watched)


def _carry(one: CarryForward) -> CarryFact:
    amount = plain(one.amount)
    assert amount is not None
    named = str(one.directorate or "")
    return CarryFact(one.line, named, amount, one.reason, str(one.get_decision_display()))


def _virement(one: Virement) -> VirementFact:
    amount = plain(one.amount)
    assert amount is not None
    return VirementFact(one.moved_from, one.moved_to, amount, one.reason, one.agreed_by)


def need_facts(position: Position) -> tuple[NeedFact, ...]:
    """What the plan's lines need of services, in the plan's order: one query."""
    rows = needs_of_edition(position.edition)
    places = {pk: place for place, pk in enumerate(position.lines)}
    held = [one for one in rows if one.element_id in places]
    return tuple(
        NeedFact(
            position.lines[one.element_id].title,
            position.top_of.get(one.element_id),
            str(one.service or ""),
            plain(one.days),
            plain(one.money),
            one.budget_line,
            one.confirmed_on is not None,
        )
        for one in sorted(held, key=lambda one: (places[one.element_id], one.pk))
    )


def paid_facts(position: Position) -> tuple[tuple[PaidFact, ...], str]:
    """What the plan's lines take, and what is linked to them of a year's budget, which is named.

    The year is the one that the money pages show on that day; bids are those approved, which anybody may see.
    """
    council = position.council
    year = year_shown(years_of(council), "", year_on(council, position.on))
    linked = _linked(council, year)
    wanted = wanted_in(council, position.lines)
    found = []
    for pk, line in position.lines.items():
        one, sums = wanted.get(pk), linked.get(pk, Sums())
        takes, unpaid = (one.amount, one.unpaid) if one else (NOUGHT, NOUGHT)
        if takes or any(sums):
            amounts = (
                plain(each) or NOUGHT for each in (takes, unpaid, sums.revenue, sums.capital, sums.bids)
            )
            found.append(PaidFact(line.title, position.top_of.get(pk), *amounts))
    return tuple(found), year_named(year)


def _linked(council: Council, year: int) -> dict[int, Sums]:
    """What of a year's budget lines and approved bids is linked to each element."""
    found: dict[int, Sums] = defaultdict(Sums)
    for held in budget_of(council, year).lines:
        kind = "revenue" if held.line.kind == BudgetLine.Kind.REVENUE else "capital"
        for link, part in held.paid:
            found[link.element_id] = found[link.element_id].plus(Sums(**{kind: part}))
    for bid in bids_of(council, VISITOR, "GROWTH", "CAPITAL"):
        if bid.outcome == Bid.Outcome.APPROVED:
            for link, part in bid_of(bid, year).paid:
                found[link.element_id] = found[link.element_id].plus(Sums(bids=part))
    return found


def risks_of(council: Council, on: date) -> tuple[RiskFact, ...]:
    """The key corporate risks that were open on a day, as they stood then: four queries."""
    return tuple(map(_risk, key_risks_on(council, on)))


def _risk(one: Standing) -> RiskFact:
    risk, score, band = one.risk, one.latest(), one.band
    controls = [held.text for held in one.controls if held.state != RiskControl.State.ENDED]
    return RiskFact(
        risk.code,
        risk.title,
        risk.cause,
        risk.effect,
        "; ".join(controls) or risk.control,
        risk.answered_by,
        risk.likelihood,
        risk.impact,
        MOVED[one.movement],
        pair_of(score).score if score else None,
        band.name if band else "",
        one.words() if score else "",
    )


def money_rows(variances: Sequence[Variance], report: str) -> list[MoneyFact]:
    """The report's own lines with their sum, then the details of its parts, which are inside the lines above.

    Lines are added up only where they are parts of one whole and no total is stated.
    """
    own = [one for one in variances if one.report == report and one.scope != Variance.Scope.DIRECTORATE]
    parts = [one for one in own if one.scope == Variance.Scope.PART]
    rows = [_money_row(one, is_total=one.scope == Variance.Scope.COUNCIL and bool(parts)) for one in own]
    if parts and len(parts) == len(own):
        previous = [one.previous for one in parts if one.previous is not None]
        whole = total(previous) if len(previous) == len(parts) else None
        summed = Money(plain(total(one.amount for one in parts)) or total([]))
        rows.append(MoneyFact("Council", summed, plain(whole), "The sum of the lines above.", is_total=True))
    details = [one for one in variances if one not in own]
    return rows + [_money_row(one, is_detail=True) for one in details]


def _money_row(one: Variance, *, is_total: bool = False, is_detail: bool = False) -> MoneyFact:
    amount = plain(one.amount)
    assert amount is not None
    money = Money(amount, plain(one.base), one.base_kind, plain(one.stated_percent))
    named = str(one.directorate or "")
    return MoneyFact(one.line, money, plain(one.previous), one.note, is_total, is_detail, named)
