"""The plain frames that `core.many` reads, and how a figure is held in one: a whole number of millionths."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from goldenthread.core import many_spc
from goldenthread.core.many_rating import DIRECTIONS, MILLIONTHS, STATUSES, WHOLE
from goldenthread.core.periods import PeriodKind

KINDS = pl.Enum([kind.value for kind in PeriodKind])
PERIOD = {"kind": KINDS, "starts_on": pl.Date, "ends_on": pl.Date}
RESULTS = {"measure": pl.Int64, **PERIOD, "value": WHOLE, "is_questioned": pl.Boolean}
AIMS = {"measure": pl.Int64, **PERIOD, "value": WHOLE, "is_data_only": pl.Boolean}
SHEETS = {
    "measure": pl.Int64, "polarity": pl.String, "low": WHOLE, "high": WHOLE, "frequency": pl.String,
    "is_cumulative": pl.Boolean, "is_data_only": pl.Boolean, "tolerance": WHOLE, "is_share": pl.Boolean,
    "floor": WHOLE,
}  # fmt: skip
# What a sheet may also say; a column that a caller leaves out is empty throughout.
OPTIONAL: dict[str, pl.DataType | type[pl.DataType]] = {
    "lag": pl.Int32,  # days until a figure can be known, in place of the usual grace
    "reported_for": KINDS,  # the kind of period it is reported for, where it is collected for others too
    "collected": pl.String,  # how often, where that is not how often it is reported (`frequency`)
    "kind": pl.String,  # what it is counted in (`core.kinds.Kind`); empty: a number
}
FROM_DAYS = {"measure": pl.Int64, "from_on": pl.Date}  # breaks, and days from which limits start afresh
STATUS = pl.Enum([status.value for status in STATUSES])
DIRECTION = pl.Enum([direction.value for direction in DIRECTIONS])
VARIATION = pl.Enum([variation.value for variation in many_spc.VARIATIONS])
ASSURANCE = pl.Enum([assurance.value for assurance in many_spc.ASSURANCES])


def with_optional(sheets: pl.DataFrame) -> pl.DataFrame:
    """The sheets with those of the `OPTIONAL` columns that they lack, empty."""
    missing = [name for name in OPTIONAL if name not in sheets.columns]
    return sheets.with_columns(pl.lit(None, dtype=OPTIONAL[name]).alias(name) for name in missing)


def no_days() -> pl.DataFrame:
    return pl.DataFrame(schema=FROM_DAYS)


def millionths(value: Decimal | None) -> int | None:
    """A figure as the frames hold it. Raises ValueError for one with more than six places."""
    if value is None:
        return None
    above, below = value.as_integer_ratio()
    if MILLIONTHS % below:
        raise ValueError(f"{value} has more than six places.")
    return above * (MILLIONTHS // below)


def decimal_of(value: int | None) -> Decimal | None:
    """A figure of a frame as a page has it: without noughts after the point."""
    if value is None:
        return None
    part = Decimal(value).scaleb(-6)
    return Decimal(value // MILLIONTHS) if not value % MILLIONTHS else part.normalize()
