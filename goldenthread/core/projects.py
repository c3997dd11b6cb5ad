"""The way of a project or programme: a map of states that is data, and what its money comes to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.state_map import Move, StateMap

PROJECT = StateMap(
    states={
        "PROPOSED": "proposed",
        "UNDER_WAY": "under way",
        "ON_HOLD": "on hold",
        "FINISHED": "finished",
        "STOPPED": "stopped",
    },
    begins=("PROPOSED", "UNDER_WAY"),
    moves={
        "start": Move(("PROPOSED", "ON_HOLD"), "UNDER_WAY", "start"),
        "hold": Move(("UNDER_WAY",), "ON_HOLD", "put on hold, with a reason"),
        "finish": Move(("UNDER_WAY",), "FINISHED", "finish, saying what came of it"),
        "stop": Move(("PROPOSED", "UNDER_WAY", "ON_HOLD"), "STOPPED", "stop, with a reason"),
    },
)
OVER = ("FINISHED", "STOPPED")
SAYS_WHY = ("ON_HOLD", *OVER)


def year_words(year: int, first_month: int = 4) -> str:
    """A financial year by the year it begins in: “2012/13”, or “2012” where years begin in January."""
    return str(year) if first_month == 1 else f"{year}/{(year + 1) % 100:02d}"


class Pounds(NamedTuple):
    """Pounds of one year, kind and funder: what was agreed, what is forecast, and whether it is paid for."""

    year: int
    kind: str
    agreed: Decimal
    forecast: Decimal | None = None
    is_funded: bool = True
    spent: Decimal | None = None


class Sums(NamedTuple):
    """What a project's money comes to. The forecast of a line without one is what was agreed.

    A line can't come to less than what is spent on it: there its spending stands for the forecast, and
    `beyond` is by how much such lines go beyond what was forecast for them.
    """

    agreed: Decimal
    forecast: Decimal
    unfunded: Decimal
    by_kind: dict[str, Decimal]
    by_year: dict[int, Decimal]
    beyond: Decimal = Decimal(0)


def sums(lines: Iterable[Pounds]) -> Sums:
    """The whole, and its parts by kind and by year, which each add up to the whole."""
    nought = Decimal(0)
    agreed = forecast = unfunded = beyond = nought
    kinds: dict[str, Decimal] = {}
    years: dict[int, Decimal] = {}
    for one in lines:
        agreed += one.agreed
        expected = one.agreed if one.forecast is None else one.forecast
        over = max((one.spent or nought) - expected, nought)
        forecast += expected + over
        beyond += over
        unfunded += nought if one.is_funded else one.agreed
        kinds[one.kind] = kinds.get(one.kind, nought) + one.agreed
        years[one.year] = years.get(one.year, nought) + one.agreed
    return Sums(agreed, forecast, unfunded, kinds, dict(sorted(years.items())), beyond)
