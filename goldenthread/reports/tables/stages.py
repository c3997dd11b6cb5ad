"""The stages of a plan's making, and another council's cycle before it is taken, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.cycles import Cycle
from goldenthread.core.sentences import counted, start
from goldenthread.core.stages import WORDS, Stand, because
from goldenthread.planning.cycling import Offered
from goldenthread.planning.models import Stage
from goldenthread.reports.figures.stages import StageShown
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, on_day, text
from goldenthread.reports.tables.calendar import days


def stages(found: Sequence[StageShown], caption: str) -> Grid:
    """Each stage with its days, where it stands, what it waits for and why, and the room after it."""
    columns = (
        Column("Stage", width=34),
        Column("When", width=18),
        Column("State", width=12),
        Column("Waits for, and why", width=20),
        Column("Slack", width=16),
    )
    return grid(caption, columns, (_stage(one) for one in found), "wide")


def done(found: Sequence[StageShown]) -> Grid:
    """What was done, when, and when it was planned for."""
    columns = (
        Column("Stage", width=30),
        Column("Done", width=18),
        Column("What was done", width=34),
        Column("Planned for", width=18),
    )
    return grid("Stages done", columns, (_done_row(one) for one in found), "wide")


def _done_row(one: StageShown) -> list[Cell]:
    held = one.stage
    return [
        text(held.name, link=Link("stage-about", str(held.pk)), note=held.purpose),
        on_day(held.done_on, "Not said"),
        text(held.done_what) if held.done_what else blank("Not said"),
        text(days(held.starts_on, held.ends_on), note=_when(held)),
    ]


def _stage(one: StageShown) -> list[Cell]:
    held = one.stage
    told = held.done_what if one.stand is Stand.DONE and held.done_what else held.purpose
    return [
        text(held.name, link=Link("stage-about", str(held.pk)), note=told),
        text(days(held.starts_on, held.ends_on), note=_when(held)),
        text(WORDS[one.stand], strong=one.stand is Stand.OVERDUE, note=_done(one)),
        _waits(one),
        text(" ".join(one.slack)) if one.slack else blank("Nothing waits"),
    ]


def _when(held: Stage) -> str:
    return "" if held.when in ("", days(held.starts_on, held.ends_on)) else held.when


def _done(one: StageShown) -> str:
    day = one.stage.done_on
    return days(day, day) if one.stand is Stand.DONE and day else ""


def _waits(one: StageShown) -> Cell:
    if not one.awaited:
        return blank("Nothing")
    said = "; ".join(f"{'Done: ' if wait.is_done else ''}{wait.stage.name}" for wait in one.awaited)
    why = "; ".join(dict.fromkeys(because(wait.reason) for wait in one.awaited))
    return text(said, note=f"Because {why}.")


def cycles(found: Sequence[Cycle]) -> Grid:
    """The cycles that can be taken, each with how many stages it has and where it is from."""
    columns = (
        Column("Council", width=24),
        Column("Cycle", width=34),
        Column("Stages", True, width=10),
        Column("Where it is from", width=32),
    )
    rows = (
        [
            text(one.council, link=Link("cycle", one.key)),
            text(one.name, note=f"For the plan of {one.year}"),
            Cell(str(len(one.steps))),
            text(one.source, note=one.note),
        ]
        for one in found
    )
    return grid("Planning cycles of councils", columns, rows)


def days_of(one: Offered) -> str:
    """The days that a step of a cycle has."""
    return days(one.dated.first, one.dated.last)


def of_offered(cycle: Cycle, found: Sequence[Offered], year: int) -> str:
    """How many stages the cycle would put on the calendar, and that nothing is stored yet."""
    there = sum(one.is_there for one in found)
    said = f"{cycle.council}’s cycle gives {counted(len(found), 'stage')} for a plan that begins in {year}"
    if there:
        said += f", {counted(there, 'of them', 'of them')} on the calendar already"
    return f"{said}. Nothing is stored until you choose."


def of_cycles(found: Sequence[Cycle]) -> str:
    if not found:
        return "No cycle can be read. Put one into policies/cycles."
    councils = len({one.council for one in found})
    return (
        f"{start(counted(len(found), 'planning cycle'))} of {counted(councils, 'council')} can be put "
        "on your calendar, with days for your own plan."
    )
