"""Money beside the plan: what is budgeted and linked, totals along the thread, and what nobody pays for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from goldenthread.core.money_links import up_the_thread
from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.sentences import Sentence, Span, counted, plain, start
from goldenthread.core.workload import NOUGHT
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element, Level
from goldenthread.resources.models import Bid, BudgetLine, MoneyLink
from goldenthread.resources.money_queries import (
    Paid,
    Thread,
    Wanted,
    amount_in,
    amount_in_all,
    bids_of,
    editions_by_key,
    is_own,
    lines_of,
    linked_elements,
    links_to,
    paid_of,
    thread_of,
    wanted_in,
)
from goldenthread.resources.opening_money import links_seen, years_seen


class LineOf(NamedTuple):
    """A budget line with what each of its links comes to, and what is not linked."""

    line: BudgetLine
    paid: list[Paid]
    left: Decimal


class BidOf(NamedTuple):
    """A bid, or saving, with what each of its links comes to over its years, and what is not linked."""

    bid: Bid
    amount: Decimal
    paid: list[Paid]
    left: Decimal


def line_of(line: BudgetLine) -> LineOf:
    return LineOf(line, *paid_of(line.amount, line.links.all()))


def bid_of(bid: Bid, year: int | None = None) -> BidOf:
    """A bid with its links; of one year, or of all."""
    amount = amount_in_all(bid) if year is None else amount_in(bid, year)
    return BidOf(bid, amount, *paid_of(amount, bid.links.all()))


@dataclass(frozen=True, slots=True)
class Budget:
    """A year's budget lines, or some of them, with what is linked."""

    year: int
    lines: tuple[LineOf, ...]

    def of(self, kind: str) -> list[LineOf]:
        return [one for one in self.lines if one.line.kind == kind]

    def amount(self, kind: str) -> Decimal:
        return sum((one.line.amount for one in self.of(kind)), NOUGHT)

    def left(self, kind: str) -> Decimal:
        return sum((one.left for one in self.of(kind)), NOUGHT)


def budget_seen(council: Council, year: int, viewer: Officer, **within: Any) -> Budget:
    """A year's lines, or none of them where the year is not published to this person."""
    if year not in years_seen(council, viewer):
        return Budget(year, ())
    return budget_of(council, year, **within)


def budget_of(council: Council, year: int, **within: Any) -> Budget:
    """A year's lines: two queries."""
    found = lines_of(council, year, **within)
    return Budget(year, tuple(map(line_of, found)))


def of_budget(budget: Budget, nothing: str = "No budget line is on record yet.") -> list[Sentence]:
    """How much the year's budget is, and how much of it is linked to the plan."""
    if not budget.lines:
        return [plain(nothing)]
    found: list[Sentence] = []
    for kind, named in BudgetLine.Kind.choices:
        lines = budget.of(kind)
        if not lines:
            continue
        whole, left = budget.amount(kind), budget.left(kind)
        found.append(
            (
                Span(f"The {named} budget of {year_named(budget.year)} is "),
                Span(pounds(whole), True),
                Span(f" {_net_or_gross(lines)} in {counted(len(lines), 'line')}; "),
                Span(pounds(whole - left), True),
                Span(f" of it is linked to the plan and {pounds(left)} is not."),
            )
        )
    return found


def _net_or_gross(lines: Sequence[LineOf]) -> str:
    kinds = {one.line.amount_of for one in lines}
    return kinds.pop() if len(kinds) == 1 else "(net, and gross where no net is known)"


# Totals along the thread


class Sums(NamedTuple):
    """Pounds linked of a year: of revenue and capital lines, of approved bids, of approved savings."""

    revenue: Decimal = NOUGHT
    capital: Decimal = NOUGHT
    bids: Decimal = NOUGHT
    savings: Decimal = NOUGHT

    def plus(self, other: Sums) -> Sums:
        return Sums(*(a + b for a, b in zip(self, other, strict=True)))

    def less(self, other: Sums) -> Sums:
        return Sums(*(a - b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Totals:
    """What is linked of a year along the threads of editions; each penny counts once at any level."""

    year: int
    thread: Thread
    by_element: dict[int, Sums]
    whole: Sums
    editions: dict[int, Edition]

    def at(self, level: Level) -> list[tuple[int, Sums]]:
        """What is linked to each line of a level and to all below it."""
        held = [pk for pk in self.thread.order if self.thread.level_of[pk] == level.pk]
        up = self._up
        return [(pk, up.get(pk, Sums())) for pk in held]

    @property
    def _up(self) -> dict[int, Sums]:
        kinds = []
        for place in range(len(Sums._fields)):
            money = [(pk, sums[place]) for pk, sums in self.by_element.items()]
            kinds.append(up_the_thread(money, self.thread.parent_of))
        return {pk: Sums(*(one.get(pk, NOUGHT) for one in kinds)) for pk in kinds[0]}

    def of_edition(self, edition: int) -> Sums:
        found = Sums()
        for pk, sums in self.by_element.items():
            if self.thread.edition_of[pk] == edition:
                found = found.plus(sums)
        return found

    @property
    def linked(self) -> Sums:
        found = Sums()
        for sums in self.by_element.values():
            found = found.plus(sums)
        return found


def totals_of(council: Council, year: int, viewer: Officer, also: int | None = None) -> Totals:
    """The money of a year along the thread: of lines, and of what was approved of bids and savings.

    `also` is an edition that is looked at though nothing of it is linked.
    """
    found: dict[int, Sums] = defaultdict(Sums)
    whole = Sums()
    editions: set[int] = {also} if also else set()
    parts: list[tuple[str, Decimal, list[Paid]]] = []
    is_seen = year in years_seen(council, viewer)
    for one in budget_of(council, year).lines if is_seen else ():
        kind = "revenue" if one.line.kind == BudgetLine.Kind.REVENUE else "capital"
        parts.append((kind, one.line.amount, one.paid))
    for bid in bids_of(council, viewer):
        if bid.outcome == Bid.Outcome.APPROVED:
            held = bid_of(bid, year)
            parts.append(("savings" if bid.is_saving else "bids", held.amount, held.paid))
    for kind, amount, paid in parts:
        whole = whole.plus(Sums(**{kind: amount}))
        for link, part in paid:
            found[link.element_id] = found[link.element_id].plus(Sums(**{kind: part}))
            editions.add(link.element.edition_id)
    return Totals(year, thread_of(editions, viewer), dict(found), whole, editions_by_key(council))


# What nobody pays for, and what is not linked


class Unfunded(NamedTuple):
    """An element that takes money, how much, and why it isn't paid for."""

    element: int
    title: str
    amount: Decimal
    unpaid: Decimal
    why: str


def unfunded_in(council: Council, viewer: Officer) -> list[Unfunded]:
    """The lines that take money and have none linked, or have a cost that nobody pays for yet."""
    linked = linked_elements(council)
    wanted = wanted_in(council)
    rows = Element.objects.seen_by(viewer).filter(pk__in=wanted)
    seen = dict(rows.order_by("edition", "level__position", "position", "id").values_list("id", "title"))
    found = []
    for pk, title in seen.items():
        why, unpaid = _why_unfunded(wanted[pk], pk in linked)
        if why:
            found.append(Unfunded(pk, title, wanted[pk].amount, unpaid, why))
    return found


def _why_unfunded(one: Wanted, is_linked: bool) -> tuple[str, Decimal]:
    if one.unpaid:
        return f"{pounds(one.unpaid)} of what it costs has nobody to pay for it", one.unpaid
    if is_linked:
        return "", NOUGHT
    if one.named:
        return f"Named in words only ({', '.join(one.named)}): no budget line is linked", one.amount
    return "No budget line or approved bid is linked to it", one.amount


def of_unfunded(found: Sequence[Unfunded], left: Decimal, year: int) -> list[Sentence]:
    """How many elements nobody pays for, and how much money is tied to none."""
    if found:
        amount = sum((one.unpaid for one in found), NOUGHT)
        is_are = "takes" if len(found) == 1 else "take"
        first: Sentence = (
            Span(start(counted(len(found), "element")), True),
            Span(f" that {is_are} money {'has' if len(found) == 1 else 'have'} none linked to cover it: "),
            Span(pounds(amount), True),
            Span(" in all."),
        )
    else:
        first = plain("Every element that takes money has some linked to it.")
    return [first, plain(f"{pounds(left)} of the budget of {year_named(year)} is linked to no element.")]


# One element


@dataclass(frozen=True, slots=True)
class ElementMoney:
    """What is linked to one element, and what it takes."""

    lines: list[tuple[MoneyLink, Decimal]]
    bids: list[tuple[MoneyLink, Decimal]]
    wanted: Wanted

    @property
    def linked(self) -> Decimal:
        return sum((amount for _, amount in self.lines), NOUGHT)


def money_of(element: Element, viewer: Officer) -> ElementMoney:
    """An element's money; a bid that is not decided and a year not published are for the council's people."""
    lines, bids = [], []
    for link in links_seen(element.council, links_to(element), viewer):
        whole = link.line.amount if link.line else amount_in_all(link.bid) if link.bid else NOUGHT
        others = link.line.links.all() if link.line else link.bid.links.all() if link.bid else []
        part = next(one.amount for one in paid_of(whole, others)[0] if one.link.pk == link.pk)
        if link.line:
            lines.append((link, part))
        elif link.bid and (is_own(element.council, viewer) or link.bid.outcome in ("APPROVED", "REFUSED")):
            bids.append((link, part))
    wanted = wanted_in(element.council, [element.pk]).get(element.pk, Wanted(element.pk, (), ()))
    return ElementMoney(lines, bids, wanted)


def of_element(money: ElementMoney) -> list[Sentence]:
    """What is linked to an element beside what it takes."""
    takes = money.wanted.amount
    if not money.lines and not money.bids and not takes:
        return [plain("Nobody has said that it takes money, and none is linked to it.")]
    said = (
        [Span("It takes "), Span(pounds(takes), True)] if takes else [Span("Nobody has said what it takes")]
    )
    linked = (
        f"; {counted(len(money.lines), 'budget line')} {'gives' if len(money.lines) == 1 else 'give'} it "
    )
    found: list[Sentence] = [(*said, Span(linked), Span(pounds(money.linked), True), Span("."))]
    if money.wanted.unpaid:
        found.append(plain(f"{pounds(money.wanted.unpaid)} of it has nobody to pay for it yet."))
    return found
