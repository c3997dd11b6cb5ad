"""Tables of bodies and of what is in their remits."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.sentences import on_day, start
from goldenthread.governance.models import Body, Remit
from goldenthread.governance.remit_queries import BodyRow
from goldenthread.reports.figures.remits import SliceLine
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, doing, grid, number, text
from goldenthread.reports.grids import on_day as day_cell
from goldenthread.reports.tables.work import DOING


def bodies(rows: Iterable[BodyRow]) -> Grid:
    """Every body, what papers call it, and the size of its remit."""
    columns = (
        Column("Body", width=50),
        Column("Kind", width=20),
        Column("Given to it", True, width=12),
        Column("In its remit", True, width=12),
    )
    return grid("Bodies", columns, (_body_row(row) for row in rows))


def _body_row(row: BodyRow) -> list[Cell]:
    body = row.body
    called = f"Papers call it {body.short}" if body.short else ""
    return [
        text(
            body.name,
            link=Link("body", str(body.pk)),
            note=". ".join(words for words in (called, replaced_words(body)) if words),
        ),
        text(start(body.get_kind_display())),
        number(str(row.given)),
        number(str(row.in_all)),
    ]


def replaced_words(body: Body) -> str:
    """“Replaced by X on 1 May 2012”; empty while it meets."""
    if body.replaced_by is None:
        return ""
    when = f"on {on_day(body.replaced_on)}" if body.replaced_on else "on a day that is not held"
    return f"Replaced by {body.replaced_by} {when}"


def slice_of_body(lines: Iterable[SliceLine]) -> Grid:
    """The elements in a body's remit, with who answers for each, by when, and where it stands."""
    columns = (
        Column("Element", width=44),
        Column("Owner", width=20),
        Column("Service", width=18),
        Column("Due", width=16),
        Column("Where it stands", width=18),
    )
    return grid("In its remit", columns, (_slice_row(line) for line in lines))


def _slice_row(line: SliceLine) -> list[Cell]:
    one = line.row.element
    is_given = one == line.row.given_with
    note = f"{one.level} of {one.edition}; given to it" if is_given else str(one.level)
    return [
        text(one.title, link=Link("element", str(one.pk)), note=note, strong=is_given),
        text(str(one.owner)) if one.owner else blank("None named"),
        text(str(one.service)) if one.service else blank("Not stated"),
        day_cell(one.due_on, "No date"),
        doing(line.doing, DOING[line.doing]) if line.doing else blank("Shown by what is under it"),
    ]


def remits(rows: Iterable[Remit]) -> Grid:
    """Every body that has scrutinised an element, from when to when, and why it moved."""
    columns = (Column("Body"), Column("From"), Column("Until"), Column("Why"))
    return grid("Remits of this element", columns, (_remit_row(row) for row in rows))


def _remit_row(row: Remit) -> list[Cell]:
    return [
        text(str(row.body), link=Link("body", str(row.body_id))),
        day_cell(row.from_on, "Not stated"),
        day_cell(row.until_on, "It has it now"),
        text(row.reason) if row.reason else blank("Not stated"),
    ]
