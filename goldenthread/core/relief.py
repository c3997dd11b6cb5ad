"""The way out of an overloaded plan, as a problem of whole numbers: what may be done, and what each costs.

Every action stays as planned, is put off by some quarters, or is dropped. A choice is good if every service
stays within the limit in every quarter that has capacity on record, every year within its purse, and nothing
starts before what it waits for ends. Of good choices the best loses least; of those that lose the same, the
one that changes fewest actions, then the one with the smallest delay in all, then the one that leaves the
action with the lower key nearer to its plan. Days are in hundredths and money in pence, so that all is exact.
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
Choice = Mapping[int, int]  # by how many quarters each action is put off, by its key; or DROPPED


class Rule(NamedTuple):
    """What a way out may do, and how its loss is counted.

    `limit` is the percent of its capacity that a service may be asked for; `furthest` the quarters that an
    action may be put off; `share` the percent of its value that it loses with each. Quarters before `now` are
    past: nothing is moved out of them.
    """

    limit: int = 100
    furthest: int = 4
    share: int = 10
    now: int = 0

    def loss(self, value: int, delay: int) -> int:
        """What is lost, in hundredths of a point of value: all of it by dropping, a share by each quarter."""
        return value * (WHOLE if delay == DROPPED else min(WHOLE, self.share * delay))


class Limit(NamedTuple):
    """What there is of one thing: a service's hundredths of days in a quarter, or a year's pence."""

    cell: Cell | None
    year: int | None
    room: int


class Option(NamedTuple):
    """One thing that may be done with an action: the quarters' delay, what that loses, what it then uses.

    `uses` is by the number of a limit.
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
    """One action waits for another: it is put off by at least what the other is, less the slack between."""

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
    return Rank(loss, sum(map(bool, delays)), sum(delays), delays)


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
    """By how many quarters an action may be put off; 0 alone where it is fixed, done or past."""
    if work.is_done or work.due < rule.now:
        return [0]
    furthest = 0 if work.is_fixed else min(rule.furthest, FURTHEST)
    if work.latest is not None:
        furthest = min(furthest, max(0, work.latest - work.due))
    return [*range(furthest + 1), *([DROPPED] if work.may_drop else [])]


def _candidate(work: Work, rule: Rule, numbers: _Numbers, years: _Years) -> Candidate:
    return Candidate(
        work.key,
        tuple(
            Option(delay, rule.loss(work.value, delay), _uses(work, delay, rule.now, numbers, years))
            for delay in delays_of(work, rule)
        ),
        work.value,
    )


def _uses(work: Work, delay: int, now: int, numbers: _Numbers, years: _Years) -> dict[int, int]:
    """What an action uses when it is put off: its effort from now on moves with it, its money by the year."""
    found: dict[int, int] = defaultdict(int)
    for ask in work.asks:
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


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A problem made smaller without losing its best answer: who stays put, and parts without any tie."""

    put: tuple[int, ...]
    parts: tuple[Problem, ...]


def narrowed(problem: Problem) -> Narrowed:
    """Leave out what can't matter.

    A limit that can't be passed whatever is chosen is no limit. An action that uses none of the others as
    planned, and waits for nothing that may move, stays put: moving it loses value and makes no room. A delay
    that uses no less than a shorter one is no use, unless something that the action waits for needs it. What
    shares neither a limit nor an order is solved apart.
    """
    put: set[int] = set()
    binding, held = _binding(problem, put), -1
    while held != len(put):
        held = len(put)
        put |= _at_rest(problem, binding, put)
        binding = _binding(problem, put)
    waits = tuple(one for one in problem.waits if one.key not in put and one.on not in put)
    waiting = {one.key for one in waits}
    candidates = tuple(
        Candidate(each.key, _useful(each, binding, each.key in waiting), each.value)
        for each in problem.candidates
        if each.key not in put
    )
    limits = {number: problem.limits[number] for number in sorted(binding)}
    return Narrowed(tuple(sorted(put)), tuple(_parts(Problem(candidates, limits, waits))))


def _binding(problem: Problem, put: set[int]) -> set[int]:
    most: dict[int, int] = defaultdict(int)
    for each in problem.candidates:
        highest: dict[int, int] = defaultdict(int)
        for option in each.options[:1] if each.key in put else each.options:
            for number, amount in option.uses.items():
                highest[number] = max(highest[number], amount)
        for number, amount in highest.items():
            most[number] += amount
    return {number for number, limit in problem.limits.items() if most[number] > limit.room}


def _at_rest(problem: Problem, binding: set[int], put: set[int]) -> set[int]:
    found = {each.key for each in problem.candidates if not binding & each.options[0].uses.keys()}
    left = [one for one in problem.waits if one.key in found]
    while moved := {one.key for one in left if one.key in found and one.on not in found | put}:
        found -= moved
    return found


def _useful(each: Candidate, binding: set[int], is_waiting: bool) -> tuple[Option, ...]:
    kept: list[Option] = []
    for option in each.options:
        uses = {number: amount for number, amount in option.uses.items() if number in binding}
        trimmed = option._replace(uses=uses)
        if option.delay == DROPPED or is_waiting or not any(_is_no_worse(one, trimmed) for one in kept):
            kept.append(trimmed)
    return tuple(kept)


def _is_no_worse(one: Option, other: Option) -> bool:
    return all(amount <= other.uses.get(number, 0) for number, amount in one.uses.items())


def _parts(problem: Problem) -> Iterator[Problem]:
    """The parts of a problem that share neither a limit nor an order, the smallest first."""
    joined = _Joined()
    for each in problem.candidates:
        for number in _numbers_of(each):
            joined.join(("limit", number), each.key)
    for wait in problem.waits:
        joined.join(wait.key, wait.on)
    members: dict[object, list[Candidate]] = defaultdict(list)
    for each in problem.candidates:
        members[joined.root(each.key)].append(each)
    for held in sorted(members.values(), key=lambda held: (len(held), held[0].key)):
        keys = {one.key for one in held}
        numbers = {number for one in held for number in _numbers_of(one)}
        yield Problem(
            tuple(held),
            {number: problem.limits[number] for number in sorted(numbers)},
            tuple(one for one in problem.waits if one.key in keys),
        )


def _numbers_of(each: Candidate) -> set[int]:
    return {number for option in each.options for number in option.uses}


class _Joined:
    """What hangs together, by one that stands for all of it."""

    def __init__(self) -> None:
        self.above: dict[object, object] = {}

    def root(self, one: object) -> object:
        while self.above.setdefault(one, one) != one:
            one = self.above[one]
        return one

    def join(self, one: object, other: object) -> None:
        self.above[self.root(one)] = self.root(other)
