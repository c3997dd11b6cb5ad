"""A scenario's odds beside its plan's as a table: the whole plan, elements above actions, what differs."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.core.odds_beside import Pair, Side
from goldenthread.core.odds_beside_told import percent
from goldenthread.core.sentences import counted
from goldenthread.reports.figures.scenario_odds import Beside
from goldenthread.reports.grids import Cell, Column, Grid, Kind, Link, Row, blank, group_row, text

PLACES = 1  # of a percent


def of_both(shown: Beside) -> Grid:
    """How often each finishes on time: as planned, with the changes, and by how much that differs."""
    columns = (
        Column("On time", width=44),
        Column("As planned", True, width=14),
        Column("With the changes", True, width=16),
        Column("Difference, in percentage points", True, width=22),
    )
    rows = [Row((text("The whole plan", strong=True), *_figures(shown.found.whole)))]
    if shown.groups:
        rows.append(group_row("Each element above actions", "all its actions on time", columns))
        rows += [_row(shown, one) for one in shown.groups]
    if shown.works:
        rows.append(group_row("Each action that differs", "by more than its standard error", columns))
        rows += [_row(shown, one) for one in shown.works]
    return Grid("The odds beside the plan’s", columns, tuple(rows))


def _row(shown: Beside, pair: Pair) -> Row:
    line = shown.lines[pair.key]
    name = text(line.title, link=Link("element", str(pair.key)), note=line.level)
    return Row((name, *_figures(pair)))


def _figures(pair: Pair) -> tuple[Cell, ...]:
    return (_side(pair.planned, pair), _side(pair.changed, pair), _difference(pair))


def _side(side: Side | None, pair: Pair) -> Cell:
    """How often one side was on time, and of how many actions where that is not the same for both."""
    if side is None:
        return blank("Dropped")
    share = Decimal(100 * side.on_time) / pair.runs
    both = {one.works for one in (pair.planned, pair.changed) if one}
    note = f"of {counted(side.works, 'action')}" if len(both) > 1 else ""
    return Cell(percent(side.on_time, pair.runs, PLACES), Kind.NUMBER, note=note, value=share)


def _difference(pair: Pair) -> Cell:
    """By how much it differs, with the error of simulation; nothing is claimed that is within it."""
    if pair.points is None:
        return blank("Dropped")
    if not pair.points:
        return blank("None")
    if not pair.is_sure:
        return blank("Within the error of simulation")
    words = f"{'up' if pair.points > 0 else 'down'} {abs(pair.points):.{PLACES}f}"
    value = Decimal(str(round(pair.points, 4)))
    return Cell(
        words, Kind.NUMBER, note=f"give or take {max(pair.margin, 0.1):.1f}", value=value, is_strong=True
    )
