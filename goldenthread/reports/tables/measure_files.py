"""A council's measures as a table that reads back into the same measures: the folder's measures.csv."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from goldenthread.core.sheet_words import aliases_written
from goldenthread.measures.models import Measure
from goldenthread.measures.queries import plain
from goldenthread.measures.sheet_queries import measures_with_sheets
from goldenthread.people.models import Council
from goldenthread.reports.grids import Column, Grid, grid, text

_AS_HELD = (
    "code", "title", "question", "definition", "method", "defined_from", "kind", "unit", "decimals",
    "numerator", "denominator", "per", "frequency", "reporting", "derivation", "lag_days", "data_source",
    "formula", "if_zero", "if_missing", "control", "stage", "quality", "quality_note", "floor", "low", "high",
    "baseline", "baseline_on", "baseline_note", "retired_on", "retired_because", "basis", "polarity_basis",
    "source",
)  # fmt: skip
_WORKED = (
    "polarity", "cumulative", "data_only", "tolerance", "levels", "service", "owner", "updater", "aliases",
    "elements", "link_basis",
)  # fmt: skip


def measures_as_defined(council: Council) -> Grid:
    """One row for each measure, under the columns that `goldenthread load` reads."""
    columns = [Column(name) for name in (*_AS_HELD, *_WORKED)]
    rows = ([text(cell) for cell in _cells(one)] for one in measures_with_sheets(council))
    return grid("Measures as they are defined", columns, rows)


def _cells(one: Measure) -> list[str]:
    return [*(_plainly(getattr(one, name)) for name in _AS_HELD), *_worked(one)]


def _plainly(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    return "" if value is None else str(value)


def _worked(one: Measure) -> list[str]:
    links = list(one.links.all())
    paths = (
        f"{element.edition.plan.slug}/{element.edition.slug}/{element.code}"
        for element in (link.element for link in links)
    )
    tolerance = _plainly(one.tolerance)
    return [
        one.polarity.lower(),
        "TRUE" if one.is_cumulative else "FALSE",
        "TRUE" if one.is_data_only else "FALSE",
        f"{tolerance}%" if tolerance and one.tolerance_is_percent else tolerance,
        "; ".join(one.levels),
        str(one.service or ""),
        one.owner.title if one.owner else "",
        one.updater.title if one.updater else "",
        aliases_written([(alias.scheme, alias.code) for alias in one.aliases.all()], "; "),
        " ; ".join(paths),
        links[0].basis if links else "STATED",
    ]
