"""What plans ask of services together, where that is more than can be given, as a table."""

from __future__ import annotations

from goldenthread.core.periods import in_words
from goldenthread.core.sentences import start
from goldenthread.core.workload import days_shown
from goldenthread.reports.figures.plans_together import Both, Together
from goldenthread.reports.grids import Cell, Column, Grid, Row, text
from goldenthread.reports.tables.strain import figures_of


def beyond(found: Together) -> Grid:
    """Each service and quarter in which the plans together ask too much, and what each asks."""
    columns = (
        Column("Service", width=28),
        Column("Quarter", width=24),
        Column("Together", width=28),
        Column("Of which", width=44),
    )
    rows = tuple(
        Row((text(one.service), text(start(in_words(one.quarter))), _whole(found, one), _parts(one)))
        for one in found.beyond
    )
    return Grid("More than can be given, by plans together", columns, rows)


def _whole(found: Together, one: Both) -> Cell:
    band = found.limits.band(one.load)
    assert band is not None
    return text(band.words, note=figures_of(one.load, found.limits), strong=True)


def _parts(one: Both) -> Cell:
    return text("; ".join(f"{edition.name}: {days_shown(days)} days" for edition, days in one.by_plan))
