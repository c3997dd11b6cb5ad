"""Tables of comparisons: every council in a period, our years, the overview, and what can't be compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from goldenthread.core.comparing import Spread
from goldenthread.core.comparing_words import position_words, quarter_words
from goldenthread.core.figures import shown
from goldenthread.core.sentences import start
from goldenthread.core.travel import Direction
from goldenthread.core.words import DIRECTION
from goldenthread.reports.figures.compared_overview import Overview
from goldenthread.reports.figures.comparing import Comparison, Uncompared, YearOf, period_words
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Link,
    Row,
    blank,
    direction,
    grid,
    group_row,
    number,
    text,
)

__all__ = ["councils", "overview", "uncompared", "years"]


def councils(found: Comparison, *, is_ranked: bool = False) -> Grid:
    """Every council's figure in the period, by name; by rank only where it is asked for and can be told."""
    head = f"Figure, {found.measure.unit}" if found.measure.unit else "Figure"
    columns = [Column("Council", width=50), Column(head, True, width=25), Column("What it is", width=25)]
    ranked = {one.place: one for one in found.ranked} if is_ranked else {}
    placed = sorted(
        found.placed,
        key=lambda one: (ranked[one.place].rank if one.place in ranked else len(ranked) + 1, one.place),
    )
    rows = []
    for one in placed:
        is_ours = one.place == found.home_name
        what = "A nation or region" if one.is_whole else "Ours" if is_ours else "Another council"
        cells = [
            text(one.place, strong=is_ours),
            number(shown(one.value, found.shape), strong=is_ours),
            text(what),
        ]
        if is_ranked:
            cells.append(_rank(ranked.get(one.place)))
        rows.append(Row(tuple(cells)))
    for name in found.missing:
        cells = [text(name), blank("No figure"), text("Not counted here")]
        rows.append(Row((*cells, blank("Not ranked")) if is_ranked else tuple(cells)))
    if is_ranked:
        columns.append(Column("Rank, 1 is best", width=20))
    return Grid("Every council's figure", tuple(columns), tuple(rows), "wide" if is_ranked else "keep")


def _rank(one: object) -> Cell:
    rank, is_shared = getattr(one, "rank", None), getattr(one, "is_shared", False)
    return blank("Not ranked") if rank is None else text(f"{rank}, shared" if is_shared else str(rank))


def years(found: Comparison) -> Grid:
    """Our figure beside the quartiles, year by year, the newest first."""
    columns = (
        Column("Period"),
        Column(found.home_name or "Ours", True),
        Column("Lower quartile", True),
        Column("Median", True),
        Column("Upper quartile", True),
        Column("Councils", True),
    )
    rows = (_year(one, found) for one in reversed(found.years))
    return grid("Through the years", columns, rows, "wide")


def _year(one: YearOf, found: Comparison) -> list[Cell]:
    mine = blank("No figure") if one.mine is None else number(shown(one.mine, found.shape), strong=True)
    return [text(period_words(one.period)), mine, *_quartiles(one.spread, found)]


def _quartiles(spread: Spread | None, found: Comparison) -> list[Cell]:
    if spread is None:
        return [blank("No figure")] * 3 + [number("0")]
    figures = (spread.lower, spread.median, spread.upper)
    return [*(number(shown(one, found.shape)) for one in figures), number(str(spread.count))]


def overview(found: Overview) -> Grid:
    """Each comparison: our figure, the median, where we lie in words, and how ours moved in a year."""
    columns = (
        Column("Measure", width=32),
        Column("Period", width=9),
        Column("Ours", True, width=11),
        Column("Median", True, width=11),
        Column("Where it lies", width=23),
        Column("Ours on a year before", width=14),
    )
    rows = []
    for (of, heading), lines in groupby(found.compared, key=_heading):
        if heading:
            rows.append(group_row(heading, of, columns))
        rows += [Row(tuple(_line(one))) for one in lines]
    return Grid("Comparisons", columns, tuple(rows), "wide")


def _heading(one: Comparison) -> tuple[str, str]:
    """What a comparison stands under: its set, and its domain or category there."""
    return one.compared.set.name, one.compared.domain or one.compared.category


def _line(one: Comparison) -> list[Cell]:
    among, spread = one.among, one.spread
    assert among is not None and spread is not None and one.period is not None
    quarter = start(quarter_words(among)) if among.quarter else "Not parted in quarters"
    return [
        text(one.measure.title, link=Link("compare", one.measure.code), note=_code(one)),
        text(period_words(one.period)),
        number(shown(among.value, one.shape)),
        number(shown(spread.median, one.shape)),
        text(quarter, note=start(position_words(among))),
        _moved(one.moved),
    ]


def _code(one: Comparison) -> str:
    unit = one.measure.unit
    return one.measure.code if unit in ("", "%", "£") else f"{one.measure.code}, {unit}"


def _moved(moved: Direction) -> Cell:
    return direction(moved, start(DIRECTION[moved]))


def uncompared(found: Sequence[Uncompared]) -> Grid:
    """What isn't compared, and why."""
    columns = (Column("Measure", width=50), Column("Why it is not compared", width=50))
    rows = (
        [
            text(one.measure.title, link=Link("compare", one.measure.code), note=one.measure.code),
            text(one.why),
        ]
        for one in found
    )
    return grid("Not compared", columns, rows, "keep")
