"""A council's own series beside those of its neighbours, as Trafford publishes them: one long table.

The series state no polarity, so none is kept as stated. The plan's own table of measures, where it is there,
gives the priority that each series belongs to, matched by the likeness of their titles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

from goldenthread.core.periods import CALENDAR_YEAR, Period, PeriodKind, UnreadablePeriod, parse_period
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.published_sets import ReadSet, file_in, refuse_all
from goldenthread.measures.comparisons import Published

__all__ = ["read_neighbours"]

SERIES = ("file", "area_code", "area_name", "period", "indicator", "measure", "unit", "value")
PLAN = ("priority", "indicator", "data_source")
NO_FIGURE = {"", "NA", "N/A"}
LIKE = 65  # of 100, below which two titles are not the same thing
# Codes of national statistics for the United Kingdom, its nations and England's regions.
_WHOLE = re.compile(r"(?:K0|[ENSW]92|E12)")
_TWO_MONTHS = re.compile(r"([A-Za-z]{3,9} \d{4})-([A-Za-z]{3,9} \d{4})")


def read_neighbours(folder: Path) -> ReadSet:
    """Read a `…_series_with_neighbours.csv` and its plan's indicators; raises `UnreadableFile`."""
    series = File(file_in(folder, "_series_with_neighbours.csv"), SERIES, ("source",))
    plan = File(file_in(folder, "_corporate_plan_indicators.csv"), PLAN, ("source", "notes"))
    name = series.name.removesuffix("_series_with_neighbours.csv")
    priorities = {row.needed("indicator"): row for row in plan.rows()}
    source = next((row.text("source") for row in priorities.values()), "")
    read = ReadSet(
        {
            "slug": f"{name}-neighbours"[:40],
            "name": f"{name.title()} and its statistical neighbours",
            "about": "Series that one council publishes for itself and the councils it is set beside.",
            "source": source,
        },
        as_at=date(2024, 5, 31),
        grouping="Priority",
    )
    rows = series.rows()
    codes = _codes(rows)
    read.measures = [_measure(code, key, priorities, source) for key, code in codes.items()]
    places: dict[str, dict[str, Any]] = {}
    for cells in rows:
        _value(cells, codes, places, read)
    read.places = list(places.values())
    refuse_all(series, plan)
    return read


def _key(cells: Cells) -> tuple[str, str, str, str]:
    file, indicator, measure, unit = (cells.text(name) for name in ("file", "indicator", "measure", "unit"))
    return file, indicator, measure, unit


def _codes(rows: Sequence[Cells]) -> dict[tuple[str, str, str, str], str]:
    """A code for each series: its file's name, with a number where a file holds more than one."""
    by_file: dict[str, dict[tuple[str, str, str, str], None]] = defaultdict(dict)
    for cells in rows:
        if cells.needed("file") and cells.needed("indicator"):
            by_file[cells.text("file")].setdefault(_key(cells))
    found = {}
    for file, keys in by_file.items():
        stem = file.removesuffix(".csv").replace("_", "-")[:36]
        for place, key in enumerate(keys, start=1):
            found[key] = f"{stem}-{place}" if len(keys) > 1 else stem
    return found


def _measure(
    code: str, key: tuple[str, str, str, str], plan: dict[str, Cells], source: str
) -> dict[str, Any]:
    _, title, measure, unit = key
    is_share = measure == "Percentage"
    like = process.extractOne(
        title, list(plan), scorer=fuzz.token_set_ratio, processor=_bare, score_cutoff=LIKE
    )
    row = plan[like[0]] if like else None
    return {
        "code": code,
        "title": title if is_share else f"{title}, {unit.lower()}",
        "unit": "%" if is_share else unit.lower(),
        "category": row.text("priority") if row else "Not placed in the plan",
        "frequency": "Annually",
        "note": f"Placed by the likeness of its title to the plan's “{like[0]}”." if like else "",
        "source": "; ".join(part for part in (source, row.text("data_source") if row else "") if part),
    }


def _bare(title: str) -> str:
    """A title to tell its likeness by: without what stands in brackets."""
    return utils.default_process(re.sub(r"\([^)]*\)", "", title))


def _value(
    cells: Cells,
    codes: dict[tuple[str, str, str, str], str],
    places: dict[str, dict[str, Any]],
    read: ReadSet,
) -> None:
    area, name = cells.needed("area_code"), cells.needed("area_name")
    period = _period(cells)
    code = codes.get(_key(cells), "")
    cells.once("period", area, code, period)
    # One area is one place, whatever names it goes by: the first is kept.
    place = places.setdefault(area, {"name": name, "code": area, "is_whole": bool(_WHOLE.match(area))})
    value = None if cells.text("value").upper() in NO_FIGURE else cells.number("value")
    if value is None or period is None:
        read.without_figure += 1
        return
    read.values.append(
        Published(code, place["name"], period.kind.value, period.starts_on, period.ends_on, value)
    )


def _period(cells: Cells) -> Period | None:
    """2010/11 is a financial year, 2014 a calendar year, and so is “Jan 2012-Dec 2012”."""
    said = cells.text("period")
    two = _TWO_MONTHS.fullmatch(said)
    try:
        if two is None:
            return parse_period(said, CALENDAR_YEAR) if len(said) == 4 else parse_period(said)
        found = parse_period(f"{two[1]} to {two[2]}")
    except UnreadablePeriod as unclear:
        cells.wrong("period", str(unclear))
        return None
    year = (found.starts_on.year, 1, 1), (found.starts_on.year, 12, 31)
    is_year = (found.starts_on, found.ends_on) == (date(*year[0]), date(*year[1]))
    return Period(PeriodKind.YEAR, found.starts_on, found.ends_on) if is_year else found
