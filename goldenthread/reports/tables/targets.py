"""Tables of targets: one measure's, and what a council still owes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.figures import shown
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import YearStart, code
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import TARGET_STATE
from goldenthread.measures.models import Measure, Target
from goldenthread.measures.queries import shape_of
from goldenthread.reports.figures.targets import TargetRow
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, text
from goldenthread.reports.tables.measures import period_words


def of_measure(rows: Sequence[TargetRow], year_start: YearStart, *, can_ask: bool, can_set: bool) -> Grid:
    """A measure's targets by period: target, stretch, and why one is blank, who sets it and by when."""
    columns = (
        Column("Period", width=22),
        Column("Target", True, width=16),
        Column("Stretch", True, width=14),
        Column("What is said of it", width=30),
        Column("Change", width=18),
    )
    return grid(
        "Targets by period", columns, (_row(row, year_start, can_ask, can_set) for row in rows), "wide"
    )


def _row(row: TargetRow, year_start: YearStart, can_ask: bool, can_set: bool) -> list[Cell]:
    shape = shape_of(row.measure)
    year = str(_start_year(row.period.starts_on, year_start))
    return [
        text(period_words(row.period, year_start)),
        number(shown(row.value, shape)) if row.value is not None else blank(_state(row.held)),
        number(shown(row.stretch, shape)) if row.stretch is not None else blank("None"),
        _said(row),
        _change(row, year, can_ask, can_set),
    ]


def _start_year(on: date, year_start: YearStart) -> int:
    return on.year - ((on.month, on.day) < (year_start.month, year_start.day))


def _change(row: TargetRow, year: str, can_ask: bool, can_set: bool) -> Cell:
    if row.request is not None:
        words = "Asked for, not yet decided"
        return text(words, link=Link("change-request", str(row.request.pk)))
    if row.value is not None and can_ask:
        link = Link("ask-target", f"{row.measure.code}?period={code(row.period)}")
        return text("Ask for a change", link=link)
    if not can_set:
        return blank("None asked for")
    link = Link("targets-of", f"{row.measure.code}?year={year}")
    return text("Set it" if row.value is None else "Open the year", link=link)


def _state(held: Target | None) -> str:
    return start(TARGET_STATE[TargetState(held.state)]) if held else "Not set"


def _said(row: TargetRow) -> Cell:
    held = row.held
    if held is not None and row.value is None:
        return text(held.reason or "No reason is held.", note=_owed(held))
    if row.doubts:
        return text(" ".join(one.words for one in row.doubts), note=held.reason if held else "")
    return text(held.reason) if held and held.reason else blank("Nothing")


def _owed(held: Target) -> str:
    """Who sets a target and by when; nothing where nobody does."""
    if held.owner is None:
        return ""
    return f"{held.owner} sets it, " + (f"by {on_day(held.due_on)}" if held.due_on else "no day is stated")


def to_set(
    owed: Sequence[Target],
    none_held: Sequence[Measure],
    on: date,
    year_start: YearStart,
    *,
    may_set: bool,
) -> Grid:
    """The to-do list: each target that somebody has still to set, with who and by when."""
    columns = (
        Column("Measure", width=32),
        Column("Period", width=14),
        Column("Who sets it", width=20),
        Column("By when", width=14),
        Column("Why it is blank", width=20),
    )
    rows = [_owed_row(one, on, year_start, may_set) for one in owed]
    rows += [_none_row(one, may_set) for one in none_held]
    return grid("Targets still to be set", columns, rows, "wide")


def _owed_row(one: Target, on: date, year_start: YearStart, may_set: bool) -> list[Cell]:
    late = one.due_on is not None and one.due_on < on
    due = text(on_day(one.due_on), note="Late" if late else "") if one.due_on else blank("No day stated")
    return [
        _measure(one.measure, may_set, _start_year(one.starts_on, year_start)),
        text(period_words(one.period, year_start)),
        text(str(one.owner)) if one.owner else blank("Nobody named"),
        due,
        text(one.reason) if one.reason else blank("Not stated"),
    ]


def _none_row(one: Measure, may_set: bool) -> list[Cell]:
    owner = text(str(one.owner), note="Answers for the measure") if one.owner else blank("Nobody named")
    return [
        _measure(one, may_set),
        blank("Any"),
        owner,
        blank("No day stated"),
        blank("Nothing is said of a target"),
    ]


def _measure(one: Measure, may_set: bool, year: int | None = None) -> Cell:
    """A measure that leads to the form of its targets, or for those who only read to its own page."""
    if not may_set:
        return text(one.title, link=Link("measure", one.code), note=one.code)
    key = one.code if year is None else f"{one.code}?year={year}"
    return text(one.title, link=Link("targets-of", key), note=one.code)


def left_blank(rows: Sequence[Target], year_start: YearStart, *, may_set: bool) -> Grid:
    """Periods that have no target for a reason, and are not to get one."""
    columns = (
        Column("Measure", width=40),
        Column("Period", width=16),
        Column("State", width=14),
        Column("Why", width=30),
    )
    cells = (
        [
            _measure(one.measure, may_set, _start_year(one.starts_on, year_start)),
            text(period_words(one.period, year_start)),
            text(_state(one)),
            text(one.reason) if one.reason else blank("Not stated"),
        ]
        for one in rows
    )
    return grid("Left without a target", columns, cells, "wide")


def doubted(rows: Sequence[TargetRow], year_start: YearStart, *, may_set: bool) -> Grid:
    """Targets that are set and look odd, with what to ask of each."""
    columns = (
        Column("Measure", width=34),
        Column("Period", width=14),
        Column("Target", True, width=12),
        Column("What to ask", width=40),
    )
    cells = (
        [
            _measure(row.measure, may_set, _start_year(row.period.starts_on, year_start)),
            text(period_words(row.period, year_start)),
            number(shown(row.value, shape_of(row.measure))) if row.value is not None else blank("None"),
            text(" ".join(one.words for one in row.doubts)),
        ]
        for row in rows
    )
    return grid("Targets to look at again", columns, cells, "wide")
