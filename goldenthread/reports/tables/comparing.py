"""Tables of comparisons: every council in a period, our years, and what can't be compared."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.comparing import Spread
from goldenthread.core.figures import shown
from goldenthread.reports.figures.comparing import Comparison, Uncompared, YearOf, period_words
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Link,
    Row,
    blank,
    grid,
    number,
    text,
)

__all__ = ["councils", "uncompared", "years"]


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
