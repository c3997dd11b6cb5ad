"""What a scenario tries, what that would do, and what became of it, told beside the real plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.periods import Period, in_words
from goldenthread.core.scenario import Kind, left_waiting, out_of_order, reasons_not
from goldenthread.core.scenario_effect import Effect, effect_of, read
from goldenthread.core.sentences import counted, spell, start
from goldenthread.core.workload import NOUGHT, Workload, days_shown
from goldenthread.people.officers import Officer
from goldenthread.resources.models import Scenario, ScenarioChange
from goldenthread.resources.scenario_queries import changes_of, with_changes
from goldenthread.resources.tried import rule_of, tried_of
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A scenario as its page shows it: its changes, both workloads, the effect, and what to look at."""

    scenario: Scenario
    changes: list[ScenarioChange]
    cannot: dict[int, str]
    before: Workload
    after: Workload
    effect: Effect
    warnings: list[str]
    quarters: Sequence[Period]

    @property
    def is_recorded(self) -> bool:
        """True where the effect is as it was when the scenario was applied."""
        return bool(self.scenario.effect)

    @property
    def heading(self) -> str:
        return "What it did" if self.is_recorded else "What it would do"

    @property
    def sentence(self) -> str:
        """What it would do, in one sentence or two; or what that was when it was applied."""
        if not self.changes:
            return "Nothing is tried yet. Add a change, and what it would do is shown beside the plan."
        changes = start(counted(len(self.changes), "change"))
        return f"{changes} tried. {_of_load(self.effect)}{_of_value(self.effect)}{_of_dates(self.effect)}"


def _of_load(effect: Effect) -> str:
    before, after = effect.over_before, effect.over_after
    if not before and not after:
        return "No service is asked for more than it can give, as before."
    if not after:
        return f"No service is asked for more than it can give any more; in the plan {_too_much(before)}."
    now = start(_too_much(after))
    if before == after:
        return f"{now}, as before."
    return f"{now}, instead of {spell(before) if before else 'none'}."


def _too_much(count: int) -> str:
    """In how many quarters too much is asked, those of each service counted by themselves."""
    if count == 1:
        return "more is asked of a service than it can give in one quarter"
    return f"more is asked than can be given in {counted(count, 'quarter')}, counted for each service"


def _of_value(effect: Effect) -> str:
    if not effect.dropped:
        return ""
    dropped = start(counted(len(effect.dropped), "action"))
    return f" {dropped} dropped, worth {effect.value_dropped} of the plan’s {effect.value} points."


def _of_dates(effect: Effect) -> str:
    later = [one for one in effect.later.values() if one > 0]
    if not later:
        return ""
    return f" {start(counted(len(later), 'action'))} would be finished later."


def shown_of(scenario: Scenario, on: date, viewer: Officer) -> Shown:
    """A scenario with its effect: a fixed number of queries."""
    quarters = quarters_of_edition(scenario.edition, on)
    before, changes = workload_of(scenario.edition, quarters, on, viewer), changes_of(scenario)
    if scenario.effect:
        held = read(scenario.effect)
        return Shown(scenario, changes, {}, before, before, held.effect, [], held.quarters)
    after = with_changes(before, changes)
    effect = effect_of(before, after)
    cannot = _cannot(before, changes) if scenario.state == Scenario.State.OPEN else {}
    warnings = _warnings(before, after, changes, effect)
    return Shown(scenario, changes, cannot, before, after, effect, warnings, quarters)


def _cannot(before: Workload, changes: Sequence[ScenarioChange]) -> dict[int, str]:
    """By change: why it can't be made any more, as the plan is now."""
    found: dict[int, str] = {}
    tried = before
    for one in changes:
        rule = rule_of(tried_of(one), before.quarters)
        reasons = reasons_not(rule, tried)
        if reasons:
            found[one.pk] = " ".join(reasons)
        tried = with_changes(tried, [one])
    return found


def _warnings(
    before: Workload, after: Workload, changes: Sequence[ScenarioChange], effect: Effect
) -> list[str]:
    titles = {work.key: work.title for work in before.works}
    rules = [rule_of(tried_of(one), before.quarters) for one in changes]
    found = [
        f"“{titles[key]}” waits for “{titles[gone]}”, which is dropped."
        for key, dropped in left_waiting(before, rules).items()
        for gone in dropped
        if gone in titles
    ]
    already = set(out_of_order(before))
    found += [
        f"“{titles[key]}” would start before “{titles[first]}”, which it waits for, is finished."
        for key, first in out_of_order(after)
        if (key, first) not in already
    ]
    found += _of_outside(effect, before.quarters)
    if any(rule.kind is Kind.MONEY for rule in rules):
        found.append("Money isn’t added by applying a scenario: record a bid for it.")
    return found


def _of_outside(effect: Effect, quarters: Sequence[Period]) -> list[str]:
    """What would come to lie before the quarters looked at, and after them."""
    first, last = in_words(quarters[0]), in_words(quarters[-1])
    places = (
        (effect.outside.before, f"before {first}, the first quarter looked at"),
        (effect.outside.after, f"after {last}, the last quarter looked at"),
    )
    return [f"{days_shown(days)} days would fall {where}." for days, where in places if days > NOUGHT]


def of_scenarios(found: Sequence[Scenario]) -> str:
    """How many scenarios an edition has, and how many are being tried."""
    if not found:
        return "Nobody has tried anything with this plan yet."
    opened = sum(one.state == Scenario.State.OPEN for one in found)
    tried = f"{spell(opened) if opened else 'none'} of them being tried"
    return f"{start(counted(len(found), 'scenario'))} on record, {tried}."
