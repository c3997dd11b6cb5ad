"""Everything that has a day: stages of plan and budget, and rounds with their steps and meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from goldenthread.core.elections import Restraint
from goldenthread.core.slack import room_words
from goldenthread.core.stages import WORDS
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.communication_queries import booked_in, tasks_in
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.stages import StageShown, planning_of
from goldenthread.reports.grids import Link
from goldenthread.rounds.models import Round
from goldenthread.rounds.pre_elections import restraints_of
from goldenthread.rounds.queries import dues_as_held, rounds_of, working_days_of

PLAN, BUDGET, ROUND, TELLING = "PLAN", "BUDGET", "ROUND", "TELLING"


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
    standing: str = ""  # where a stage stands, by its own rule
    waits: str = ""


def calendar_of(council: Council, viewer: Officer, on: date | None = None) -> list[Event]:
    """Every event that this person may see, by its days: a fixed number of queries, whatever theirs.

    Where stages stand is told only with the day that they are looked at.
    """
    found = [*_stages(council, viewer, on), *_telling(council, viewer, on), *_rounds(council, viewer)]
    restraints = restraints_of(council)
    marked = (replace(one, held_back=_held_back(one, restraints)) for one in found)
    return sorted(marked, key=lambda one: (one.first, one.last, one.cycle, one.subject))


def _held_back(one: Event, restraints: Sequence[Restraint]) -> tuple[str, ...]:
    """The elections in the time before which it falls, wholly or in part."""
    return tuple(two.name for two in restraints if one.first <= two.ends_on and two.starts_on <= one.last)


def _stages(council: Council, viewer: Officer, on: date | None) -> list[Event]:
    return [_stage(one, on is not None) for one in planning_of(council, viewer, on or date.max).stages]


def _stage(one: StageShown, is_dated: bool) -> Event:
    held = one.stage
    return Event(
        held.cycle,
        ("stage", held.pk),
        held.name,
        held.starts_on,
        held.ends_on,
        Link("stage-about", str(held.pk)),
        held.version,
        held.when,
        held.source,
        " ".join(one.slack),
        standing=WORDS[one.stand] if is_dated else "",
        waits=one.waiting if is_dated else "",
    )


def _telling(council: Council, viewer: Officer, on: date | None) -> list[Event]:
    """The tasks of communication and the time that teams have booked for it, as far as they may be read."""
    found = [
        Event(
            TELLING, ("communicationtask", one.pk), one.what, one.starts_on or one.due_on, one.due_on,
            _communication(one.edition), one.version, note=one.source,
            standing="Done" if on and one.done_on and one.done_on <= on else "",
        )
        for one in tasks_in(council, viewer)
    ]  # fmt: skip
    return found + [
        Event(
            TELLING, ("bookedtime", one.pk), f"{one.whose}: {one.why}", one.from_on, one.until_on,
            _communication(one.edition), one.version, one.when, one.source,
        )
        for one in booked_in(council, viewer)
    ]  # fmt: skip


def _communication(edition: Edition) -> Link:
    return Link("communication", f"{edition.plan.slug}/{edition.slug}")


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
