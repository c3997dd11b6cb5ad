"""Money beside the plan: what is budgeted and linked, totals along the thread, and what nobody pays for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from goldenthread.core.duties import joined
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
    linked_by_year,
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
                *_linked(whole, left),
            )
        )
    return found


def _linked(whole: Decimal, left: Decimal) -> Sentence:
    """How much of a budget is linked to the plan, and how much is not."""
    if not left:
        return (Span("all of it is linked to the plan."),)
    if left == whole:
        return (Span("none of it is linked to the plan."),)
    return (
        Span(pounds(whole - left), True),
        Span(f" of it is linked to the plan and {pounds(left)} is not."),
    )


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
    """An element that takes money, how much, and why it isn't paid for; `short` by year and kind."""

    element: int
    title: str
    amount: Decimal
    unpaid: Decimal
    why: str
    short: Mapping[tuple[int, str], Decimal] = {}


class Takers(NamedTuple):
    """The elements that take money and are short of it, and how many take some at all."""

    short: Sequence[Unfunded]
    takers: int


def unfunded_in(council: Council, viewer: Officer) -> Takers:
    """The lines that take money and have too little linked of the year and the kind that they take."""
    wanted = wanted_in(council)
    linked = linked_by_year(wanted)
    rows = Element.objects.seen_by(viewer).filter(pk__in=wanted)
    seen = dict(rows.order_by("edition", "level__position", "position", "id").values_list("id", "title"))
    found = []
    for pk, title in seen.items():
        short = wanted[pk].short_of(linked.get(pk, {}))
        why, unpaid = _why_unfunded(wanted[pk], short, pk in linked)
        if why:
            found.append(Unfunded(pk, title, wanted[pk].amount, unpaid, why, short))
    return Takers(found, len(seen))


def _why_unfunded(
    one: Wanted, short: Mapping[tuple[int, str], Decimal], is_linked: bool
) -> tuple[str, Decimal]:
    if short:
        of = "; ".join(_of_kind(key, amount) for key, amount in short.items())
        nobody = f" Nobody pays yet for {pounds(one.unpaid)} of what it costs." if one.unpaid else ""
        return f"Not covered by what is linked: {of}.{nobody}", summed(short.values())
    if is_linked or one.costs:
        return "", NOUGHT
    if one.named:
        return f"Named in words only ({', '.join(one.named)}): no budget line is linked", one.amount
    return "No budget line or approved bid is linked to it", one.amount


def _of_kind(key: tuple[int, str], amount: Decimal) -> str:
    year, kind = key
    return f"{pounds(amount)} {kind.lower()} of {year_named(year)}"


def summed(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOUGHT)


def of_unfunded(found: Takers, left: Decimal, year: int) -> list[Sentence]:
    """How many elements are short of money, of which years and kinds, and how much money is tied to none."""
    last = plain(f"{pounds(left)} of the budget of {year_named(year)} is linked to no element.")
    if not found.takers:
        return [plain("Nobody has said what takes money."), last]
    if not found.short:
        return [plain("Every element that takes money has some linked to it."), last]
    by_kind: dict[tuple[int, str], Decimal] = {}
    for one in found.short:
        for key, amount in one.short.items():
            by_kind[key] = by_kind.get(key, NOUGHT) + amount
    parts = [_of_kind(key, amount) for key, amount in sorted(by_kind.items())]
    rest = summed(one.unpaid for one in found.short) - summed(by_kind.values())
    parts += [f"{pounds(rest)} of no stated year"] if rest else []
    takes, is_short = ("takes", "is") if len(found.short) == 1 else ("take", "are")
    first: Sentence = (
        Span(start(counted(len(found.short), "element")), True),
        Span(f" that {takes} money {is_short} short of it: "),
        Span(joined(parts), True),
        Span("."),
    )
    return [first, last]


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


class Below(NamedTuple):
    """What is linked to one line below another, of one year and kind."""

    element: int
    title: str
    year: int
    kind: str
    amount: Decimal


def below(element: Element, thread: Thread, viewer: Officer) -> list[Below]:
    """What is linked to the lines below an element in its edition, in the plan’s order: seven queries."""
    under = [pk for pk in thread.order if element.pk in above(pk, thread)]
    years, linked = set(years_seen(element.council, viewer)), linked_by_year(under)
    return [
        Below(pk, thread.title(pk), year, kind, amount)
        for pk in under
        for (year, kind), amount in sorted(linked.get(pk, {}).items())
        if year in years or is_own(element.council, viewer)
    ]


def above(pk: int, thread: Thread) -> list[int]:
    """The lines that one hangs from, from the topmost down."""
    found: list[int] = []
    up = thread.parent_of.get(pk)
    while up is not None and up not in found:
        found.insert(0, up)
        up = thread.parent_of.get(up)
    return found


def of_element(money: ElementMoney, under: Sequence[Below] = ()) -> list[Sentence]:
    """What is linked to an element beside what it takes."""
    takes = money.wanted.amount
    if not money.lines and not money.bids and not takes:
        itself = " itself" if under else ""
        none = plain(f"Nobody has said that it takes money{itself}, and none is linked to it{itself}.")
        return [none, *_of_below(under)]
    said = (
        [Span("It takes "), Span(pounds(takes), True)] if takes else [Span("Nobody has said what it takes")]
    )
    given: dict[tuple[int, str], Decimal] = {}
    for link, part in money.lines:
        if link.line is not None:
            key = (link.line.year, str(link.line.kind))
            given[key] = given.get(key, NOUGHT) + part
    parts = [_of_kind(key, amount) for key, amount in sorted(given.items())]
    verb = "gives" if len(money.lines) == 1 else "give"
    linked = f"; {counted(len(money.lines), 'budget line')} {verb} it "
    if not parts:
        linked, parts = "; no budget line gives it anything", [""]
    found: list[Sentence] = [(*said, Span(linked), Span(joined(parts), True), Span("."))]
    if money.wanted.unpaid:
        found.append(plain(f"{pounds(money.wanted.unpaid)} of it has nobody to pay for it yet."))
    return [*found, *_of_below(under)]


def _of_below(under: Sequence[Below]) -> list[Sentence]:
    """What is linked below it, by year and kind."""
    sums: dict[tuple[int, str], Decimal] = {}
    for one in under:
        sums[one.year, one.kind] = sums.get((one.year, one.kind), NOUGHT) + one.amount
    parts = joined([_of_kind(key, amount) for key, amount in sorted(sums.items())])
    return [(Span("Linked to the lines below it: "), Span(parts, True), Span("."))] if parts else []
