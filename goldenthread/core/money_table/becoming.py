"""What a finance table's lines become: budget lines with a net that is exact, or lines of monitoring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.money_cells import PENNY
from goldenthread.core.money_monitoring import Followed, Misfit
from goldenthread.core.money_table.propose import same_heading
from goldenthread.core.money_table.values import Fault, MoneyRow, MoneySheet, Role
from goldenthread.core.money_told import pounds

REVENUE, CAPITAL = "REVENUE", "CAPITAL"


class Budgeted(NamedTuple):
    """One budget line to be; amounts in pounds, None where it isn't known."""

    row: int
    code: str
    name: str
    kind: str
    directorate: str
    service: str
    gross: Decimal | None
    income: Decimal | None
    net: Decimal | None


class Lines(NamedTuple):
    """The budget lines of a table, what refuses it, and what is to be looked at."""

    lines: tuple[Budgeted, ...]
    problems: tuple[Fault, ...]
    doubts: tuple[Fault, ...]


def budget_lines(rows: Sequence[MoneyRow], kind: str = REVENUE) -> Lines:
    """What the rows become as budget lines; `kind` is that of rows that don't say.

    Income is money that comes in, above nought: a table that writes it below nought is turned round. Where
    gross, income and net are all printed and don't fit, net is worked out, which is told.
    """
    problems: list[Fault] = []
    doubts: list[Fault] = []
    sign = -1 if _is_income_below_nought(rows) else 1
    if sign < 0:
        doubts.append(Fault(0, "", "Income is written below nought here; it is kept as money that comes in."))
    found: list[Budgeted] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        its_kind = _kind(row.labels.get(Role.KIND, ""), kind)
        if its_kind is None:
            said = row.labels[Role.KIND][:40]
            problems.append(Fault(row.number, "", f"“{said}” is neither revenue nor capital. Write one."))
            continue
        gross, income, net = _three(row, sign, doubts)
        if gross is None and net is None:
            problems.append(Fault(row.number, "", "There is income, but neither a gross nor a net budget."))
        key = (its_kind, row.code)
        if key in seen:
            sentence = f"Row {seen[key]} has the code “{row.code}” already. Give each line a code of its own."
            problems.append(Fault(row.number, "", sentence))
        seen.setdefault(key, row.number)
        labels = (row.labels.get(Role.DIRECTORATE, ""), row.labels.get(Role.SERVICE, ""))
        found.append(Budgeted(row.number, row.code, row.name, its_kind, *labels, gross, income, net))
    return Lines(tuple(found), tuple(problems), tuple(doubts))


def _is_income_below_nought(rows: Sequence[MoneyRow]) -> bool:
    """Whether the table's net is gross plus income in more rows than it is gross less income."""
    plus = minus = below = above = 0
    for row in rows:
        gross, income, net = (row.amounts.get(role) for role in (Role.GROSS, Role.INCOME, Role.NET))
        if not income:
            continue
        below, above = below + (income < 0), above + (income > 0)
        if gross is not None and net is not None:
            plus, minus = plus + (gross + income == net), minus + (gross - income == net)
    return plus > minus if plus or minus else below > above


def _kind(said: str, default: str) -> str | None:
    words = same_heading(said)
    if not words:
        return default
    if words.startswith("cap"):
        return CAPITAL
    return REVENUE if words.startswith("rev") else None


def _three(
    row: MoneyRow, sign: int, doubts: list[Fault]
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Gross, income and net; of two known the third is worked out, and of three the net."""
    gross, income, net = (row.amounts.get(role) for role in (Role.GROSS, Role.INCOME, Role.NET))
    if income is not None:
        income = income * sign
    if gross is not None and income is not None:
        if net is not None and net != gross - income:
            sentence = (
                f"{row.name}: the net printed is {pounds(net)}, but gross less income is "
                f"{pounds(gross - income)}, which is kept."
            )
            doubts.append(Fault(row.number, "", sentence))
        return gross, income, gross - income
    if gross is not None and net is not None:
        return gross, gross - net, net
    if net is not None and income is not None:
        return net + income, income, net
    return gross, income, net


class Watched(NamedTuple):
    """One line of monitoring to be, with the code and directorate it goes by."""

    row: int
    line: Followed
    code: str
    directorate: str


class Watching(NamedTuple):
    """The lines of monitoring of a table, what refuses it, what to look at; whether signs were turned."""

    lines: tuple[Watched, ...]
    problems: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    is_turned: bool = False


def monitoring_lines(rows: Sequence[MoneyRow], step: Decimal = PENNY) -> Watching:
    """What the rows become as lines of monitoring: a variance is the forecast less the budget.

    A table that prints underspends above nought is turned round where its own figures show it. `step` is
    what its figures are rounded to: a variance that differs by no more than rounding makes is not told.
    """
    doubts: list[Fault] = []
    sign = -1 if _is_turned(rows) else 1
    if sign < 0:
        doubts.append(Fault(0, "", "Underspends are written above nought here; they are kept below it."))
    found = [_watched(row, sign) for row in rows]
    doubts += _printed_variances(rows, found, step, sign)
    return Watching(tuple(found), tuple(_twice(found)), tuple(doubts), sign < 0)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it is read now: its lines to be, and all that is to be looked at before they are stored."""

    file: str
    kind: str
    sheet: MoneySheet
    lines: tuple[Budgeted, ...] | tuple[Watched, ...]
    problems: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    misfits: tuple[Misfit, ...] = ()
    is_turned: bool = False


def _watched(row: MoneyRow, sign: int) -> Watched:
    def turned(role: Role) -> Decimal | None:
        amount = row.amounts.get(role)
        return amount if amount is None else amount * sign + 0

    line = Followed(
        name=row.name, budget=row.amounts.get(Role.BUDGET), actual=row.amounts.get(Role.ACTUAL),
        forecast=row.amounts.get(Role.FORECAST), variance=turned(Role.VARIANCE),
        stated_percent=None if row.percent is None else row.percent * sign + 0,
        previous_forecast=row.amounts.get(Role.PREVIOUS_FORECAST),
        previous_variance=turned(Role.PREVIOUS_VARIANCE), reason=row.labels.get(Role.REASON, ""),
    )  # fmt: skip
    return Watched(row.number, line.completed(), row.code, row.labels.get(Role.DIRECTORATE, "") or row.name)


def _is_turned(rows: Sequence[MoneyRow]) -> bool:
    right = turned = 0
    for row in rows:
        budget, forecast = row.amounts.get(Role.BUDGET), row.amounts.get(Role.FORECAST)
        variance = row.amounts.get(Role.VARIANCE)
        if budget is None or forecast is None or not variance:
            continue
        right, turned = right + (variance == forecast - budget), turned + (variance == budget - forecast)
    return turned > right


def _printed_variances(
    rows: Sequence[MoneyRow], found: Sequence[Watched], step: Decimal, sign: int
) -> Iterator[Fault]:
    for row, one in zip(rows, found, strict=True):
        printed, kept = row.amounts.get(Role.VARIANCE), one.line.variance
        if printed is None or kept is None or row.amounts.get(Role.FORECAST) is None:
            continue
        if abs(printed * sign - kept) * 2 > step * 3:
            yield Fault(
                row.number, "",
                f"{one.line.name}: the variance printed is {pounds(printed * sign)}, but the forecast less "
                f"the budget is {pounds(kept)}, which is kept.",
            )  # fmt: skip


def _twice(found: Sequence[Watched]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for one in found:
        if one.line.name in seen:
            sentence = f"Row {seen[one.line.name]} is called “{one.line.name}” already. Name them apart."
            yield Fault(one.row, "", sentence)
        seen.setdefault(one.line.name, one.row)
