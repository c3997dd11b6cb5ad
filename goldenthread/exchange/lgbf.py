"""Scotland's Local Government Benchmarking Framework, from its tables of measures and of figures.

Title, polarity and category are kept as the publisher states them, right or wrong; units are inferred from
the titles where clear, and say so.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.core.periods import PeriodKind
from goldenthread.core.units import counted_in
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.published_sets import ReadSet, file_in, refuse_all
from goldenthread.measures.comparisons import Published

__all__ = ["read_lgbf"]

MEASURES = ("code", "title", "category", "domain", "update_frequency", "high_is_good_as_stated")
VALUES = ("council", "code", "year", "value")
WHOLE = {"Scotland"}
# What stands where there is no figure: none was available, or too few people to print it.
NO_FIGURE = {"", "NA", "N/A", "DNA", "#N/A", "*", "-"}
STATED = {"Yes": "HIGHER", "No": "LOWER", "": ""}
INFERRED = "Unit inferred from the title."
FACTS = {
    "slug": "lgbf",
    "name": "Local Government Benchmarking Framework",
    "about": "Measures that all of Scotland's councils count the same way.",
}


def read_lgbf(folder: Path) -> ReadSet:
    """Read `lgbf_indicators.csv` and `lgbf_values_all_councils.csv`; or `UnreadableFile`."""
    measures = File(file_in(folder, "lgbf_indicators.csv"), MEASURES, ("note", "source"))
    values = File(file_in(folder, "lgbf_values_all_councils.csv"), VALUES)
    rows = {row["code"]: row for row in map(_measure, measures.rows())}
    read = ReadSet(
        dict(FACTS), scheme="LGBF", as_at=date(2022, 1, 12), grouping="Service area", nation="SCOTLAND"
    )
    read.measures = list(rows.values())
    read.facts["source"] = next((row["source"] for row in read.measures), "")
    names: dict[str, None] = {}
    for cells in values.rows():
        _value(cells, rows, names, read)
    read.places = [{"name": name, "is_whole": name in WHOLE} for name in names]
    refuse_all(measures, values)
    return read


def _measure(cells: Cells) -> dict[str, Any]:
    code, title = cells.needed("code"), cells.needed("title")
    cells.once("code", code)
    stated = cells.text("high_is_good_as_stated")
    if stated not in STATED:
        cells.wrong(
            "high_is_good_as_stated", f"“{stated[:60]}” is not one of Yes, No. Leave it blank if unsaid."
        )
    counted = counted_in(title)
    said = cells.text("note")
    notes = [said if not said or said.endswith(".") else f"{said}.", INFERRED if counted else ""]
    return {
        "code": code,
        "title": title,
        "unit": counted.unit if counted else "",
        "category": cells.text("category"),
        "domain": cells.text("domain"),
        "polarity_stated": STATED.get(stated, ""),
        "frequency": cells.text("update_frequency"),
        "note": " ".join(note for note in notes if note),
        "source": cells.text("source"),
    }


def _value(cells: Cells, measures: dict[str, Any], names: dict[str, None], read: ReadSet) -> None:
    place, code = cells.needed("council"), cells.needed("code")
    if code and code not in measures:
        cells.wrong("code", f"“{code[:60]}” is not among the measures. Add it to lgbf_indicators.csv first.")
    year, value = _year(cells), _figure(cells)
    cells.once("year", place, code, year)
    names.setdefault(place)
    if value is None or year is None:
        read.without_figure += 1
        return
    starts_on, ends_on = date(year, 4, 1), date(year + 1, 3, 31)
    read.values.append(Published(code, place, PeriodKind.YEAR.value, starts_on, ends_on, value))


def _year(cells: Cells) -> int | None:
    """The calendar year in which a financial year such as 2010-11 begins; read fast, for there are 30,000."""
    said = cells.text("year")
    first, _, second = said.replace("/", "-").partition("-")
    if _is_year(first, 4) and _is_year(second, 2) and (int(first) + 1) % 100 == int(second):
        return int(first)
    cells.wrong("year", f"“{said[:60]}” is not a financial year. Write it as 2010-11.")
    return None


def _is_year(said: str, digits: int) -> bool:
    return said.isascii() and said.isdigit() and len(said) == digits and said not in ("0000", "9999")


def _figure(cells: Cells) -> Decimal | None:
    return None if cells.text("value").upper() in NO_FIGURE else cells.number("value")
