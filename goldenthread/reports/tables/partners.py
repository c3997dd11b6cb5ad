"""Tables of what partners deliver and the partnership's targets that this touches."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.rollup import RollUp
from goldenthread.core.words import STATUS
from goldenthread.plans.thread_queries import Place
from goldenthread.reports.figures.partners import Delivered, PartnerRow, Touched
from goldenthread.reports.figures.position import MeasureAt, status_of
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, doing, grid, number, status, text
from goldenthread.reports.tables.work import DOING


def place_cell(place: Place) -> Cell:
    """An element by its title, with its level and plan."""
    return text(place.title, link=Link("element", str(place.id)), note=f"{place.level}, {place.edition}")


def on_target_cell(rollup: RollUp) -> Cell:
    """“2 of 3”, or in words why there is nothing to count."""
    if rollup.rated:
        return text(f"{rollup.on_target} of {rollup.rated}", strong=True)
    return blank("None rated" if rollup.total else "No measure")


def partners(rows: Sequence[PartnerRow]) -> Grid:
    """Each partner with how much it has a part in, how that stands and what it touches."""
    columns = (
        Column("Partner", width=28),
        Column("Commissions", True),
        Column("Provides", True),
        Column("Takes part", True),
        Column("Measures on target"),
        Column("Overdue"),
        Column("Partnership lines touched", True),
    )
    return grid("Partners and what they deliver", columns, (_partner(row) for row in rows))


def _partner(row: PartnerRow) -> list[Cell]:
    counts = [row.with_role(role) for role in ("COMMISSIONER", "PROVIDER", "PARTNER")]
    work = row.doing
    late = text(f"{work.overdue} of {work.dated}") if work.dated else blank("Nothing dated")
    name = text(str(row.partner), link=Link("partner", row.partner.slug))
    touched = number(str(len(row.touches)))
    return [name, *(number(str(count)) for count in counts), on_target_cell(row.status), late, touched]


def delivered(lines: Sequence[Delivered]) -> Grid:
    """Every line that one partner has a part in."""
    columns = (
        Column("Element", width=34),
        Column("Its part", width=14),
        Column("Measures on target", width=12),
        Column("Where it stands", width=14),
        Column("Partnership lines touched", width=26),
    )
    return grid("What it delivers", columns, (_delivered(line) for line in lines))


def _delivered(line: Delivered) -> list[Cell]:
    touched = "; ".join(place.title for place in line.targets)
    return [
        place_cell(line.place),
        text(line.role_words),
        on_target_cell(status_of(line.measures)),
        doing(line.doing, DOING[line.doing]) if line.doing else blank("Not dated work"),
        text(touched) if touched else blank("None"),
    ]


def touched(lines: Sequence[Touched]) -> Grid:
    """Every line of the partnership's plans that one partner touches, and by what (R069)."""
    columns = (
        Column("Line of the partnership’s plan", width=30),
        Column("Through", width=30),
        Column("The contribution, as stated", width=26),
        Column("Measures on target", width=14),
    )
    return grid("Partnership lines that it touches", columns, (_touched(line) for line in lines))


def _touched(line: Touched) -> list[Cell]:
    return [
        place_cell(line.place),
        text("; ".join(place.title for place in line.through)),
        text(" ".join(line.how)) if line.how else blank("Not yet said in words"),
        on_target_cell(status_of(line.measures)),
    ]


def by_whom(measures: Sequence[MeasureAt]) -> Grid:
    """Measures with who answers for them: the council, it and its partners, or the whole community (R067)."""
    columns = (Column("Measure", width=46), Column("Answered for by", width=28), Column("Status", width=26))
    return grid("Measures by who answers for them", columns, (_by_whom(one) for one in measures))


def _by_whom(one: MeasureAt) -> list[Cell]:
    code = one.standing.rating.status
    return [
        text(one.measure.title, link=Link("measure-id", str(one.measure.pk)), note=one.measure.code),
        text(one.measure.get_control_display().capitalize()),
        status(code, STATUS[code].capitalize()),
    ]
