"""Tables of measures on their way in from another system."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.measure_table import Moved
from goldenthread.core.refused import Problem
from goldenthread.reports.grids import Column, Grid, blank, grid, number, text


def coming(measures: Iterable[tuple[Moved, str]]) -> Grid:
    """Each measure with what comes of it: whether it is new, how many targets and results, what is kept."""
    columns = (
        Column("Code", width=14), Column("Measure"), Column("It is", width=16), Column("Targets", True),
        Column("Results", True), Column("Kept word for word", True),
    )  # fmt: skip
    rows = (
        (
            text(one.code), text(str(one.facts.get("title", ""))), text(becomes),
            number(f"{len(one.targets):,}"), number(f"{len(one.results):,}"), number(f"{len(one.kept):,}"),
        )
        for one, becomes in measures
    )  # fmt: skip
    return grid("Measures in the file", columns, rows)


def kept_facts(measures: Iterable[Moved]) -> Grid:
    """Every cell kept with its measure as it stood."""
    columns = (Column("Code", width=14), Column("Heading"), Column("What stands there"))
    rows = ((text(one.code), text(name), text(said)) for one in measures for name, said in one.kept.items())
    return grid("Kept with the measures", columns, rows)


def to_look_at(problems: Iterable[Problem]) -> Grid:
    """What is not understood, where it stands, and what to do."""
    columns = (Column("Row", width=8), Column("Column", width=24), Column("What to do"))
    rows = (
        (
            text(str(one.row)) if one.row else blank("No one row"),
            text(one.column) if one.column else blank("No one column"),
            text(one.sentence[:1].upper() + one.sentence[1:]),
        )
        for one in problems
    )
    return grid("What to look at", columns, rows)
