"""From a finance table's rows to its lines: totals are recognised and checked, and never become lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from goldenthread.core.money_cells import PENNY, read_percent, read_pounds
from goldenthread.core.money_monitoring import Uneven, checked_total, sum_of
from goldenthread.core.money_table.propose import same_heading
from goldenthread.core.money_table.values import (
    AMOUNTS,
    LABELS,
    ROLE_WORDS,
    Fault,
    LeftOut,
    MoneyReading,
    MoneyRow,
    MoneySheet,
    Role,
    Total,
)
from goldenthread.core.observed import UnreadableNumber
from goldenthread.core.plan_table import Line, PlanTable

_TOTAL = re.compile(
    r"^(grand |sub |overall |net |gross |report )*(sub)?totals?\b|\b(sub)?totals?$|^sum$|^balance$"
)
# What may be called so and be a total: it is taken for one, which is told.
_LIKE_A_TOTAL = re.compile(
    r"^(net (cost|expenditure|revenue|budget|spend)|overall|sum|whole|all (lines|services|of these))\b"
    r"|\bof the council$|^(the )?council$"
)
_SPLIT = re.compile(r"[(\-\u2212]*£?\d{1,3}"), re.compile(r"\d{3}(\.\d{1,2})?\)?")
_WHOLE = re.compile(r"\bgrand\b|\boverall\b|^total$|^totals$")
LONGEST = 200


def read_money(table: PlanTable, reading: MoneyReading) -> MoneySheet:
    """The lines of a table, the totals it printed, and where those are not what the lines come to."""
    return _Reader(table, reading).read()


def step_of(unit: Decimal, rows: Sequence[MoneyRow]) -> Decimal:
    """What figures are rounded to, in pounds: the unit, or the finest part of it that any of them shows."""
    step = unit
    for row in rows:
        for amount in row.amounts.values():
            while amount is not None and step > PENNY and amount % step:
                step = max(step / 10, PENNY)
    return step


class _Reader:
    """One table being read; what is found is gathered as its rows come."""

    def __init__(self, table: PlanTable, reading: MoneyReading) -> None:
        self.table, self.reading = table, reading
        self.places: dict[Role, int] = {
            role: at for at, role in enumerate(reading.roles) if role is not Role.LEAVE_OUT
        }
        self.heads = next((one for one in table.lines if one.number == reading.head), None)
        self.rows: list[MoneyRow] = []
        self.totals: list[tuple[MoneyRow, int]] = []  # a total, and how many lines stand above it
        self.left_out: list[LeftOut] = []
        self.problems: list[Fault] = []
        self.doubts: list[Fault] = []

    def read(self) -> MoneySheet:
        for line in self.table.lines:
            if line.number > self.reading.head:
                self._take(line)
        hidden = sum(one.is_hidden for one in self.table.lines if one.number > self.reading.head)
        if hidden:
            said = (
                "row of the file is hidden and was" if hidden == 1 else "rows of the file are hidden and were"
            )
            self.doubts.append(
                Fault(0, "", f"{hidden} {said} read all the same. Check that they belong here.")
            )
        totals, uneven = self._checked()
        return MoneySheet(
            tuple(self.rows), tuple(totals), tuple(uneven), tuple(self.left_out),
            tuple(self.problems), tuple(self.doubts),
        )  # fmt: skip

    def heading(self, role: Role) -> str:
        at = self.places.get(role)
        said = self.heads.cell(at) if self.heads is not None and at is not None else ""
        return said or ROLE_WORDS[role]

    def _take(self, line: Line) -> None:
        if line.is_blank:
            return
        if self.heads is not None and line.cells == self.heads.cells:
            self.left_out.append(LeftOut(line.number, line.said[0], "the headings again"))
            return
        if self._is_split(line):
            sentence = (
                "This row has more cells than there are headings: an amount with a comma, such as £1,234, "
                "stands in two cells. Put it in quotes, or leave the comma out."
            )
            self.problems.append(Fault(line.number, "", sentence))
            return
        row = self._row(line)
        if row is None:
            return
        if all(one is None for one in row.amounts.values()):
            words = " ".join(line.said)[:80]
            self.left_out.append(LeftOut(line.number, words, "there is no money in it"))
        elif self._is_total(row):
            self.totals.append((row, len(self.rows)))
        elif not row.name:
            sentence = (
                "Money stands here without a name. Name the line, or say below that the row is a total."
            )
            self.problems.append(Fault(line.number, self.heading(Role.NAME), sentence))
        else:
            self.rows.append(row)

    def _row(self, line: Line) -> MoneyRow | None:
        """A row's labels and amounts; None where a cell couldn't be read, which is told."""
        before = len(self.problems)
        labels = {role: line.cell(at) for role, at in self.places.items() if role in LABELS}
        for role, words in labels.items():
            if len(words) > LONGEST and role is not Role.REASON:
                most = f"This is longer than the {LONGEST} characters that can be kept. Shorten it."
                self.problems.append(Fault(line.number, self.heading(role), most))
        amounts = {role: self._pounds(line, role) for role in AMOUNTS if role in self.places}
        percent = self._percent(line)
        return MoneyRow(line.number, labels, amounts, percent) if len(self.problems) == before else None

    def _pounds(self, line: Line, role: Role) -> Decimal | None:
        at = self.places[role]
        if (line.number, at) in self.table.uncalculated:
            sentence = "The formula was saved without its result. Open the file in a spreadsheet and save it."
            self.problems.append(Fault(line.number, self.heading(role), sentence))
            return None
        try:
            return read_pounds(line.cell(at), self.reading.unit)
        except UnreadableNumber as unclear:
            self.problems.append(Fault(line.number, self.heading(role), str(unclear)))
            return None

    def _percent(self, line: Line) -> Decimal | None:
        at = self.places.get(Role.PERCENT)
        try:
            return None if at is None else read_percent(line.cell(at))
        except UnreadableNumber as unclear:
            self.problems.append(Fault(line.number, self.heading(Role.PERCENT), str(unclear)))
            return None

    def _is_total(self, row: MoneyRow) -> bool:
        """By what it is called; by what a person said of it; or, without a name, because it adds up."""
        if row.number in self.reading.lines:
            return False
        if row.number in self.reading.totals:
            return True
        named = [row.labels.get(role, "") for role in (Role.CODE, Role.NAME, Role.DIRECTORATE, Role.SERVICE)]
        if any(_TOTAL.search(same_heading(words)) for words in named if words):
            return True
        return self._is_sum(row) if row.name else bool(self._fitting(row))

    def _fitting(self, row: MoneyRow) -> list[int]:
        """From where the lines above come to a row exactly: how many lines stand above each."""
        end = len(self.rows)
        return [begin for begin in self._begins(end) if not self._uneven(row, "", begin, end)]

    def _is_sum(self, row: MoneyRow) -> bool:
        """Whether a named row is a total by its words, or because lines above come to it; which is told.

        Two lines that come to one amount may do so by chance: without words, more has to fit.
        """
        words = same_heading(row.labels.get(Role.NAME, "") or row.name)
        is_like_one = bool(_LIKE_A_TOTAL.search(words)) and bool(self.rows)
        amounts = sum(bool(one) for one in row.amounts.values())
        most = max((len(self.rows) - begin for begin in self._fitting(row)), default=0)
        is_exact = most > 1 and (amounts > 1 or (amounts == 1 and most > 2))
        if not is_like_one and not is_exact:
            return False
        why = f"is what the {most} lines above it come to" if most and amounts else "reads like a total"
        said = f"“{row.name}” {why}: it is taken for a total. If it is a line, name its row as one."
        self.doubts.append(Fault(row.number, "", said))
        return True

    def _is_split(self, line: Line) -> bool:
        """Whether an amount's thousands stand in a cell of their own, past which the headings end."""
        if self.heads is None:
            return False
        cells = [line.cell(place).strip() for place in range(self.table.width)]
        width = max((at for at in range(self.table.width) if self.heads.cell(at)), default=0) + 1
        first, second = _SPLIT
        return any(cells[width:]) and any(
            first.fullmatch(one) and second.fullmatch(two) for one, two in pairwise(cells)
        )

    def _begins(self, end: int) -> list[int]:
        """Where the lines of a total may begin: after an earlier total, the nearest first; or at the top."""
        found = dict.fromkeys([*(count for _, count in reversed(self.totals)), 0])
        return [count for count in found if count < end]

    def _uneven(self, row: MoneyRow, name: str, begin: int, end: int) -> list[Uneven]:
        lines = [_by_heading(one, self.heading) for one in self.rows[begin:end]]
        step = step_of(self.reading.unit, self.rows[begin:end])
        return checked_total(name, _by_heading(row, self.heading), lines, step, row.number)

    def _checked(self) -> tuple[list[Total], list[Uneven]]:
        """Each printed total with the lines it fits best, and where it doesn't fit even those."""
        totals, uneven, earlier = [], [], [0]
        for place, (row, end) in enumerate(self.totals):
            name = row.name or next((one for one in row.labels.values() if one), "") or "A row without a name"
            begins = [one for one in dict.fromkeys(reversed(earlier)) if one < end]
            if not begins:
                self.left_out.append(LeftOut(row.number, name, "a total with no line above it"))
                continue
            is_whole = place == len(self.totals) - 1 or bool(_WHOLE.search(same_heading(name)))
            found = {begin: self._uneven(row, name, begin, end) for begin in begins}
            fewest = min(map(len, found.values()))
            fitting = [begin for begin in begins if len(found[begin]) == fewest]
            begin = fitting[-1] if is_whole and fewest else fitting[0]
            uneven += found[begin]
            totals.append(Total(row, name, end - begin, begin == 0 and end == len(self.rows)))
            earlier.append(end)
        return totals, uneven


def _by_heading(row: MoneyRow, heading: Callable[[Role], str]) -> Mapping[str, Decimal | None]:
    return {heading(role): amount for role, amount in row.amounts.items()}


def summed(rows: Sequence[MoneyRow], role: Role) -> Decimal | None:
    """What the lines come to in one column; None where none says anything."""
    return sum_of(one.amounts.get(role) for one in rows)
