"""One row of a file of results: its measure, its period, and its figure read by the measure's kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from goldenthread.core.figures import Shape, fraction, read_figure, rounded
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import Label, Observed, State, UnreadableNumber
from goldenthread.core.periods import Period, UnreadablePeriod, YearStart, parse_period
from goldenthread.core.refused import Problem
from goldenthread.core.words import STATE, number
from goldenthread.exchange.cells import NO, YES, Cells
from goldenthread.exchange.tables import Row as TableRow
from goldenthread.measures.actions import fields_of, is_questionable
from goldenthread.measures.queries import Measured
from goldenthread.people.models import Council

NEEDS = ("measure", "period", "value")
ALSO = (
    "numerator", "denominator", "provisional", "state", "breakdown", "note", "explanation",
    "published_status", "source",
)  # fmt: skip
Row = dict[str, Any]

_MOST_PERIODS = 4_096
_LONGEST = 100  # as the columns of breakdown and published status keep
_PLAIN = re.compile(r"-?\d{1,13}(?:\.\d{1,12})?", re.ASCII)
_AS_NUMBERS = frozenset(kind for kind in Kind if kind.is_counted)
_STATES = {word: state for state, word in STATE.items() if state is not State.RESTATED}
_BLANK = Observed(None, State.AWAITED, "")


def row_reader(
    file: str,
    problems: list[Problem],
    council: Council,
    measures: Mapping[str, Measured | None],
    labels: Mapping[str, Label],
) -> Callable[[TableRow], Row]:
    """What reads a file's rows one after the other; what is wrong with a row is added to `problems`."""
    periods = _Periods(council.year_start)

    def read(row: TableRow) -> Row:
        cells = _RowCells(file, row, problems)
        measure = _measure(cells, measures)
        period = periods.of(cells)
        shape = measure.shape if measure else Shape()
        observed, parts = _figure(cells, shape, labels)
        note = cells.short("note", 0)
        if observed.state is State.IN_WORDS and observed.said:
            note = f"{observed.said} {note}".strip()  # the words are the result
        return {
            "measure_id": measure.id if measure else None,
            **period,
            "value": observed.value,
            **parts,
            "state": observed.state.value,
            "is_questioned": is_questionable(observed.value, note),
            "note": note,
            "explanation": cells.short("explanation", 0),
            "published_status": cells.short("published_status", _LONGEST),
            "breakdown": cells.short("breakdown", _LONGEST),
            "source": cells.short("source", 0),
        }

    return read


class _RowCells(Cells):
    """A row's cells, with those that most rows leave blank read fast."""

    def short(self, column: str, most: int) -> str:
        """A text of no more than `most` characters; nought: as long as it likes."""
        if not self.row.cells.get(column):
            return ""
        found = self.text(column)
        if most and len(found) > most:
            self.wrong(
                column, f"“{found[:40]}…” is too long: up to {most} characters can be kept. Shorten it."
            )
        return found


class _Periods:
    """Periods by how they were written: a large file writes the same few again and again."""

    def __init__(self, year_start: YearStart) -> None:
        self.year_start = year_start
        self.seen: dict[str, Row] = {}

    def of(self, cells: Cells) -> Row:
        said = cells.row.cells.get("period", "")
        found = self.seen.get(said)
        if found is None:
            try:
                period: Period = parse_period(said, self.year_start)
            except UnreadablePeriod as unclear:
                cells.wrong("period", str(unclear))
                return {}
            found = fields_of(period)
            if len(self.seen) < _MOST_PERIODS:
                self.seen[said] = found
        return found


def _measure(cells: Cells, measures: Mapping[str, Measured | None]) -> Measured | None:
    said = cells.needed("measure")
    if not said:
        return None
    found = measures.get(said)
    if found is None:
        cells.wrong("measure", _no_such_measure(said, said in measures))
    elif found.is_worked_out:
        cells.wrong("measure", f"{found.code} is worked out by its formula, not typed. Leave this row out.")
    return found


def _no_such_measure(said: str, is_shared: bool) -> str:
    if is_shared:
        return f"Two measures go by “{said[:80]}”. Write the code of the one you mean."
    return f"No measure is called “{said[:80]}”. Check the spelling, or add it first."


def _figure(cells: Cells, shape: Shape, labels: Mapping[str, Label]) -> tuple[Observed, Row]:
    """The figure and its parts: read as written, or worked out of the parts where only they are given."""
    parts = _parts(cells, shape)
    is_provisional = _is_provisional(cells)
    observed = _observed(cells, shape, labels, is_provisional)
    if parts and observed is not None:
        observed = _of_parts(cells, shape, observed, parts, is_provisional)
    observed = _in_state(cells, observed or _BLANK)
    return observed, parts if observed.state.has_figure or not parts else {}


def _observed(
    cells: Cells, shape: Shape, labels: Mapping[str, Label], is_provisional: bool
) -> Observed | None:
    said = cells.row.cells.get("value", "")
    # The same as the whole reader gives, sooner: nearly every cell is a number and nothing else.
    if shape.kind in _AS_NUMBERS and _PLAIN.fullmatch(said) and said not in labels:
        return Observed(Decimal(said), State.PROVISIONAL if is_provisional else State.REPORTED, said)
    try:
        read = read_figure(said, shape, labels, provisional=is_provisional)
    except UnreadableNumber as unclear:
        cells.wrong("value", str(unclear))
        return None
    cells.keepable("value", read.value)
    return read


def _is_provisional(cells: Cells) -> bool:
    said = cells.row.cells.get("provisional", "")
    if not said:
        return False
    word = " ".join(said.split()).casefold()
    if word not in YES | NO | {"provisional", "confirmed", "final"}:
        cells.wrong("provisional", f"“{said[:60]}” is neither Yes nor No.")
    return word in YES or word == "provisional"


def _parts(cells: Cells, shape: Shape) -> Row:
    """Numerator and denominator, both or neither."""
    if not cells.row.cells.get("numerator") and not cells.row.cells.get("denominator"):
        return {}
    if not shape.kind.has_parts:
        cells.wrong("numerator", "This measure has no numerator and denominator. Leave both cells blank.")
        return {}
    given = {name: cells.number(name) for name in ("numerator", "denominator")}
    blank = [name for name in given if not cells.text(name)]
    if blank:
        cells.wrong(blank[0], f"The {blank[0]} is blank. Give both numerator and denominator, or neither.")
    return given if None not in given.values() else {}


def _of_parts(
    cells: Cells, shape: Shape, observed: Observed, parts: Row, is_provisional: bool
) -> Observed | None:
    above, below = parts["numerator"], parts["denominator"]
    worked_out = fraction(above, below, shape)
    if observed.value is None:
        if cells.text("value"):
            return observed  # a label says why there is no figure; its state decides
        return _worked_out(cells, worked_out, above, is_provisional)
    if worked_out is None:
        cells.wrong("denominator", "Nothing can be divided by nought. Correct it, or leave both parts blank.")
    elif rounded(worked_out, _places_of(observed.value)) != observed.value:
        cells.wrong(
            "value",
            f"{number(observed.value)} is not what {number(above)} over {number(below)} gives, which is "
            f"{number(worked_out)}. Correct one of the three.",
        )
    return observed


def _worked_out(cells: Cells, value: Decimal | None, above: Decimal, is_provisional: bool) -> Observed | None:
    if value is not None:
        cells.keepable("numerator", value)
        return Observed(value, State.PROVISIONAL if is_provisional else State.REPORTED)
    if above == 0:
        return Observed(None, State.NIL_ACTIVITY)  # none of none: nothing happened
    cells.wrong("denominator", "Nothing can be divided by nought. Correct it, or write the result yourself.")
    return None


def _places_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _in_state(cells: Cells, observed: Observed) -> Observed:
    """The figure in the state that the row names, if it names one."""
    said = cells.row.cells.get("state", "")
    if not said:
        return observed
    state = _STATES.get(" ".join(said.replace("_", " ").split()).casefold())
    if state is None:
        cells.wrong("state", f"“{said[:60]}” is no state. Write one of: {', '.join(_STATES)}.")
        return observed
    if state.has_figure != (observed.value is not None):
        sentence = (
            "needs a result beside it" if state.has_figure else "goes with no figure: leave the value blank"
        )
        cells.wrong("state", f"“{STATE[state]}” {sentence}.")
        return observed
    return Observed(observed.value, state, observed.said)
