"""Finance tables: what their columns look to be, totals of parts and of all, and any table at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.money_table import MoneyReading, Role, propose, read_money
from goldenthread.core.money_table.becoming import budget_lines, monitoring_lines
from goldenthread.core.plan_table import Line, PlanTable


def table(*rows: str) -> PlanTable:
    """A table whose cells are parted by strokes."""
    lines = (Line(n, tuple(row.split("|"))) for n, row in enumerate(rows, start=1))
    return PlanTable("", tuple(lines))


@pytest.mark.parametrize(
    ("heads", "kind", "roles", "unit"),
    [
        ("Cost centre|Description|Directorate|Gross £000|Income £000|Net £000", "LINES",
         "CODE NAME DIRECTORATE GROSS INCOME NET", 1000),
        ("Budget line|Budget", "LINES", "NAME NET", 1),
        ("Service|Type|Expenditure £m|Source", "LINES", "NAME KIND GROSS LEAVE_OUT", 1_000_000),
        ("Service|Budget 2018/19|Spend to date|Forecast outturn|Variance|%|Previous forecast|Reason",
         "MONITORING", "NAME BUDGET ACTUAL FORECAST VARIANCE PERCENT PREVIOUS_FORECAST REASON", 1),
        ("Directorate|Service|Budget|Variance last month £k|Overspend £k", "MONITORING",
         "DIRECTORATE NAME BUDGET PREVIOUS_VARIANCE VARIANCE", 1000),
    ],
)  # fmt: skip
def test_columns_are_proposed_from_their_headings(heads: str, kind: str, roles: str, unit: int) -> None:
    """R045, R029."""
    found = propose(table("A title", heads, "A|1"), kind)
    assert found == MoneyReading(tuple(Role(role) for role in roles.split()), 2, Decimal(unit))


def test_totals_of_parts_and_of_all_are_each_checked_against_their_own_lines() -> None:
    found = read_money(
        table("Name|Net", "A|1", "B|2", "Total Place|3", "C|4", "Sub-total|5", "Total|7", "Name|Net"),
        MoneyReading((Role.NAME, Role.NET), 1),
    )
    assert [(one.name, one.of, one.is_of_all) for one in found.totals] == [
        ("Total Place", 2, False), ("Sub-total", 1, False), ("Total", 3, True),
    ]  # fmt: skip
    assert [(one.row, one.difference) for one in found.uneven] == [(6, 1)]
    assert found.whole is not None
    assert [one.why for one in found.left_out] == ["the headings again"]


cells = st.text(alphabet="0123456789.,-()£%k abcTotal", max_size=8)
tables = st.lists(st.lists(cells, min_size=1, max_size=5), max_size=8)


@given(tables, st.sampled_from(["LINES", "MONITORING"]))
def test_any_table_is_read_or_refused_and_no_line_is_made_up(rows: list[list[str]], kind: str) -> None:
    """A row is a line, a total, left out, told to be wrong, or blank: never two, and never none."""
    given_rows = [["Name", "Code", "Gross", "Income", "Net"], *rows]
    held = PlanTable("", tuple(Line(n, tuple(row)) for n, row in enumerate(given_rows, start=1)))
    reading = propose(held, kind)
    found = read_money(held, reading)
    lines = {one.number for one in found.rows}
    totals = {one.row.number for one in found.totals}
    left = {one.row for one in found.left_out}
    wrong = {one.row for one in found.problems}
    assert not (lines & totals or lines & left or totals & left or wrong & lines)
    below = [one for one in held.lines if one.number > reading.head and not one.is_blank]
    assert lines | totals | left | wrong >= {one.number for one in below}
    for one in budget_lines(found.rows).lines:
        if one.gross is not None and one.income is not None:
            assert one.net == one.gross - one.income
    for watched in monitoring_lines(found.rows).lines:
        line = watched.line
        if line.budget is not None and line.forecast is not None:
            assert line.variance == line.forecast - line.budget
