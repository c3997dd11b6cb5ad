"""A large workbook of results: bringing it in whole, beside the reader just parsing it.

The file is what an installation with 2,000 measures may send after years elsewhere: one row a result, with a
note. Bringing it in checks every row, stores it with its entry in the ledger, asks at the door and works out
what comes of it, in one transaction.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
from django.utils import timezone

from bench.made_up_council import Size, make_council
from bench.stopwatch import Times, turn_about
from goldenthread.core.periods import label, month
from goldenthread.exchange.observations import bring_figures, read_figures
from goldenthread.exchange.policies import read_labels
from goldenthread.ledger.models import Entry
from goldenthread.measures.models import Observation
from goldenthread.measures.queries import measured_of
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR

MONTHS = 50
HEADER = ("measure", "period", "value", "note")


class Imported(NamedTuple):
    """How long each took, and the most memory in megabytes of a process that brings in a few or many rows."""

    rows: int
    parsing: Times
    importing: Times
    unasked: Times
    stored: int
    few_megabytes: int
    many_megabytes: int


def compare(rows: int, rounds: int, folder: Path) -> Imported:
    """Parse a workbook of so many rows and bring it in, turn about."""
    measures = max(1, rows // MONTHS)
    path = folder / "results.xlsx"
    write(path, rows)
    council = make_council(Size(200, measures), slug="imports")
    stored: list[int] = []

    def bring(asks: bool) -> None:
        stored.append(bring_in(path, council, asks))

    def begin_again() -> None:
        Observation.objects.filter(council=council)._raw_delete("default")
        Entry.objects.filter(council=council.slug, subject_kind="observation")._raw_delete("default")

    sides = (lambda: parse(path), lambda: bring(True), lambda: bring(False))
    parsing, importing, unasked = turn_about(rounds, *sides, before=begin_again)
    few = folder / "few.xlsx"
    write(few, max(1, rows // 10))
    return Imported(rows, parsing, importing, unasked, stored[-1], *(_memory(one) for one in (few, path)))


def write(path: Path, rows: int) -> None:
    """A workbook with a header and so many rows of monthly results."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Results")
    sheet.append(HEADER)
    names = [label(month(2018 + place // 12, place % 12 + 1)) for place in range(MONTHS)]
    for number in range(rows):
        value = 6500 + number * 137 % 350
        sheet.append((f"M{number // MONTHS + 1:04}", names[number % MONTHS], value / 100, "Counted"))
    book.save(path)


def parse(path: Path) -> int:
    """What the reader alone takes: every cell of the file, with its number format."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    cells = sum(len([(one.value, one.number_format) for one in row]) for row in book.worksheets[0].rows)
    book.close()
    return cells


def bring_in(path: Path, council: Council, asks: bool = True) -> int:
    """Bring the file in whole, asking at the door or not; gives how many results were stored."""
    file = read_figures(path, council, measured_of(council), read_labels())
    return bring_figures(file, by=OPERATOR, at=timezone.now(), asks=asks).stored.created


def _memory(path: Path) -> int:
    command = [sys.executable, "-m", "bench.import_once", str(path)]
    root = Path(__file__).parents[1]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    return int(told.stdout.split()[-1])
