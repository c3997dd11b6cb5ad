"""Tables of money, and of headlines as they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.words import worked_out
from goldenthread.reports.facts import MoneyFact, PublishedFact
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Kind,
    Row,
    blank,
    grid,
    number,
    text,
)


def signed(value: Decimal) -> str:
    """A difference with its sign: +1.5, −1.5, 0."""
    return ("+" if value > 0 else "") + worked_out(value)


def money(rows: Sequence[MoneyFact]) -> Grid:
    """Variances in thousands of pounds, with the base of every percentage named."""
    columns = (
        Column("Part of the budget", width=28),
        Column("Report before, £ thousand", True, width=14),
        Column("This report, £ thousand", True, width=14),
        Column("Under or over budget", width=18),
        Column("Per cent", True, width=10),
        Column("Of what", width=16),
    )
    largest = max((abs(row.money.amount) for row in rows), default=Decimal(1)) or Decimal(1)
    lines = [Row(_money_cells(row, largest), row.is_total, row.is_detail) for row in rows]
    return Grid("Forecast variance from budget", columns, tuple(lines), "wide")


def thousands(pounds: Decimal) -> str:
    """Pounds in thousands with a sign: +620, −1,226."""
    return signed(pounds / 1000)


def _money_cells(row: MoneyFact, largest: Decimal) -> tuple[Cell, ...]:
    share, amount = row.money.percent, row.money.amount
    side = "over" if amount > 0 else "under" if amount < 0 else "on budget"
    return (
        text(row.name, note=row.note),
        number(thousands(row.previous)) if row.previous is not None else blank("Not stated"),
        number(thousands(amount), strong=True),
        Cell(side, Kind.BAR, bar=(float(amount / largest), 1.0 if row.is_total else 0.0)),
        number(f"{signed(share)}%") if share is not None else blank("No base"),
        text(row.money.base_kind) if row.money.base_kind else blank("Not stated"),
    )


def published(rows: Sequence[PublishedFact]) -> Grid:
    """Headlines as printed, with the counts behind them where the report gave any."""
    columns = (
        Column("As published", width=44),
        Column("Printed", True, width=14),
        Column("Counts", True, width=16),
        Column("Remark", width=26),
    )
    return grid("Headlines as published", columns, (_published_row(row) for row in rows))


def _published_row(row: PublishedFact) -> list[Cell]:
    has_both = row.part is not None and row.whole is not None
    return [
        text(row.subject),
        number(row.value, strong=True),
        number(f"{row.part} of {row.whole}") if has_both else blank("Not printed"),
        text(row.note) if row.note else blank("None"),
    ]
