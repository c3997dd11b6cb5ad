"""Rounds for people to read: each step with its day, what is left, what it steps round, and what moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from goldenthread.core.elections import Restraint
from goldenthread.core.round_plan import MEETING, Due, Fault, Move, faults
from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.core.slack import room_words
from goldenthread.core.working_days import WorkingDays
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import history_of
from goldenthread.people.officers import Officer
from goldenthread.reports.models import ReportSetting
from goldenthread.reports.round_reports import reports_of_round
from goldenthread.rounds.models import Round
from goldenthread.rounds.pre_elections import restraints_of
from goldenthread.rounds.queries import dues_as_held, dues_worked_out, period_of, working_days_of
from goldenthread.rounds.setting_up import moves_for, reasons_not_to_change, reasons_not_to_remove

KEPT = 200  # entries of the ledger that are looked through for what moved


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a round; `left` is in working days from today, below 0 where it is past."""

    due: Due
    left: int
    room: str = ""
    was: date | None = None
    held_back: str = ""
    skipped: tuple[tuple[date, str], ...] = ()

    @property
    def is_meeting(self) -> bool:
        return self.due.step.key == MEETING


class DayFile(NamedTuple):
    """A day of a round as a file for a diary: the key of the file and what it is called."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    """Everything that a round's page says."""

    round: Round
    steps: tuple[StepRow, ...]
    faults: tuple[Fault, ...]
    would_move: tuple[Move, ...]
    reports: tuple[ReportSetting, ...]
    history: tuple[Entry, ...]
    cannot_change: tuple[str, ...]
    cannot_remove: tuple[str, ...]
    sentence: str
    events: tuple[DayFile, ...]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round in the list, and its next step."""

    round: Round
    next_due: Due | None
    left: int


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What would happen if the meeting moved: each date that moves, and what would not fit."""

    moves: tuple[Move, ...]
    remarks: tuple[str, ...]


def round_page(round: Round, on: date, viewer: Officer) -> RoundPage:
    """One round as it stands on a day."""
    dues, days = dues_as_held(round), working_days_of(round.council)
    history = history_of(round, round.council.slug, round.deadlines.all(), KEPT)
    rows = step_rows(dues, days, restraints_of(round.council), on, _were(round, history))
    return RoundPage(
        round=round,
        steps=tuple(rows),
        faults=tuple(faults(dues, days, period_of(round).ends_on)),
        would_move=tuple(moves_for(round, round.meets_on)),
        reports=tuple(reports_of_round(round)),
        history=tuple(history),
        cannot_change=tuple(reasons_not_to_change(round, viewer)),
        cannot_remove=tuple(reasons_not_to_remove(round, viewer)),
        sentence=of_round(round, rows, on),
        events=tuple(_day_files(round, dues)),
    )


def _day_files(round: Round, dues: Iterable[Due]) -> Iterator[DayFile]:
    held = {one.step: f"deadline-{one.pk}" for one in round.deadlines.all()}
    held[MEETING] = f"round-{round.pk}"
    yield from (DayFile(held[due.step.key], due.step.name) for due in dues if due.step.key in held)


def step_rows(
    dues: Sequence[Due],
    days: WorkingDays,
    restraints: Iterable[Restraint],
    on: date,
    were: dict[str, date] | None = None,
) -> list[StepRow]:
    """Each step with what there is to say of its day."""
    held_back = list(restraints)
    return [
        StepRow(
            due,
            days.between(on, due.on),
            room_words(due, after, days) if after else "",
            (were or {}).get(due.step.key),
            next((one.name for one in held_back if one.holds(due.on)), ""),
            tuple(days.skipped(due.on, after.on)) if after else (),
        )
        for due, after in zip_longest(dues, dues[1:])
    ]


def _were(round: Round, history: Iterable[Entry]) -> dict[str, date]:
    """The day that each step had before it was last moved."""
    step_of = {("deadline", str(one.pk)): one.step for one in round.deadlines.all()}
    step_of["round", str(round.pk)] = MEETING
    found: dict[str, date] = {}
    for entry in history:
        said = entry.before.get("due_on") or entry.before.get("meets_on")
        if said and entry.verb != "removed":
            found.setdefault(step_of[entry.subject_kind, entry.subject_id], date.fromisoformat(said))
    return found


def of_round(round: Round, rows: Sequence[StepRow], on: date) -> str:
    """What comes next in a round, and when it meets."""
    coming = next((row for row in rows if row.due.on >= on), None)
    if coming is None:
        met = f"The {round.body} met" if round.body else "The meeting was"
        return f"{met} on {on_day(round.meets_on)}; every step of this round is past."
    meets = f"the {round.body} meets" if round.body else "the meeting is"
    if coming.is_meeting:
        return f"Every step is done with; {meets} on {on_day(round.meets_on)}{_away(coming.left)}."
    return (
        f"“{coming.due.step.name}” comes next, on {on_day(coming.due.on)}{_away(coming.left)}; "
        f"{meets} on {on_day(round.meets_on)}."
    )


def _away(left: int) -> str:
    return f", {counted(left, 'working day')} from today" if left else ", today"


def round_rows(rounds: Sequence[Round], on: date) -> list[RoundRow]:
    """Each round with its next step: no query of its own."""
    found = []
    for one in rounds:
        coming = next((due for due in dues_as_held(one) if due.on >= on), None)
        left = working_days_of(one.council).between(on, coming.on) if coming else 0
        found.append(RoundRow(one, coming, left))
    return found


def of_rounds(rows: Sequence[RoundRow]) -> str:
    """How many rounds there are, and what comes next of them all."""
    if not rows:
        return "No reporting round is set up yet."
    said = f"{start(counted(len(rows), 'round'))} {'is' if len(rows) == 1 else 'are'} set up"
    coming = [row for row in rows if row.next_due]
    if not coming:
        return f"{said}; every meeting is past."
    first = min(coming, key=lambda row: row.next_due.on if row.next_due else row.round.meets_on)
    assert first.next_due is not None
    return (
        f"{said}; next, on {on_day(first.next_due.on)}: “{first.next_due.step.name}” of {first.round.name}."
    )


def move_preview(round: Round, meets_on: date, on: date) -> MovePreview:
    """What would move with the meeting, and what would not fit any more."""
    days, restraints = working_days_of(round.council), restraints_of(round.council)
    dues = dues_worked_out(round, meets_on)
    remarks = [
        f"“{due.step.name}” stays on {on_day(due.on)}: it is set by hand." for due in dues if due.is_by_hand
    ]
    past = [due for due in dues if due.on < on and not due.is_by_hand]
    remarks += [f"“{due.step.name}” would be on {on_day(due.on)}, which is past." for due in past]
    remarks += [fault.sentence for fault in faults(dues, days, period_of(round).ends_on)]
    remarks += [
        f"“{due.step.name}” falls on {on_day(due.on)}, in the time before {one.name}."
        for due in dues
        for one in restraints
        if one.holds(due.on)
    ]
    return MovePreview(tuple(moves_for(round, meets_on)), tuple(remarks))


def moved_words(moves: Sequence[Move]) -> str:
    """“Eight dates move.”"""
    if not moves:
        return "No date moves."
    return f"{start(spell(len(moves)))} {'date moves' if len(moves) == 1 else 'dates move'}."
