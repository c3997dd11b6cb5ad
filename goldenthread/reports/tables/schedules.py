"""The days on which reports are made and sent, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.sentences import counted, on_day, start
from goldenthread.reports.grids import Cell, Column, Grid, Link, grid, text
from goldenthread.reports.grids import on_day as day_cell
from goldenthread.reports.making_words import FORMAT_NAMES
from goldenthread.reports.models import Schedule
from goldenthread.reports.products import NAMES, Format, Product

_COLUMNS = (
    Column("Day", width=16),
    Column("Document", width=32),
    Column("Sent to", width=30),
    Column("Where it is", width=18),
)


def product_words(one: Schedule) -> str:
    """“A directorate on a page: Place, PDF”."""
    name = NAMES[Product(one.product)] + (f": {one.part}" if one.part else "")
    return f"{name}, {FORMAT_NAMES[Format(one.format)]}"


def state_words(one: Schedule) -> str:
    """“Waiting for its day”."""
    return start(str(Schedule.State(one.state).label))


def schedules(found: Sequence[Schedule]) -> Grid:
    """Each schedule, the next day first."""
    return grid("Reports that are made and sent on a day", _COLUMNS, (_row(one) for one in found), "wide")


def _row(one: Schedule) -> list[Cell]:
    return [
        day_cell(one.send_on, "None"),
        text(one.setting.title, link=Link("schedule", str(one.pk)), note=product_words(one)),
        text(", ".join(post.title for post in one.posts.all())),
        text(state_words(one), note=one.fault),
    ]


def of_schedules(found: Sequence[Schedule], on: date) -> str:
    """How many wait, which is next, and whether any failed."""
    waiting = [one for one in found if one.state == Schedule.State.WAITING]
    failed = sum(one.state == Schedule.State.FAILED for one in found)
    if not found:
        return "No report is made and sent on a day yet."
    coming = f"{start(counted(len(waiting), 'report'))} {'waits' if len(waiting) == 1 else 'wait'} for a day"
    following = f", the next on {on_day(waiting[0].send_on)}" if waiting else ""
    trouble = f"; {counted(failed, 'report')} could not be sent" if failed else ""
    return f"{coming}{following}{trouble}."
