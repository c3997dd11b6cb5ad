"""A file of results read row by row against a council's measures: stored whole or not, or its good rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from goldenthread.core.observed import Label
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.observation_rows import ALSO, NEEDS, Row, row_reader
from goldenthread.exchange.tables import MOST_PROBLEMS, Stream, read_sheets, stream_table
from goldenthread.ledger.recording import Recorded
from goldenthread.measures.filed import question_recorded, work_out_recorded
from goldenthread.measures.queries import Measured
from goldenthread.measures.recording import BATCH, Recording, Taken
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Given:
    """One row of a file: what to store, or nothing and what is wrong with it."""

    number: int
    cells: Mapping[str, str]
    row: Row
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class FigureFile:
    """A file of results under its header, its rows still to be read."""

    name: str
    table: Stream
    expected: int | None
    council: Council
    measures: Mapping[str, Measured | None]
    labels: Mapping[str, Label]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(self.table.headings)

    def rows(self) -> Iterator[Given]:
        """Each row that is not blank. Raises `UnreadableFile` where the file can't be read on."""
        problems: list[Problem] = []
        read = row_reader(self.name, problems, self.council, self.measures, self.labels)
        for row, shape_problems in self.table.rows():
            problems += shape_problems
            made = read(row)
            yield Given(row.number, row.cells, made, problems.copy())
            problems.clear()


@dataclass(slots=True)
class Brought:
    """What came of a file: how much was stored or is in question, the first problems, how many had one."""

    header: tuple[str, ...]
    taken: Taken = field(default_factory=Taken)
    problems: list[Problem] = field(default_factory=list)
    wrong_rows: int = 0
    wrong: int = 0
    questioned: int = 0
    keeps_rejects: bool = False
    rejects: io.BytesIO = field(default_factory=io.BytesIO)

    @property
    def stored(self) -> Recorded:
        return self.taken.recorded

    def refuse(self, given: Given, problems: list[Problem]) -> None:
        """Note a row that is not stored: as it was given, with all that is wrong."""
        self.wrong_rows += 1
        self.wrong += len(problems)
        self.problems += problems[: MOST_PROBLEMS - len(self.problems)]
        if self.keeps_rejects:
            told = " ".join(one.sentence for one in problems)
            line = [*(given.cells.get(name, "") for name in self.header), told]
            self.rejects.write(_csv_line(line).encode("utf-8"))

    def rejected_file(self) -> bytes:
        """The rows that were not stored, as they were given, each with what is wrong with it."""
        return _csv_line([*self.header, "what is wrong"]).encode("utf-8-sig") + self.rejects.getvalue()

    def or_refused(self) -> None:
        """Raise `UnreadableFile` when any row is wrong: the first problems told, the others counted."""
        if not self.problems:
            return
        more = self.wrong - len(self.problems)
        last = [Problem(self.problems[0].file, None, None, f"and {more:,} more problems")] if more else []
        raise UnreadableFile([*self.problems, *last])


def _csv_line(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


def read_figures(
    source: Path | bytes,
    council: Council,
    measures: Mapping[str, Measured | None],
    labels: Mapping[str, Label],
    name: str = "",
) -> FigureFile:
    """Open a table with columns measure (its code or an alias), period and value, and others if it likes.

    `source` is a path, or the bytes of a file that came by browser, `name` what it was sent under. Raises
    `UnreadableFile` when it is no such table.
    """
    name = name or (source.name if isinstance(source, Path) else "the file")
    sheets = read_sheets(source, name=name)
    table = stream_table(sheets, NEEDS, ALSO)
    return FigureFile(name, table, sheets.rows_claimed, council, measures, labels)


@transaction.atomic
def bring_figures(
    file: FigureFile,
    *,
    by: Officer,
    at: datetime,
    good_rows_only: bool = False,
    restate: str = "",
    tell: Tell | None = None,
    asks: bool = True,
) -> Brought:
    """Store a file of results: whole, or not at all, or its good rows only if that is asked for.

    Rows are read and stored a batch at a time in one transaction, so that memory does not grow with the file.
    `restate` is the reason to restate every figure that differs from the one held. `tell` is called with the
    number of rows read. What is implausible is put in question, unless `asks` is false. Raises
    `UnreadableFile`, the first fifty problems told and the others counted.
    """
    brought = Brought(file.header, keeps_rejects=good_rows_only)
    recording = Recording(file.council, by=by, at=at, reason=restate.strip(), taken=brought.taken)
    rows, done = file.rows(), 0
    while batch := list(islice(rows, BATCH)):
        good = [(one.number, one.row) for one in batch if not one.problems]
        wrong = recording.take(good)
        for one in batch:
            problems = one.problems
            if sentence := wrong.get(one.number):
                problems = [*problems, Problem(file.name, one.number, "period", sentence)]
            if problems:
                brought.refuse(one, problems)
        done += len(batch)
        if tell:
            tell(done)
    if not good_rows_only:
        brought.or_refused()
    if asks:
        brought.questioned = question_recorded(council=file.council, by=by, at=at)
    else:
        work_out_recorded(council=file.council, by=by, at=at)
    return brought


def stored_whole(file: FigureFile, **who: Any) -> Recorded:
    """Store a file of results whole, asking nothing of published history; raises `UnreadableFile`."""
    return bring_figures(file, asks=False, **who).stored
