"""What a finance table is made of: what each column is for, and what comes of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.money_cells import MILLIONS, POUNDS, THOUSANDS
from goldenthread.core.money_monitoring import Uneven

UNITS: Mapping[Decimal, str] = {POUNDS: "pounds", THOUSANDS: "thousands of pounds", MILLIONS: "millions"}


class Role(StrEnum):
    """What a column is for; the codes are stored."""

    LEAVE_OUT = "LEAVE_OUT"
    CODE = "CODE"
    NAME = "NAME"
    DIRECTORATE = "DIRECTORATE"
    SERVICE = "SERVICE"
    KIND = "KIND"
    GROSS = "GROSS"
    INCOME = "INCOME"
    NET = "NET"
    BUDGET = "BUDGET"
    ACTUAL = "ACTUAL"
    FORECAST = "FORECAST"
    VARIANCE = "VARIANCE"
    PERCENT = "PERCENT"
    PREVIOUS_FORECAST = "PREVIOUS_FORECAST"
    PREVIOUS_VARIANCE = "PREVIOUS_VARIANCE"
    REASON = "REASON"


ROLE_WORDS: Mapping[Role, str] = {
    Role.LEAVE_OUT: "leave it out",
    Role.CODE: "the line’s code",
    Role.NAME: "the line’s name",
    Role.DIRECTORATE: "directorate",
    Role.SERVICE: "service",
    Role.KIND: "revenue or capital",
    Role.GROSS: "gross budget",
    Role.INCOME: "income",
    Role.NET: "net budget",
    Role.BUDGET: "budget",
    Role.ACTUAL: "actual to date",
    Role.FORECAST: "forecast for the year",
    Role.VARIANCE: "forecast variance",
    Role.PERCENT: "variance in per cent",
    Role.PREVIOUS_FORECAST: "forecast in the report before",
    Role.PREVIOUS_VARIANCE: "variance in the report before",
    Role.REASON: "reasons",
}
LABELS = frozenset({Role.CODE, Role.NAME, Role.DIRECTORATE, Role.SERVICE, Role.KIND, Role.REASON})
AMOUNTS = (
    Role.GROSS, Role.INCOME, Role.NET, Role.BUDGET, Role.ACTUAL, Role.FORECAST, Role.VARIANCE,
    Role.PREVIOUS_FORECAST, Role.PREVIOUS_VARIANCE,
)  # fmt: skip
LINES = (
    Role.CODE, Role.NAME, Role.DIRECTORATE, Role.SERVICE, Role.KIND, Role.GROSS, Role.INCOME, Role.NET,
)  # fmt: skip
MONITORING = (
    Role.CODE, Role.NAME, Role.DIRECTORATE, Role.BUDGET, Role.ACTUAL, Role.FORECAST, Role.VARIANCE,
    Role.PERCENT, Role.PREVIOUS_FORECAST, Role.PREVIOUS_VARIANCE, Role.REASON,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """How a table is read: the row its headings stand in, what each column is for, and its unit.

    `head` is a row number, 0 where there are no headings. `unit` is how many pounds one stands for. `lines`
    are rows that look like totals and are lines; `totals` are rows that don't, and are.
    """

    roles: tuple[Role, ...]
    head: int
    unit: Decimal = POUNDS
    lines: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()


class Fault(NamedTuple):
    """One thing wrong or doubtful: the file's row (0: the table), the column, and what to do."""

    row: int
    column: str
    sentence: str


class LeftOut(NamedTuple):
    """A row that is no line, and why."""

    row: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One line: its labels and its amounts in pounds; an amount that isn't said is None."""

    number: int
    labels: Mapping[Role, str]
    amounts: Mapping[Role, Decimal | None]
    percent: Decimal | None = None

    @property
    def name(self) -> str:
        """What it is called: its name, or its code where it has none."""
        return self.labels.get(Role.NAME) or self.labels.get(Role.CODE, "")

    @property
    def code(self) -> str:
        """Its code, or its name where the table has none."""
        return self.labels.get(Role.CODE) or self.labels.get(Role.NAME, "")


class Total(NamedTuple):
    """A printed total: its row, its name, its figures, how many lines it is of, and whether of all."""

    row: MoneyRow
    name: str
    of: int
    is_of_all: bool


@dataclass(frozen=True, slots=True)
class MoneySheet:
    """A table as read. `problems` refuse it; `doubts` and `uneven` totals are told and refuse nothing."""

    rows: tuple[MoneyRow, ...]
    totals: tuple[Total, ...] = ()
    uneven: tuple[Uneven, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = field(default=())

    @property
    def whole(self) -> Total | None:
        """The total of all lines, where one was printed."""
        return next((one for one in reversed(self.totals) if one.is_of_all), None)
