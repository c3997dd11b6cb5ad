"""Gathering what an edition asks of services and what they can give: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Q

from goldenthread.core.periods import Period, YearStart, financial_year_of, next_period, quarter_of
from goldenthread.core.scenario import later
from goldenthread.core.thread import ancestors
from goldenthread.core.workload import (
    NOUGHT,
    Ask,
    Cell,
    Estimate,
    Event,
    Given,
    Outside,
    Work,
    Workload,
    spread,
    worth,
)
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.update_queries import latest_two
from goldenthread.resources.models import Capacity, Cost, Dependency, Effort, Need, Purse, Terms

MOST_QUARTERS = 12
DAY = timedelta(days=1)


class _Line(NamedTuple):
    """A line of the edition, as far as its workload goes."""

    id: int
    parent_id: int | None
    title: str
    starts_on: date | None
    due_on: date | None
    rank: int | None
    is_asked: bool


def year_start_of(council: Council) -> YearStart:
    """When the council's financial year begins."""
    return YearStart(council.year_start_month, council.year_start_day)


def quarters_from(first: Period, count: int) -> tuple[Period, ...]:
    """A run of quarters."""
    found = [first]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return tuple(found)


def quarters_of_edition(edition: Edition, on: date) -> tuple[Period, ...]:
    """The quarters an edition runs over, at most twelve; without dates, the eight that begin with a day's.

    An edition of several years is looked at from the later of its start and the year of `on`.
    """
    start = year_start_of(edition.plan.council)
    begins = edition.starts_on or on
    if edition.ends_on is None or edition.ends_on < begins:
        return quarters_from(quarter_of(begins, start), 8)
    if begins < on <= edition.ends_on:
        begins = max(begins, financial_year_of(on, start).starts_on)
    first, last = quarter_of(begins, start), quarter_of(edition.ends_on, start)
    count = (last.starts_on.year - first.starts_on.year) * 4
    count += (last.starts_on.month - first.starts_on.month) // 3 + 1
    return quarters_from(first, min(count, MOST_QUARTERS))


def workload_of(
    edition: Edition, quarters: Sequence[Period], on: date, viewer: Officer, beyond: int = 0
) -> Workload:
    """What the lines of an edition that need capacity ask of services, beside what services can give.

    A line counts where its level asks for capacity or somebody said what it needs. The effort that falls in
    quarters outside the run is left out of it, and counted apart. `beyond` is how many quarters after the run
    effort and capacity are gathered of too; what has no dates is spread over the run alone. A fixed number of
    queries, whatever the size.
    """
    council = edition.plan.council
    lines = _lines(edition, viewer)
    counted = [one for one in lines.values() if one.is_asked]
    parent_of = {one.id: one.parent_id for one in lines.values()}
    numbers = _Numbers(quarters, beyond)
    done = {pk for pk, (last, *_) in latest_two(edition, on).items() if last.is_done}
    asks = _asks(edition, lines, numbers)
    terms = {one.element_id: one for one in Terms.objects.filter(element__edition=edition)}
    waits, events = _dependencies(edition, numbers)
    money = _money(edition, _last_year(edition, quarters))
    ranks = {one.rank for one in counted if one.rank is not None}

    def work(line: _Line) -> Work:
        held = tuple(_inside(ask, numbers) for ask in asks.get(line.id, ()))
        starts, due = numbers.dates(line, held)
        own = terms.get(line.id)
        return Work(
            key=line.id, title=line.title, starts=starts, due=due, asks=held,
            is_fixed=bool(own and own.is_fixed),
            latest=numbers.of(own.latest_on) if own and own.latest_on else None,
            may_drop=own.may_drop if own else True,
            value=worth(own.value if own else None, line.rank, ranks),
            rank=line.rank,
            waits_for=tuple(waits.get(line.id, ())), events=tuple(events.get(line.id, ())),
            groups=tuple(reversed(ancestors(line.id, parent_of))),
            money=money.get(line.id, {}),
            is_done=line.id in done,
        )  # fmt: skip

    services, given = _capacity(council, numbers)
    outside = _outside((ask for pk in asks.keys() - done for ask in asks[pk]), numbers)
    return Workload(numbers.run, services, given, tuple(map(work, counted)), _purse(edition), outside)


def _inside(ask: Ask, numbers: _Numbers) -> Ask:
    held = {quarter: days for quarter, days in ask.by_quarter.items() if numbers.is_inside(quarter)}
    return replace(ask, by_quarter=held)


def _outside(asks: Iterable[Ask], numbers: _Numbers) -> Outside:
    found = [
        (quarter < 0, days.likely)
        for ask in asks
        for quarter, days in ask.by_quarter.items()
        if not numbers.is_inside(quarter)
    ]
    before, after = ([days for is_before, days in found if is_before is which] for which in (True, False))
    return Outside(sum(before, NOUGHT), sum(after, NOUGHT))


def _lines(edition: Edition, viewer: Officer) -> dict[int, _Line]:
    asked = Q(level__needs_capacity=True) | Q(
        pk__in=Need.objects.filter(element__edition=edition).values("element")
    )
    rows = (
        Element.objects.listed()
        .seen_by(viewer)
        .filter(edition=edition)
        .order_by("level__position", "position", "id")
    )
    names = ("id", "parent_id", "title", "starts_on", "due_on", "rank")
    counted = set(rows.filter(asked).order_by().values_list("pk", flat=True))
    return {
        pk: _Line(pk, parent, title, starts, due, rank, pk in counted)
        for pk, parent, title, starts, due, rank in rows.values_list(*names)
    }


class _Numbers:
    """The quarters by number; days before and after them have numbers too."""

    def __init__(self, run: Sequence[Period], beyond: int = 0) -> None:
        self.run = tuple(run)
        self.first = self.run[0].starts_on
        gathered = quarters_from(self.run[0], len(self.run) + beyond)
        self.by_day = {one.starts_on: number for number, one in enumerate(gathered)}

    def is_inside(self, quarter: int) -> bool:
        return 0 <= quarter < len(self.by_day)

    def of(self, on: date) -> int:
        """The number of the quarter that a day falls in; below 0 before the first."""
        months = (on.year - self.first.year) * 12 + on.month - self.first.month
        if on.day < self.first.day:
            months -= 1
        return months // 3

    def dates(self, line: _Line, asks: Sequence[Ask]) -> tuple[int, int]:
        """When a line starts and is due: as it says, or as its effort lies, or all through."""
        held = [quarter for ask in asks for quarter in ask.by_quarter]
        starts = self.of(line.starts_on) if line.starts_on else min(held, default=0)
        due = self.of(line.due_on) if line.due_on else max(held, default=len(self.run) - 1)
        return min(starts, due), due

    def days_in(self, line: _Line) -> dict[int, int]:
        """The days of a line that fall in each quarter of the run; without dates, the whole run."""
        starts = line.starts_on or min(self.first, line.due_on or self.first)
        ends = line.due_on or max(self.run[-1].ends_on, starts)
        found = {}
        for number in range(self.of(starts), self.of(ends) + 1):
            first, after = later(self.first, number), later(self.first, number + 1)
            found[number] = (min(ends + DAY, after) - max(starts, first)).days
        return {number: days for number, days in found.items() if days > 0}


def _asks(edition: Edition, lines: Mapping[int, _Line], numbers: _Numbers) -> dict[int, list[Ask]]:
    efforts: dict[int, dict[int, Estimate]] = defaultdict(dict)
    rows = Effort.objects.filter(need__element__edition=edition)
    for need, on, *days in rows.values_list("need_id", "quarter_on", "low", "likely", "high"):
        efforts[need][numbers.of(on)] = Estimate(*days)
    found: dict[int, list[Ask]] = defaultdict(list)
    needs = Need.objects.filter(element__edition=edition, service__isnull=False, days__isnull=False)
    for one in needs.order_by("service__name", "id"):
        line = lines.get(one.element_id)
        if line is None or one.days is None or one.service_id is None:
            continue
        said = efforts.get(one.pk)
        by_quarter = said or spread(_whole(one), numbers.days_in(line))
        found[line.id].append(Ask(one.service_id, by_quarter, one.confirmed_on is not None, not said))
    return found


def _whole(need: Need) -> Estimate:
    assert need.days is not None
    return Estimate(
        need.days if need.days_low is None else need.days_low,
        need.days,
        need.days if need.days_high is None else need.days_high,
    )


def _dependencies(edition: Edition, numbers: _Numbers) -> tuple[dict[int, list[int]], dict[int, list[Event]]]:
    waits: dict[int, list[int]] = defaultdict(list)
    events: dict[int, list[Event]] = defaultdict(list)
    for one in Dependency.objects.filter(element__edition=edition).order_by("on_id", "id"):
        if one.on_id is not None:
            waits[one.element_id].append(one.on_id)
        elif one.event_on is not None:
            likely = numbers.of(one.event_on)
            events[one.element_id].append(
                Event(one.event, likely, numbers.of(one.event_latest_on or one.event_on))
            )
    return waits, events


def _money(edition: Edition, last: int) -> dict[int, dict[int, Decimal]]:
    """What the council pays itself, by element and year: neither a partner's money nor what is in kind.

    What comes again counts in each later year too, up to the last of the edition.
    """
    found: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOUGHT))
    rows = Cost.objects.filter(element__edition=edition, is_in_kind=False).exclude(payer=Cost.Payer.PARTNER)
    for element, year, amount, again in rows.values_list("element_id", "year", "amount", "is_recurring"):
        for one in range(year, max(last, year) + 1 if again else year + 1):
            found[element][one] += amount
    return {element: dict(years) for element, years in found.items()}


def _purse(edition: Edition) -> dict[int, Decimal]:
    """The council's own money for the edition's actions, by year."""
    return dict(Purse.objects.filter(edition=edition).values_list("year", "amount"))


def _last_year(edition: Edition, quarters: Sequence[Period]) -> int:
    """The year that an edition's last financial year begins in; without an end, the run's."""
    ends = edition.ends_on or quarters[-1].ends_on
    return financial_year_of(ends, year_start_of(edition.plan.council)).starts_on.year


def _capacity(council: Council, numbers: _Numbers) -> tuple[dict[int, str], dict[Cell, Given]]:
    names = dict(
        Service.objects.filter(council=council)
        .order_by(F("directorate__name"), "name")
        .values_list("pk", "name")
    )
    rows = Capacity.objects.filter(council=council, quarter_on__in=list(numbers.by_day))
    given = {
        Cell(one.service_id, numbers.by_day[one.quarter_on]): Given(one.net, one.confirmed_on is not None)
        for one in rows
    }
    return names, given


def editions_with_needs(council: Council) -> set[int]:
    """The editions of which somebody said what some line needs: one query."""
    rows = Need.objects.filter(council=council, element__state=Element.State.LIVE)
    return set(rows.order_by().values_list("element__edition_id", flat=True).distinct())
