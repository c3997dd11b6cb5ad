"""Checks a published table: are its statuses and directions what the council's own rule gives?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import NamedTuple, TypeVar

from goldenthread.core.observed import (
    Label,
    Observed,
    State,
    TargetRead,
    TargetState,
    UnreadableNumber,
    is_nil_scored_full,
    is_suspicious_zero,
    labelled,
    read_number,
    read_observed,
    read_target,
    tidy,
)
from goldenthread.core.rating import Allowance, Figure, Rating, Status, rate
from goldenthread.core.refused import Problem
from goldenthread.core.rollup import (
    RollUp,
    TravelRollUp,
    roll_up,
    roll_up_travel,
)
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.travel import Direction, Polarity
from goldenthread.core.verdicts import UnreadableVerdict, read_direction, read_status
from goldenthread.core.words import DIRECTION, STATUS, SUSPICION, reason
from goldenthread.exchange.tables import Row, Table, one_line, refuse_if_any

NEEDS = ("measure", "polarity", "target", "actual")
ALSO = (
    "tolerance",
    "floor",
    "previous",
    "earlier",
    "published_status",
    "published_direction",
    "provisional",
    "note",
)

# A cell may hold forty digits: enough for the product of any two, so no verdict is decided by rounding.
EXACT = Context(prec=120)


class Unreadable(ValueError):
    """A cell holds what its column does not allow; the message says what to write."""


class Goodness(NamedTuple):
    """Which way is better, and the bounds of a measure that is best within a range."""

    polarity: Polarity
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row: what was published, what the rule gives, and why."""

    number: int
    measure: str
    rating: Rating
    direction: Direction
    reason: str
    published_status: str
    published_direction: str
    said_status: Status | None
    said_direction: Direction | None
    is_provisional: bool
    suspicion: str = ""

    @property
    def status_agrees(self) -> bool | None:
        return None if self.said_status is None else self.said_status is self.rating.status

    @property
    def direction_agrees(self) -> bool | None:
        return None if self.said_direction is None else self.said_direction is self.direction

    @property
    def agrees(self) -> bool | None:
        """Whether all that was published agrees; None where nothing was."""
        answers = [one for one in (self.status_agrees, self.direction_agrees) if one is not None]
        return all(answers) if answers else None


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole table, checked."""

    rows: tuple[CheckedRow, ...]

    @property
    def rollup(self) -> RollUp:
        return roll_up(row.rating.status for row in self.rows)

    @property
    def travel(self) -> TravelRollUp:
        return roll_up_travel(row.direction for row in self.rows)

    def how_many(self, agrees: bool | None) -> int:
        return sum(row.agrees is agrees for row in self.rows)


def check(table: Table, rulebook: Rulebook, labels: Mapping[str, Label]) -> Checked:
    """Rate every row of a table that has the columns `NEEDS` and perhaps `ALSO`.

    Raises `UnreadableFile` with every cell that can't be read.
    """
    problems: list[Problem] = []
    refuse_empty(table)
    with localcontext(EXACT):
        rows = [_RowReader(table, row, rulebook, labels, problems).checked() for row in table.rows]
    refuse_if_any(problems)
    return Checked(tuple(row for row in rows if row))


def refuse_empty(table: Table) -> None:
    if not table.rows:
        refuse_if_any([table.problem(table.header_row, None, "there are no rows under the header")])


_Value = TypeVar("_Value")
_YES = frozenset({"yes", "y", "true", "1", "provisional", "p", "*", "x"})
_NO = frozenset({"", "no", "n", "false", "0", "final", "confirmed", "-"})
_HIGHER = re.compile(r"(?:higher|high|bigger|more)(?: is better)?|plan[- ]date\b.*")
_LOWER = re.compile(r"(?:lower|low|smaller|less|fewer)(?: is better)?")
_RANGE = re.compile(r"(?:within )?(?:a )?range:?\s*(.*)")
_BETWEEN = re.compile(r"\.{2,}|\bto\b")


def read_polarity(text: str) -> Goodness:
    """Read `higher`, `lower`, `range LOW..HIGH` or Hart's `plan-date (…)`; raises `Unreadable`."""
    said = tidy(text).casefold()
    if _HIGHER.fullmatch(said):
        return Goodness(Polarity.HIGHER)
    if _LOWER.fullmatch(said):
        return Goodness(Polarity.LOWER)
    edges = _BETWEEN.split(found[1]) if (found := _RANGE.fullmatch(said)) else []
    if len(edges) != 2:
        raise Unreadable(f"“{tidy(text)[:60]}” is not a polarity: write higher, lower or range LOW..HIGH")
    return _range(edges[0], edges[1])


def _range(low_text: str, high_text: str) -> Goodness:
    try:
        low, high = read_number(low_text).value, read_number(high_text).value
    except UnreadableNumber as error:
        raise Unreadable(f"{error} A range is written with two numbers, as in range 10..20.") from error
    if low > high:
        raise Unreadable(
            f"the range {low_text.strip()}..{high_text.strip()} ends before it begins: swap them"
        )
    return Goodness(Polarity.RANGE, low, high)


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads one row's cells; what can't be read is added to `problems`, and the row gives nothing."""

    table: Table
    row: Row
    rulebook: Rulebook
    labels: Mapping[str, Label]
    problems: list[Problem]

    def checked(self) -> CheckedRow | None:
        already = len(self.problems)
        read = (
            self._cell("polarity", read_polarity),
            self._cell("actual", self._observed),
            self._cell("target", self._target),
            self._cell("tolerance", self._tolerance),
            self._cell("floor", self._number),
            tuple(self._cell(column, self._earlier) for column in ("earlier", "previous")),
        )
        said_status = self._cell("published_status", self._status)
        said_direction = self._cell("published_direction", lambda text: read_direction(text, self.labels))
        is_provisional = self._cell("provisional", _yes_or_no)
        self._cell("measure", _named)
        good, observed, target, tolerance, floor, before = read
        if len(self.problems) > already or good is None or observed is None or target is None:
            return None
        if is_provisional and observed.value is not None:
            observed = Observed(observed.value, State.PROVISIONAL, observed.said)
        figure = _figure(good, observed, target, self.rulebook, before)._replace(
            tolerance=tolerance, floor=floor
        )
        return self._row(figure, observed, target, said_status, said_direction)

    def _cell(self, column: str, read: Callable[[str], _Value]) -> _Value | None:
        try:
            return read(self.row[column])
        except (Unreadable, UnreadableNumber, UnreadableVerdict) as error:
            self.problems.append(self.table.problem(self.row.number, column, str(error)))
            return None

    def _row(
        self,
        figure: Figure,
        observed: Observed,
        target: TargetRead,
        said_status: Status | None,
        said_direction: Direction | None,
    ) -> CheckedRow:
        suspicion = _suspicion(figure.actual, self.row["note"])
        if suspicion:
            figure = figure._replace(actual=None, direction=Direction.CANNOT_COMPARE)
        rating = rate(self.rulebook.rule, figure)
        why = reason(rating, figure, state=observed.state, target_state=target.state)
        return CheckedRow(
            number=self.row.number,
            measure=one_line(self.row["measure"]),
            rating=rating,
            direction=figure.direction or Direction.CANNOT_COMPARE,
            reason=SUSPICION[suspicion] if suspicion else why,
            published_status=one_line(self.row["published_status"]),
            published_direction=one_line(self.row["published_direction"]),
            said_status=said_status,
            said_direction=said_direction,
            is_provisional=observed.state is State.PROVISIONAL,
            suspicion=suspicion,
        )

    def _observed(self, text: str) -> Observed:
        return read_observed(text, self.labels)

    def _earlier(self, text: str) -> Decimal | None:
        return read_observed(text, self.labels).value

    def _status(self, text: str) -> Status | None:
        return read_status(text, self.rulebook.rule, self.labels)

    def _target(self, text: str) -> TargetRead:
        """The target; where the status printed is “data only”, a number in the column is not one."""
        published = labelled(self.row["published_status"], self.labels)
        if published and published.as_target is TargetState.DATA_ONLY:
            return TargetRead(None, TargetState.DATA_ONLY, text)
        return read_target(text, self.labels)

    def _number(self, text: str) -> Decimal | None:
        return read_target(text, self.labels).value

    def _tolerance(self, text: str) -> Allowance | None:
        value = self._number(text)
        if value is not None and value < 0:
            raise Unreadable(f"the tolerance {tidy(text)} is below 0: write how far a target may be missed")
        return None if value is None else Allowance(value, "%" in text)


def _named(text: str) -> str:
    if not tidy(text):
        raise Unreadable("the row has no measure: name it, or delete the row")
    return text


def _yes_or_no(text: str) -> bool:
    said = tidy(text).casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise Unreadable(f"“{tidy(text)[:60]}” is neither yes nor no")


def _figure(
    good: Goodness,
    observed: Observed,
    target: TargetRead,
    rulebook: Rulebook,
    before: Sequence[Decimal | None],
) -> Figure:
    # A range is its own target, unless the target's column says that there is none.
    is_targeted = target.state is TargetState.SET or not target.said
    is_targeted = is_targeted and target.state is not TargetState.DATA_ONLY
    results = [*before, observed.value]
    return Figure(
        actual=observed.value,
        target=target.value if good.polarity is not Polarity.RANGE else None,
        polarity=good.polarity,
        low=good.low if is_targeted else None,
        high=good.high if is_targeted else None,
        previous=before[-1],
        direction=rulebook.comparison.direction(results, good.polarity, good.low, good.high),
    )


def _suspicion(actual: Decimal | None, note: str) -> str:
    if is_suspicious_zero(actual, note):
        return "unconfirmed_zero"
    return "nil_scored_full" if is_nil_scored_full(actual, note) else ""


# As JSON


def as_json(checked: Checked) -> dict[str, object]:
    """The check as `goldenthread check --json` prints it; percentages are its only fractions."""
    return {"rows": [_row_json(row) for row in checked.rows], "rollup": _rollup_json(checked)}


def _row_json(row: CheckedRow) -> dict[str, object]:
    return {
        "row": row.number,
        "measure": row.measure,
        "status": STATUS[row.rating.status],
        "direction": DIRECTION[row.direction],
        "published_status": row.published_status or None,
        "published_direction": row.published_direction or None,
        "agrees": row.agrees,
        "reason": row.reason,
        "band": row.rating.band or None,
        "provisional": row.is_provisional,
        "suspicious": row.suspicion or None,
    }


def _rollup_json(checked: Checked) -> dict[str, object]:
    rollup, travel = checked.rollup, checked.travel
    counts = {STATUS[status]: rollup.count(status) for status in Status}
    return {
        **counts,
        "counts": counts,
        "rated": rollup.rated,
        "total": rollup.total,
        "on_target_of_rated_pct": plain_number(rollup.on_target_of_rated),
        "on_target_of_all_pct": plain_number(rollup.on_target_of_all),
        "directions": {DIRECTION[direction]: travel.count(direction) for direction in Direction},
    }


def plain_number(value: Decimal | None) -> int | float | None:
    """A number for JSON, whole where it was written whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and "." not in str(value) else float(value)
