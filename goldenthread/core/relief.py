"""The way out of an overloaded plan, as a problem of whole numbers: what may be done, and what each costs.

Every action stays as planned, is put off or brought forward by some quarters, or is dropped. A choice is good
if every service stays within the limit in every quarter that has capacity on record, every year within its
purse, and nothing starts before what it waits for ends. Of good choices the best loses least; of those that
lose the same, the one that changes fewest actions, then the one that moves them by the fewest quarters, then
the one that leaves the action with the lower key nearer to its plan. Days are in hundredths and money in
pence, so that all is exact.
Source: City of York 2008 (a strategy must be achievable); Cheltenham 2012 (a prioritised list of activities).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goldenthread.core.periods import COUNCIL_YEAR, YearStart
from goldenthread.core.workload import Cell, Work, Workload

DROPPED = 13  # quarters: one more than an action may ever be put off, so that dropping ranks last
FURTHEST = 12
WHOLE = 100  # of value: a loss is counted in hundredths of a point
Choice = Mapping[int, int]  # quarters by which each action is put off (below 0: brought forward); or DROPPED


class Rule(NamedTuple):
    """What a way out may do, and how its loss is counted.

    `limit` is the percent of its capacity that a service may be asked for; `furthest` the quarters that an
    action may be put off; `share` the percent of its value that it loses with each; `sooner` the quarters
    that it may be brought forward, which loses nothing. Quarters before `now` are past: nothing is moved out
    of them, nor into them.
    """

    limit: int = 100
    furthest: int = 4
    share: int = 10
    now: int = 0
    sooner: int = 1

    def loss(self, value: int, delay: int) -> int:
        """What is lost, in hundredths of a point of value: all of it by dropping, a share by each quarter."""
        return value * (WHOLE if delay == DROPPED else min(WHOLE, self.share * max(0, delay)))


def nearness(delay: int) -> int:
    """How near to its plan an action stays, the smallest nearest; of two as near, the sooner comes first."""
    return 2 * abs(delay) - (delay < 0)


class Limit(NamedTuple):
    """What there is of one thing: a service's hundredths of days in a quarter, or a year's pence."""

    cell: Cell | None
    year: int | None
    room: int


class Option(NamedTuple):
    """One thing that may be done with an action: the quarters' delay, what that loses, what it then uses.

    A delay below 0 brings the action forward. `uses` is by the number of a limit.
    """

    delay: int
    loss: int
    uses: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action, what may be done with it (as planned first, dropping last), and its value in points."""

    key: int
    options: tuple[Option, ...]
    value: int = 0

    def option(self, delay: int) -> Option:
        """The option with a delay. Raises KeyError."""
        for one in self.options:
            if one.delay == delay:
                return one
        raise KeyError(delay)

    @property
    def may_drop(self) -> bool:
        return self.options[-1].delay == DROPPED


class Wait(NamedTuple):
    """One action waits for another: it is put off by at least what the other is, less the slack between.

    What is brought forward is put off by less than nothing.
    """

    key: int
    on: int
    slack: int

    def is_kept(self, delay: int, on: int) -> bool:
        """True where the two delays leave them in order; what waits for a dropped action is dropped too."""
        if delay == DROPPED:
            return True
        return on != DROPPED and on <= delay + self.slack


@dataclass(frozen=True, slots=True)
class Problem:
    """What may be done with each action, what there is of everything, and what waits for what."""

    candidates: tuple[Candidate, ...]
    limits: Mapping[int, Limit]
    waits: tuple[Wait, ...] = ()

    @property
    def worth(self) -> int:
        """The value of everything as planned, in hundredths of a point."""
        return sum(each.value * WHOLE for each in self.candidates)


class Rank(NamedTuple):
    """How good a choice is, the smallest best: see the head of this module."""

    loss: int
    changed: int
    delay: int
    by_key: tuple[int, ...]


def rank_of(problem: Problem, choice: Choice) -> Rank:
    """How good a choice is, whether or not it can be done."""
    in_order = sorted(problem.candidates, key=lambda one: one.key)
    delays = tuple(choice[one.key] for one in in_order)
    loss = sum(one.option(delay).loss for one, delay in zip(in_order, delays, strict=True))
    return Rank(loss, sum(map(bool, delays)), sum(map(abs, delays)), tuple(map(nearness, delays)))


def used(problem: Problem, choice: Choice) -> dict[int, int]:
    """What a choice uses of every limit."""
    found = dict.fromkeys(problem.limits, 0)
    for each in problem.candidates:
        for limit, amount in each.option(choice[each.key]).uses.items():
            found[limit] += amount
    return found


def passed(problem: Problem, choice: Choice) -> list[int]:
    """The limits that a choice goes past."""
    return [
        number for number, amount in used(problem, choice).items() if amount > problem.limits[number].room
    ]


def is_good(problem: Problem, choice: Choice) -> bool:
    """True where a choice keeps every limit and every order."""
    kept = all(wait.is_kept(choice[wait.key], choice[wait.on]) for wait in problem.waits)
    return kept and not passed(problem, choice)


def problem_of(workload: Workload, rule: Rule, year_start: YearStart = COUNCIL_YEAR) -> Problem:
    """The problem that a workload poses under a rule."""
    years = _Years(workload, year_start)
    cells = {
        cell: int(given.days * 100) * rule.limit // 100
        for cell, given in sorted(workload.given.items())
        if cell.quarter >= rule.now
    }
    limits = [Limit(cell, None, room) for cell, room in cells.items()]
    limits += [Limit(None, year, int(pounds * 100)) for year, pounds in sorted(workload.purse.items())]
    numbers = _Numbers(
        {one.cell: number for number, one in enumerate(limits) if one.cell is not None},
        {one.year: number for number, one in enumerate(limits) if one.year is not None},
    )
    candidates = tuple(_candidate(work, rule, numbers, years) for work in workload.works)
    return Problem(candidates, dict(enumerate(limits)), tuple(waits_of(workload)))


def waits_of(workload: Workload) -> Iterator[Wait]:
    """What waits for what in a plan; a pair that is out of order as planned may not get worse."""
    by_key = {work.key: work for work in workload.works}
    for work in workload.works:
        for on in sorted(set(work.waits_for)):
            if on in by_key and on != work.key:
                yield Wait(work.key, on, max(0, work.starts - by_key[on].due))


def out_of_order(workload: Workload) -> list[Wait]:
    """The pairs that are out of order in the plan as it stands; the slack is how far, in quarters below 0."""
    by_key = {work.key: work for work in workload.works}
    gaps = [(one, by_key[one.key].starts - by_key[one.on].due) for one in waits_of(workload)]
    return [one._replace(slack=gap) for one, gap in gaps if gap < 0]


class _Numbers(NamedTuple):
    cells: Mapping[Cell, int]
    years: Mapping[int, int]


class _Years:
    """The financial year that each quarter of a run lies in, before and after the run too."""

    def __init__(self, workload: Workload, year_start: YearStart) -> None:
        self.first = workload.quarters[0].starts_on if workload.quarters else date(2000, 4, 1)
        self.start = year_start

    def of(self, quarter: int) -> int:
        months = self.first.year * 12 + self.first.month - 1 + 3 * quarter
        year, month = divmod(months, 12)
        return year if (month + 1, self.first.day) >= (self.start.month, self.start.day) else year - 1


def delays_of(work: Work, rule: Rule) -> list[int]:
    """By how many quarters an action may be put off, below 0 brought forward, in the order of what they lose.

    0 alone where it is done or past, 0 or dropped where its dates are fixed.
    """
    if work.is_done or work.due < rule.now:
        return [0]
    furthest = 0 if work.is_fixed else min(rule.furthest, FURTHEST)
    if work.latest is not None:
        furthest = min(furthest, max(0, work.latest - work.due))
    moved = [*range(-_soonest(work, rule), 0), *range(1, furthest + 1)]
    moved.sort(key=lambda delay: (rule.loss(work.value, delay), nearness(delay)))
    return [0, *moved, *([DROPPED] if work.may_drop else [])]


def _soonest(work: Work, rule: Rule) -> int:
    """How far an action may be brought forward: not into the past, nor before an event that it waits for.

    One that has begun stays where it is.
    """
    if work.is_fixed:
        return 0
    efforts = [quarter for ask in work.asks for quarter in ask.by_quarter]
    earliest = max([rule.now, 0, *(event.latest for event in work.events)])
    return max(0, min(rule.sooner, FURTHEST, min([work.starts, *efforts]) - earliest))


def _candidate(work: Work, rule: Rule, numbers: _Numbers, years: _Years) -> Candidate:
    return Candidate(
        work.key,
        tuple(
            Option(delay, rule.loss(work.value, delay), _uses(work, delay, rule.now, numbers, years))
            for delay in delays_of(work, rule)
            if delay >= 0 or _is_known(work, delay, rule.now, numbers)
        ),
        work.value,
    )


def _is_known(work: Work, delay: int, now: int, numbers: _Numbers) -> bool:
    """True where capacity is on record wherever effort would lie: nothing is pulled into the unknown."""
    return all(
        Cell(ask.service, quarter + delay) in numbers.cells
        for ask in work.asks
        for quarter, days in ask.by_quarter.items()
        if quarter >= now and days.likely
    )


def _uses(work: Work, delay: int, now: int, numbers: _Numbers, years: _Years) -> dict[int, int]:
    """What an action uses when it is moved: its effort from now on goes with it, its money by the year.

    One that is done asks for no more effort.
    """
    found: dict[int, int] = defaultdict(int)
    for ask in () if work.is_done else work.asks:
        for quarter, days in ask.by_quarter.items():
            is_past = quarter < now
            to = Cell(ask.service, quarter if is_past or delay == DROPPED else quarter + delay)
            if to in numbers.cells and delay != DROPPED and days.likely:
                found[numbers.cells[to]] += int(days.likely * 100)
    if delay == DROPPED:
        return {}
    later = years.of(work.starts + delay) - years.of(work.starts)
    for year, pounds in work.money.items():
        if year + later in numbers.years and pounds > 0:
            found[numbers.years[year + later]] += int(pounds * 100)
    return dict(found)
