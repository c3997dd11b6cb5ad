"""Tables of snapshots and of what a correction changed."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.sentences import on_day
from goldenthread.reports.figures.corrected import Corrected
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.models import Snapshot


def snapshots(found: Iterable[Snapshot]) -> Grid:
    """A report's snapshots, newest first: of which day, whether published or corrected, and their name."""
    columns = (
        Column("Frozen", width=22),
        Column("Position at", width=18),
        Column("Published", width=30),
        Column("These figures", width=30),
    )
    return grid("Snapshots", columns, (_row(one) for one in found))


def _row(one: Snapshot) -> list[Cell]:
    link = Link("snapshot", str(one.pk))
    since = getattr(one, "corrected_by", None)
    why = f"Corrected since: {since.reason}" if since else f"Corrects: {one.reason}" if one.reason else ""
    published = (
        text(on_day(one.published_at.date()), note=why) if one.published_at else blank("Not published")
    )
    return [
        text(on_day(one.made_at.date()), link=link, note=one.made_by),
        text(on_day(one.on)),
        published,
        text(f"{one.digest[:12]}…", note=f"Golden Thread {one.code_version}"),
    ]


def corrected(found: Iterable[Corrected]) -> Grid:
    """Each thing that a correction changed."""
    columns = (
        Column("Of", width=34),
        Column("What", width=22),
        Column("Was", width=22),
        Column("Is", width=22),
    )
    rows = ([text(one.of), text(one.what), text(one.before), text(one.after)] for one in found)
    return grid("What the correction changed", columns, rows, "wide")
