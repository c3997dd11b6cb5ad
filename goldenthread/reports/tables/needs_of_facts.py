"""What the plan needs, by theme: money, who pays, and days, as a report's figures froze it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from goldenthread.core.words import worked_out
from goldenthread.reports.facts import Facts, NeedFact
from goldenthread.reports.grids import Cell, Column, Grid, Row, blank, number, text
from goldenthread.reports.tables.of_facts import pounds


def needs(facts: Facts) -> Grid:
    """What the plan takes by theme, what of a year's money is linked to it, what has nobody (R045)."""
    if not facts.paid_year:
        return _needs_before_links(facts)
    columns = (
        Column(facts.head.top_name, width=30), Column("Money needed, all years", True, width=14),
        Column("Nobody pays yet", True, width=13),
        Column(f"Revenue linked, {facts.paid_year}", True, width=14),
        Column(f"Capital linked, {facts.paid_year}", True, width=14),
        Column(f"Approved bids, {facts.paid_year}", True, width=14), Column("Staff days", True, width=10),
    )  # fmt: skip
    keys = [(top.title, top.pk) for top in facts.tops]
    rows = [
        Row((text(title), *cells))
        for title, key in [*keys, (f"Under no {facts.head.top_name.lower()}", None)]
        if (cells := _paid_cells(facts, [key]))
    ]
    if rows:
        whole = _paid_cells(facts, [*(key for _, key in keys), None])
        rows.append(Row((text("The whole plan"), *whole), is_total=True))
    return Grid("What the plan needs", columns, tuple(rows), "wide")


def _paid_cells(facts: Facts, tops: Sequence[int | None]) -> list[Cell]:
    """The money and days of the lines under some themes; nothing where none of them takes or has any."""
    paid = [one for one in facts.paid if one.top in tops]
    needs = [one for one in facts.needs if one.top in tops]
    if not paid and not needs:
        return []
    takes = [one.takes for one in paid if one.takes]
    amounts = [[getattr(one, name) for one in paid] for name in ("unpaid", "revenue", "capital", "bids")]
    return [
        _sum_cell(takes, pounds),
        *(
            _sum_cell([one for one in some if one], pounds, "None" if takes or at else "None stated")
            for at, some in enumerate(amounts)
        ),
        _sum_cell([one.days for one in needs if one.days is not None], worked_out),
    ]


def needs_note(facts: Facts) -> str:
    """What the table of needs counts."""
    if not facts.paid_year:
        return "A line of the plan without a budget line is not paid for by anything on record."
    return (
        "Money needed is what costs say, or needs where no cost is recorded. What is linked is shares of the "
        f"budget lines of {facts.paid_year} and, apart, of approved bids; it may be more or less than is "
        "needed."
    )


def _needs_before_links(facts: Facts) -> Grid:
    """What the plan asks of budgets, as figures that were frozen before links were read have it."""
    columns = (
        Column(facts.head.top_name, width=34),
        Column("Money needed", True, width=16),
        Column("With a budget line", True, width=18),
        Column("Without one", True, width=14),
        Column("Staff days", True, width=12),
    )
    parts = [(top.title, [one for one in facts.needs if one.top == top.pk]) for top in facts.tops]
    parts.append((f"Under no {facts.head.top_name.lower()}", [one for one in facts.needs if one.top is None]))
    rows = [Row((text(title), *_need_cells(held))) for title, held in parts if held]
    if rows:
        rows.append(Row((text("The whole plan"), *_need_cells(facts.needs)), is_total=True))
    return Grid("What the plan needs", columns, tuple(rows), "wide")


def _need_cells(found: Sequence[NeedFact]) -> list[Cell]:
    paid = [one.money for one in found if one.money is not None and one.budget_line]
    unpaid = [one.money for one in found if one.money is not None and not one.budget_line]
    days = [one.days for one in found if one.days is not None]
    money = [*paid, *unpaid]
    return [
        _sum_cell(money, pounds),
        _sum_cell(paid, pounds),
        _sum_cell(unpaid, pounds),
        _sum_cell(days, worked_out),
    ]


def _sum_cell(
    found: Sequence[Decimal], said: Callable[[Decimal], str], otherwise: str = "None stated"
) -> Cell:
    whole = sum(found, Decimal(0))
    return number(said(whole), value=whole) if found else blank(otherwise)
