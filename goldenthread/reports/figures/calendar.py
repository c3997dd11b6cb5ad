"""Everything that has a day: stages of plan and budget, and rounds with their steps and meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from goldenthread.core.elections import Restraint
from goldenthread.core.slack import Span, room_words, slack_words, slacks
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Stage
from goldenthread.planning.stage_queries import stages_of
from goldenthread.reports.grids import Link
from goldenthread.rounds.models import Round
from goldenthread.rounds.pre_elections import restraints_of
from goldenthread.rounds.queries import dues_as_held, rounds_of, working_days_of

PLAN, BUDGET, ROUND = "PLAN", "BUDGET", "ROUND"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on the calendar. `subject` names its record: its kind in the ledger and its number."""

    cycle: str
    subject: tuple[str, int]
    name: str
    first: date
    last: date
    link: Link
    version: int
    when: str = ""
    note: str = ""
    slack: str = ""
    held_back: tuple[str, ...] = ()
    with_subject: tuple[str, int] | None = None  # another record that its words depend on


def calendar_of(council: Council, viewer: Officer) -> list[Event]:
    """Every event that this person may see, by its days: four queries, whatever their number."""
    found = [*_stages(council), *_rounds(council, viewer)]
    restraints = restraints_of(council)
    marked = (replace(one, held_back=_held_back(one, restraints)) for one in found)
    return sorted(marked, key=lambda one: (one.first, one.last, one.cycle, one.subject))


def _held_back(one: Event, restraints: Sequence[Restraint]) -> tuple[str, ...]:
    """The elections in the time before which it falls, wholly or in part."""
    return tuple(two.name for two in restraints if one.first <= two.ends_on and two.starts_on <= one.last)


def _stages(council: Council) -> list[Event]:
    stages = stages_of(council)
    spans = [Span(str(one.pk), one.cycle, one.name, one.starts_on, one.ends_on) for one in stages]
    found = slacks(spans, working_days_of(council))
    return [_stage(one, slack_words(found[str(one.pk)])) for one in stages]


def _stage(one: Stage, slack: str) -> Event:
    return Event(
        one.cycle, ("stage", one.pk), one.name, one.starts_on, one.ends_on, Link("stage", str(one.pk)),
        one.version, one.when, one.source, slack,
    )  # fmt: skip


def _rounds(council: Council, viewer: Officer) -> list[Event]:
    return [event for one in rounds_of(council, viewer) for event in _round(one)]


def _round(one: Round) -> list[Event]:
    days, dues = working_days_of(one.council), dues_as_held(one)
    held = {deadline.step: deadline for deadline in one.deadlines.all()}
    link, found = Link("round", one.slug), []
    for due, after in pairwise(dues):
        deadline = held.get(due.step.key)
        if deadline is None:  # a step that the policy has come to have since
            continue
        found.append(
            Event(
                ROUND,
                ("deadline", deadline.pk),
                f"{one.name}: {due.step.name}",
                due.on,
                due.on,
                link,
                deadline.version + one.version - 1,
                note=due.step.about,
                slack=room_words(due, after, days),
                with_subject=("round", one.pk),
            )
        )
    name = f"{one.name}: {one.body}" if one.body else f"{one.name}: {dues[-1].step.name}"
    meets_on = one.meets_on
    found.append(Event(ROUND, ("round", one.pk), name, meets_on, meets_on, link, one.version))
    return found
