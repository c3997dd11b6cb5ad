"""Reading the cells of a row, gathering everything that is wrong instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from goldenthread.core.amounts import Unit, UnreadableAmount, amount_in
from goldenthread.core.observed import UnreadableNumber, read_number
from goldenthread.core.periods import Period, PeriodKind, UnreadablePeriod, YearStart, parse_period
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.tables import Row, Table, read_table
from goldenthread.measures.permissions import WHOLE_DIGITS

T = TypeVar("T")
YES = {"true", "yes", "y", "1"}
NO = {"false", "no", "n", "0", ""}


class Cells:
    """One row's cells by column. Every reader below gives a value; what is wrong is added to `problems`."""

    def __init__(
        self, file: str, row: Row, problems: list[Problem], seen: dict[tuple[object, ...], int] | None = None
    ) -> None:
        self.file, self.row, self.problems = file, row, problems
        self.seen = {} if seen is None else seen

    def wrong(self, column: str, sentence: str) -> None:
        self.problems.append(Problem(self.file, self.row.number, column, sentence))

    def text(self, column: str) -> str:
        """A cell's words as they were written, on one line: dashes and raised figures stay as they are."""
        return " ".join(self.row.cells.get(column, "").split())

    def needed(self, column: str) -> str:
        """A text that must not be blank."""
        found = self.text(column)
        if not found:
            self.wrong(column, "This cell is blank and must not be. Fill it in.")
        return found

    def day(self, column: str) -> date | None:
        """A date such as 2014-06-30 or 30/06/2014, or None for a blank."""
        said = self.text(column)
        if not said:
            return None
        try:
            period = parse_period(said)
        except UnreadablePeriod:
            period = None
        if period is None or period.kind is not PeriodKind.DAY:
            self.wrong(column, f"“{said[:60]}” is not a date. Write it as 2014-06-30 or 30/06/2014.")
            return None
        return period.starts_on

    def period(self, column: str, year_start: YearStart) -> Period | None:
        try:
            return parse_period(self.text(column), year_start)
        except UnreadablePeriod as unclear:
            self.wrong(column, str(unclear))
            return None

    def number(self, column: str, digits: int = WHOLE_DIGITS) -> Decimal | None:
        """A number with no more whole digits than its column keeps, or None for a blank."""
        said = self.text(column)
        if not said:
            return None
        try:
            found = read_number(said).value
        except UnreadableNumber as unclear:
            self.wrong(column, str(unclear))
            return None
        return self.keepable(column, found, digits)

    def keepable(self, column: str, found: Decimal | None, digits: int = WHOLE_DIGITS) -> Decimal | None:
        """The number, or None where it is too large for what it is kept in."""
        if found is None or abs(found) < Decimal(10) ** digits:
            return found
        self.wrong(column, f"“{self.text(column)[:60]}” is too large: up to {digits} digits can be kept.")
        return None

    def amount(self, column: str, unit: Unit) -> Decimal | None:
        """Days or pounds as people type them, within the bounds that pages keep; None for a blank."""
        try:
            return amount_in(self.text(column), unit)
        except UnreadableAmount as unclear:
            self.wrong(column, str(unclear))
            return None

    def whole(self, column: str, most: int = 2**31 - 1) -> int | None:
        """A whole number from 0 to `most`, or None for a blank."""
        found = self.number(column)
        if found is not None and (found != found.to_integral_value() or not 0 <= found <= most):
            self.wrong(column, f"“{self.text(column)[:60]}” is not a whole number from 0 to {most:,}.")
            return None
        return None if found is None else int(found)

    def place(self, column: str) -> int | None:
        """A place in an order, which must not be blank."""
        self.needed(column)
        return self.whole(column, 32_767)

    def yes(self, column: str) -> bool:
        """TRUE or FALSE; a blank is FALSE."""
        said = self.text(column).casefold()
        if said not in YES | NO:
            self.wrong(column, f"“{said[:60]}” is neither TRUE nor FALSE.")
        return said in YES

    def choice(self, column: str, choices: list[str], default: str) -> str:
        """One of a council's fixed codes; a blank is the default."""
        said = self.text(column).upper() or default
        if said not in choices:
            self.wrong(column, f"“{said[:60]}” is not one of {', '.join(choices)}.")
            return default
        return said

    def known(self, column: str, held: Mapping[str, T], what: str) -> T | None:
        """Something already on record by its name; a blank is None."""
        said = self.text(column)
        if not said:
            return None
        if said not in held:
            self.wrong(column, f"No {what} is called “{said[:80]}”. Check the spelling, or add it first.")
        return held.get(said)

    def named(self, column: str, held: Mapping[str, T], what: str) -> T | None:
        """Something on record that must be named."""
        return self.known(column, held, what) if self.needed(column) else None

    def once(self, column: str, *key: object) -> None:
        """What goes by this key may stand in one row only; a key with a part missing is told of elsewhere."""
        if None in key or "" in key:
            return
        first = self.seen.setdefault(key, self.row.number)
        if first != self.row.number:
            self.wrong(column, f"Row {first} gives the same already. Keep one of them.")


class File:
    """A table on disk read row by row; `done` refuses the file whole when anything in it was wrong."""

    def __init__(
        self, given: Path | bytes, needs: tuple[str, ...], also: tuple[str, ...] = (), name: str = ""
    ) -> None:
        self.problems: list[Problem] = []
        self.name = name or (given.name if isinstance(given, Path) else "the file")
        self.table: Table = read_table(given, needs=needs, also=also, name=self.name)

    def rows(self) -> list[Cells]:
        seen: dict[tuple[object, ...], int] = {}
        return [Cells(self.name, row, self.problems, seen) for row in self.table.rows]

    def has(self, column: str) -> bool:
        """Whether the file gives this column at all; what it doesn't give is left as it is."""
        return column in self.table.header

    def done(self) -> None:
        if self.problems:
            raise UnreadableFile(self.problems)
