"""A scenario's odds beside its plan's, named as far as somebody may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.odds_beside import Compared, Pair, beside
from goldenthread.core.odds_beside_told import told
from goldenthread.core.scenario import WAY
from goldenthread.core.sentences import Sentence, counted, on_day
from goldenthread.people.officers import Officer
from goldenthread.reports.figures.odds import how_far
from goldenthread.resources.models import OddsRun, Scenario
from goldenthread.resources.odds_queries import Line, lines_read, odds_in
from goldenthread.resources.scenario_odds import both_hold, odds_of_scenario


@dataclass(frozen=True, slots=True)
class Beside:
    """Two simulations as a scenario's page shows them: what they came to, and whether that still holds."""

    run: OddsRun
    planned: OddsRun
    found: Compared
    lines: dict[int, Line]
    changed_since: str

    @property
    def sentences(self) -> list[Sentence]:
        return told(self.found)

    @property
    def groups(self) -> Sequence[Pair]:
        """The elements above actions that this person may read, from the lowest level up, by title."""
        held = (one for one in self.found.groups if one.key in self.lines)
        return sorted(held, key=lambda one: (-self.lines[one.key].place, self.lines[one.key].title))

    @property
    def works(self) -> Sequence[Pair]:
        """The actions that differ and may be read here: what gains most first, what is dropped last."""
        held = (one for one in self.found.seen if one.key in self.lines)
        return sorted(
            held,
            key=lambda one: (one.points is None, -(one.points or 0.0), self.lines[one.key].title),
        )

    @property
    def alike(self) -> int:
        """How many actions' odds don't differ by more than their standard error."""
        return len(self.found.works) - len(self.found.seen)

    @property
    def unread(self) -> int:
        """How many actions differ that this person may not read."""
        return sum(one.key not in self.lines for one in self.found.seen)

    @property
    def about(self) -> str:
        """How both were drawn, and when."""
        drawn = f"{counted(self.run.runs, 'run')} each, from seed {self.run.seed}"
        days = {one.done_at.date() for one in (self.planned, self.run) if one.done_at}
        return f"{drawn}; worked out on {' and '.join(on_day(one) for one in sorted(days))}."


@dataclass(frozen=True, slots=True)
class OddsOfScenario:
    """Where a scenario's odds stand: what can be read of them, and what isn't worked out yet."""

    shown: Beside | None
    left: list[tuple[OddsRun, str]]

    @property
    def can_ask(self) -> bool:
        """True where there is something to ask for: nothing of what was asked for goes on by itself."""
        return not any(one.state in ("WAITING", "WORKING") for one, _ in self.left)


def odds_beside(scenario: Scenario, on: date, viewer: Officer) -> OddsOfScenario:
    """A scenario's odds beside its plan's: a fixed number of queries."""
    held = odds_of_scenario(scenario)
    left = [(one, how_far(one)) for one in held.left]
    run, planned = held.done, held.done.beside if held.done else None
    if run is None or planned is None:
        return OddsOfScenario(None, left)
    before, after = odds_in(planned), odds_in(run)
    assert before is not None and after is not None  # both are worked out, and the database holds them to it
    lines = lines_read(scenario.edition, viewer)
    since = _since(run, scenario, on)
    return OddsOfScenario(Beside(run, planned, beside(before, after), lines, since), left)


def _since(run: OddsRun, scenario: Scenario, on: date) -> str:
    """What has become of what the odds were worked out from; nothing while it is as it was."""
    if scenario.state != Scenario.State.OPEN:
        return f"The scenario is {WAY.states[scenario.state]} since. These are its odds as they were before."
    if both_hold(run, scenario, on):
        return ""
    return "What these odds were worked out from has changed since. They say how it was then."
