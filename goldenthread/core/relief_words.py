"""The words for a way out: what is done with an action and why, in days, pounds and points of value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from goldenthread.core.periods import in_words
from goldenthread.core.relief import DROPPED, Choice, Limit, Problem, Rule, used
from goldenthread.core.sentences import counted, spell
from goldenthread.core.words import number
from goldenthread.core.workload import Cell, Work, Workload

MOST_REASONS = 3


def points(hundredths: int) -> str:
    """“48.5 points”, “1 point”: value, which is kept in hundredths of a point."""
    return f"{number(Decimal(hundredths) / 100)} {'point' if hundredths == 100 else 'points'}"


def gap_percent(part: int, whole: int) -> str:
    """“0.43%”, rounded up at the second place, so that a gap is never said to be smaller than it is."""
    if not whole:
        return "0%"
    return f"{number(Decimal(-(-part * 10_000 // whole)) / 100)}%"


class Words:
    """The words for one workload and its problem under a rule."""

    def __init__(self, workload: Workload, problem: Problem, rule: Rule) -> None:
        self.workload, self.problem, self.rule = workload, problem, rule
        self.works: Mapping[int, Work] = {one.key: one for one in workload.works}
        self.candidates = {one.key: one for one in problem.candidates}
        self.planned = used(problem, {one.key: one.options[0].delay for one in problem.candidates})
        self.over = {n: amount for n, amount in self.planned.items() if amount > problem.limits[n].room}

    def title(self, key: int) -> str:
        return f"“{self.works[key].title}”"

    def when(self, quarter: int) -> str:
        """The months of a quarter, before and after the run too."""
        return in_words(self.workload.quarter(quarter))

    def name(self, limit: Limit) -> str:
        """“Built Environment in October to December 2012”, “Money for 2012/13”."""
        if limit.cell is None:
            return f"Money for {year_words(limit.year)}"
        return f"{self.workload.services[limit.cell.service]} in {self.when(limit.cell.quarter)}"

    def amount(self, limit: Limit, hundredths: int) -> str:
        """“40 days”, “£1,200”."""
        exact = Decimal(hundredths) / 100
        if limit.cell is None:
            return f"£{exact:,.0f}" if exact == int(exact) else f"£{exact:,.2f}"
        return f"{number(exact)} {'day' if exact == 1 else 'days'}"

    def full(self, limit: Limit, asked: int, verb: str = "") -> str:
        """“Built Environment in October to December 2012 is full: 212 days asked of 170.”"""
        room = self.amount(limit, limit.room).removesuffix(" days").removesuffix(" day")
        of = f" ({self.rule.limit}% of its capacity)" if limit.cell and self.rule.limit != 100 else ""
        verb = verb or ("is full" if limit.cell else "runs short")
        return f"{self.name(limit)} {verb}: {self.amount(limit, asked)} asked of {room}{of}."

    def doing(self, key: int, delay: int) -> str:
        """“Deferring “X” to the next quarter”, “Bringing “X” forward by two quarters”, “Dropping “X””."""
        if delay == DROPPED:
            return f"Dropping {self.title(key)}"
        if delay < 0:
            by = "to the quarter before" if delay == -1 else f"by {spell(-delay)} quarters"
            return f"Bringing {self.title(key)} forward {by}"
        by = "to the next quarter" if delay == 1 else f"by {spell(delay)} quarters"
        return f"Deferring {self.title(key)} {by}"

    def reasons(self, choice: Choice, key: int) -> tuple[str, ...]:
        """Why an action is changed: what it frees, what would be full if it stayed, what it waits for."""
        found = [*self._frees(choice, key), *self._waits(choice, key), *self._leads(choice, key)]
        if not found:
            found = list(self._makes_room(choice, key))
        return (*found[:MOST_REASONS], *self._unknown(choice, key))

    def _frees(self, choice: Choice, key: int) -> Iterator[str]:
        planned, chosen = self.candidates[key].options[0], self.candidates[key].option(choice[key])
        freed = {n: amount - chosen.uses.get(n, 0) for n, amount in planned.uses.items() if n in self.over}
        doing, there = f"{self.doing(key, choice[key])} frees", ""
        for n in sorted(freed, key=lambda n: (-freed[n], n)):
            if freed[n] > 0:
                limit = self.problem.limits[n]
                yield f"{self.full(limit, self.over[n])} {doing} {self.amount(limit, freed[n])}{there}."
                doing, there = "It frees", " there"

    def _waits(self, choice: Choice, key: int) -> Iterator[str]:
        for wait in self.problem.waits:
            on = choice[wait.on]
            if wait.key == key and not wait.is_kept(0, on):
                done = "dropped" if on == DROPPED else f"put off by {counted(on, 'quarter')}"
                yield f"It waits for {self.title(wait.on)}, which is {done}."

    def _leads(self, choice: Choice, key: int) -> Iterator[str]:
        for wait in self.problem.waits:
            delay = choice[wait.key]
            if wait.on == key and delay < 0 and not wait.is_kept(delay, 0):
                yield f"{self.title(wait.key)} waits for it, and is brought forward."

    def _makes_room(self, choice: Choice, key: int) -> Iterator[str]:
        stays = used(self.problem, {**choice, key: 0})
        planned = self.candidates[key].options[0].uses
        for n in sorted(planned, key=lambda n: (self.problem.limits[n].room - stays[n], n)):
            limit = self.problem.limits[n]
            if stays[n] > limit.room:
                full = self.full(limit, stays[n], "would be full" if limit.cell else "would run short")
                yield f"It makes room for what is moved there. If it stayed: {full}"

    def _unknown(self, choice: Choice, key: int) -> Iterator[str]:
        """Say where effort goes that no capacity is on record for."""
        delay = choice[key]
        if delay == DROPPED:
            return
        to = {
            Cell(ask.service, quarter + delay)
            for ask in self.works[key].asks
            for quarter in ask.by_quarter
            if quarter >= self.rule.now
        }
        blind = sorted(
            (cell.quarter, self.workload.services[cell.service]) for cell in to - self.workload.given.keys()
        )
        if blind:
            quarter, service = blind[0]
            more = f" and {counted(len(blind) - 1, 'more such place')}" if len(blind) > 1 else ""
            place = f"{service} in {self.when(quarter)}{more}"
            yield f"No capacity is on record for {place}, so whether there is room isn’t known."


def year_words(year: int | None) -> str:
    """“2012/13”: a financial year by the one it begins in."""
    return f"{year or 0}/{((year or 0) + 1) % 100:02}"
