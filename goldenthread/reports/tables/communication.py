"""The plan of communication as tables: whom to tell, what, by which channel, by whom, and booked time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.changes_told import AUDIENCES
from goldenthread.core.communication import ToTell
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.planning.models import Audience, BookedTime, CommunicationTask, Message
from goldenthread.plans.models import Basis
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.tables.calendar import days


def audiences(found: Sequence[Audience], messages: Sequence[Message]) -> Grid:
    """Whom the edition is told to."""
    columns = (
        Column("Audience", width=26),
        Column("Where", width=14),
        Column("Messages", True, width=12),
        Column("Told in words for", width=20),
        Column("Whom they ask", width=28),
    )
    return grid("Audiences", columns, (_audience(one, messages) for one in found), "wide")


def _audience(one: Audience, messages: Sequence[Message]) -> list[Cell]:
    count = sum(message.audience_id == one.pk for message in messages)
    return [
        text(one.name, link=Link("audience", str(one.pk)), note=_basis(one.basis, one.source)),
        text("Inside the council" if one.side == Audience.Side.INTERNAL else "Outside the council"),
        Cell(str(count)),
        text(AUDIENCES[one.reads_as].name if one.reads_as in AUDIENCES else one.reads_as),
        text(str(one.contact)) if one.contact else blank("Not said"),
    ]


def _basis(basis: str, source: str) -> str:
    """Where a row is from, and that it is not from the source where it isn't."""
    mark = "" if basis == Basis.STATED else f"{start(Basis(basis).label)}. "
    return f"{mark}{source}"


def messages(found: Sequence[Message], can_change: bool) -> Grid:
    """What each audience is told, by channel."""
    columns = (
        Column("Audience", width=20),
        Column("Channel", width=22),
        Column("What they are told", width=58),
    )
    rows = (
        [
            text(one.audience.name),
            text(one.channel),
            text(one.text, link=_link("messages", one.pk, can_change), note=_basis(one.basis, one.source)),
        ]
        for one in found
    )
    return grid("Messages", columns, rows, "wide")


def _link(kind: str, pk: int, can_change: bool) -> Link | None:
    return Link("communication-part", f"{kind}/{pk}") if can_change else None


def tasks(found: Sequence[CommunicationTask], on: date, can_change: bool) -> Grid:
    """What is to be done, by whom and when, for whom, by which channel."""
    columns = (
        Column("Task", width=34),
        Column("Who", width=20),
        Column("When", width=18),
        Column("For whom, how", width=16),
        Column("State", width=12),
    )
    return grid("Tasks", columns, (_task(one, on, can_change) for one in found), "wide")


def _task(one: CommunicationTask, on: date, can_change: bool) -> list[Cell]:
    audience = one.audience
    return [
        text(one.what, link=_link("tasks", one.pk, can_change), note=_basis(one.basis, one.source)),
        text(str(one.owner)) if one.owner else blank("Nobody named"),
        text(days(one.starts_on or one.due_on, one.due_on)),
        text(audience.name, note=one.channel) if audience else text(one.channel or "Everybody"),
        text(task_state(one, on), strong=ToTell(one.what, one.due_on, one.done_on).is_late(on)),
    ]


def task_state(one: CommunicationTask, on: date) -> str:
    """“Done on …”, “Late”, “Under way”, “To come”."""
    task = ToTell(one.what, one.due_on, one.done_on)
    if task.is_done(on) and one.done_on:
        return f"Done, {on_day(one.done_on)}"
    if task.is_late(on):
        return "Late"
    return "To come" if one.starts_on and one.starts_on > on else "To do"


def booked(found: Sequence[BookedTime], can_change: bool) -> Grid:
    """Whose time is booked, from when until when, how much, and why."""
    columns = (
        Column("Whose time", width=26),
        Column("When", width=24),
        Column("Days", True, width=12),
        Column("Why", width=38),
    )
    rows = (
        [
            text(one.whose, link=_link("time", one.pk, can_change), note=_basis(one.basis, one.source)),
            text(days(one.from_on, one.until_on), note=one.when),
            Cell(f"{one.days.normalize():f}") if one.days is not None else blank("Not stated"),
            text(one.why),
        ]
        for one in found
    )
    return grid("Booked time", columns, rows, "wide")


def of_booked(found: Sequence[BookedTime]) -> str:
    """“Four days of two teams’ time are booked.”"""
    if not found:
        return "No team’s time is booked yet."
    known = [one.days for one in found if one.days is not None]
    teams = counted(len({one.whose for one in found}), "team’s", "teams’")
    if not known:
        return f"{start(teams)} time is booked; how many days is not stated."
    total = f"{sum(known):f}".rstrip("0").rstrip(".")
    rest = "" if len(known) == len(found) else ", and more of which the days are not stated"
    return f"{total} days of {teams} time are booked{rest}."
