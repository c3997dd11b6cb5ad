"""Money in sentences: pounds, differences, totals that don't add up, and percentages that don't fit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from goldenthread.core.money_monitoring import Misfit, Uneven
from goldenthread.core.words import worked_out

if TYPE_CHECKING:
    from goldenthread.core.money_table.becoming import Brought


def pounds(amount: Decimal) -> str:
    """£1,234, £1,234.50, −£13: pence only where there are any."""
    size = abs(amount)
    figure = f"{size:,.0f}" if size == size.to_integral_value() else f"{size:,.2f}"
    return f"{'−' if amount < 0 else ''}£{figure}"


def change(amount: Decimal) -> str:
    """A change with its sign: +£500, −£500, £0."""
    return ("+" if amount > 0 else "") + pounds(amount)


def year_named(year: int) -> str:
    """A financial year by the year it begins in: 2012/13."""
    return f"{year}/{(year + 1) % 100:02d}"


def of_uneven(one: Uneven) -> str:
    """A printed total that its lines do not come to, with both figures and the difference."""
    lines = "the one line" if one.lines == 1 else f"the {one.lines} lines"
    row = f" (row {one.row})" if one.row else ""
    said = (
        f"{one.total}{row}, {one.column}: {pounds(one.printed)} is printed, but {lines} with a figure "
        f"come to {pounds(one.summed)}. The difference is {change(one.difference)}."
    )
    return f"{said} Rounding of the lines could make it." if one.is_rounding else said


def what_is_told(brought: Brought) -> list[str]:
    """What doesn't fit in a file's own figures: totals, and doubts of its rows."""
    doubts = [f"Row {one.row}: {one.sentence}" if one.row else one.sentence for one in brought.doubts]
    return [*map(of_uneven, brought.sheet.uneven), *doubts]


def of_misfit(one: Misfit, base: str) -> str:
    """A printed percentage that is not the variance's of its base."""
    row = f" (row {one.row})" if one.row else ""
    said = f"{one.line}{row}: {worked_out(one.printed)}% is printed"
    if one.worked_out is None:
        return f"{said}, but there is no {base} to take a percentage of."
    if one.is_sign:
        return f"{said} without its sign: the variance is {worked_out(one.worked_out)}% of the {base}."
    return f"{said}, but the variance is {worked_out(one.worked_out)}% of the {base}."
