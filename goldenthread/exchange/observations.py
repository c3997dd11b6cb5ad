"""A file of figures, read against a council's measures: all of it, or none of it, or the good rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from goldenthread.core.observed import (
    Label,
    Observed,
    UnreadableNumber,
    read_observed,
)
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.cells import Cells, File
from goldenthread.measures.actions import fields_of, is_questionable
from goldenthread.people.models import Council

NEEDS = ("measure", "period", "value")
ALSO = ("note", "published_status", "breakdown", "source")


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """What a file holds: rows ready to store, and what is wrong with the others."""

    header: tuple[str, ...]
    good: list[dict[str, Any]]
    bad: list[tuple[list[str], str]]
    problems: list[Problem]

    def or_refused(self) -> list[dict[str, Any]]:
        """Every row, or `UnreadableFile` when any row is wrong."""
        if self.problems:
            raise UnreadableFile(self.problems)
        return self.good


def read_figures(
    path: Path, council: Council, measures: Mapping[str, int], labels: Mapping[str, Label]
) -> ReadFigures:
    """Read a table with columns measure (its code), period and value, and optionally note, source and so on.

    `measures` gives a measure's key by its code. Raises `UnreadableFile` when it is no table at all.
    """
    return _read(File(path, NEEDS, ALSO), council, measures, labels)


def read_upload(
    data: bytes, name: str, council: Council, measures: Mapping[str, int], labels: Mapping[str, Label]
) -> ReadFigures:
    """The same for a file that came by browser: its bytes, and the name it was sent under."""
    return _read(File(data, NEEDS, ALSO, name=name), council, measures, labels)


def rejected_file(read: ReadFigures) -> bytes:
    """The rows that were not stored, as they were given, each with what is wrong with it."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*read.header, "what is wrong"])
    writer.writerows([*cells, wrong] for cells, wrong in read.bad)
    return out.getvalue().encode("utf-8-sig")


def _read(
    file: File, council: Council, measures: Mapping[str, int], labels: Mapping[str, Label]
) -> ReadFigures:
    good: list[dict[str, Any]] = []
    bad: list[tuple[list[str], str]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for cells in file.rows():
        before = len(file.problems)
        row = _row(cells, council, measures, labels)
        _refuse_repeats(cells, row, seen)
        wrong = file.problems[before:]
        if wrong:
            bad.append((_as_given(cells, file), " ".join(one.sentence for one in wrong)))
        else:
            good.append(row)
    return ReadFigures(file.table.header, good, bad, file.problems)


def _as_given(cells: Cells, file: File) -> list[str]:
    return [cells.row.cells.get(name, "") for name in file.table.header]


def _row(
    cells: Cells, council: Council, measures: Mapping[str, int], labels: Mapping[str, Label]
) -> dict[str, Any]:
    measure = cells.named("measure", measures, "measure")
    period = cells.period("period", council.year_start)
    observed = _observed(cells, labels)
    note = cells.text("note")
    return {
        "measure_id": measure,
        **(fields_of(period) if period else {}),
        "value": observed.value if observed else None,
        "state": observed.state.value if observed else "",
        "is_questioned": observed is not None and is_questionable(observed.value, note),
        "note": note,
        "published_status": cells.text("published_status"),
        "breakdown": cells.text("breakdown"),
        "source": cells.text("source"),
    }


def _observed(cells: Cells, labels: Mapping[str, Label]) -> Observed | None:
    try:
        read = read_observed(cells.text("value"), labels)
    except UnreadableNumber as unclear:
        cells.wrong("value", str(unclear))
        return None
    cells.keepable("value", read.value)
    return read


def _refuse_repeats(cells: Cells, row: dict[str, Any], seen: dict[tuple[Any, ...], int]) -> None:
    if row["measure_id"] is None or "starts_on" not in row:
        return
    place = tuple(row[name] for name in ("measure_id", "period_kind", "starts_on", "ends_on", "breakdown"))
    if place in seen:
        cells.wrong("period", f"Row {seen[place]} already gives this measure's figure for this period.")
    seen.setdefault(place, cells.row.number)
