"""How `goldenthread check` shows its findings to people: a table, then the counts with their denominators."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TextIO

import click

from goldenthread.core.rating import Status
from goldenthread.core.rollup import RollUp, TravelRollUp, percent
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.travel import Direction
from goldenthread.core.words import DIRECTION, STATUS, adding_up, in_words
from goldenthread.exchange.published import Checked, CheckedRow
from goldenthread.exchange.published_rollups import VERDICTS, CheckedRollUp

_AGREES = {True: "agrees", False: "DIFFERS", None: "–"}
_GAP = "  "


def measures(checked: Checked, rulebook: Rulebook, file: str) -> None:
    """Print every row with its arithmetic, then the roll-up."""
    _line(f"{file}, by the rule of {rulebook.rule.name}")
    for sentence in in_words(rulebook.rule):
        _line(f"  {sentence}")
    _line("")
    headings = ["Row", "Measure", "Published", "By the rule", "Direction", "", "Why"]
    _table(headings, [_measure_cells(row) for row in checked.rows])
    _line("")
    for sentence in _summary(checked):
        _line(sentence)


def rollups(rows: Sequence[CheckedRollUp], file: str) -> None:
    """Print whether each published roll-up adds up, then how many do."""
    _line(f"{file}: do the parts make the stated total?")
    _line("")
    cells = [[str(r.number), r.council, r.period, r.set, r.verdict, adding_up(r.published)] for r in rows]
    _table(["Row", "Council", "Period", "Set", "", "Why"], cells)
    _line("")
    counts = [f"{verdict} {sum(row.verdict == verdict for row in rows)}" for verdict in VERDICTS]
    _line(f"Of {len(rows)} roll-ups: {', '.join(counts)}.")


def safe(text: str, stream: TextIO) -> str:
    """Text that can be printed: no control characters, nothing that the stream can't encode."""
    plain = "".join(mark for mark in text if unicodedata.category(mark) not in ("Cc", "Cf", "Cs"))
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        plain.encode(encoding)
    except UnicodeEncodeError:
        simple = plain.translate(_SIMPLER)
        return simple.encode(encoding, "replace").decode(encoding)
    return plain


_SIMPLER = str.maketrans({"−": "-", "–": "-", "“": '"', "”": '"', "’": "'", "…": "..."})


def _measure_cells(row: CheckedRow) -> list[str]:
    said = [row.published_status, row.published_direction]
    return [
        str(row.number),
        row.measure,
        ", ".join(one for one in said if one) or "–",
        STATUS[row.rating.status],
        DIRECTION[row.direction],
        _AGREES[row.agrees],
        row.reason,
    ]


def _summary(checked: Checked) -> Iterable[str]:
    agree, differ, silent = (checked.how_many(agrees) for agrees in (True, False, None))
    yield f"Published against calculated: {agree} agree, {differ} differ, {silent} with nothing published."
    yield from _statuses(checked.rollup)
    yield _directions(checked.travel)


def _statuses(rollup: RollUp) -> Iterable[str]:
    for status in (Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET):
        count = rollup.count(status)
        rated, all_ = percent(count, rollup.rated), percent(count, rollup.total)
        of_rated = f"{count} of {rollup.rated} rated" + (f" ({rated}%)" if rated is not None else "")
        yield f"{STATUS[status].capitalize() + ':':13}{of_rated}; of all {rollup.total}, {all_}%"
    yield f"{'Not rated:':13}{rollup.not_rated} of {rollup.total}"


def _directions(travel: TravelRollUp) -> str:
    moved = (Direction.IMPROVED, Direction.SAME, Direction.WORSE)
    counts = ", ".join(f"{travel.count(one)} {DIRECTION[one]}" for one in moved)
    return (
        f"{'Direction:':13}of {travel.compared} compared, {counts}; {travel.not_compared} cannot be compared"
    )


# Tables


def _line(text: str) -> None:
    click.echo(safe(text, sys.stdout))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    clean = [[safe(cell, sys.stdout) for cell in row] for row in rows]
    show = _drawn if sys.stdout.isatty() else _aligned
    show(headings, clean)


def _aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Plain columns for a pipe or a file; the last is as long as it likes."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    for row in (headings, *rows):
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo(_GAP.join(padded).rstrip())


def _drawn(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns that wrap to the terminal's width."""
    from rich import box  # noqa: PLC0415 - only a terminal needs it, and it is slow to load
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", min_width=28 if heading == headings[-1] else None)
    for row in rows:
        differs = _AGREES[False] in row or VERDICTS[2] in row
        table.add_row(*map(Text, row), style="bold" if differs else None)  # Text: cells are not mark-up
    Console().print(table)
