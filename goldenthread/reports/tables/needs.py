"""What an element needs of each service, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.sentences import on_day
from goldenthread.core.words import number as figure
from goldenthread.measures.queries import plain
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.resources.models import Need


def needs(found: Sequence[Need]) -> Grid:
    """Each need with its days, money, budget line and confirmation; and the sums of what is said."""
    columns = (
        Column("Of which service", width=26),
        Column("Staff days", True, width=12),
        Column("Money", True, width=14),
        Column("Budget line", width=22),
        Column("Capacity", width=26),
    )
    rows = [Row(tuple(_cells(need))) for need in found]
    if len(found) > 1:
        days, money = ([getattr(one, name) for one in found] for name in ("days", "money"))
        total = (_sum(days), _sum(money, "£"), text(""), text(""))
        rows.append(Row((text("In all, of what is said"), *total), is_total=True))
    return Grid("What it needs", columns, tuple(rows), "keep")


def _cells(need: Need) -> list[Cell]:
    name = str(need.service) if need.service else "No service named yet"
    link = Link("need", f"{need.element_id}/{need.pk}")
    return [
        text(name, link=link, note=need.note),
        _amount(need.days),
        _amount(need.money, "£"),
        text(need.budget_line) if need.budget_line else blank("None named"),
        text(f"{need.confirmed_by} confirmed it on {on_day(need.confirmed_on)}")
        if need.confirmed_on
        else blank("Not confirmed"),
    ]


def _amount(value: Decimal | None, sign: str = "") -> Cell:
    bare = plain(value)
    return blank("Not said") if bare is None else number(f"{sign}{figure(bare)}")


def _sum(values: Sequence[Decimal | None], sign: str = "") -> Cell:
    said = [value for value in values if value is not None]
    return _amount(sum(said, Decimal(0)) if said else None, sign)
