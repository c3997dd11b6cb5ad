"""The table of measures whose polarity goes against their titles, or can be read either way."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.travel import Polarity
from goldenthread.reports.figures.polarity import DoubtfulPolarity
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.tables.mending import May, where_settled

BETTER = {Polarity.HIGHER: "Higher is better", Polarity.LOWER: "Lower is better"}


def polarities_in_doubt(found: Sequence[DoubtfulPolarity], may: May) -> Grid:
    """Each measure with its stated polarity, what its title says, why, who should look, and what to do."""
    columns = (
        Column("Measure", width=28),
        Column("Stated", width=12),
        Column("What its title says", width=14),
        Column("Why", width=24),
        Column("What to do", width=22),
    )
    return grid("Polarity set against titles", columns, (_cells(one, may) for one in found), "wide")


def _cells(one: DoubtfulPolarity, may: May) -> list[Cell]:
    return [
        text(one.measure.title, link=Link("measure", one.measure.code), note=one.measure.code),
        text(BETTER[Polarity(one.measure.polarity)], note=f"“{one.found.said}” in its title"),
        _said(one),
        text(one.found.reason),
        text(_to_do(one), link=where_settled(one, may)),
    ]


def _said(one: DoubtfulPolarity) -> Cell:
    if one.is_contradiction and one.found.better is not None:
        return text(BETTER[one.found.better])
    return blank("Can be read either way")


def _to_do(one: DoubtfulPolarity) -> str:
    who = one.measure.owner.title if one.measure.owner else "whoever publishes it"
    if one.is_contradiction:
        return f"Ask {who} which is right. Correct the polarity, or the title."
    return "Say in its definition which way is meant, or give it a range within which it is well."
