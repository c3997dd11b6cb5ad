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
    """Variances in thousands of pounds, with the base of every percentage named.

    Where they come of budget monitoring, budget, actual, forecast and movement stand beside them.
    """
    if any(row.watched for row in rows):
        return _monitored(rows)
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


def _monitored(rows: Sequence[MoneyFact]) -> Grid:
    base = next((row.money.base_kind for row in rows if row.money.base_kind), "budget")
    shows_base = any(row.watched and row.money.base not in (None, row.watched.budget) for row in rows)
    columns = (
        Column("Part of the budget", width=26),
        Column("Budget, £ thousand", True, width=12),
        Column("Actual to date", True, width=12),
        Column("Forecast", True, width=12),
        Column("Forecast variance", True, width=12),
        *((Column(base[:1].upper() + base[1:], True, width=12),) if shows_base else ()),
        Column(f"% of {base}", True, width=10),
        Column("Moved by", True, width=12),
        Column("Figure before", width=18, is_minor=True),
    )
    lines = [Row(_monitored_cells(row, shows_base=shows_base), row.is_total, row.is_detail) for row in rows]
    return Grid("Budget, forecast and variance", columns, tuple(lines), "wide")


def _monitored_cells(row: MoneyFact, *, shows_base: bool) -> tuple[Cell, ...]:
    watched, share = row.watched, row.money.percent
    held = (watched.budget, watched.actual, watched.forecast) if watched else (None, None, None)
    moved = watched.movement if watched else None
    before = watched.before if watched else ""
    base = [_thousand(row.money.base, "Not known")] if shows_base else []
    return (
        text(row.name, note=row.note),
        *(_thousand(one, "Not stated") for one in held),
        number(thousands(row.money.amount), strong=True),
        *base,
        number(f"{signed(share)}%") if share is not None else blank("No base"),
        number(thousands(moved)) if moved is not None else blank("Not known"),
        text(before[:1].upper() + before[1:]) if before else blank("None" if not row.is_total else ""),
    )


def _thousand(pounds: Decimal | None, otherwise: str) -> Cell:
    return blank(otherwise) if pounds is None else number(worked_out(pounds / 1000), value=pounds / 1000)


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
