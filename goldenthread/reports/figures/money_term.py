"""The medium term: money released and allocated by priority and year, and days of work beside it (R054)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.core.duties import joined
from goldenthread.core.money_term import (
    ALLOCATED,
    RELEASED,
    Entry,
    Term,
    What,
    beyond,
    ended,
    medium_term,
)
from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.periods import quarter
from goldenthread.core.sentences import Sentence, Span, plain
from goldenthread.core.workload import NOUGHT
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.money import bid_of
from goldenthread.resources.models import Bid, Cost
from goldenthread.resources.money_queries import bids_of, kind_of, thread_of, wanted_in, year_on
from goldenthread.resources.workload_queries import quarters_from, workload_of, year_start_of

MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class MediumTerm:
    """The medium term by priority: revenue, capital, and days where somebody said what work takes."""

    terms: Mapping[str, Term]
    priorities: Sequence[tuple[int, str]]
    asked: Mapping[tuple[int | None, int], Decimal]
    given: Mapping[int, Decimal]

    @property
    def revenue(self) -> Term:
        return self.terms[Cost.Kind.REVENUE]

    @property
    def capital(self) -> Term:
        return self.terms[Cost.Kind.CAPITAL]

    @property
    def years(self) -> tuple[int, ...]:
        return self.revenue.years

    @property
    def rows(self) -> list[tuple[int | None, str]]:
        """The priorities, and what is tied to none of them."""
        return [*self.priorities, (None, "Tied to none of these")]

    def asked_in(self, year: int) -> Decimal:
        return sum((days for (_, at), days in self.asked.items() if at == year), NOUGHT)

    def freed(self, year: int) -> Decimal:
        """How many days fewer than the year before are asked, of the priorities that ask for fewer."""
        return sum((max(-self._more(key, year), NOUGHT) for key, _ in self.rows), NOUGHT)

    def taken(self, year: int) -> Decimal:
        """How many days more than the year before are asked, of the priorities that ask for more."""
        return sum((max(self._more(key, year), NOUGHT) for key, _ in self.rows), NOUGHT)

    def _more(self, priority: int | None, year: int) -> Decimal:
        return self.asked.get((priority, year), NOUGHT) - self.asked.get((priority, year - 1), NOUGHT)


def term_of(
    council: Council, edition: Edition | None, tops: Sequence[tuple[int, str]], on: date, viewer: Officer
) -> MediumTerm:
    """The five years from a day's, by the topmost lines of an edition: a fixed number of queries."""
    first = year_on(council, on)
    years = tuple(range(first, first + MOST_YEARS))
    top_of = _tops(edition, tops, viewer)
    asked, given = _days(council, edition, top_of, on, viewer)
    entries: dict[str, list[Entry]] = {kind: [] for kind in Cost.Kind.values}
    for kind, entry in _entries(council, years, top_of, viewer):
        entries[kind].append(entry)
    terms = {kind: medium_term(years, held) for kind, held in entries.items()}
    return MediumTerm(terms, tops, asked, given)


def _tops(edition: Edition | None, tops: Sequence[tuple[int, str]], viewer: Officer) -> dict[int, int]:
    """Which of the topmost lines each line of the edition stands under."""
    if edition is None:
        return {}
    parent_of, named = thread_of([edition.pk], viewer).parent_of, {pk for pk, _ in tops}
    found = {}
    for line in parent_of:
        at: int | None = line
        while at is not None and at not in named:
            at = parent_of.get(at)
        if at is not None:
            found[line] = at
    return found


def _entries(
    council: Council, years: Sequence[int], top_of: Mapping[int, int], viewer: Officer
) -> Iterator[tuple[str, Entry]]:
    """Approved savings and bids by their links, and elements' costs: each with its kind of money."""
    paid: dict[tuple[str, int, int], Decimal] = defaultdict(lambda: NOUGHT)
    for bid in bids_of(council, viewer):
        if bid.outcome != Bid.Outcome.APPROVED:
            continue
        kind, what = kind_of(bid), What.SAVING if bid.is_saving else What.GROWTH
        for year, element, amount in _parts(bid, years):
            yield kind, Entry(_priority(bid, element, top_of), year, what, amount)
            if element is not None and what is What.GROWTH:
                paid[kind, element, year] += amount
        if what is What.GROWTH:
            yield from ((kind, one) for one in _for_once(bid, years))
    for (kind, element, year, payer), amount in _costs(council, years).items():
        what = _WHAT.get(payer, What.ELSEWHERE)
        given = paid[kind, element, year] if what is What.COST else NOUGHT
        yield kind, Entry(top_of.get(element), year, what, beyond(amount, given))


_WHAT: dict[str, What] = {Cost.Payer.BUDGET: What.COST, Cost.Payer.UNFUNDED: What.NOBODY}


def _costs(council: Council, years: Sequence[int]) -> dict[tuple[str, int, int, str], Decimal]:
    """What elements cost by kind, element, year and who pays; what comes again counts in each later year."""
    found: dict[tuple[str, int, int, str], Decimal] = defaultdict(lambda: NOUGHT)
    for element, wanted in wanted_in(council).items():
        for cost in wanted.costs:
            for year in years:
                if cost.year == year or (cost.is_recurring and cost.year < year):
                    found[cost.kind, element, year, cost.payer] += cost.amount
    return dict(found)


def _parts(bid: Bid, years: Sequence[int]) -> Iterator[tuple[int, int | None, Decimal]]:
    """Each share of a bid in each year, and what is not linked."""
    for year in years:
        held = bid_of(bid, year)
        yield from ((year, one.link.element_id, one.amount) for one in held.paid)
        yield year, None, held.left


def _priority(bid: Bid, element: int | None, top_of: Mapping[int, int]) -> int | None:
    """The priority of a share: that of its element; of what is not linked, the one the decision served."""
    if element is not None:
        return top_of.get(element)
    return top_of.get(bid.priority_id) if bid.priority_id else None


def _for_once(bid: Bid, years: Sequence[int]) -> Iterator[Entry]:
    """What of a bid is for one year only, and what of it ended in the year before: told beside, not added."""
    one_off = {one.year: one.one_off for one in bid.years.all()}
    yield from (Entry(None, year, What.ONCE, one_off.get(year, NOUGHT)) for year in years)
    yield from (Entry(None, year, What.ENDED, amount) for year, amount in ended(one_off, years).items())


def _days(
    council: Council, edition: Edition | None, top_of: Mapping[int, int], on: date, viewer: Officer
) -> tuple[dict[tuple[int | None, int], Decimal], dict[int, Decimal]]:
    """The days asked of services by priority and year, and those they can give: three years at most."""
    if edition is None:
        return {}, {}
    start = year_start_of(council)
    first = year_on(council, on)
    quarters = quarters_from(quarter(first, 1, start), 12)
    held = workload_of(edition, quarters, on, viewer)
    asked: dict[tuple[int | None, int], Decimal] = defaultdict(lambda: NOUGHT)
    for work in held.works:
        for ask in work.asks:
            for place, days in ask.by_quarter.items():
                asked[top_of.get(work.key), first + place // 4] += days.likely
    given: dict[int, Decimal] = defaultdict(lambda: NOUGHT)
    for cell, capacity in held.given.items():
        given[first + cell.quarter // 4] += capacity.days
    return dict(asked), dict(given)


def of_term(found: MediumTerm) -> list[Sentence]:
    """What is released, allocated and left in the last year, which years fall short, what nobody pays."""
    if not found.revenue and not found.capital:
        return [plain("Nothing is approved or costed for these years yet.")]
    said: list[Sentence] = []
    if found.revenue:
        said.append(_of_revenue(found.revenue))
        said += _short(found.revenue, "revenue")
    if found.capital:
        said += _short(found.capital, "capital")
    unpaid = {
        year: sum((term.in_all(year, What.NOBODY) for term in found.terms.values()), NOUGHT)
        for year in found.years
    }
    if any(unpaid.values()):
        said.append(plain(f"Nobody pays yet for {_by_year(unpaid)}."))
    return said


def _of_revenue(term: Term) -> Sentence:
    last = term.years[-1]
    released, allocated = (term.in_all(last, *what) for what in (RELEASED, ALLOCATED))
    taken = f"{pounds(allocated)} is" if allocated else "none of it is"
    return (
        Span(f"In {year_named(last)} savings release "), Span(f"{pounds(released)} of revenue", True),
        Span(f" and {taken} allocated; "), Span(pounds(max(term.left(last), NOUGHT)), True),
        Span(" is left."),
    )  # fmt: skip


def _short(term: Term, kind: str) -> list[Sentence]:
    """In which years more is allocated than is released, and how much more."""
    short = {year: -term.left(year) for year in term.years if term.left(year) < 0}
    if not short:
        return []
    more = f"More {kind} is allocated than savings release"
    return [plain(f"{more}: {_by_year(short)} has to come from elsewhere.")]


def _by_year(amounts: Mapping[int, Decimal]) -> str:
    return joined([f"{pounds(one)} in {year_named(year)}" for year, one in amounts.items() if one])
