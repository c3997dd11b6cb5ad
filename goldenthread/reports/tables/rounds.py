"""Rounds, their steps, what moves with a meeting, and times before elections, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from goldenthread.core.periods import from_code
from goldenthread.core.round_plan import MEETING, Move
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.core.working_days import WorkingDays
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council
from goldenthread.reports.figures.rounds import RoundRow, StepRow
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.tables.measures import period_words
from goldenthread.rounds.models import PreElection, Round
from goldenthread.rounds.policies import round_steps

MOST_NAMED = 6  # bank holidays that are named one by one


def rounds(rows: Sequence[RoundRow]) -> Grid:
    """Every round with its meeting and what comes next."""
    columns = (
        Column("Round", width=28),
        Column("Period", width=22),
        Column("Meeting", width=22),
        Column("State", width=14),
        Column("Next", width=26),
    )
    return grid("Reporting rounds", columns, (_round(row) for row in rows))


def _round(row: RoundRow) -> list[Cell]:
    one = row.round
    due = row.next_due
    edition = one.edition.name if one.edition else ""
    return [
        text(one.name, link=Link("round", one.slug), note=edition),
        text(period_of(one)),
        text(on_day(one.meets_on), note=f"{one.meets_on:%A}" + (f", {one.body}" if one.body else "")),
        text(start(Round.State(one.state).label)),
        text(due.step.name, note=f"{weekday(due.on)}, {left_words(row.left)}") if due else blank("All past"),
    ]


def period_of(one: Round) -> str:
    """A round's period in words."""
    return period_words(from_code(one.period), one.council.year_start)


def weekday(on: date) -> str:
    """“Thursday 2 October 2014”."""
    return f"{on:%A} {on_day(on)}"


def left_words(left: int) -> str:
    """How many working days are left: “four working days left”, “today”, “past”."""
    if left < 0:
        return "past"
    return f"{counted(left, 'working day')} left" if left else "today"


def steps(one: Round, rows: Sequence[StepRow], on: date, can_change: bool) -> Grid:
    """A round's steps in order."""
    columns = (
        Column("Step", width=28),
        Column("By", width=28),
        Column("Working days left", True, width=12),
        Column("Room and remarks", width=32),
    )
    made = (_step(one, row, on, can_change) for row in rows)
    return grid(f"Steps of {one.name}", columns, made)


def _step(one: Round, row: StepRow, on: date, can_change: bool) -> list[Cell]:
    due = row.due
    link = Link("deadline", f"{one.slug}/{due.step.key}") if can_change and not row.is_meeting else None
    left = (
        blank("Past")
        if due.on < on
        else Cell(f"{row.left:,}" if row.left else "Today", is_strong=not row.left)
    )
    return [
        text(due.step.name, link=link, note=due.step.about),
        text(on_day(due.on), note=_weekday_and_before(row)),
        left,
        text(row.room or str(one.body or ""), note=" ".join(remarks(row))),
    ]


def _weekday_and_before(row: StepRow) -> str:
    was = f", was {on_day(row.was)}" if row.was and row.was != row.due.on else ""
    return f"{row.due.on:%A}{was}"


def remarks(row: StepRow) -> Iterable[str]:
    """What there is to know of a step's day, in sentences."""
    if row.due.is_by_hand:
        yield f"Set by hand: {row.due.reason.rstrip('.')}."
    if row.held_back:
        yield f"In the time before {row.held_back}."
    if row.skipped:
        named = [f"{name} on {day.day} {day:%B}" for day, name in row.skipped]
        is_long = len(named) > MOST_NAMED
        yield f"Steps round {counted(len(named), 'bank holiday') if is_long else ', '.join(named)}."


def moves(found: Sequence[Move], days: WorkingDays) -> Grid:
    """Each date that moves, before and after, and by how much."""
    columns = (
        Column("Step", width=30),
        Column("Before", width=26),
        Column("After", width=26),
        Column("Moves by", width=26),
    )
    return grid("Dates that move", columns, (_move(one, days) for one in found))


def _move(one: Move, days: WorkingDays) -> list[Cell]:
    return [
        text(one.step.name),
        text(weekday(one.was)) if one.was else blank("None"),
        text(weekday(one.now)) if one.now else blank("None"),
        text(_by(one, days)),
    ]


def _by(one: Move, days: WorkingDays) -> str:
    if one.was is None or one.now is None:
        return "New" if one.was is None else "Taken out"
    by = days.between(one.was, one.now)
    if not by:
        return "No working day"
    return f"{start(counted(abs(by), 'working day'))} {'later' if by > 0 else 'earlier'}"


def happened(round: Round, entries: Iterable[Entry]) -> Grid:
    """What happened to a round and its days, latest first; that each was worked out at first goes unsaid."""
    columns = (
        Column("When", width=22),
        Column("What happened", width=40),
        Column("By", width=22),
        Column("Why", width=28),
    )
    told = ((entry, _told(entry)) for entry in entries)
    rows = (
        [text(on_day(timezone.localtime(entry.at).date())), text(words), text(entry.by_post), _why(entry)]
        for entry, words in told
        if words
    )
    return grid(f"What happened to {round.name}", columns, rows)


def _why(entry: Entry) -> Cell:
    return text(entry.reason) if entry.reason else blank("Not said")


def _told(entry: Entry) -> str:
    """An entry of the ledger as a sentence; empty for a day that was worked out when the round was set up."""
    is_deadline = entry.subject_kind == "deadline"
    if is_deadline and entry.verb == "recorded":
        return ""
    before, after = (facts.get("due_on") or facts.get("meets_on") for facts in (entry.before, entry.after))
    key = entry.subject.rsplit(": ", 1)[-1]
    name = f"“{_names().get(key, key) if is_deadline else _names()[MEETING]}”"
    days = f" from {_day(before)} to {_day(after)}" if before and after else ""
    if entry.verb == "moved":
        return f"{name} moved{days}"
    return f"{name} {entry.verb}{days}" if is_deadline else start(entry.verb)


def _names() -> dict[str, str]:
    return {step.key: step.name for step in round_steps()}


def _day(said: str) -> str:
    return on_day(date.fromisoformat(said))


def pre_elections(found: Sequence[PreElection], council: Council, can_change: bool) -> Grid:
    """The times before elections, and whether colours are withheld on the same days."""
    columns = (
        Column("Election", width=30),
        Column("Publicity is held back from", width=26),
        Column("The day of the election", width=26),
        Column("Colours", width=24),
    )
    return grid("Times before elections", columns, (_pre_election(one, council, can_change) for one in found))


def _pre_election(one: PreElection, council: Council, can_change: bool) -> list[Cell]:
    return [
        text(one.name, link=Link("pre-election", str(one.pk)) if can_change else None),
        text(weekday(one.starts_on)),
        text(weekday(one.ends_on)),
        text("Withheld on these days") if are_colours_withheld(one, council) else blank("Shown as always"),
    ]


def are_colours_withheld(one: PreElection, council: Council) -> bool:
    """True where every one of these days is without colour."""
    return council.is_plain(one.starts_on) and council.is_plain(one.ends_on)


def of_pre_elections(found: Sequence[PreElection], on: date) -> str:
    """Whether publicity is held back today, or from when."""
    if not found:
        return "No time before an election is kept yet."
    now = next((one for one in found if one.starts_on <= on <= one.ends_on), None)
    if now:
        return f"Publicity is held back until {on_day(now.ends_on)}, the day of {now.name}."
    coming = next((one for one in found if one.starts_on > on), None)
    if coming:
        return f"Publicity is next held back from {on_day(coming.starts_on)}, before {coming.name}."
    return "Every time before an election that is kept here is past."
