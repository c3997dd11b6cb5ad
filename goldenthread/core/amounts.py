"""Days and pounds as people type them, read in one manner on pages, in grids and in spreadsheets."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.observed import UnreadableNumber, read_number

LONGEST = 30
FIRST_YEAR, LAST_YEAR = 1990, 2100


class UnreadableAmount(ValueError):
    """A number that nobody can read or keep; the message says what to write."""


class Unit(NamedTuple):
    """What an amount is of: what people call it, what it stays below, and how many places are kept."""

    name: str
    below: Decimal
    places: int = 2
    is_money: bool = False
    is_signed: bool = False


DAYS = Unit("days", Decimal(10) ** 6)  # a million days are 4,000 people for a year
POUNDS = Unit("pounds", Decimal(10) ** 12, is_money=True)
AS_MEASURED = Unit("units", Decimal(10) ** 12, places=6, is_money=True, is_signed=True)


def amount_in(text: str, unit: Unit | None = None) -> Decimal | None:
    """A number as people type it, 1,200.5 or £1,200.50; None for a blank. Raises `UnreadableAmount`.

    Without a unit it is a number from 0 up, whatever it is of; with one it is within the unit's bounds.
    """
    typed = text.strip()
    if not typed:
        return None
    shown = f"“{typed[:40]}”"
    if typed.endswith("%"):
        raise UnreadableAmount(
            f"{shown} is a percentage. Write how many {unit.name if unit else 'there are'}."
        )
    try:
        found = read_number(typed)
    except UnreadableNumber:
        found = None
    is_strange = "*" in typed or ("£" in typed and not (unit and unit.is_money))
    if found is None or is_strange or len(typed) > LONGEST:
        raise UnreadableAmount(f"{shown} is no number that can be read. Write one such as 12 or 1,200.50.")
    if not (unit and unit.is_signed) and found.value < 0:
        raise UnreadableAmount(f"{shown} is below 0. Write one such as 12 or 1,200.50.")
    if reasons := reasons_not_kept(found.value, unit) if unit else []:
        raise UnreadableAmount(f"{shown}: {' '.join(reasons)}")
    return found.value


def reasons_not_year(year: int) -> list[str]:
    """Why a year can't be one that money or a promise is of: a slip of the keys, not a year of any plan."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return []
    return [f"Write a year from {FIRST_YEAR} to {LAST_YEAR}."]


def reasons_not_kept(value: Decimal, unit: Unit) -> list[str]:
    """Why an amount can't be kept, however it came: a sentence that says what to write."""
    least = -unit.below if unit.is_signed else Decimal(0)
    if not (least < value or value == 0) or value >= unit.below:
        from_nought = "" if unit.is_signed else "from 0 up and "
        return [f"Write a number of {unit.name} {from_nought}below {unit.below:,.0f}."]
    if value != round(value, unit.places):
        return [f"Write the {unit.name} to {unit.places} places at most: {value.normalize():f} has more."]
    return []
