"""Evidence as tables: by the lines of a framework, and one row for each piece in the pack."""

from __future__ import annotations

from goldenthread.plans.models import Evidence
from goldenthread.reports.figures.evidence import Answered, Pack
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, on_day, text
from goldenthread.reports.tables.work import element_link

_COLUMNS = (
    Column("Evidence", width=26),
    Column("What it shows", width=30),
    Column("Of which element", width=22),
    Column("Date", width=12),
    Column("Kept at", width=20),
)


def by_line(pack: Pack) -> Grid:
    """Every line of the framework with each piece of evidence that answers it, or words that none does."""
    first = Column("Line of the framework", width=24)
    rows = [row for answered in pack.lines for row in _rows(answered)]
    return grid(f"Evidence for the {pack.edition.name}", (first, *_COLUMNS), rows)


def _rows(answered: Answered) -> list[list[Cell]]:
    line = text(answered.line.title, link=element_link(answered.line), note=answered.level)
    if not answered.evidence:
        return [[line, blank("None yet"), *(blank("None") for _ in _COLUMNS[1:])]]
    return [[line, *cells(one)] for one in answered.evidence]


def of_one(answered: Answered) -> Grid:
    """The evidence that answers one line."""
    return grid(f"Evidence for {answered.line.title}", _COLUMNS, (cells(one) for one in answered.evidence))


def cells(one: Evidence) -> list[Cell]:
    """One piece of evidence: what it is, shows and is of, its day, and where it is kept."""
    of = one.element
    note = f"{of.level.name}, {of.edition.name}"
    return [
        text(one.title),
        text(one.text) if one.text else blank("Not said"),
        text(of.title, link=Link("element", str(of.pk)), note=note),
        on_day(one.dated_on, "No date"),
        text(one.kept_at) if one.kept_at else blank("Not said"),
    ]
