"""Tables of decisions with their tasks, of minutes and of endorsements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.core.sentences import on_day, start
from goldenthread.governance.models import Decision, Endorsement, Minute, Task
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.grids import on_day as day_cell


def decisions(found: Iterable[Decision]) -> Grid:
    """What was decided, and whether that was what was recommended."""
    columns = (
        Column("Decided", width=16),
        Column("On", width=30),
        Column("Decision", width=50),
        Column("Beside the recommendation", width=24),
    )
    return grid("Decisions", columns, (_decision(one) for one in found), "wide")


def _decision(one: Decision) -> list[Cell]:
    note = "Called in" if one.called_in_on else ""
    return [
        text(on_day(one.decided_on), note=str(one.body)),
        text(one.about, link=Link("decision-taken", str(one.pk)), note=note),
        text(one.text),
        text(start(one.get_agrees_display())),
    ]


def in_order(found: Iterable[Task], on: date) -> list[Task]:
    """Tasks as they press: overdue first, then those with a day, those without, and what is done."""
    return sorted(found, key=lambda one: _press(one, on))


def _press(one: Task, on: date) -> tuple[int, date, int]:
    if one.done_on:
        return 3, one.done_on, one.pk
    if one.due_on is None:
        return 2, date.max, one.pk
    return (0 if one.due_on < on else 1), one.due_on, one.pk


def tasks(found: Iterable[Task], on: date, *, says_origin: bool = True) -> Grid:
    """What came of meetings and is to be done, overdue first."""
    columns = [
        Column("Task", width=46),
        Column("Who", width=24),
        Column("How it stands", width=22),
        Column("What came of it", width=34),
    ]
    if says_origin:
        columns.append(Column("It came of", width=34))
    rows = (_task(one, on, says_origin) for one in in_order(found, on))
    return grid("Tasks", tuple(columns), rows, "wide")


def _task(one: Task, on: date, says_origin: bool) -> list[Cell]:
    cells = [
        text(one.text, link=Link("task", str(one.pk))),
        text(str(one.owner or one.who), note=one.who if one.owner else ""),
        text(task_stands(one, on)),
        text(one.outcome) if one.outcome else blank("Nothing yet"),
    ]
    return [*cells, origin_of(one)] if says_origin else cells


def origin_of(one: Task) -> Cell:
    """The decision, promise or recommendation that a task came of."""
    what = start(one.get_origin_display())
    if one.decision is not None:
        held = one.decision
        return text(
            f"{held.body}, {on_day(held.decided_on)}", link=Link("decision-taken", str(held.pk)), note=what
        )
    if one.minute is not None:
        return text(where_said(one.minute), link=Link("minute", str(one.minute.pk)), note=what)
    if one.recommendation is None:
        return blank("Not stated")
    return text(str(one.recommendation), link=Link("recommendation", str(one.recommendation.pk)), note=what)


def task_stands(one: Task, on: date) -> str:
    """“Done on 3 May 2014”, “Overdue since …”, “Due by …”, “No day”."""
    if one.done_on:
        return f"Done on {on_day(one.done_on)}"
    if one.due_on is None:
        return "To do, no day set"
    return f"{'Overdue since' if one.due_on < on else 'Due by'} {on_day(one.due_on)}"


def minutes(found: Iterable[Minute], on: date, can_keep: bool) -> Grid:
    """What was asked, answered, promised, thought and resolved."""
    columns = (
        Column("Kind", width=12),
        Column("What was said", width=60),
        Column("By", width=24),
        Column("At", width=30),
        Column("What came of a promise", width=30),
    )
    return grid("Minutes", columns, (_minute(one, on, can_keep) for one in found), "wide")


def _minute(one: Minute, on: date, can_keep: bool) -> list[Cell]:
    note = f"To: {one.answers.text}" if one.answers else ""
    inferred = f"{start(one.get_basis_display())}" if one.basis != "STATED" else ""
    return [
        text(start(one.get_kind_display()), note=inferred),
        text(one.text, link=Link("minute", str(one.pk)) if can_keep else None, note=note),
        text(one.said_by) if one.said_by else blank("Not stated"),
        text(where_said(one)),
        _followed(one, on),
    ]


def _followed(one: Minute, on: date) -> Cell:
    if one.kind != Minute.Kind.PROMISE:
        return text("")
    if one.followed_on:
        return text(one.came_of_it, note=f"Followed up on {on_day(one.followed_on)}")
    if one.due_on is None:
        return blank("Not yet followed up")
    late = "was due" if one.due_on < on else "due"
    return blank(f"Not yet followed up; {late} by {on_day(one.due_on)}")


def where_said(one: Minute) -> str:
    """The meeting of an entry, or the step of a route whose meeting isn't held."""
    if one.meeting is not None:
        return str(one.meeting)
    if one.step is None:
        return ""
    return f"{one.step.body or 'No one body'}, {one.step.when or one.step.happened_on or 'day not held'}"


def endorsements(found: Iterable[Endorsement], can_keep: bool) -> Grid:
    """Which body backed which plan of partners, and when."""
    columns = (
        Column("Plan", width=40),
        Column("Endorsed", width=16),
        Column("By", width=26),
        Column("In what words", width=44),
    )
    return grid("Endorsements", columns, (_endorsement(one, can_keep) for one in found))


def _endorsement(one: Endorsement, can_keep: bool) -> list[Cell]:
    link = Link("endorsement", str(one.pk)) if can_keep else None
    return [
        text(str(one.edition or one.plan), link=link, note=one.plan.owned_by),
        day_cell(one.endorsed_on, ""),
        text(str(one.body)),
        text(one.text) if one.text else blank("Not stated"),
    ]
