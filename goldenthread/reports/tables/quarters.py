"""A wide run of quarters as a table for each financial year, so that it fits a page and can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.core.money_told import year_named
from goldenthread.core.periods import Period, YearStart, financial_year_of, in_words
from goldenthread.core.prepared import listed
from goldenthread.core.sentences import start
from goldenthread.reports.grids import Cell, Grid, Kind


@dataclass(frozen=True, slots=True)
class ByYear:
    """The tables of the years in which anything stands, and the names of those in which nothing does."""

    parts: tuple[tuple[str, Grid], ...]
    empty: tuple[str, ...]

    @property
    def left_out(self) -> str:
        """“2010/11 and 2011/12”."""
        return listed(self.empty)


def by_year(
    grid: Grid, quarters: Sequence[Period], year_start: YearStart, *, keeps_blank: bool = False
) -> ByYear:
    """A grid whose columns after the first are quarters, parted by financial year; other columns are lost.

    A row that is blank throughout a year is left out of it, unless `keeps_blank`; so is a year in which no
    row says anything, but for the first where blank rows are kept. Headings lose the year, which stands
    above; those who don't see the page hear it.
    """
    years: dict[int, list[int]] = {}
    for place, quarter in enumerate(quarters):
        years.setdefault(financial_year_of(quarter.starts_on, year_start).starts_on.year, []).append(place)
    parts: list[tuple[str, Grid]] = []
    empty: list[str] = []
    for year, places in years.items():
        name = year_named(year)
        is_kept = keeps_blank and not parts
        part = _part(grid, quarters, places, name, keeps_blank=keeps_blank)
        if is_kept or any(not row.is_total and not _is_blank(row.cells[1:]) for row in part.rows):
            parts.append((name, part))
        else:
            empty.append(name)
    return ByYear(tuple(parts), tuple(empty))


def _part(grid: Grid, quarters: Sequence[Period], places: list[int], name: str, *, keeps_blank: bool) -> Grid:
    first, *rest = grid.columns
    columns = [replace(rest[place], short=months_of(quarters[place])) for place in places]
    rows = []
    for row in grid.rows:
        cells = [row.cells[place + 1] for place in places]
        if keeps_blank or row.is_total or not _is_blank(cells):
            rows.append(replace(row, cells=(row.cells[0], *cells)))
    return Grid(f"{grid.caption}, {name}", (first, *columns), tuple(rows), "quarters", grid.note)


def _is_blank(cells: Sequence[Cell]) -> bool:
    return all(one.kind is Kind.BLANK for one in cells)


def months_of(quarter: Period) -> str:
    """“April to June”: a quarter whose year is said above; one that lies in two years keeps them."""
    words = start(in_words(quarter))
    is_of_one = quarter.starts_on.year == quarter.ends_on.year
    return words.removesuffix(f" {quarter.ends_on.year:04}") if is_of_one else words
