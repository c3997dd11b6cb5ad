"""Reading budgets and what is linked of them: each a fixed number of queries, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Prefetch, Q

from goldenthread.core.money_links import share_out
from goldenthread.core.money_table.beside import OnRecord
from goldenthread.core.money_term import going_on
from goldenthread.core.periods import financial_year_of
from goldenthread.core.workload import NOUGHT
from goldenthread.measures.models import MeasureLink
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import (
    Bid,
    BudgetLine,
    CarryForward,
    Cost,
    Criterion,
    Dependency,
    MoneyLink,
    Need,
    Reserve,
    Virement,
)


def is_own(council: Council, viewer: Officer) -> bool:
    """Whether somebody works for the council: only then are bids seen before they are decided."""
    return viewer.serves_everyone or viewer.inside == council.slug


def years_of(council: Council) -> list[int]:
    """The years that budget lines are on record for, the latest first."""
    counting = BudgetLine.objects.filter(council=council, is_out=False)
    rows = counting.order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def year_on(council: Council, on: date) -> int:
    """The year that a day's financial year begins in."""
    return financial_year_of(on, council.year_start).starts_on.year


def year_shown(years: Sequence[int], asked: str, now: int) -> int:
    """The year asked for where it is on record; else this year's, or the latest before it, or the first."""
    if asked.isascii() and asked.isdigit() and int(asked[:6]) in years:
        return int(asked)
    return next((year for year in years if year <= now), years[-1] if years else now)


def _links() -> Prefetch[str]:
    rows = MoneyLink.objects.select_related("element__edition__plan__council", "element__level")
    return Prefetch("links", queryset=rows.order_by("id"))


def lines_of(
    council: Council, year: int, *, kind: str = "", directorate: int | None = None, service: int | None = None
) -> list[BudgetLine]:
    """A year's budget lines in their order, with what is linked of them: two queries."""
    rows = BudgetLine.objects.filter(council=council, year=year, is_out=False)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(directorate=directorate) if directorate else rows
    rows = rows.filter(service=service) if service else rows
    ordered = rows.order_by("-kind", "position", "code")  # revenue before capital
    return list(ordered.select_related("directorate", "service").prefetch_related(_links()))


def lines_out(council: Council, year: int) -> list[BudgetLine]:
    """The lines of a year that are no longer in its budget: one query."""
    rows = BudgetLine.objects.filter(council=council, year=year, is_out=True)
    return list(rows.order_by("-kind", "position", "code"))


def lines_on_record(council: Council, year: int) -> dict[tuple[str, str], OnRecord]:
    """A year's lines that are in its budget by kind and code: two queries."""
    return {
        (one.kind, one.code): OnRecord(str(one), one.gross, one.income, one.net, len(one.links.all()))
        for one in lines_of(council, year)
    }


def line_at(council: Council, pk: int) -> BudgetLine | None:
    """One budget line with its links."""
    rows = BudgetLine.objects.select_related("council", "directorate", "service")
    return rows.prefetch_related(_links()).filter(council=council, pk=pk).first()


def moves_of(line: BudgetLine) -> list[Virement]:
    """The virements out of a line and into it."""
    return list(Virement.objects.filter(Q(from_line=line) | Q(to_line=line)))


def revised(line: BudgetLine, but: Virement | None = None) -> Decimal:
    """A line's budget with what was moved in and out of it; what nobody agreed to yet is moved out only.

    So a line that waits to receive money can't pass it on, and can't promise the same money twice.
    """
    whole = line.amount if line.gross is None else line.gross
    for one in moves_of(line):
        if but is not None and one.pk == but.pk:
            continue
        if one.from_line_id == line.pk:
            whole -= one.amount
        elif one.agreed_by:
            whole += one.amount
    return whole


def agreed_change(line: BudgetLine, moves: Iterable[Virement]) -> Decimal:
    """What the virements that were agreed to change a line's budget by."""
    agreed = [one for one in moves if one.agreed_by]
    into = sum((one.amount for one in agreed if one.to_line_id == line.pk), NOUGHT)
    return into - sum((one.amount for one in agreed if one.from_line_id == line.pk), NOUGHT)


class Paid(NamedTuple):
    """What one link comes to in pounds."""

    link: MoneyLink
    amount: Decimal


def paid_of(amount: Decimal, links: Iterable[MoneyLink]) -> tuple[list[Paid], Decimal]:
    """What each link of a line or a bid comes to, and what is not linked; together the amount."""
    held = list(links)
    parts, left = share_out(amount, [one.share for one in held])
    return [Paid(link, part) for link, part in zip(held, parts, strict=True)], left


def amount_in(bid: Bid, year: int) -> Decimal:
    """What a bid takes, or a saving releases, in a year: what goes on, and what is for that year only."""
    years = {one.year: one for one in bid.years.all()}
    goes_on = going_on({one.year: one.recurring for one in years.values()}, year)
    return goes_on + (years[year].one_off if year in years else NOUGHT)


def amount_in_all(bid: Bid) -> Decimal:
    """What a bid takes from the first year written of it to the last, both included."""
    years = [one.year for one in bid.years.all()]
    return (
        sum((amount_in(bid, year) for year in range(min(years), max(years) + 1)), NOUGHT) if years else NOUGHT
    )


# Bids


def kind_of(bid: Bid) -> str:
    """Whether a bid is of revenue or of capital: a saving is of what the budget line that it changes is."""
    if bid.kind == Bid.Kind.CAPITAL:
        return str(Cost.Kind.CAPITAL)
    is_capital = bid.is_saving and bid.line is not None and bid.line.kind == BudgetLine.Kind.CAPITAL
    return str(Cost.Kind.CAPITAL if is_capital else Cost.Kind.REVENUE)


def bids_of(council: Council, viewer: Officer, *kinds: str) -> list[Bid]:
    """The bids and savings that somebody may see, with their years, links and scores: four queries."""
    rows = Bid.objects.filter(council=council)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    if not is_own(council, viewer):
        rows = rows.filter(outcome__in=[Bid.Outcome.APPROVED, Bid.Outcome.REFUSED])
    joined = rows.select_related("service__directorate", "line", "priority__edition__plan__council")
    return list(joined.prefetch_related("years", "scores", _links()))


def bid_at(council: Council, pk: int, viewer: Officer) -> Bid | None:
    """One bid that somebody may see."""
    return next((one for one in bids_of(council, viewer) if one.pk == pk), None)


def criteria_of(council: Council) -> list[Criterion]:
    """What the council scores bids by, in its order."""
    return list(Criterion.objects.filter(council=council))


def link_at(council: Council, pk: int) -> MoneyLink | None:
    """One link of money."""
    rows = MoneyLink.objects.select_related("council", "element__level", "line", "bid__service__directorate")
    return rows.filter(council=council, pk=pk).first()


def links_to(element: Element) -> list[MoneyLink]:
    """What is linked to an element, of lines and of bids, with all that those are shared among."""
    rows = MoneyLink.objects.filter(element=element).exclude(line__is_out=True).select_related("line", "bid")
    return list(rows.prefetch_related("line__links", "bid__links", "bid__years"))


def linked_by_year(elements: Iterable[int]) -> dict[int, dict[tuple[int, str], Decimal]]:
    """What lines and approved bids give to elements by year and kind (REVENUE, CAPITAL): five queries."""
    approved = Q(bid__outcome=Bid.Outcome.APPROVED, bid__kind__in=["GROWTH", "CAPITAL"])
    rows = MoneyLink.objects.filter(Q(line__isnull=False) | approved, element__in=list(elements))
    found: dict[int, dict[tuple[int, str], Decimal]] = {}
    joined = rows.select_related("line", "bid").prefetch_related("line__links", "bid__links", "bid__years")
    for link in joined:
        held = found.setdefault(link.element_id, {})
        for key, amount in _given_by(link).items():
            held[key] = held.get(key, NOUGHT) + amount
    return found


def _given_by(link: MoneyLink) -> dict[tuple[int, str], Decimal]:
    whole = link.line or link.bid
    assert whole is not None
    if isinstance(whole, BudgetLine):
        amounts = {(whole.year, str(whole.kind)): whole.amount}
    else:
        kind = "CAPITAL" if whole.kind == Bid.Kind.CAPITAL else "REVENUE"
        amounts = {(year, kind): amount_in(whole, year) for year in {one.year for one in whole.years.all()}}
    others = list(whole.links.all())
    parts = {key: paid_of(amount, others)[0] for key, amount in amounts.items()}
    return {key: next(one.amount for one in paid if one.link.pk == link.pk) for key, paid in parts.items()}


# The thread that money runs along


@dataclass(frozen=True, slots=True)
class Thread:
    """The lines of editions as far as money needs them; those that somebody may not read have no title."""

    parent_of: Mapping[int, int | None]
    edition_of: Mapping[int, int]
    level_of: Mapping[int, int]
    titles: Mapping[int, str]
    order: Sequence[int] = field(default=())

    def title(self, element: int) -> str:
        return self.titles.get(element, "A line that is not open to you")


def thread_of(editions: Iterable[int], viewer: Officer) -> Thread:
    """The lines of these editions: two queries."""
    rows = Element.objects.filter(edition__in=set(editions)).order_by("level__position", "position", "id")
    seen = dict(rows.seen_by(viewer).values_list("id", "title"))
    held = list(rows.values_list("id", "parent_id", "edition_id", "level_id"))
    return Thread(
        {pk: parent for pk, parent, *_ in held},
        {pk: edition for pk, _, edition, _ in held},
        {pk: level for pk, _, _, level in held},
        seen,
        tuple(pk for pk, *_ in held),
    )


def editions_by_key(council: Council) -> dict[int, Edition]:
    """The council's editions by number."""
    return {one.pk: one for one in Edition.objects.filter(plan__council=council).select_related("plan")}


# What pays for elements, and what stops


PAYING = (
    Cost.Payer.BUDGET, Cost.Payer.GRANT, Cost.Payer.RESERVE, Cost.Payer.BORROWING, Cost.Payer.PARTNER,
)  # fmt: skip


def waits_in(council: Council) -> dict[int, list[int]]:
    """Which elements of the council wait for which."""
    found: dict[int, list[int]] = {}
    rows = Dependency.objects.filter(council=council, on__isnull=False).order_by("id")
    for one, on in rows.values_list("element_id", "on_id"):
        assert on is not None
        found.setdefault(one, []).append(on)
    return found


def measures_on(elements: Iterable[int]) -> list[tuple[str, str]]:
    """The measures that follow any of these elements: code and title, each once."""
    rows = MeasureLink.objects.filter(element__in=list(elements), measure__isnull=False)
    named = rows.order_by("measure__code").values_list("measure__code", "measure__title")
    return list(dict.fromkeys(named))


class Wanted(NamedTuple):
    """What an element takes in money: its costs by year, and what it needs of services."""

    element: int
    costs: tuple[Cost, ...]
    needs: tuple[Need, ...]

    @property
    def amount(self) -> Decimal:
        """What it takes in all: its costs; without any, what it was said to need of services."""
        costs = [one.amount for one in self.costs]
        return sum(costs or [one.money for one in self.needs if one.money is not None], NOUGHT)

    @property
    def unpaid(self) -> Decimal:
        """What nobody pays for yet."""
        return sum((one.amount for one in self.costs if one.payer == Cost.Payer.UNFUNDED), NOUGHT)

    def short_of(self, linked: Mapping[tuple[int, str], Decimal]) -> dict[tuple[int, str], Decimal]:
        """By year and kind what the council is to pay and no linked line or approved bid of that covers.

        A grant, reserves and borrowing pay for themselves.
        """
        asked: dict[tuple[int, str], Decimal] = {}
        for one in self.costs:
            if one.payer in (Cost.Payer.UNFUNDED, Cost.Payer.BUDGET):
                key = (one.year, str(one.kind))
                asked[key] = asked.get(key, NOUGHT) + one.amount
        short = {key: amount - linked.get(key, NOUGHT) for key, amount in asked.items()}
        return {key: amount for key, amount in sorted(short.items()) if amount > 0}

    @property
    def named(self) -> list[str]:
        """The budgets that are named in words."""
        words = [one.budget_line for one in self.needs] + [one.funding for one in self.costs]
        return sorted({one for one in words if one})


def wanted_in(council: Council, elements: Iterable[int] | None = None) -> dict[int, Wanted]:
    """What takes money of lines still listed in current editions and drafts: two queries.

    Neither what is given in kind nor what a partner pays is asked of the council's money.
    """
    used = Q(element__edition__is_current=True) | Q(element__edition__state=Edition.State.DRAFT)
    within = Q(council=council, element__state="LIVE") & used
    if elements is not None:
        within = Q(council=council, element__in=list(elements))
    costs: dict[int, list[Cost]] = {}
    needs: dict[int, list[Need]] = {}
    for cost in Cost.objects.filter(within, is_in_kind=False).exclude(payer=Cost.Payer.PARTNER):
        costs.setdefault(cost.element_id, []).append(cost)
    for need in Need.objects.filter(within, money__gt=0).select_related("service"):
        needs.setdefault(need.element_id, []).append(need)
    return {
        pk: Wanted(pk, tuple(costs.get(pk, ())), tuple(needs.get(pk, ()))) for pk in sorted({*costs, *needs})
    }


# What is kept beside the lines


def reserves_of(council: Council) -> list[Reserve]:
    """Reserves by name and year."""
    return list(Reserve.objects.filter(council=council))


def carry_forwards_of(council: Council) -> list[CarryForward]:
    """Every request to carry money forward, the latest report first."""
    joined = ("council", "directorate", "from_line__service__directorate", "from_line__council")
    rows = CarryForward.objects.filter(council=council).select_related(*joined)
    return list(rows.order_by("-report", "position", "id"))


def virements_of(council: Council) -> list[Virement]:
    """Every virement, the latest report first."""
    rows = Virement.objects.filter(council=council).select_related("from_line", "to_line")
    return list(rows.order_by("-report", "position", "id"))
