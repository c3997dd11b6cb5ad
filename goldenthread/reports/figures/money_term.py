"""The medium term: money released and taken by priority and year, and days of work beside it (R054)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.core.money_term import Entry, Term, What, beyond, ended, medium_term
from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.periods import quarter
from goldenthread.core.sentences import Sentence, Span, plain
from goldenthread.core.workload import NOUGHT
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.money import bid_of
from goldenthread.resources.models import Bid
from goldenthread.resources.money_queries import bids_of, thread_of, wanted_in, year_on
from goldenthread.resources.workload_queries import quarters_from, workload_of, year_start_of

MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class MediumTerm:
    """The medium term by priority: money, and days where somebody said what work takes."""

    term: Term
    priorities: Sequence[tuple[int, str]]
    asked: Mapping[tuple[int | None, int], Decimal]
    given: Mapping[int, Decimal]

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
    term = medium_term(years, _entries(council, years, top_of, viewer))
    return MediumTerm(term, tops, asked, given)


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
) -> Iterator[Entry]:
    """Approved savings and bids by their links; costs that approved bids don't pay."""
    approved = [bid for bid in bids_of(council, viewer) if bid.outcome == Bid.Outcome.APPROVED]
    paid: dict[tuple[int, int], Decimal] = defaultdict(lambda: NOUGHT)
    for bid in approved:
        what = What.SAVING if bid.is_saving else What.GROWTH
        for year, element, amount in _parts(bid, years):
            yield Entry(_priority(bid, element, top_of), year, what, amount)
            if element is not None and what is What.GROWTH:
                paid[element, year] += amount
        if what is What.GROWTH:
            yield from _ended(bid, years, top_of)
    for (element, year), amount in _costs(council).items():
        yield Entry(top_of.get(element), year, What.COST, beyond(amount, paid[element, year]))


def _costs(council: Council) -> dict[tuple[int, int], Decimal]:
    """What elements cost the council by year, where somebody pays for it."""
    found: dict[tuple[int, int], Decimal] = defaultdict(lambda: NOUGHT)
    for element, wanted in wanted_in(council).items():
        for cost in wanted.costs:
            if cost.payer != cost.Payer.UNFUNDED:
                found[element, cost.year] += cost.amount
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


def _ended(bid: Bid, years: Sequence[int], top_of: Mapping[int, int]) -> Iterator[Entry]:
    """What was for one year only is released in the next, by the priority it went to."""
    one_off = {one.year: one.one_off for one in bid.years.all()}
    for year, amount in ended(one_off, years).items():
        priorities = {_priority(bid, one.element_id, top_of) for one in bid.links.all()}
        served = _priority(bid, None, top_of)
        yield Entry(priorities.pop() if len(priorities) == 1 else served, year, What.ENDED, amount)


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
    """What the years release and take, and in which year more is taken than is released."""
    years = found.term.years
    released = sum((found.term.in_all(y, w) for y in years for w in What if w.is_released), NOUGHT)
    taken = sum((found.term.in_all(y, w) for y in years for w in What if not w.is_released), NOUGHT)
    if not released and not taken:
        return [plain("Nothing is approved or costed for these years yet.")]
    said: list[Sentence] = [
        (
            Span(f"From {year_named(years[0])} to {year_named(years[-1])}, "), Span(pounds(released), True),
            Span(" is released and "), Span(pounds(taken), True), Span(" is taken."),
        )
    ]  # fmt: skip
    short = [year for year in years if found.term.left(year) < 0]
    if short:
        named = ", ".join(year_named(year) for year in short)
        said.append(plain(f"More is taken than is released in {named}."))
    return said
