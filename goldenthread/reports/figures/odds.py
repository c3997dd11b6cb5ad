"""The odds of delivery of an edition: what a simulation came to, named as far as somebody may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.core.odds import Odds, OfGroup, OfWork
from goldenthread.core.odds_states import RUN
from goldenthread.core.odds_told import Names, driver_words, headline, limits, room_words, settled
from goldenthread.core.periods import Period, in_words, next_period, quarter_of
from goldenthread.core.sentences import Sentence, counted, on_day, plain, spell, start
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.models import OddsRun
from goldenthread.resources.odds_queries import Line, lines_read, odds_in, services_named
from goldenthread.resources.workload_queries import year_start_of

MOST_DRIVERS = 5


@dataclass(frozen=True, slots=True)
class OddsShown:
    """A simulation that is worked out, ready to be shown to one person."""

    run: OddsRun
    found: Odds
    names: Names
    lines: dict[int, Line]

    @property
    def sentences(self) -> list[Sentence]:
        """The chance of what somebody said the effort of; the others stand apart, and have none."""
        unsaid = len(self.unsaid)
        if not unsaid:
            return headline(self.found, self.names)
        if unsaid == self.found.works:
            whose = self.names.whose
            return [plain(f"{whose}: nobody has said what any of its actions takes, so it has no odds.")]
        first = headline(self.apart, self.names)
        if self.apart is not self.found:
            of_them = f"Of {counted(unsaid, 'more action')} nobody has said what {_it(unsaid)}"
            return [*first, plain(f"{of_them}: {'it has' if unsaid == 1 else 'they have'} no odds.")]
        of_them = f"Of {spell(unsaid)} of these nobody has said what {_it(unsaid)}"
        late = "it is late only where it waits" if unsaid == 1 else "they are late only where they wait"
        return [*first, plain(f"{of_them}: {late} for others.")]

    @property
    def unsaid(self) -> list[OfWork]:
        """The actions whose effort nobody has said: a simulation counts them as finished when due."""
        return [one for one in self.found.of_works if not one.has_effort]

    @property
    def apart(self) -> Odds:
        """The same counts without the actions of which nobody said what they take.

        Where one of those waits for others and so was late in some run, how many of the rest were on time
        isn't known run by run: then the counts are those of all.
        """
        unsaid = self.unsaid
        if not unsaid or any(one.on_time < self.found.runs for one in unsaid):
            return self.found
        many, runs = len(unsaid), self.found.runs
        return replace(
            self.found,
            of_works=tuple(one for one in self.found.of_works if one.has_effort),
            how_many=self.found.how_many[many:],
            rooms=tuple(one._replace(total=one.total - many * runs) for one in self.found.rooms),
        )

    def unsaid_under(self, key: int) -> int:
        """How many actions below an element nobody has said the effort of, as far as this person reads."""
        return sum(key in self._above(one.key) for one in self.unsaid)

    def _above(self, key: int) -> list[int]:
        found = []
        line = self.lines.get(key)
        while line and line.parent is not None:
            found.append(line.parent)
            line = self.lines.get(line.parent)
        return found

    @property
    def works(self) -> Sequence[OfWork]:
        """The actions that this person may read, the least likely first; those without odds last."""
        held = (one for one in self.found.of_works if one.key in self.lines)
        return sorted(
            held, key=lambda one: (not one.has_effort, one.on_time, one.due, self.lines[one.key].title)
        )

    @property
    def unread(self) -> int:
        """How many actions are counted that this person may not read."""
        return sum(one.key not in self.lines for one in self.found.of_works)

    @property
    def groups(self) -> Sequence[OfGroup]:
        """The elements above actions, from the lowest level up, the least likely first."""
        held = (one for one in self.found.of_groups if one.key in self.lines)
        lines = self.lines
        return sorted(held, key=lambda one: (-lines[one.key].place, one.on_time, lines[one.key].title))

    @property
    def drivers(self) -> list[Sentence]:
        return [driver_words(one, self.found, self.names) for one in self.found.drivers[:MOST_DRIVERS]]

    @property
    def rooms(self) -> list[Sentence]:
        found = self.apart
        return [room_words(one, found, self.names) for one in found.rooms]

    @property
    def limits(self) -> list[str]:
        return limits(self.found)

    @property
    def settled(self) -> str:
        return settled(self.found)

    def finish(self, quarter: int) -> str:
        """The quarter that something finishes in, in words; or that it isn't finished by the last."""
        if quarter >= self.found.horizon:
            return f"Not by the end of {_month(self.run, self.found.horizon - 1)}"
        return self.names.quarter(quarter)


def _it(count: int) -> str:
    return "it takes" if count == 1 else "they take"


def odds_shown(run: OddsRun, viewer: Officer) -> OddsShown | None:
    """A simulation named for somebody; None until it is worked out. Two queries."""
    found = odds_in(run)
    if found is None:
        return None
    lines = lines_read(run.edition, viewer)
    names = Names(
        whose=whose_odds(run), titles={pk: line.title for pk, line in lines.items()},
        services=services_named(run.council), quarter=lambda number: in_words(quarter_at(run, number)),
    )  # fmt: skip
    return OddsShown(run, found, names, lines)


def whose(edition: Edition) -> str:
    """How the plan is called where its odds are said."""
    return edition.name if edition.plan.name in edition.name else f"{edition.plan.name}, {edition.name}"


def whose_odds(run: OddsRun) -> str:
    """What the odds are of: a plan, or a plan with the changes of a scenario."""
    plan = whose(run.edition)
    return f"{plan}, with the changes of “{run.scenario}”" if run.scenario else plan


def quarter_at(run: OddsRun, number: int) -> Period:
    """The quarter of a number, counted from a simulation's first, which is 0."""
    period = quarter_of(run.first_on, year_start_of(run.council))
    for _ in range(number):
        period = next_period(period)
    return period


def _month(run: OddsRun, number: int) -> str:
    return f"{quarter_at(run, number).ends_on:%B %Y}"


def how_far(run: OddsRun) -> str:
    """Where a simulation stands, in a sentence."""
    if run.state == "WORKING":
        share = 100 * run.step // run.steps if run.steps else 0
        return f"Being worked out: {share} in 100 of it is done."
    if run.state == "WAITING":
        return "Waiting for the worker, which takes up the oldest first."
    if run.state == "FAILED":
        return run.fault
    if run.state == "DONE" and run.done_at:
        return f"Worked out on {on_day(run.done_at.date())}."
    return start(f"{RUN.states[run.state]}.")


def about(run: OddsRun) -> str:
    """What a simulation was worked out from."""
    quarters = f"{on_day(run.first_on)} to {on_day(run.last_on)}"
    return f"{quarters}; {counted(run.runs, 'run')}, seed {run.seed}, method {run.method}"
